import type { Alternative } from './change.ts';
import { maturedFor } from './maturedFor.ts';
import { rankOf, type MisreadingKind } from './misreading.ts';
import { nearestTo } from './nearest.ts';
import { indexOf, searchExact } from './searchExact.ts';

/** What the terms of a payout, read in some way, make of the sum of its lines; without `of`, that sum itself. */
export type NumericReading = Readonly<{ kinds: readonly MisreadingKind[]; of?: (matured: number) => number }>;

/** One answer: which reading of the terms, by its place, and which alternatives. */
export type Answered = Readonly<{ reading: number; alternatives: readonly Alternative[] }>;

/** What the search came to. */
export type Found =
  /** The most usual of the shortest answers; `count` of them there are, or at least so many. */
  | Readonly<{ _tag: 'found'; answers: readonly Answered[]; count: number; counted: boolean }>
  /** None is exact. `tried`: how many misreadings were tried, alone and together. */
  | Readonly<{ _tag: 'none'; nearest: readonly Alternative[]; tried: number }>;

/** At most so many misreadings are taken together, and so many answers are given. */
const most = 3;

/**
 * Looks for the shortest answers: one misreading, else two, else three. Several misreadings of one line come in only where
 * one alone is not enough, for they are many.
 */
export const searchReadings = (
  readings: readonly NumericReading[],
  alternatives: readonly Alternative[],
  combined: () => readonly Alternative[],
  { figure, matured }: Readonly<{ figure: number; matured: number }>,
): Found => {
  const targets = readings.map(({ of }) =>
    of === undefined ? { exact: [figure], near: figure } : maturedFor(of, figure, matured),
  );
  let alternativesSoFar = alternatives;
  let index = indexOf(alternatives);
  const at = (cost: number): Found | undefined => {
    const answers: (Answered & Readonly<{ rank: number }>)[] = [];
    let [count, counted] = [0, true];
    for (const [reading, { kinds }] of readings.entries()) {
      if (kinds.length > cost) continue;
      const rank = kinds.reduce((total, kind) => total + rankOf(kind), 0);
      for (const wanted of targets[reading]?.exact ?? []) {
        const hits = searchExact(index, wanted - matured, cost - kinds.length);
        count += hits.count;
        counted &&= hits.counted;
        answers.push(
          ...hits.best.map((combination) => {
            const chosen = alternativesIn(alternativesSoFar, combination);
            return {
              reading,
              alternatives: chosen,
              rank: rank + chosen.reduce((total, choice) => total + choice.rank, 0),
            };
          }),
        );
      }
    }
    if (count === 0) return undefined;
    const best = answers.toSorted((a, b) => a.rank - b.rank).slice(0, most);
    return { _tag: 'found', answers: best, count, counted };
  };
  const simple = at(1);
  if (simple !== undefined) return simple;
  alternativesSoFar = [...alternatives, ...combined()];
  index = indexOf(alternativesSoFar);
  const found = at(2) ?? at(3);
  if (found !== undefined) return found;
  const { combination } = nearestTo(index, (targets[0]?.near ?? figure) - matured);
  const tried = alternativesSoFar.length + readings.length - 1;
  return { _tag: 'none', nearest: alternativesIn(alternativesSoFar, combination), tried };
};

/** In the order of what they are about. */
const alternativesIn = (alternatives: readonly Alternative[], combination: readonly number[]): readonly Alternative[] =>
  combination.flatMap((place) => alternatives[place] ?? []).toSorted((a, b) => (a.slots[0] ?? 0) - (b.slots[0] ?? 0));
