import type { EventData } from '@commission-ledger/events';
import { add, equals, type Money } from '@commission-ledger/money';
import { CannotApply } from '../projection.ts';
import { changeOpen, type OpenByDate, type OpenChange, type OpenSum } from './openByDate.ts';
import { chargesOf } from './payoutCharges.ts';

/**
 * A payout on its way, with its lines summed by the date they matured on: what comes back if it fails. Of `minor`, its
 * gross, `withheld` is kept back as tax and fees, and of that `tax` as tax.
 */
export type PayoutInFlight = Readonly<{
  payout: string;
  minor: string;
  withheld: string;
  tax: string;
  lines: OpenByDate;
  /** Of the lines, those that payouts added to the account. */
  atOnce: OpenByDate;
}>;

/** What payouts move: what is open, what is on its way, and what was kept back or paid. */
export type InPayouts = Readonly<{
  open: OpenByDate;
  /** Of what is open, what payouts added to the account: the next payout has it, whatever its cut-off. */
  atOnce: OpenByDate;
  /** In the order in which they were issued. */
  inFlight: readonly PayoutInFlight[];
  withheld: string;
  /** Of what is withheld, tax. */
  withheldTax: string;
  paid: string;
}>;

/**
 * The lines leave what is open and travel with the payout.
 *
 * @throws CannotApply when the payout was issued before, or its figures contradict each other.
 */
export const issue = (balance: InPayouts, data: EventData<'PayoutIssued'>): Partial<InPayouts> => {
  const { open, atOnce, inFlight } = balance;
  const { payout, amount, lines } = data;
  if (inFlight.some((other) => other.payout === payout)) throw new CannotApply(`Payout ${payout} was issued before.`);
  const changes = lines.map(changeBy);
  const total = changes.reduce((sum, { minor }) => sum + minor, 0n);
  if (total !== amount.minor) throw new CannotApply(`The lines of payout ${payout} do not add up to its amount.`);
  const { withheld, fees, net } = chargesOf(data);
  if (data.net !== undefined && !equals(net, data.net))
    throw new CannotApply(`The charges of payout ${payout} do not lead to its net amount.`);
  const keptBack = add(withheld, fees).minor;
  const travelling = changes.reduce(changeOpen, []);
  const added = lines
    .filter(({ kind }) => ADDED.has(kind))
    .map(changeBy)
    .reduce(changeOpen, []);
  const sums = { minor: `${total}`, withheld: `${keptBack}`, tax: `${withheld.minor}` };
  return {
    open: travelling.map(changeOf).map(turned).reduce(changeOpen, open),
    atOnce: added.map(changeOf).map(turned).reduce(changeOpen, atOnce),
    inFlight: [...inFlight, { payout, ...sums, lines: travelling, atOnce: added }],
    withheld: `${BigInt(balance.withheld) + keptBack}`,
    withheldTax: `${BigInt(balance.withheldTax) + withheld.minor}`,
  };
};

/** Which payout was resolved. */
export type Resolved = Readonly<{ payout: string; amount: Money }>;

/** The payout arrived: what was not kept back is paid. */
export const settle = (balance: InPayouts, resolved: Resolved): Partial<InPayouts> => {
  const payout = landing(balance, resolved);
  return {
    paid: `${BigInt(balance.paid) + BigInt(payout.minor) - BigInt(payout.withheld)}`,
    inFlight: othersThan(payout, balance),
  };
};

/** The lines of a payout that failed or was voided are open again, each on its old date; nothing was kept back. */
export const takeBack = (balance: InPayouts, resolved: Resolved): Partial<InPayouts> => {
  const payout = landing(balance, resolved);
  return {
    open: payout.lines.map(changeOf).reduce(changeOpen, balance.open),
    atOnce: payout.atOnce.map(changeOf).reduce(changeOpen, balance.atOnce),
    inFlight: othersThan(payout, balance),
    withheld: `${BigInt(balance.withheld) - BigInt(payout.withheld)}`,
    withheldTax: `${BigInt(balance.withheldTax) - BigInt(payout.tax)}`,
  };
};

type Line = EventData<'PayoutIssued'>['lines'][number];

/** What payouts themselves post to an account, what is written off and what is set apart: payable on its date. */
const ADDED: ReadonlySet<Line['kind']> = new Set(['draw-advance', 'draw-recovery', 'write-off', 'unclaimed']);

const changeBy = ({ maturesOn, amount }: Line): OpenChange => ({ maturesOn, minor: amount.minor, lines: 1 });

const landing = ({ inFlight }: InPayouts, { payout, amount }: Resolved): PayoutInFlight => {
  const found = inFlight.find((other) => other.payout === payout);
  if (found === undefined)
    throw new CannotApply(`Payout ${payout} is not on its way: it was never issued, or is resolved.`);
  if (BigInt(found.minor) !== amount.minor) throw new CannotApply(`Payout ${payout} was issued with another amount.`);
  return found;
};

const othersThan = (payout: PayoutInFlight, { inFlight }: InPayouts): readonly PayoutInFlight[] =>
  inFlight.filter((other) => other !== payout);

const changeOf = ({ maturesOn, minor, lines }: OpenSum): OpenChange => ({ maturesOn, minor: BigInt(minor), lines });

const turned = ({ maturesOn, minor, lines }: OpenChange): OpenChange => ({ maturesOn, minor: -minor, lines: -lines });
