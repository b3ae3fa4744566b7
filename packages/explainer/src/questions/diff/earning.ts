import { convert, div, operandsOf, type Node } from '@commission-ledger/calculation';
import { currencyOf, isEven, isNil, totalOf } from './nodeAmounts.ts';

/**
 * How a commission comes about, as a chain that every plan has in common: what was sold, in the plan's currency, as far
 * as it is credited to the account, what the plan pays on it, within its limits, booked.
 */
export type Earning = Readonly<{
  /** In which currency it was sold, and at which rate of exchange, if that is another than the plan's. */
  currency: string;
  exchange: Exchange | undefined;
  /** What it was earned on; absent for what depends on no amount, such as a bonus for each deal. */
  base: EarnedOn | undefined;
  /** Before a cap or a floor, before rounding. */
  unlimited: Node;
  /** Before rounding. */
  exact: Node;
  booked: Node;
  /** Amounts and the rates paid on them, which add up to `unlimited`; none where the plan says it in another way. */
  slices: readonly Slice[];
}>;

/** What was told in another currency, what it came to, and the rate. */
export type Exchange = Readonly<{ told: Node; converted: Node; rate: Node }>;

/** What a commission is earned on. All are in the plan's currency. */
export type EarnedOn = Readonly<{
  /** The number on the contract: 100 dollars are 100 units. */
  nominal: Node;
  /** What that comes to at the rate of exchange. */
  converted: Node;
  /** What of it is credited to the account. */
  credited: Node;
}>;

/** An amount and the rate that is paid on it; `band` is where the plan, or the enrolment, says that rate. */
export type Slice = Readonly<{ band: string; base: Node; rate: Node; product: Node }>;

/** Takes the calculation of an accrual apart. */
export const earningIn = (root: Node): Earning => {
  const exact = unwrapped(root);
  const unlimited = withoutLimits(exact);
  const slices = slicesOf(unlimited) ?? [];
  const told = soldIn(unlimited);
  const credited = totalOf(slices.map(({ base }) => base)) ?? told?.base.credited;
  const currency = told?.currency ?? currencyOf(root) ?? '';
  const base = credited === undefined || isNil(credited) ? undefined : chainTo(credited, told?.base);
  return {
    currency,
    exchange: told?.exchange,
    base,
    unlimited,
    exact,
    booked: root,
    slices: base === undefined ? [] : slices,
  };
};

/** Where a plan makes an amount of its own, such as a margin, there is nothing before that. */
const chainTo = (credited: Node, told: EarnedOn | undefined): EarnedOn =>
  told !== undefined && !isNil(told.nominal) && isEven(told.credited, credited)
    ? told
    : { nominal: credited, converted: credited, credited };

const unwrapped = (node: Node): Node => {
  if (node.kind === 'choice') return unwrapped(node.taken);
  return node.kind === 'round' ? unwrapped(node.arg) : node;
};

/** What there would be without the cap or the floor. */
const withoutLimits = (node: Node): Node => {
  if (node.kind !== 'op' || (node.op !== 'min' && node.op !== 'max')) return node;
  if (node.name !== 'cap' && node.name !== 'floor') return node;
  const [earned] = node.args;
  return earned === undefined ? node : withoutLimits(unwrapped(earned));
};

/** `undefined` where something in it is neither an amount by a rate nor a sum of such. */
const slicesOf = (node: Node): readonly Slice[] | undefined => {
  if (node.kind === 'choice') return slicesOf(node.taken);
  if (node.kind === 'op' && node.op === 'sum') {
    const parts = node.args.map(slicesOf);
    const found = parts.flatMap((part) => part ?? []);
    return parts.includes(undefined) ? undefined : found;
  }
  if (node.kind !== 'op' || node.op !== 'mul') return undefined;
  const [base, rate] = node.args;
  if (base === undefined || rate === undefined) return undefined;
  if (currencyOf(base) === undefined || rate.value._tag !== 'ratio') return undefined;
  return [{ band: bandOf(rate), base, rate, product: node }];
};

const bandOf = (rate: Node): string => {
  if (rate.kind === 'param') return rate.path;
  return rate.kind === 'fact' ? (rate.from[0]?.path ?? '') : '';
};

type Sold = Readonly<{ currency: string; exchange: Exchange | undefined; base: EarnedOn }>;

/** The amount that an event tells, and what became of it before anything was paid on it. */
const soldIn = (root: Node): Sold | undefined => {
  const found: { told?: Node; conversion?: Node; converted?: Node; credited?: Node } = {};
  const seen = new Set<Node>();
  const visit = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (isTold(node)) found.told ??= node;
    if (node.kind === 'op' && node.op === 'split' && node.name === 'base') found.credited ??= node;
    if (node.kind === 'round' && isConversion(node.arg)) {
      found.conversion ??= node.arg;
      found.converted ??= node;
    }
    for (const below of operandsOf(node)) visit(below);
  };
  visit(root);
  const { told, conversion } = found;
  if (told === undefined) return undefined;
  const converted = found.converted ?? told;
  const base = { nominal: nominalOf(told, conversion), converted, credited: found.credited ?? converted };
  const rate = conversion?.kind === 'op' ? conversion.args[1] : undefined;
  const exchange = rate === undefined ? undefined : { told, converted, rate };
  return { currency: currencyOf(told) ?? '', exchange, base };
};

const isTold = ({ kind, name, value }: Node): boolean =>
  kind === 'fact' && (name === 'payment' || name === 'deal') && value._tag === 'money';

const isConversion = (node: Node): boolean => node.kind === 'op' && node.op === 'convert';

/** The same number of units of the plan's currency. */
const nominalOf = (told: Node, conversion: Node | undefined): Node => {
  const target = conversion?.kind === 'op' ? conversion.args[2] : undefined;
  if (target === undefined || isNil(told)) return told;
  return convert(told, div(told, told), target);
};
