import type { TimeZone } from '@commission-ledger/calendar';
import type { Node } from '@commission-ledger/calculation';
import type { CauseEvents, DealState } from '@commission-ledger/ledger';
import type { Plan } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { CounterTrail } from '../why/counterTrail.ts';
import type { AccrualEvents, Unnumbered } from '../why/entryLines.ts';
import type { EventReader } from './eventReader.ts';
import type { ExplainFailure } from './explainFailure.ts';
import type { AccrualLine, Line, PlanSource, ProgramSource, TrueUpLine } from '../document/explanation.ts';
import type { EventAt, ReferenceKind, References } from './references.ts';

/** How every step of the explainer answers. */
export type Answer<A> = Promise<E.Either<ExplainFailure, A>>;

/** A plan version whose text is the one that was applied, ready to be evaluated again. */
export type AppliedPlan = Readonly<{ plan: Plan; source: PlanSource }>;

/** Compiled plans by the hash of the event that published them: the same bytes are the same plan. */
export type PlanCache = Map<string, Plan>;

/** The program's time zone, and where it was set: a program keeps the one it was opened with. */
export type ProgramZone = Readonly<{ zone: TimeZone; source: ProgramSource }>;

/** An accrual, or a true-up, whose calculation was done again and gave what was booked. */
export type ExplainedAccrual<L extends Line = AccrualLine | TrueUpLine> = Readonly<{
  root: Node;
  line: Unnumbered<L>;
  applied: AppliedPlan;
  program: ProgramZone;
  cause: CauseEvents;
  told: AccrualEvents;
}>;

/** An entry of an account, explained: its calculation, its line, and the plan version that was applied, if one was. */
export type ExplainedEntry = Readonly<{
  root: Node;
  line: Unnumbered<Line>;
  plan: PlanSource | undefined;
  program: ProgramZone;
}>;

/** What one question reads, each thing once: made anew for each question, but for the compiled plans. */
export type Sources = Readonly<{
  events: EventReader;
  trail: CounterTrail;
  index: Index;
  compiled: PlanCache;
  plans: Map<string, Answer<AppliedPlan>>;
  programs: Map<string, Answer<ProgramZone>>;
  /** Deals with all that was recorded of them, by their streams. */
  deals: Map<string, Answer<DealState>>;
  accruals: Map<string, Answer<ExplainedAccrual>>;
}>;

/** Where things stand, remembered while one question is answered. */
export type Index = Readonly<{
  /** Asks for many ids at once, so that asking for each of them later costs nothing. */
  prefetch(kind: ReferenceKind, ids: readonly string[]): Promise<void>;
  /** Where it stands, if it is known. */
  lookUp(kind: ReferenceKind, id: string): Promise<EventAt | undefined>;
  /** Where something stands that has to be known. */
  locate(kind: ReferenceKind, id: string): Answer<EventAt>;
}>;

/** An index over the port. */
export const createIndex = (references: References): Index => {
  const known = new Map<string, EventAt | undefined>();
  const prefetch: Index['prefetch'] = async (kind, ids) => {
    const missing = ids.filter((id) => !known.has(`${kind}/${id}`));
    if (missing.length === 0) return;
    const found = await references.find(kind, missing);
    for (const [place, id] of missing.entries()) known.set(`${kind}/${id}`, found[place]);
  };
  const lookUp: Index['lookUp'] = async (kind, id) => {
    const key = `${kind}/${id}`;
    if (!known.has(key)) await prefetch(kind, [id]);
    return known.get(key);
  };
  return {
    prefetch,
    lookUp,
    locate: async (kind, id) => {
      const at = await lookUp(kind, id);
      return at === undefined ? E.left({ _tag: 'NotIndexed', kind, id }) : E.right(at);
    },
  };
};

/** The answer of a map, made once. */
export const once = <A>(answers: Map<string, Answer<A>>, key: string, make: () => Answer<A>): Answer<A> => {
  const before = answers.get(key);
  if (before !== undefined) return before;
  const answer = make();
  answers.set(key, answer);
  return answer;
};
