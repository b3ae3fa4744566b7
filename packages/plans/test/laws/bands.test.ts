import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Band, PlanDocument } from '../../src/index.ts';
import { absolute, centsOf, euros, lawPlan, paymentStep, total } from './lawPlan.ts';

const counters: PlanDocument['counters'] = [
  { id: 'c', measure: 'payment', window: 'ever' },
  { id: 'a', measure: { earned: ['r1'] }, window: 'ever' },
];

const band = fc.record(
  {
    rate: fc.integer({ min: 1, max: 40 }).map((n) => `0.${String(n).padStart(2, '0')}`),
    flat: fc.integer({ min: 1, max: 90 }).map(euros),
    spread: fc.integer({ min: 1, max: 90 }).map(euros),
  },
  { requiredKeys: ['rate'] },
);

const edges = fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 3 });

const bandsUpTo = (isMarginal: boolean): fc.Arbitrary<readonly Band[]> =>
  edges.chain((tops) =>
    fc.tuple(
      ...[...tops.toSorted((a, b) => a - b), undefined].map((top) =>
        band.map(({ rate, flat, spread }): Band => ({
          rate,
          ...(flat === undefined ? {} : { flat }),
          ...(spread === undefined || !isMarginal || top === undefined ? {} : { spread }),
          ...(top === undefined ? {} : { [top % 2 === 0 ? 'upTo' : 'below']: euros(top) }),
        })),
      ),
    ),
  );

/** Sums in cents, and cuts of them into payments. */
const cut = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 6 });

const paid = (document: PlanDocument, cents: readonly number[]): readonly bigint[] =>
  centsOf(
    document,
    cents.map((each, place) => paymentStep(each, place)),
  );

const sum = (cents: readonly number[]): number => cents.reduce((a, b) => a + b, 0);

describe('marginal bands', () => {
  const planWith = (bands: readonly Band[]): PlanDocument =>
    lawPlan([{ pay: { marginal: { of: 'payment', counter: 'c', bands } } }], { counters: counters.slice(0, 1) });

  it('pay the same for a sum however it is cut, but for the rounding of each part', () => {
    fc.assert(
      fc.property(bandsUpTo(true), cut, (bands, cents) => {
        const [whole = 0n] = paid(planWith(bands), [sum(cents)]);
        const inParts = total(paid(planWith(bands), cents));
        // Half a cent for each part, and half for the whole.
        expect(absolute(inParts - whole) * 2n).toBeLessThanOrEqual(BigInt(cents.length + 1));
      }),
    );
  });

  it('pay exactly the same for a sum however it is cut, where nothing is rounded', () => {
    fc.assert(
      fc.property(bandsUpTo(false), cut, (bands, wholes) => {
        const hundreds = bands.map((each): Band => {
          const { upTo, below, ...rest } = each;
          const hundredfold = (edge: string): string => euros(Number(edge.replace('.', '')) * 100);
          if (typeof upTo === 'string') return { ...rest, upTo: hundredfold(upTo) };
          return typeof below === 'string' ? { ...rest, below: hundredfold(below) } : rest;
        });
        const cents = wholes.map((each) => each * 100);
        expect(total(paid(planWith(hundreds), cents))).toBe(total(paid(planWith(hundreds), [sum(cents)])));
      }),
    );
  });

  it('pay the same in total in whatever order the payments come, but for rounding', () => {
    fc.assert(
      fc.property(bandsUpTo(true), cut, fc.func(fc.integer()), (bands, cents, weight) => {
        const shuffled = cents.toSorted((a, b) => weight(a) - weight(b) || b - a);
        const [one, other] = [cents, shuffled].map((each) => total(paid(planWith(bands), each)));
        expect(absolute((one ?? 0n) - (other ?? 1n))).toBeLessThanOrEqual(BigInt(cents.length));
      }),
    );
  });
});

describe('slabs', () => {
  it('have paid after each payment what the whole of it would pay at once', () => {
    fc.assert(
      fc.property(bandsUpTo(false), cut, (bands, cents) => {
        const document = lawPlan([{ pay: { slab: { counter: 'c', already: 'a', bands } } }], { counters });
        const parts = paid(document, cents);
        cents.forEach((_, place) => {
          const upToHere = cents.slice(0, place + 1);
          expect(total(parts.slice(0, place + 1))).toBe(paid(document, [sum(upToHere)])[0] ?? 0n);
        });
      }),
    );
  });
});

describe('percentages', () => {
  const rates = fc.integer({ min: 1, max: 99 });
  const planAt = (...perCents: readonly number[]): PlanDocument =>
    lawPlan(perCents.map((n) => ({ pay: { percent: { of: 'payment', rate: `0.${String(n).padStart(2, '0')}` } } })));

  it('are linear: twice the payment earns twice as much, and two payments what their sum earns', () => {
    fc.assert(
      fc.property(
        rates,
        fc.nat({ max: 500 }),
        fc.nat({ max: 500 }),
        fc.integer({ min: 1, max: 9 }),
        (rate, a, b, k) => {
          const of = (wholes: number): bigint => paid(planAt(rate), [wholes * 100])[0] ?? 0n;
          expect(of(a) + of(b)).toBe(of(a + b));
          expect(of(a * k)).toBe(of(a) * BigInt(k));
          expect(of(a)).toBe(BigInt(a * rate));
        },
      ),
    );
  });

  it('give each payment the same in whatever order they come', () => {
    fc.assert(
      fc.property(rates, rates, cut, (one, other, cents) => {
        const forward = paid(planAt(one, other), cents);
        expect(paid(planAt(one, other), cents.toReversed()).toReversed()).toEqual(forward);
      }),
    );
  });
});
