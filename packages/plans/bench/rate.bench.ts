/**
 * Accruals a second, on one core: the reference plan (three bands and an override), and a plan of three tier rules and
 * an override; counters and receipts included. A bare evaluation of the reference plan does the same arithmetic and
 * keeps nothing: with whole cents, and with the exact numbers that the proof is made of. The ratios to the latter say
 * what the proof costs. The last line is the memory held before and after a million accruals.
 */
import { booked, fact, text, toGraph, type Node } from '@commission-ledger/calculation';
import { instant, localDate } from '@commission-ledger/calendar';
import { currency, exact, exactAdd, exactMul, ofMinor, ratio, round, toExact } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { compilePlan, rate, receiptOf, type Facts, type Plan } from '../src/index.ts';
import { crmPlan } from '../test/crmPlan.ts';
import { tieredPlan } from './tieredPlan.ts';

const orThrow = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left));
  return either.right;
};

const causes = 20_000;
const usd = orThrow(currency('USD'));
const date = orThrow(localDate('2017-03-01'));
const occurredAt = orThrow(instant('2017-03-01T00:00:00Z'));
const plan = compilePlan(crmPlan);
const tiered = compilePlan(tieredPlan);
const amounts = Array.from({ length: causes }, (_, index) => BigInt(((index * 7919) % 900_000) + 100));

const ref = (event: string) => ({
  event,
  stream: 'deal-d1',
  revision: 1,
  hash: 'ab'.repeat(32),
  path: '/amount',
  occurredAt,
  recordedAt: occurredAt,
});

const product = fact(text('GTX Pro'), [ref('won')], 'attribute:product');
const day = fact(text(date), [ref('paid')], 'earned-on');
const dates = { cause: day, win: day };
const none = {};
const factsOf = (minor: bigint, before: bigint, beneficiary: 'referrer' | 'upline'): Facts => ({
  earnedOn: 'payment',
  beneficiary,
  occurredAt,
  date,
  deal: 'd1',
  measures: { payment: fact(booked(ofMinor(minor, usd)), [ref('paid')], 'payment') },
  amounts: none,
  quantities: none,
  attributes: { product },
  dates,
  parameters: none,
  commissions: none,
  counterBefore: () => fact(booked(ofMinor(before, usd)), [ref('before')], 'counter-before'),
});

const quarter = 12_000_000n;

const bare = (): number => Array.from({ length: 50 }, bareOnce).reduce((sum, accruals) => sum + accruals, 0);

const bareOnce = (): number => {
  let [counter, total, accruals] = [0n, 0n, 0];
  const edges = [0n, 5_000_000n, 10_000_000n, 10n ** 18n];
  const rates = [5n, 7n, 9n];
  for (const amount of amounts) {
    let hundredths = 0n;
    for (let band = 0; band < 3; band += 1) {
      const [low, high] = [edges[band] ?? 0n, edges[band + 1] ?? 0n];
      const [from, to] = [counter > low ? counter : low, counter + amount < high ? counter + amount : high];
      if (to > from) hundredths += (to - from) * (rates[band] ?? 0n);
    }
    total += halfEven(hundredths) + halfEven(amount);
    accruals += 2;
    counter = (counter + amount) % quarter;
  }
  if (total === 0n) throw new Error('nothing was earned');
  return accruals;
};

const halfEven = (hundredths: bigint): bigint => {
  const [below, rest] = [hundredths / 100n, hundredths % 100n];
  return rest > 50n || (rest === 50n && below % 2n === 1n) ? below + 1n : below;
};

const [onePercent, ...bandRates] = ['0.01', '0.05', '0.07', '0.09'].map((written) => orThrow(exact(written)));

/** The same, with the exact arithmetic and the rounding of the money package. */
const exactly = (): number => {
  let [counter, total, accruals] = [0n, 0n, 0];
  const edges = [0n, 5_000_000n, 10_000_000n, 10n ** 18n];
  for (const amount of amounts) {
    let sum = ratio(0n, 1n);
    for (let band = 0; band < 3; band += 1) {
      const [low, high] = [edges[band] ?? 0n, edges[band + 1] ?? 0n];
      const [from, to] = [counter > low ? counter : low, counter + amount < high ? counter + amount : high];
      if (to > from) sum = exactAdd(sum, exactMul(toExact(ofMinor(to - from, usd)), bandRates[band] ?? sum));
    }
    const override = exactMul(toExact(ofMinor(amount, usd)), onePercent ?? sum);
    total += round(sum, usd, 'half-even').money.minor + round(override, usd, 'half-even').money.minor;
    accruals += 2;
    counter = (counter + amount) % quarter;
  }
  if (total === 0n) throw new Error('nothing was earned');
  return accruals;
};

type Kept = (plan: Plan, facts: Facts, roots: readonly Node[], rating: ReturnType<typeof rated>) => void;

const proved = (by: Plan, keep: Kept) => (): number => {
  let [counter, accruals] = [0n, 0];
  for (const amount of amounts) {
    for (const beneficiary of ['referrer', 'upline'] as const) {
      const facts = factsOf(amount, counter, beneficiary);
      const rating = rated(by, facts);
      const roots = rating.outcomes.flatMap((outcome) => (outcome._tag === 'earned' ? [outcome.root] : []));
      accruals += roots.length;
      keep(by, facts, roots, rating);
    }
    counter = (counter + amount) % quarter;
  }
  return accruals;
};

const rated = (by: Plan, facts: Facts) => orThrow(rate(by, facts));

const withReceipts: Kept = (by, facts, _roots, rating) => {
  for (const outcome of rating.outcomes) if (outcome._tag === 'earned') receiptOf(by, facts, rating, outcome);
};

const variants: Readonly<Record<string, () => number>> = {
  'bare arithmetic': bare,
  'bare exact arithmetic': exactly,
  rated: proved(plan, () => undefined),
  'rated, with receipt': proved(plan, withReceipts),
  'rated, with receipt as JSON': proved(plan, (by, facts, _roots, rating) => {
    for (const outcome of rating.outcomes) {
      if (outcome._tag === 'earned') JSON.stringify(receiptOf(by, facts, rating, outcome));
    }
  }),
  'rated, with graph and ids': proved(plan, (_by, _facts, roots) => {
    for (const root of roots) toGraph(root);
  }),
  'three tiers and an override, rated': proved(tiered, () => undefined),
  'three tiers and an override, with receipt': proved(tiered, withReceipts),
};

const secondsOf = (work: () => number): number => {
  const runs = Array.from({ length: 5 }, () => {
    // Processor time: the machine may have other work to do.
    const start = process.cpuUsage();
    const accruals = work();
    return process.cpuUsage(start).user / 1e6 / accruals;
  });
  return runs.toSorted((a, b) => a - b)[2] ?? 0;
};

for (let warming = 0; warming < 3; warming += 1) for (const work of Object.values(variants)) work();
const floor = secondsOf(exactly);
for (const [name, work] of Object.entries(variants)) {
  const seconds = secondsOf(work);
  const perSecond = Math.round(1 / seconds).toLocaleString('en');
  console.log(`${name.padEnd(44)}${perSecond.padStart(12)} accruals/s   ${(seconds / floor).toFixed(1)} × exact`);
}

/** Bytes in use after the garbage is gone, where the process lets it be collected. */
const heapUsed = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

const before = heapUsed();
let rateds = 0;
while (rateds < 1_000_000) rateds += proved(tiered, withReceipts)();
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
console.log(
  `heap before and after ${rateds.toLocaleString('en')} accruals: ${megabytes(before)}, ${megabytes(heapUsed())}`,
);
