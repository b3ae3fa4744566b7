import { createHash } from 'node:crypto';
import type { Money } from '@commission-ledger/money';

/** What is sampled. */
export type Sampled = 'payouts' | 'accruals' | 'deals';

/** How items are chosen: each with the same chance, or each unit of money with the same chance. */
export type SamplingMethod = 'smallest-hash' | 'monetary-unit';

/** Which items of which population; the same seed chooses the same items for anybody, whatever order they come in. */
export type Sampling = Readonly<{ what: Sampled; method: SamplingMethod; seed: string; size: number }>;

/** One item that can be chosen: its id, the event that recorded it, and its signed amount. */
export type SampleItem = Readonly<{ id: string; stream: string; revision: number; amount: Money }>;

/** Chooses from items that come one after the other. */
export type Sampler = Readonly<{ add: (item: SampleItem) => void; chosen: () => readonly SampleItem[] }>;

/** The items that the method chooses: by their hash, or by currency and id. @throws RangeError unless the size is whole and above 0. */
export const samplePopulation = (
  items: Iterable<SampleItem>,
  how: Pick<Sampling, 'method' | 'seed' | 'size'>,
): readonly SampleItem[] => {
  const sampler = samplerFor(how);
  for (const item of items) sampler.add(item);
  return sampler.chosen();
};

/** {@link samplePopulation} for a population that is not held. @throws RangeError unless the size is whole and above 0. */
export const samplerFor = ({ method, seed, size }: Pick<Sampling, 'method' | 'seed' | 'size'>): Sampler => {
  if (!Number.isSafeInteger(size) || size < 1) throw new RangeError('The size of a sample is a whole number above 0.');
  switch (method) {
    case 'smallest-hash':
      return smallestHash(seed, size);
    case 'monetary-unit':
      return monetaryUnit(seed, size);
  }
};

type Hashed = Readonly<{ hash: string; item: SampleItem }>;

/** The `size` items with the smallest hexadecimal SHA-256 of `<seed>:<id>`. */
const smallestHash = (seed: string, size: number): Sampler => {
  let kept: Hashed[] = [];
  const smallest = (): Hashed[] => kept.toSorted(byHash).slice(0, size);
  return {
    add: (item) => {
      kept.push({ hash: sha256(`${seed}:${item.id}`).toString('hex'), item });
      if (kept.length >= 2 * size + 1000) kept = smallest();
    },
    chosen: () => smallest().map(({ item }) => item),
  };
};

/**
 * Of each currency, the items that hold a unit `start + k × interval`, where the items stand in the order of their ids
 * and each holds as many minor units as its amount has without its sign. An item of an interval or more is always chosen.
 */
const monetaryUnit = (seed: string, size: number): Sampler => {
  const byCurrency = new Map<string, SampleItem[]>();
  return {
    add: (item) => {
      const same = byCurrency.get(item.amount.currency);
      if (same === undefined) byCurrency.set(item.amount.currency, [item]);
      else same.push(item);
    },
    chosen: () =>
      [...byCurrency]
        .toSorted(([a], [b]) => order(a, b))
        .flatMap(([code, items]) => unitsOf(items.toSorted(byId), startOf(seed, code), size)),
  };
};

const unitsOf = (items: readonly SampleItem[], start: bigint, size: number): readonly SampleItem[] => {
  const total = items.reduce((sum, { amount }) => sum + magnitude(amount), 0n);
  const interval = total / BigInt(size) || 1n;
  let next = start % interval;
  let passed = 0n;
  return items.filter(({ amount }) => {
    passed += magnitude(amount);
    if (next >= passed) return false;
    // The next unit that is looked for stands behind this item.
    next += ((passed - next + interval - 1n) / interval) * interval;
    return true;
  });
};

const startOf = (seed: string, code: string): bigint => sha256(`${seed}:${code}`).readBigUInt64BE(0);

const magnitude = ({ minor }: Money): bigint => (minor < 0n ? -minor : minor);

const byHash = (a: Hashed, b: Hashed): number => order(a.hash, b.hash) || byId(a.item, b.item);

const byId = (a: SampleItem, b: SampleItem): number =>
  order(a.id, b.id) || order(a.stream, b.stream) || a.revision - b.revision;

/** By UTF-16 code units: the same in every language. */
const order = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
