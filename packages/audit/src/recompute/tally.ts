import type { EventType, LedgerEvent, RecordedEvent } from '@commission-ledger/events';
import { add, toJson, type Money } from '@commission-ledger/money';
import type { DecidedByHand, Recomputation, RecomputedDifference } from './recomputation.ts';

/** How many differences, and how many decisions, a report lists. */
const LISTED = 1000;

/** Adds up what was found. */
export type Tally = Readonly<{
  /** An event, as it is posted and as it was calculated; one of them may be missing. */
  count: (posted: RecordedEvent | undefined, recomputed: LedgerEvent | undefined) => void;
  differs: (difference: RecomputedDifference) => void;
  decided: (event: RecordedEvent) => void;
  found: () => number;
  /** What was added up until now; calling it forgets what was added since. */
  mark: () => () => void;
  told: () => Pick<Recomputation, 'counts' | 'sums' | 'found' | 'differences' | 'notRecomputed'>;
}>;

type Count = { posted: number; recomputed: number; differ: number };
type Sum = { posted: Money | undefined; recomputed: Money | undefined };

/** An empty tally. */
export const createTally = (): Tally => {
  const counts = new Map<string, Count>();
  const sums = new Map<string, Sum>();
  const differences: RecomputedDifference[] = [];
  const decisions: DecidedByHand[] = [];
  const byHand = new Map<string, { amount: Money; count: number }>();
  const taken = new Map<string, number>();
  let [found, decidedFound] = [0, 0];

  const sumIn = (type: EventType, currency: string): Sum => {
    const key = `${type} ${currency}`;
    const known = sums.get(key) ?? { posted: undefined, recomputed: undefined };
    sums.set(key, known);
    return known;
  };

  const count: Tally['count'] = (posted, recomputed) => {
    const type = (posted ?? recomputed)?.type;
    if (type === undefined) return;
    const known = counts.get(type) ?? { posted: 0, recomputed: 0, differ: 0 };
    counts.set(type, known);
    if (posted !== undefined) known.posted += 1;
    if (recomputed !== undefined) known.recomputed += 1;
    const [was, is] = [posted && summandOf(posted), recomputed && summandOf(recomputed)];
    if (was !== undefined) {
      const sum = sumIn(type, was.currency);
      sum.posted = plus(sum.posted, was);
    }
    if (is !== undefined) {
      const sum = sumIn(type, is.currency);
      sum.recomputed = plus(sum.recomputed, is);
    }
  };

  const decided: Tally['decided'] = (event) => {
    const decision = decisionOf(event);
    if (decision === undefined) {
      taken.set(event.type, (taken.get(event.type) ?? 0) + 1);
      return;
    }
    const { amount, told } = decision;
    decidedFound += 1;
    if (decisions.length < LISTED) decisions.push(told);
    const key = `${event.type} ${amount.currency}`;
    const known = byHand.get(key);
    byHand.set(key, { amount: plus(known?.amount, amount), count: (known?.count ?? 0) + 1 });
  };

  return {
    count,
    differs: (difference) => {
      found += 1;
      const known = counts.get(difference.type);
      if (known !== undefined) known.differ += 1;
      if (differences.length < LISTED) differences.push(difference);
    },
    decided,
    found: () => found,
    mark: () => {
      const before = [copyOf(counts), copyOf(sums), copyOf(byHand)] as const;
      const takenBefore = [...taken];
      const [foundBefore, decidedBefore, length, decisionsLength] = [
        found,
        decidedFound,
        differences.length,
        decisions.length,
      ];
      return () => {
        refill(counts, before[0]);
        refill(sums, before[1]);
        refill(byHand, before[2]);
        refill(taken, takenBefore);
        [found, decidedFound] = [foundBefore, decidedBefore];
        differences.length = length;
        decisions.length = decisionsLength;
      };
    },
    told: () => ({
      counts: inOrder(counts).map(([type, each]) => ({ type, ...each })),
      sums: inOrder(sums).flatMap(([key, { posted, recomputed }]) => {
        const none = posted ?? recomputed;
        if (none === undefined) return [];
        const nothing = { amount: toJson({ ...none, minor: 0n }).amount, currency: none.currency };
        const shown = (amount: Money | undefined) => (amount === undefined ? nothing : toJson(amount));
        return [{ type: typeOf(key), posted: shown(posted), recomputed: shown(recomputed) }];
      }),
      found,
      differences,
      notRecomputed: {
        found: decidedFound,
        decided: decisions,
        sums: inOrder(byHand).map(([key, { amount, count: number }]) => ({
          type: typeOf(key),
          amount: toJson(amount),
          count: number,
        })),
        taken: inOrder(taken).map(([type, number]) => ({ type, count: number })),
      },
    }),
  };
};

const copyOf = <Value extends object>(map: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] =>
  [...map].map(([key, value]) => [key, { ...value }]);

const refill = <Value>(map: Map<string, Value>, entries: readonly (readonly [string, Value])[]): void => {
  map.clear();
  for (const [key, value] of entries) map.set(key, value);
};

const plus = (sum: Money | undefined, amount: Money): Money => (sum === undefined ? amount : add(sum, amount));

const inOrder = <Value>(map: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] =>
  [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));

const typeOf = (key: string): string => key.split(' ', 1).join('');

/** What an event adds to a sum: what an account had when a month was closed is nothing to add up. */
const summandOf = (event: LedgerEvent): Money | undefined =>
  event.type === 'PeriodClosed' ? undefined : amountOf(event);

/** What an event books, or moves. */
export const amountOf = ({ data }: LedgerEvent): Money | undefined => {
  if ('closing' in data) return data.closing;
  return 'amount' in data ? data.amount : undefined;
};

type Decision = Readonly<{ amount: Money; told: DecidedByHand }>;

/** What moves money because people said so. */
const decisionOf = (event: RecordedEvent): Decision | undefined => {
  const { id, type, stream, revision } = event;
  const about = { event: id, type, stream, revision };
  if (event.type === 'AdjustmentPosted') {
    const { adjustment: entry, amount, author, approver, reason } = event.data;
    return { amount, told: { ...about, entry, amount: toJson(amount), author, approver, reason } };
  }
  if (event.type === 'ReceivableWrittenOff') {
    const { writeOff: entry, amount, author = null, approver = null, reason } = event.data;
    return { amount, told: { ...about, entry, amount: toJson(amount), author, approver, reason } };
  }
  if (event.type === 'BalanceUnclaimed') {
    const { unclaimed: entry, amount, author, approver } = event.data;
    return { amount, told: { ...about, entry, amount: toJson(amount), author, approver, reason: null } };
  }
  if (event.type === 'TaxRemitted') {
    const { remittance: entry, amount, reference } = event.data;
    return {
      amount,
      told: { ...about, entry, amount: toJson(amount), author: event.actor, approver: null, reason: reference },
    };
  }
  return undefined;
};
