import type { Node } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import { ratingFacts, type RatingSources } from '@commission-ledger/ledger';
import { rate, type Facts, type Plan } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, AppliedPlan, ExplainedAccrual, Sources } from '../../reading/sources.ts';
import { withCounters } from '../../why/countersBefore.ts';
import { ratingSourcesOf } from '../../why/ratingSources.ts';
import { factChanges, hasChanges, otherTerms, type FactChange, type FactContext } from './factChanges.ts';
import { rankOf, type Otherwise } from './misreading.ts';

/** Two or three facts read otherwise at once: the first alone, then each on top of those before it. */
export type FactPath = readonly [Otherwise, Otherwise, ...Otherwise[]];

/** What the facts of an accrual may have been read as: each by itself, and, where that is asked for, several at once. */
export type FactReadings = Readonly<{
  single: readonly Otherwise[];
  several: () => Answer<readonly FactPath[]>;
}>;

/** Where no fact can be read otherwise. */
export const noFactReadings: FactReadings = { single: [], several: async () => E.right([]) };

/** The cause of an accrual rated again with up to three facts otherwise, by the evaluator that rated it. */
export const factReadings = async (context: FactContext, accrual: ExplainedAccrual): Answer<FactReadings> => {
  const { sources } = context;
  const { told, cause, applied, program } = accrual;
  const { posted: event } = told;
  if (event.type !== 'AccrualPosted') return E.right(noFactReadings);
  const terms = await otherTerms(context, accrual);
  if (E.isLeft(terms)) return terms;
  if (!hasChanges(accrual, terms.right)) return E.right(noFactReadings);
  const ratingUnder = (version: AppliedPlan): Answer<RatingSources> =>
    ratingSourcesOf(sources, { event, cause, applied: version, program });
  const own = await ratingUnder(applied);
  if (E.isLeft(own)) return own;
  const changes = factChanges(accrual, terms.right, own.right);
  const rater: Rater = { sources, event, applied, ratingUnder };
  const made = await madeOf(
    rater,
    changes.map((change) => [change]),
  );
  return E.map((alone: readonly Made[]): FactReadings => {
    const single = changes.flatMap((change, index) => otherwise(change, alone[index]));
    return { single, several: () => severalOf(rater, changes, alone) };
  })(made);
};

/** What the rule makes of the facts; `nothing` where it earns nothing, undefined where it cannot be said. */
type Made = Node | 'nothing' | undefined;

/** How an accrual is rated again. */
type Rater = Readonly<{
  sources: Sources;
  event: RecordedEvent<'AccrualPosted'>;
  applied: AppliedPlan;
  ratingUnder: (version: AppliedPlan) => Answer<RatingSources>;
}>;

/** Facts that are read otherwise together. */
type Way = readonly FactChange[];

const otherwise = ({ read }: FactChange, made: Made): readonly Otherwise[] =>
  made === undefined ? [] : [{ ...read, root: made === 'nothing' ? undefined : made }];

/** Some changes of different facts, and what they come to, the more usual first; the last makes them what they are. */
type Begun = Readonly<{ way: Way; read: readonly Otherwise[]; next: number }>;

/** At most so many facts of one line are read otherwise together: there are four kinds, so these are few. */
const MOST_TOGETHER = 3;

/** Changes of different facts together; where some of them earn nothing already, there is nothing to go on from. */
const severalOf = async (
  rater: Rater,
  changes: readonly FactChange[],
  alone: readonly Made[],
): Answer<readonly FactPath[]> => {
  const usual = changes
    .map((change, index) => ({ change, made: alone[index] }))
    .toSorted((a, b) => rankOf(a.change.read.kind) - rankOf(b.change.read.kind));
  const found: FactPath[] = [];
  let begun = usual.flatMap(({ change, made }, place): readonly Begun[] =>
    otherwise(change, made).map((one) => ({ way: [change], read: [one], next: place + 1 })),
  );
  for (let count = 2; count <= MOST_TOGETHER; count += 1) {
    const longer = begun
      .filter(({ read }) => read.at(-1)?.root !== undefined)
      .flatMap(({ way, read, next }) =>
        usual.flatMap(({ change }, place) =>
          place < next || way.some(({ about }) => about === change.about)
            ? []
            : [{ way: [...way, change], read, change, next: place + 1 }],
        ),
      );
    const made = await madeOf(
      rater,
      longer.map(({ way }) => way),
    );
    if (E.isLeft(made)) return made;
    begun = longer.flatMap(({ way, read, change, next }, index): readonly Begun[] =>
      otherwise(change, made.right[index]).map((last) => ({ way, read: [...read, last], next })),
    );
    for (const { read } of begun) {
      const [first, second, ...others] = read;
      if (first !== undefined && second !== undefined) found.push([first, second, ...others]);
    }
  }
  return E.right(found);
};

/** What each way makes of the facts, in their order; those under one version of the plan are rated together. */
const madeOf = async (rater: Rater, ways: readonly Way[]): Answer<readonly Made[]> => {
  const made = new Map<Way, Made>();
  const versionOf = (way: Way): AppliedPlan => way.flatMap(({ read }) => read.applied ?? [])[0] ?? rater.applied;
  for (const version of new Set(ways.map(versionOf))) {
    const under = ways.filter((way) => versionOf(way) === version);
    const found = await madeUnder(rater, version, under);
    if (E.isLeft(found)) return found;
    for (const [index, way] of under.entries()) made.set(way, found.right[index]);
  }
  return E.right(ways.map((way) => made.get(way)));
};

const madeUnder = async (
  { sources, event, ratingUnder }: Rater,
  version: AppliedPlan,
  ways: readonly Way[],
): Answer<readonly Made[]> => {
  const rating = await ratingUnder(version);
  if (E.isLeft(rating)) return rating;
  const counting = { subject: event.data.accrual, event, plan: version.plan };
  const under = { rule: event.data.rule.rule, part: event.data.part?.number ?? 1 };
  return withCounters(sources, counting, (counterBefore) =>
    ways.map((way) => {
      const [fx] = way.flatMap((change) => change.fx ?? []);
      const told = ratingFacts(fx === undefined ? rating.right : { ...rating.right, fx }, counterBefore);
      return ratedBy(
        version.plan,
        way.reduce((facts, { make }) => make?.(facts) ?? facts, told),
        under,
      );
    }),
  );
};

const ratedBy = (plan: Plan, facts: Facts, { rule, part }: Readonly<{ rule: string; part: number }>): Made => {
  const rating = rate(plan, facts);
  const outcome = E.isRight(rating) ? rating.right.outcomes.find((candidate) => candidate.rule === rule) : undefined;
  if (outcome === undefined) return undefined;
  return outcome._tag === 'earned' ? outcome.parts[part - 1]?.root : 'nothing';
};
