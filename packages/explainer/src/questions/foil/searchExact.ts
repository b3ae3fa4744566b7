/** One way to read something otherwise, as the search sees it. */
export type Choice = Readonly<{
  /** What it is about: two ways that share one cannot hold together. In ascending order. */
  slots: readonly number[];
  /** How many misreadings it takes. */
  cost: number;
  /** What it adds, in minor units; never zero. */
  delta: number;
  /** The smaller, the more usual. */
  rank: number;
  /** At which rates deals were paid, if at others than ours. */
  rates?: readonly DealRate[];
}>;

/** A rate that somebody may have used for a deal. */
export type DealRate = Readonly<{ deal: string; rate: string }>;

/** Places in the list of choices, ascending. */
export type Combination = readonly number[];

/**
 * The best combinations, and how many there are in all; `counted` says whether that number is exact or only the least.
 * `isOdd`: each of them takes several rates for the payments of one deal, which hardly anybody does.
 */
export type Hits = Readonly<{ best: readonly Combination[]; count: number; counted: boolean; isOdd: boolean }>;

/** Above this many equally short answers nobody is helped by the exact number. */
const most = 1000;

/** How many are kept. */
const kept = 3;

/** Choices by what they cost and add, so that many targets can be looked for. */
export type Index = Readonly<{
  choices: readonly Choice[];
  byCost: readonly (readonly number[])[];
  byDelta: readonly ReadonlyMap<number, readonly number[]>[];
}>;

/** Prepares a search. */
export const indexOf = (choices: readonly Choice[]): Index => {
  const byCost = [1, 2, 3].map((cost) => choices.flatMap((choice, place) => (choice.cost === cost ? [place] : [])));
  const byDelta = byCost.map((places) => {
    const found = new Map<number, number[]>();
    for (const place of places) {
      const delta = choices[place]?.delta ?? 0;
      const same = found.get(delta);
      if (same === undefined) found.set(delta, [place]);
      else same.push(place);
    }
    return found;
  });
  return { choices, byCost, byDelta };
};

/**
 * Every combination of choices that costs exactly so much (up to three) and adds exactly the target. Two are looked for
 * through the sum that the second must have, three through pairs and the third: so it is the square of the number of
 * choices at worst, whatever the amounts.
 */
export const searchExact = (index: Index, target: number, cost: number): Hits => {
  if (cost === 0) return target === 0 ? { best: [[]], count: 1, counted: true, isOdd: false } : nothing;
  const found = collector(index.choices);
  for (const places of partitions(cost)) {
    if (!places(index, target, found.offer)) break;
  }
  return found.hits();
};

const nothing: Hits = { best: [], count: 0, counted: true, isOdd: false };

/** False when enough has been found. */
type Offer = (combination: readonly [number, ...number[]]) => boolean;
type Look = (index: Index, target: number, offer: Offer) => boolean;

/** The ways to spend a cost: in one choice, or in several. */
const partitions = (cost: number): readonly Look[] => {
  if (cost === 1) return [one(0)];
  if (cost === 2) return [one(1), two(0, 0)];
  return [one(2), two(0, 1), three];
};

const one =
  (cost: number): Look =>
  ({ byDelta }, target, offer) =>
    (byDelta[cost]?.get(target) ?? []).every((place) => offer([place]));

const two =
  (first: number, second: number): Look =>
  ({ choices, byCost, byDelta }, target, offer) => {
    const others = byDelta[second];
    for (const a of byCost[first] ?? []) {
      const choice = choices[a];
      if (choice === undefined) continue;
      for (const b of others?.get(target - choice.delta) ?? []) {
        if ((first === second && b <= a) || !areApart(choice, choices[b])) continue;
        if (!offer([a, b])) return false;
      }
    }
    return true;
  };

const three: Look = ({ choices, byCost, byDelta }, target, offer) => {
  const singles = byCost[0] ?? [];
  const thirds = byDelta[0];
  for (const [place, a] of singles.entries()) {
    const first = choices[a];
    if (first === undefined) continue;
    const rest = target - first.delta;
    for (let next = place + 1; next < singles.length; next += 1) {
      const b = singles[next] ?? 0;
      const second = choices[b];
      if (second === undefined) continue;
      const found = thirds?.get(rest - second.delta);
      if (found === undefined || !areApart(first, second)) continue;
      for (const c of found) {
        if (c <= b || !areApart(first, choices[c]) || !areApart(second, choices[c])) continue;
        if (!offer([a, b, c])) return false;
      }
    }
  }
  return true;
};

/** Whether two choices are about different things. */
export const areApart = (a: Choice, b: Choice | undefined): boolean => {
  if (b === undefined) return false;
  if (a.slots.length === 1 && b.slots.length === 1) return a.slots[0] !== b.slots[0];
  let [i, j] = [0, 0];
  while (i < a.slots.length && j < b.slots.length) {
    const [x = 0, y = 0] = [a.slots[i], b.slots[j]];
    if (x === y) return false;
    if (x < y) i += 1;
    else j += 1;
  }
  return true;
};

const collector = (choices: readonly Choice[]): Readonly<{ offer: Offer; hits: () => Hits }> => {
  let [usual, odd]: [readonly Combination[], readonly Combination[]] = [[], []];
  let [count, oddCount] = [0, 0];
  const bestOf = (combinations: readonly Combination[]): readonly Combination[] =>
    combinations.toSorted((a, b) => byUsualness(choices, a, b)).slice(0, kept);
  return {
    offer: (combination) => {
      if (hasSeveralRates(combination.flatMap((place) => choices[place]?.rates ?? []))) {
        oddCount += 1;
        if (oddCount <= most) odd = bestOf([...odd, combination]);
        return true;
      }
      count += 1;
      usual = bestOf([...usual, combination]);
      return count < most;
    },
    hits: () =>
      count === 0 && oddCount > 0
        ? { best: odd, count: Math.min(oddCount, most), counted: oddCount < most, isOdd: true }
        : { best: usual, count, counted: count < most, isOdd: false },
  };
};

/** Whether one deal is paid at several of these. */
const hasSeveralRates = (rates: readonly DealRate[]): boolean =>
  rates.some(({ deal, rate }, index) =>
    rates.slice(index + 1).some((other) => other.deal === deal && other.rate !== rate),
  );

/** The more usual first; of equally usual ones, by the order of what they are about. */
const byUsualness = (choices: readonly Choice[], a: Combination, b: Combination): number => {
  const rank = (combination: Combination): number =>
    combination.reduce((total, place) => total + (choices[place]?.rank ?? 0), 0);
  const slots = (combination: Combination): readonly number[] =>
    combination.flatMap((place) => choices[place]?.slots ?? []).toSorted((x, y) => x - y);
  const [x, y] = [slots(a), slots(b)];
  const difference = x.map((slot, index) => slot - (y[index] ?? -1)).find((order) => order !== 0);
  return rank(a) - rank(b) || (difference ?? x.length - y.length) || compareKeys(a, b);
};

const compareKeys = (a: Combination, b: Combination): number =>
  a.map((place, index) => place - (b[index] ?? -1)).find((order) => order !== 0) ?? 0;
