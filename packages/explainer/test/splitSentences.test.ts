import { booked, ratioOf, text, valueToJson } from '@commission-ledger/calculation';
import { allocate, currency, exact, ofMinor, type Exact } from '@commission-ledger/money';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { say } from '../src/render/say.ts';
import { whereTheCentWent } from '../src/render/splitSentences.ts';
import { right } from './history.ts';

const eur = right(currency('EUR'));

const told = (minor: number, weights: readonly Exact[], place: number) =>
  whereTheCentWent(
    valueToJson(booked(ofMinor(BigInt(minor), eur))),
    valueToJson(text(`${place}`)),
    weights.map((weight) => valueToJson(ratioOf(weight))),
  );

const weightsOf = (...decimals: readonly string[]): readonly Exact[] => decimals.map((each) => right(exact(each)));

const inWords = (said: ReturnType<typeof told>, locale: 'en' | 'ru' = 'en'): readonly string[] =>
  said.map((each) => say({ locale, outside: (plain) => plain }, each));

describe('where the odd cent of a division went', () => {
  it('is said in words: what is left over, who has which remainder, and whether this part gets it', () => {
    const weights = weightsOf('0.25', '0.25', '0.5');
    expect(inWords(told(1001, weights, 3))).toEqual([
      'rounded down, the 3 parts add up to 10.00, so 0.01 is left over',
      'it goes to the largest remainders first',
      'part 3 has 0.005',
      'part 1 has 0.0025',
      'part 2 has 0.0025',
      'this is part 3, which gets 0.01 of it',
    ]);
    expect(inWords(told(1001, weights, 1)).at(-1)).toBe('this is part 1, which gets none of 0.01');
    expect(inWords(told(1001, weights, 1), 'ru').at(0)).toBe(
      'с округлением вниз 3 части в сумме дают 10,00, остаётся 0,01',
    );
  });

  it('is not spoken of where nothing is left over', () => {
    expect(told(1000, weightsOf('0.25', '0.75'), 1)).toEqual([]);
  });

  it('lists a few remainders of many, and always that of the part itself', () => {
    const weights = Array.from({ length: 30 }, () => right(exact('1')));
    const keys = told(100, weights, 30).map(({ key }) => key);
    expect(keys.filter((key) => key === 'splitRemainder')).toHaveLength(7);
    expect(keys.at(-1)).toBe('splitGotNot');
  });

  it('is told as it was divided, whatever the amount, its sign and the weights', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -100_000, max: 100_000 }),
        fc
          .array(fc.integer({ min: 0, max: 97 }), { minLength: 1, maxLength: 5 })
          .filter((all) => all.some((each) => each > 0)),
        (minor, integers) => {
          const weights = weightsOf(...integers.map(String));
          const parts = allocate(ofMinor(BigInt(minor), eur), weights);
          const total = integers.reduce((sum, each) => sum + each, 0);
          const down = integers.map((each) => Math.trunc((minor * each) / total));
          const left = minor - down.reduce((sum, each) => sum + each, 0);
          for (const [index, part] of parts.entries()) {
            const said = told(minor, weights, index + 1);
            if (left === 0) {
              expect(said).toEqual([]);
              continue;
            }
            expect(said[0]?.holes).toMatchObject({ left: valueToJson(booked(ofMinor(BigInt(left), eur))) });
            expect(said.at(-1)?.key).toBe(Number(part.minor) === down[index] ? 'splitGotNot' : 'splitGot');
            const winner = said.find((each) => each.key === 'splitRemainder');
            const best = Math.max(
              ...integers.map((each, place) => Math.abs((minor * each) / total) - Math.abs(down[place] ?? 0)),
            );
            const own = winner?.key === 'splitRemainder' ? Number(winner.holes.place) - 1 : -1;
            expect(Math.abs((minor * (integers[own] ?? 0)) / total) - Math.abs(down[own] ?? 0)).toBeCloseTo(best, 6);
          }
        },
      ),
    );
  });
});
