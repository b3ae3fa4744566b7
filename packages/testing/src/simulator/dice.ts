import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance from a seed, in whole numbers only: the same throws on every machine. */
export type Dice = Readonly<{
  /** A whole number from `least` to `most`, both included. */
  between: (least: number, most: number) => number;
  /** Whether something happens that happens in so many of a thousand cases. */
  perMille: (cases: number) => boolean;
  /** One of them. */
  pick: <const Items extends readonly [unknown, ...unknown[]]>(items: Items) => Items[number];
}>;

/** Dice that are thrown by a seed, a whole number. */
export const diceOf = (seed: number): Dice => {
  const generator = xoroshiro128plus(seed);
  const between = (least: number, most: number): number => uniformInt(generator, least, most);
  return {
    between,
    perMille: (cases) => between(1, 1000) <= cases,
    pick: ([first, ...others]) => others[between(0, others.length) - 1] ?? first,
  };
};
