import * as E from 'fp-ts/lib/Either.js';
import type { Answer } from '../../reading/sources.ts';
import type { Alternative } from './change.ts';
import { maturedFor } from './maturedFor.ts';
import { rankOf, type MisreadingKind } from './misreading.ts';
import { nearestTo } from './nearest.ts';
import { type Hits, indexOf, searchExact } from './searchExact.ts';

/** What the terms of a payout, read in some way, make of the sum of its lines; without `of`, that sum itself. */
export type NumericReading = Readonly<{ kinds: readonly MisreadingKind[]; of?: (matured: number) => number }>;

/** One answer: which reading of the terms, by its place, and which alternatives. */
export type Answered = Readonly<{ reading: number; alternatives: readonly Alternative[] }>;

/** Answers that are found for one reading of the terms. */
type Ways = Pick<Hits, 'count' | 'counted' | 'isOdd'> &
  Readonly<{ answers: readonly (Answered & Readonly<{ rank: number }>)[] }>;

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
export const searchReadings = async (
  readings: readonly NumericReading[],
  alternatives: readonly Alternative[],
  combined: () => Answer<readonly Alternative[]>,
  { figure, matured }: Readonly<{ figure: number; matured: number }>,
): Answer<Found> => {
  const targets = readings.map(({ of }) =>
    of === undefined ? { exact: [figure], near: figure } : maturedFor(of, figure, matured),
  );
  let alternativesSoFar = alternatives;
  let index = indexOf(alternatives);
  const at = (cost: number, wantsOdd = false): Found | undefined => {
    const found: Ways[] = [];
    for (const [reading, { kinds }] of readings.entries()) {
      if (kinds.length > cost) continue;
      const rank = kinds.reduce((total, kind) => total + rankOf(kind), 0);
      for (const wanted of targets[reading]?.exact ?? []) {
        const hits = searchExact(index, wanted - matured, cost - kinds.length);
        const answers = hits.best.map((combination) => {
          const chosen = alternativesIn(alternativesSoFar, combination);
          const inAll = rank + chosen.reduce((total, choice) => total + choice.rank, 0);
          return { reading, alternatives: chosen, rank: inAll };
        });
        if (hits.count > 0) found.push({ ...hits, answers });
      }
    }
    const usual = found.filter(({ isOdd }) => !isOdd);
    const ways = wantsOdd ? found : usual;
    if (ways.length === 0) return undefined;
    const best = ways
      .flatMap(({ answers }) => answers)
      .toSorted((a, b) => a.rank - b.rank)
      .slice(0, most);
    const count = ways.reduce((total, way) => total + way.count, 0);
    return { _tag: 'found', answers: best, count, counted: ways.every(({ counted }) => counted) };
  };
  const simple = at(1);
  if (simple !== undefined) return E.right(simple);
  const several = await combined();
  if (E.isLeft(several)) return several;
  alternativesSoFar = [...alternatives, ...several.right];
  index = indexOf(alternativesSoFar);
  // Several rates for the payments of one deal are offered only where nothing else fits.
  const found = at(2) ?? at(3) ?? at(2, true) ?? at(3, true);
  if (found !== undefined) return E.right(found);
  const { combination } = nearestTo(index, (targets[0]?.near ?? figure) - matured);
  const tried = alternativesSoFar.length + readings.length - 1;
  return E.right({ _tag: 'none', nearest: alternativesIn(alternativesSoFar, combination), tried });
};

/** In the order of what they are about. */
const alternativesIn = (alternatives: readonly Alternative[], combination: readonly number[]): readonly Alternative[] =>
  combination.flatMap((place) => alternatives[place] ?? []).toSorted((a, b) => (a.slots[0] ?? 0) - (b.slots[0] ?? 0));
