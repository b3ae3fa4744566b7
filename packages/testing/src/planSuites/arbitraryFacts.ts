import { ofMinor, toJson } from '@commission-ledger/money';
import * as fc from 'fast-check';
import type { Vocabulary, Word } from './vocabularyOf.ts';

/** What is told beside an amount. */
export type Told = Readonly<{
  amounts: Readonly<Record<string, string>>;
  quantities: Readonly<Record<string, string>>;
  attributes: Readonly<Record<string, string>>;
}>;

/** A payment on one of few deals, some days after the one before; the first on a deal wins it. */
export type SomePayment = Readonly<{
  deal: number;
  dealMinor: bigint;
  minor: bigint;
  ofDeal: Told;
  ofPayment: Told;
  leadDaysAgo: number;
  daysLater: number;
}>;

/** Payments from a day on. */
export type SomeBusiness = Readonly<{ from: string; payments: readonly SomePayment[] }>;

/** Whether what the plan can do without is sometimes left out, or also what it needs. */
export type Completeness = 'complete' | 'sparse';

/** Around the edges of the plan to the minor unit, and tiny, where ties are. */
export const arbitraryMinor = ({ edges }: Vocabulary): fc.Arbitrary<bigint> => {
  const tiny = fc.bigInt({ min: 1n, max: 500n });
  if (edges.length === 0) return tiny;
  const atEdge = fc
    .tuple(fc.constantFrom(...edges), fc.constantFrom(0n, -1n, 1n))
    .map(([edge, step]) => (edge + step > 0n ? edge + step : edge));
  const upTo = fc.bigInt({ min: 1n, max: (edges.at(-1) ?? 500n) * 2n });
  return fc.oneof(tiny, { arbitrary: atEdge, weight: 2 }, upTo);
};

/** The amount as plans write it. */
export const decimalOf = (minor: bigint, { currency }: Vocabulary): string => toJson(ofMinor(minor, currency)).amount;

export const arbitraryBusiness = (words: Vocabulary, completeness: Completeness): fc.Arbitrary<SomeBusiness> =>
  fc.record({
    from: fc.constantFrom(...words.dates),
    payments: fc.array(arbitraryPayment(words, completeness), { minLength: 1, maxLength: 6 }),
  });

const arbitraryPayment = (words: Vocabulary, completeness: Completeness): fc.Arbitrary<SomePayment> => {
  const minor = arbitraryMinor(words);
  const none = fc.constant({});
  return fc.record({
    deal: fc.nat({ max: 1 }),
    dealMinor: minor,
    minor,
    ofDeal: fc.record({
      amounts: amountsOf(words.amounts.deal, words, completeness),
      quantities: textsOf(words.quantities.deal, completeness),
      attributes: textsOf(words.attributes, completeness),
    }),
    ofPayment: fc.record({
      amounts: amountsOf(words.amounts.payment, words, completeness),
      quantities: textsOf(words.quantities.payment, completeness),
      attributes: none,
    }),
    leadDaysAgo: fc.constantFrom(0, 1, 40),
    daysLater: fc.constantFrom(0, 1, 31),
  });
};

type Texts = fc.Arbitrary<Readonly<Record<string, string>>>;

const amountsOf = (named: readonly Word[], words: Vocabulary, completeness: Completeness): Texts => {
  const amount = fc.oneof(fc.constant(0n), fc.bigInt({ min: 1n, max: 100n }), arbitraryMinor(words));
  return told(named, completeness, () => amount.map((minor) => decimalOf(minor, words)));
};

const textsOf = (named: readonly Word[], completeness: Completeness): Texts =>
  told(named, completeness, ({ values }) => fc.constantFrom(...values));

const told = (
  named: readonly Word[],
  completeness: Completeness,
  valueOf: (word: Word) => fc.Arbitrary<string>,
): Texts => {
  const values = Object.fromEntries(named.map((word) => [word.name, valueOf(word)] as const));
  const needed = named.filter(({ mayBeMissing }) => !mayBeMissing && completeness === 'complete');
  return fc.record(values, { requiredKeys: needed.map(({ name }) => name) }).map((record) => ({ ...record }));
};
