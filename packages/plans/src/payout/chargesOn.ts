import { guard, min, mul, roundNode, sub, sum, type Node, type StepOptions } from '@commission-ledger/calculation';
import { compare, type Money } from '@commission-ledger/money';
import type { Fee, PayoutTerms, TaxRate } from '../document/planDocument.ts';
import { bookedIn, textIn, type PreparedPayout } from './payoutInput.ts';

/**
 * Something kept back from a payout or added on top of it. `path` is the entry of the terms that says so, a JSON Pointer
 * into the plan version; `id` is the fee's, or the tax status. Withholding and fees of the partner are kept back; VAT is
 * added; fees that the program bears are only recorded. The amount is the value of `root` and never below zero.
 */
export type Charge = Readonly<{
  kind: 'withholding' | 'vat' | 'fee';
  id: string;
  amount: Money;
  path: string;
  bornBy: 'partner' | 'program';
  root: Node;
}>;

/**
 * What is kept back from a payout of this gross amount, or added to it, in the order of the terms: withholding and VAT
 * by the rate of the partner's status in force on the date, then fees. A fee takes no more than is left.
 */
export const chargesOn = (terms: PayoutTerms, payout: PreparedPayout, gross: Node): readonly Charge[] => {
  const withholding = taxOn(terms.withholding ?? [], 'withholding', payout, gross);
  const vat = taxOn(terms.vat ?? [], 'vat', payout, gross);
  const charges: Charge[] = [...withholding, ...vat];
  for (const [index, fee] of (terms.fees ?? []).entries()) {
    const charge = feeOn(fee, `/payout/fees/${index}`, payout, gross, lessKeptBack(gross, charges));
    if (charge !== undefined) charges.push(charge);
  }
  return charges;
};

/** `from` less what the charges keep back from the partner. */
export const lessKeptBack = (from: Node, charges: readonly Charge[], options?: StepOptions): Node => {
  const kept = charges.flatMap(({ kind, bornBy, root }) => (kind !== 'vat' && bornBy === 'partner' ? [root] : []));
  const [only, ...others] = kept;
  if (only === undefined) return from;
  return sub(from, others.length === 0 ? only : sum(kept), options);
};

/** At most one: the rate for the status with the latest date that is not after the payout. */
const taxOn = (
  rates: readonly TaxRate[],
  kind: 'withholding' | 'vat',
  payout: PreparedPayout,
  gross: Node,
): readonly Charge[] => {
  const [status, date] = [textIn(payout.taxStatus), textIn(payout.date)];
  const inForce = rates
    .map((rate, index) => ({ rate, index }))
    .filter(({ rate }) => rate.status === status && rate.from <= date)
    .reduce<Readonly<{ rate: TaxRate; index: number }> | undefined>(
      (latest, next) => (latest !== undefined && latest.rate.from >= next.rate.from ? latest : next),
      undefined,
    );
  if (inForce === undefined) return [];
  const path = `/payout/${kind}/${inForce.index}`;
  const given = [
    guard('eq', [payout.taxStatus, payout.textParam(inForce.rate.status, `${path}/status`)]),
    guard('ge', [payout.date, payout.textParam(inForce.rate.from, `${path}/from`)]),
  ];
  const share = mul(gross, payout.rateParam(inForce.rate.rate, `${path}/rate`));
  const root = roundNode(share, payout.rounding, { name: kind === 'vat' ? 'vat' : 'withheld', given });
  const bornBy = kind === 'vat' ? ('program' as const) : ('partner' as const);
  return [{ kind, id: status, amount: bookedIn(root), path, bornBy, root }];
};

const feeOn = (fee: Fee, path: string, payout: PreparedPayout, gross: Node, left: Node): Charge | undefined => {
  const waivedFrom =
    fee.waivedFrom === undefined ? undefined : payout.amountParam(fee.waivedFrom, `${path}/waivedFrom`);
  if (waivedFrom !== undefined && compare(bookedIn(gross), bookedIn(waivedFrom)) >= 0) return undefined;
  const given = waivedFrom === undefined ? [] : [guard('lt', [gross, waivedFrom])];
  const parts = [
    ...(fee.rate === undefined
      ? []
      : [roundNode(mul(gross, payout.rateParam(fee.rate, `${path}/rate`)), payout.rounding)]),
    ...(fee.fixed === undefined ? [] : [payout.amountParam(fee.fixed, `${path}/fixed`, 'fixed')]),
  ];
  if (parts.length === 0) return undefined;
  const whole = sum(parts, { name: 'fee', given });
  const isTooMuch = fee.bornBy === 'partner' && compare(bookedIn(whole), bookedIn(left)) > 0;
  const root = isTooMuch ? min([whole, left], { name: 'fee' }) : whole;
  return { kind: 'fee', id: fee.id, amount: bookedIn(root), path, bornBy: fee.bornBy, root };
};
