import { areApart, type Combination, type Index } from './searchExact.ts';

/** The combination of at most two choices that comes nearest to the target, and by how much it misses. */
export type Nearest = Readonly<{ combination: Combination; rest: number }>;

/** How far around the best place a second choice is looked for, where the first ones do not go together. */
const reach = 4;

/**
 * What comes nearest: nothing at all, one choice, or two. Of two that are equally near, the one with fewer; then the one
 * that stands first.
 */
export const nearestTo = ({ choices, byCost }: Index, target: number): Nearest => {
  let best: Nearest = { combination: [], rest: target };
  const offer = (combination: Combination, sum: number): void => {
    if (Math.abs(target - sum) < Math.abs(best.rest)) best = { combination, rest: target - sum };
  };
  for (const [place, { cost, delta }] of choices.entries()) if (cost <= 2) offer([place], delta);
  const singles = (byCost[0] ?? []).toSorted((a, b) => (choices[a]?.delta ?? 0) - (choices[b]?.delta ?? 0) || a - b);
  const deltas = singles.map((place) => choices[place]?.delta ?? 0);
  for (const first of byCost[0] ?? []) {
    const choice = choices[first];
    if (choice === undefined) continue;
    const around = placeOf(deltas, target - choice.delta);
    for (let near = Math.max(0, around - reach); near < Math.min(singles.length, around + reach); near += 1) {
      const second = singles[near] ?? first;
      if (areApart(choice, choices[second])) {
        offer(first < second ? [first, second] : [second, first], choice.delta + (choices[second]?.delta ?? 0));
      }
    }
  }
  return best;
};

/** The first place at which the sorted number is not less. */
const placeOf = (sorted: readonly number[], wanted: number): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
};
