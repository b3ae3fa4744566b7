import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type { Alternative } from '../src/questions/foil/change.ts';
import { maturedFor } from '../src/questions/foil/maturedFor.ts';
import { nearestTo } from '../src/questions/foil/nearest.ts';
import { indexOf, searchExact } from '../src/questions/foil/searchExact.ts';
import { searchReadings } from '../src/questions/foil/searchReadings.ts';
import { right } from './history.ts';

/** Small numbers, so that figures come out often, and in several ways. */
const choice: fc.Arbitrary<Alternative> = fc
  .record({
    slots: fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 2 }),
    cost: fc.constantFrom(1, 1, 1, 2, 3),
    delta: fc.integer({ min: -4, max: 4 }).filter((delta) => delta !== 0),
    rank: fc.nat(4),
  })
  .map(({ slots, ...made }) => ({ ...made, slots: slots.toSorted((a, b) => a - b), changes: [] }));

const choices = fc.array(choice, { minLength: 3, maxLength: 9 });

/** Every set of choices that can hold together, one after the other: nothing is shared with the search. */
const setsOf = (all: readonly Alternative[]): readonly (readonly Alternative[])[] => {
  const sets: (readonly Alternative[])[] = [];
  for (let bits = 0; bits < 2 ** all.length; bits += 1) {
    const chosen = all.filter((_, place) => Math.floor(bits / 2 ** place) % 2 === 1);
    const about = chosen.flatMap(({ slots }) => slots);
    if (new Set(about).size === about.length) sets.push(chosen);
  }
  return sets;
};

const costOf = (set: readonly Alternative[]): number => set.reduce((total, { cost }) => total + cost, 0);
const deltaOf = (set: readonly Alternative[]): number => set.reduce((total, { delta }) => total + delta, 0);
const rankIn = (set: readonly Alternative[]): number => set.reduce((total, { rank }) => total + rank, 0);

describe('the search', () => {
  it('finds just as many combinations of each cost as there are, and the most usual first', () => {
    fc.assert(
      fc.property(choices, fc.integer({ min: -6, max: 6 }), fc.constantFrom(0, 1, 2, 3), (all, target, cost) => {
        const wanted = setsOf(all).filter((set) => costOf(set) === cost && deltaOf(set) === target);
        const found = searchExact(indexOf(all), target, cost);
        expect(found.count).toBe(wanted.length);
        expect(found.counted).toBe(true);
        const ranks = wanted.map(rankIn).toSorted((a, b) => a - b);
        const best = found.best.map((combination) => combination.flatMap((place) => all[place] ?? []));
        expect(best.map(rankIn)).toEqual(ranks.slice(0, 3));
        for (const set of best) expect([costOf(set), deltaOf(set)]).toEqual([cost, target]);
      }),
      { numRuns: 500 },
    );
  });

  it('gives the shortest explanation, and none where there is none', async () => {
    await fc.assert(
      fc.asyncProperty(choices, choices, fc.integer({ min: -9, max: 9 }), async (all, more, target) => {
        const combined = more.filter(({ cost }) => cost > 1);
        const simple = all.filter(({ cost }) => cost === 1);
        const wanted = setsOf([...simple, ...combined].slice(0, 12)).filter(
          (set) => costOf(set) <= 3 && deltaOf(set) === target && set.length > 0,
        );
        const kept = [...simple, ...combined].slice(0, 12);
        const found = right(
          await searchReadings(
            [{ kinds: [] }],
            kept.filter(({ cost }) => cost === 1),
            async () => E.right(kept.filter(({ cost }) => cost > 1)),
            { figure: 100 + target, matured: 100 },
          ),
        );
        if (target === 0) return;
        if (wanted.length === 0) expect(found._tag).toBe('none');
        else {
          const shortest = Math.min(...wanted.map(costOf));
          expect(found).toMatchObject({
            _tag: 'found',
            count: wanted.filter((set) => costOf(set) === shortest).length,
          });
          if (found._tag !== 'found') return;
          for (const { alternatives } of found.answers) {
            expect([costOf(alternatives), deltaOf(alternatives)]).toEqual([shortest, target]);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('comes nearest, with one choice or two that go together, or with none', () => {
    fc.assert(
      fc.property(choices, fc.integer({ min: -12, max: 12 }), (all, target) => {
        const sets = setsOf(all).filter((set) => costOf(set) <= 2);
        const nearest = Math.min(...sets.map((set) => Math.abs(target - deltaOf(set))));
        const { combination, rest } = nearestTo(indexOf(all), target);
        const set = combination.flatMap((place) => all[place] ?? []);
        expect(target - deltaOf(set)).toBe(rest);
        expect(Math.abs(rest)).toBe(nearest);
      }),
      { numRuns: 500 },
    );
  });

  it('finds what a tax, rounded, makes a figure of', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -300, max: 300 }),
        fc.integer({ min: 0, max: 60 }),
        fc.nat(300),
        (figure, rate, actual) => {
          const of = (matured: number): number => matured - Math.round((matured * rate) / 100);
          const { exact } = maturedFor(of, figure, actual);
          const all = Array.from({ length: 2001 }, (_, index) => index - 1000).filter(
            (matured) => of(matured) === figure,
          );
          expect(exact.toSorted((a, b) => a - b)).toEqual(all);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('payments of one deal at several rates', () => {
  const at = (slot: number, delta: number, rates?: readonly { deal: string; rate: string }[]) => ({
    slots: [slot],
    cost: 1,
    delta,
    rank: 0,
    ...(rates === undefined ? {} : { rates }),
  });
  const [first, second] = [[{ deal: 'D-1', rate: '/a' }], [{ deal: 'D-1', rate: '/b' }]];

  it('are offered only where nothing else fits', () => {
    const odd = [at(0, 2, first), at(1, 3, second)];
    expect(searchExact(indexOf(odd), 5, 2)).toMatchObject({ best: [[0, 1]], count: 1, isOdd: true });
    const usual = [...odd, at(2, 3)];
    expect(searchExact(indexOf(usual), 5, 2)).toMatchObject({ best: [[0, 2]], count: 1, isOdd: false });
  });

  it('are the usual case where it is one rate, or the deals are two', () => {
    for (const other of [first, [{ deal: 'D-2', rate: '/b' }]])
      expect(searchExact(indexOf([at(0, 2, first), at(1, 3, other)]), 5, 2).isOdd).toBe(false);
  });
});
