import type { Frame } from '@commission-ledger/events';
import { add, type Money, MoneyJson, type MoneyRecord, toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { EvidencePeriod } from './evidenceRequest.ts';
import { notSound } from './packedFrame.ts';
import { type SampleItem, type Sampled, samplerFor, type Sampling } from './sampling.ts';

/** What is added up. */
export type SumOf = 'accrued' | 'reversed' | 'trueUps' | 'adjusted' | 'issued' | 'settled' | 'failed' | 'voided';

/** The amounts of the events of one type in one currency, added up, and how many they are. */
export type Sum = MoneyRecord & Readonly<{ what: SumOf; count: number }>;

/** The population that a sample is drawn from. */
export type Population = Readonly<{ what: Sampled; count: number; sums: readonly (MoneyRecord & { count: number })[] }>;

/** Counts, sums and samples of the events that go into a pack. */
export type Tally = Readonly<{
  meet: (frame: Frame) => void;
  events: () => number;
  /** How many events there are of each type, by the name of the type. */
  byType: () => Readonly<Record<string, number>>;
  /** How many events each stream has, in the order in which the streams begin. */
  streams: () => ReadonlyMap<string, number>;
  /** Only what was recorded in the period, by `what` and then by currency. */
  sums: () => readonly Sum[];
  population: () => Population;
  chosen: () => readonly SampleItem[];
}>;

const SUMMED: ReadonlyMap<string, SumOf> = new Map([
  ['AccrualPosted', 'accrued'],
  ['AccrualReversed', 'reversed'],
  ['TrueUpPosted', 'trueUps'],
  ['AdjustmentPosted', 'adjusted'],
  ['PayoutIssued', 'issued'],
  ['PayoutSettled', 'settled'],
  ['PayoutFailed', 'failed'],
  ['PayoutVoided', 'voided'],
]);

const POPULATIONS: Readonly<Record<Sampled, Readonly<{ type: string; id: string }>>> = {
  payouts: { type: 'PayoutIssued', id: 'payout' },
  accruals: { type: 'AccrualPosted', id: 'accrual' },
  deals: { type: 'DealWon', id: 'deal' },
};

/** Nothing met yet. @throws RangeError when the sampling asks for no whole number above 0 */
export const tally = (period: EvidencePeriod | undefined, sampling: Sampling): Tally => {
  let events = 0;
  const byType = new Map<string, number>();
  const streams = new Map<string, number>();
  const sums = new Map<string, Readonly<{ what: SumOf; amount: Money; count: number }>>();
  const population = new Map<string, Readonly<{ amount: Money; count: number }>>();
  const sampler = samplerFor(sampling);
  const sampled = POPULATIONS[sampling.what];
  const meetInPeriod = (frame: Frame): void => {
    const what = SUMMED.get(frame.type);
    const isSampled = frame.type === sampled.type;
    if (what === undefined && !isSampled) return;
    const amount = amountOf(frame);
    const { currency } = amount;
    if (what !== undefined) {
      const key = `${what} ${currency}`;
      const before = sums.get(key);
      sums.set(key, { what, amount: before ? add(before.amount, amount) : amount, count: (before?.count ?? 0) + 1 });
    }
    const id = frame.data[sampled.id];
    if (!isSampled || typeof id !== 'string') return;
    const before = population.get(currency);
    population.set(currency, {
      amount: before ? add(before.amount, amount) : amount,
      count: (before?.count ?? 0) + 1,
    });
    sampler.add({ id, stream: frame.stream, revision: frame.revision, amount });
  };
  return {
    meet: (frame) => {
      const { type, stream, recordedAt } = frame;
      events += 1;
      byType.set(type, (byType.get(type) ?? 0) + 1);
      streams.set(stream, (streams.get(stream) ?? 0) + 1);
      if (period === undefined || (recordedAt >= period.from && recordedAt < period.until)) meetInPeriod(frame);
    },
    events: () => events,
    byType: () => Object.fromEntries(byType),
    streams: () => streams,
    sums: () => byKey(sums).map(({ what, amount, count }) => ({ what, ...toJson(amount), count })),
    population: () => {
      const found = byKey(population).map(({ amount, count }) => ({ ...toJson(amount), count }));
      return { what: sampling.what, count: found.reduce((all, { count }) => all + count, 0), sums: found };
    },
    chosen: sampler.chosen,
  };
};

const amountOf = (frame: Frame): Money => {
  const read = MoneyJson.decode(frame.data['amount']);
  if (E.isLeft(read)) throw notSound(frame, 'it has no amount');
  return read.right;
};

const byKey = <Value>(values: ReadonlyMap<string, Value>): readonly Value[] =>
  [...values].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
