import type { Fact } from './history.ts';

/** One account's figures in cents, worked out the slow way: everything is looked up in the facts again and again. */
export type NaiveBalance = Readonly<
  Record<
    | 'accrued'
    | 'reversed'
    | 'adjusted'
    | 'onHold'
    | 'payable'
    | 'inFlight'
    | 'paid'
    | 'withheld'
    | 'taxDue'
    | 'unclaimed'
    | 'receivable'
    | 'disputed'
    | 'drawDebt',
    bigint
  >
>;

type Entry = Readonly<{ id: string; kind: string; amount: bigint; maturesOn: string }>;

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
    total(
      own
        .filter((fact) => isIssued(fact) && stateOf(own, fact) === state)
        .map((fact) => amountOf(fact) - keptBackBy(fact)),
    );
  const open = naiveOpen(facts, partner);
  const disputed = naiveDisputed(facts, partner);
  const isPayable = ({ id, kind, maturesOn }: Entry): boolean =>
    maturesOn <= asOf && !disputed.some((other) => other.kind === kind && other.id === id);
  const matured = total(open.filter(isPayable).map(({ amount }) => amount));
  const unmatured = total(open.filter((entry) => !isPayable(entry)).map(({ amount }) => amount));
  return {
    accrued: sumOf('AccrualPosted'),
    reversed: sumOf('AccrualReversed'),
    adjusted:
      sumOf('AdjustmentPosted') +
      sumOf('TrueUpPosted') +
      sumOf('DrawAdvanced') -
      sumOf('DrawRecovered') +
      sumOf('ReceivableWrittenOff'),
    onHold: unmatured > 0n ? unmatured : 0n,
    payable: matured > 0n ? matured : 0n,
    inFlight: payouts('in flight'),
    paid: payouts('paid'),
    withheld: total(own.filter((fact) => isIssued(fact) && stateOf(own, fact) !== 'returned').map(keptBackBy)),
    taxDue:
      total(own.filter((fact) => isIssued(fact) && stateOf(own, fact) !== 'returned').map(taxOf)) -
      sumOf('TaxRemitted'),
    unclaimed: sumOf('BalanceUnclaimed'),
    receivable: (matured < 0n ? -matured : 0n) + (unmatured < 0n ? -unmatured : 0n),
    disputed: total(disputed.map(({ amount }) => amount)),
    // What draws that are owed back advanced, less what was recovered, since it was last forgiven.
    drawDebt: total(
      own
        .slice(own.findLastIndex(({ event }) => event.type === 'DrawForgiven') + 1)
        .map((fact) =>
          fact.event.type === 'DrawAdvanced' && fact.event.data.recoverable
            ? amountOf(fact)
            : fact.event.type === 'DrawRecovered'
              ? -amountOf(fact)
              : 0n,
        ),
    ),
  };
};

/** What is open of the accruals of a partner that somebody held more often than released: they, and what was changed of them. */
export const naiveDisputed = (facts: readonly Fact[], partner: string): readonly Entry[] => {
  const own = ownOf(facts, partner);
  const times = (type: string, accrual: string): number =>
    own.filter(({ event }) => event.type === type && 'accrual' in event.data && event.data.accrual === accrual).length;
  const isHeld = (accrual: string): boolean => times('AccrualHeld', accrual) > times('AccrualReleased', accrual);
  const isDisputed = (id: string): boolean =>
    own.some(({ event: { type, data } }) => {
      if (type === 'AccrualPosted') return data.accrual === id && isHeld(id);
      if (type === 'AccrualReversed') return data.reversal === id && isDisputed(data.accrual);
      if (type !== 'TrueUpPosted' || data.trueUp !== id) return false;
      if ('rerating' in data) return isHeld(data.rerating.accrual);
      return own.some(
        ({ event }) =>
          event.type === 'AccrualPosted' && event.data.cause.id === data.cause.id && isHeld(event.data.accrual),
      );
    });
  return naiveOpen(facts, partner).filter(({ id }) => isDisputed(id));
};

const keptBackBy = ({ event }: Fact): bigint =>
  event.type === 'PayoutIssued'
    ? total(
        (event.data.charges ?? [])
          .filter(({ kind, bornBy }) => kind === 'withholding' || (kind === 'fee' && bornBy === 'partner'))
          .map(({ amount }) => amount.minor),
      )
    : 0n;

const taxOf = ({ event }: Fact): bigint =>
  event.type === 'PayoutIssued'
    ? total((event.data.charges ?? []).filter(({ kind }) => kind === 'withholding').map(({ amount }) => amount.minor))
    : 0n;

const ownOf = (facts: readonly Fact[], partner: string): readonly Fact[] =>
  facts.filter(({ stream }) => stream === `account-north.${partner}.EUR`);

const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);

const amountOf = ({ event }: Fact): bigint => ('amount' in event.data ? event.data.amount.minor : 0n);

const entryOf = ({ event }: Fact): readonly Entry[] => {
  const { type, data } = event;
  if (type === 'AccrualPosted') return [{ id: data.accrual, kind: 'accrual', ...signed(data, 1n) }];
  if (type === 'AccrualReversed') return [{ id: data.reversal, kind: 'reversal', ...signed(data, -1n) }];
  if (type === 'AdjustmentPosted') return [{ id: data.adjustment, kind: 'adjustment', ...signed(data, 1n) }];
  if (type === 'TrueUpPosted') return [{ id: data.trueUp, kind: 'true-up', ...signed(data, 1n) }];
  if (type === 'DrawAdvanced') return [{ id: data.draw, kind: 'draw-advance', ...signed(data, 1n) }];
  if (type === 'DrawRecovered') return [{ id: data.recovery, kind: 'draw-recovery', ...signed(data, -1n) }];
  if (type === 'BalanceUnclaimed') return [{ id: data.unclaimed, kind: 'unclaimed', ...signed(data, -1n) }];
  return type === 'ReceivableWrittenOff' ? [{ id: data.writeOff, kind: 'write-off', ...signed(data, 1n) }] : [];
};

type Posted = Readonly<{ amount: Readonly<{ minor: bigint }> }> &
  (Readonly<{ maturesOn: string }> | Readonly<{ date: string }>);
const signed = (posted: Posted, sign: bigint) => ({
  amount: posted.amount.minor * sign,
  maturesOn: 'date' in posted ? posted.date : posted.maturesOn,
});

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
