import type { Fact } from './history.ts';

/** One account's figures in cents, worked out the slow way: everything is looked up in the facts again and again. */
export type NaiveBalance = Readonly<
  Record<
    'accrued' | 'reversed' | 'adjusted' | 'onHold' | 'payable' | 'inFlight' | 'paid' | 'withheld' | 'receivable',
    bigint
  >
>;

type Entry = Readonly<{ id: string; amount: bigint; maturesOn: string }>;

/** The entries of a partner that are in no live or settled payout. */
export const naiveOpen = (facts: readonly Fact[], partner: string): readonly Entry[] => {
  const own = ownOf(facts, partner);
  const gone = new Set(
    own.flatMap((fact) => (isIssued(fact) && stateOf(own, fact) !== 'returned' ? linesOf(fact) : [])),
  );
  return own.flatMap(entryOf).filter(({ id }) => !gone.has(id));
};

/** The figures of a partner on a date. */
export const naiveBalance = (facts: readonly Fact[], partner: string, asOf: string): NaiveBalance => {
  const own = ownOf(facts, partner);
  const sumOf = (type: string): bigint => total(own.filter(({ event }) => event.type === type).map(amountOf));
  const payouts = (state: string): bigint =>
    total(own.filter((fact) => isIssued(fact) && stateOf(own, fact) === state).map(amountOf));
  const open = naiveOpen(facts, partner);
  const matured = total(open.filter(({ maturesOn }) => maturesOn <= asOf).map(({ amount }) => amount));
  const unmatured = total(open.filter(({ maturesOn }) => maturesOn > asOf).map(({ amount }) => amount));
  return {
    accrued: sumOf('AccrualPosted'),
    reversed: sumOf('AccrualReversed'),
    adjusted: sumOf('AdjustmentPosted'),
    onHold: unmatured > 0n ? unmatured : 0n,
    payable: matured > 0n ? matured : 0n,
    inFlight: payouts('in flight'),
    paid: payouts('paid'),
    withheld: 0n,
    receivable: (matured < 0n ? -matured : 0n) + (unmatured < 0n ? -unmatured : 0n),
  };
};

const ownOf = (facts: readonly Fact[], partner: string): readonly Fact[] =>
  facts.filter(({ stream }) => stream === `account-north.${partner}.EUR`);

const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);

const amountOf = ({ event }: Fact): bigint => ('amount' in event.data ? event.data.amount.minor : 0n);

const entryOf = ({ event }: Fact): readonly Entry[] => {
  if (event.type === 'AccrualPosted') return [{ id: event.data.accrual, ...signed(event.data, 1n) }];
  if (event.type === 'AccrualReversed') return [{ id: event.data.reversal, ...signed(event.data, -1n) }];
  return event.type === 'AdjustmentPosted' ? [{ id: event.data.adjustment, ...signed(event.data, 1n) }] : [];
};

type Posted = Readonly<{ amount: Readonly<{ minor: bigint }>; maturesOn: string }>;
const signed = ({ amount, maturesOn }: Posted, sign: bigint) => ({ amount: amount.minor * sign, maturesOn });

const isIssued = ({ event }: Fact): boolean => event.type === 'PayoutIssued';
const linesOf = ({ event }: Fact): readonly string[] =>
  event.type === 'PayoutIssued' ? event.data.lines.map(({ entry }) => entry) : [];

const stateOf = (own: readonly Fact[], { event: issued }: Fact): 'in flight' | 'paid' | 'returned' => {
  const resolution = own.find(
    ({ event }) =>
      event !== issued && 'payout' in event.data && 'payout' in issued.data && event.data.payout === issued.data.payout,
  );
  if (resolution === undefined) return 'in flight';
  return resolution.event.type === 'PayoutSettled' ? 'paid' : 'returned';
};
