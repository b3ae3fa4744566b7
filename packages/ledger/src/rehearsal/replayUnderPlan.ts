import type { EventStore } from '@commission-ledger/event-store';
import { type RecordedEvent, categoryOf, planStream } from '@commission-ledger/events';
import { type PlanDocument, compilePlan, planHash } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Decider } from '../decider.ts';
import { dealDecider } from '../deal/dealDecider.ts';
import type { LedgerFailure } from '../failure.ts';
import { fxDecider } from '../fx/fxDecider.ts';
import { partnerDecider } from '../partner/partnerDecider.ts';
import { type PublishedPlan, planDecider, publishedPlanOf } from '../plan/planDecider.ts';
import { reactTo } from '../policy/accrualPolicy.ts';
import { programDecider } from '../program/programDecider.ts';
import { keyOfReaction } from './causeKeys.ts';
import { type Receipts, type Rehearsal, createRehearsal } from './rehearsal.ts';
import type { Pending } from './step.ts';
import { type Bookkeeping, type Timeline, timelineOf } from './timeline.ts';

/** The plan version to replay under, and the first date it is to govern; without one, it governs from the beginning. */
export type ReplayUnder = Readonly<{ document: PlanDocument; from: string | undefined }>;

/**
 * Who is told what stands in the accounts (before the replay begins), and what would stand there or be set aside.
 * `receipts`: whether what is rehearsed needs its receipts, which take longer than the amounts.
 */
export type Onlooker = Bookkeeping & Readonly<{ rehearsed: (event: RecordedEvent) => void; receipts: Receipts }>;

/** How much was replayed. */
export type Replayed = Readonly<{
  /** Causes, refunds and cancellations, by their keys, in the order in which they were recorded. */
  triggers: readonly string[];
  /** Those that stand set aside in the history itself. */
  setAside: ReadonlySet<string>;
  /** By the stream of a deal, its last event. */
  dealRevisions: ReadonlyMap<string, number>;
}>;

/** Before every date: versions that the replayed one displaces stay here for those who are pinned to them. */
const BEGINNING = '0001-01-01';
const FROM_THE_FIRST_DAY = '0001-01-02';

/**
 * Replays every cause of the partners in the plan as if this version of it governed from that date on: each at the
 * moment at which the ledger reacted to it, knowing what was known then. Nothing is written: the ledger's own policy
 * works on copies. What left no trace (no plan paid on it) is taken to have been reacted to at once; causes that could
 * not be rated at their time are tried once more at the end.
 */
export const replayUnderPlan = async (
  store: EventStore,
  under: ReplayUnder,
  onlooker: Onlooker,
): Promise<E.Either<LedgerFailure, Replayed>> => {
  const timeline = await timelineOf(store, onlooker);
  if (E.isLeft(timeline)) return timeline;
  const parked = new Set<string>();
  const rehearsal = createRehearsal(
    () => undefined,
    (event) => {
      const key = keyOfReaction(event);
      if (key !== undefined && event.type === 'CauseParked') parked.add(key);
      if (key !== undefined && event.type === 'CauseResolved') parked.delete(key);
      onlooker.rehearsed(event);
    },
    onlooker.receipts,
  );
  const { plan } = under.document;
  rehearsal.replace({ stream: planStream(plan), decider: planDecider }, versionsFor(under, timeline.right));
  return replay(rehearsal, plan, timeline.right, parked);
};

const replay = async (
  rehearsal: Rehearsal,
  plan: string,
  { steps, members, setAside, dealRevisions }: Timeline,
  parked: ReadonlySet<string>,
): Promise<E.Either<LedgerFailure, Replayed>> => {
  const concerned = members.get(plan) ?? new Set<string>();
  const waiting: Pending[] = [];
  let first = 0;

  const react = async (pending: Pending): Promise<E.Either<LedgerFailure, unknown>> => {
    if (pending.reacted && !parked.has(pending.key)) return DONE;
    pending.reacted = true;
    const reaction = await reactTo(rehearsal.executor, pending.trigger);
    return E.isLeft(reaction) ? reaction : reaction.right.settled;
  };
  /** What left no trace follows right after what was recorded before it. */
  const reactToUntraced = async (atEnd: boolean): Promise<E.Either<LedgerFailure, unknown>> => {
    for (let next = waiting[first]; next !== undefined; next = waiting[first]) {
      if (!next.reacted && next.traced && !atEnd) return DONE;
      first += 1;
      if (next.reacted) continue;
      const reacted = await react(next);
      if (E.isLeft(reacted)) return reacted;
    }
    return DONE;
  };

  for (const step of steps) {
    if (step.kind === 'fact') {
      if (step.event.stream !== planStream(plan)) takeIn(rehearsal, step.event);
      for (const pending of step.triggers) if (isAnyOf(pending.partners, concerned)) waiting.push(pending);
    } else if (isAnyOf(step.to.partners, concerned)) {
      const reacted = await react(step.to);
      if (E.isLeft(reacted)) return reacted;
    }
    if (first === waiting.length) continue;
    const reacted = await reactToUntraced(false);
    if (E.isLeft(reacted)) return reacted;
  }
  const reacted = await reactToUntraced(true);
  if (E.isLeft(reacted)) return reacted;
  for (const pending of waiting) {
    if (!parked.has(pending.key)) continue;
    const again = await react(pending);
    if (E.isLeft(again)) return again;
  }
  return E.right({ triggers: waiting.map(({ key }) => key), setAside, dealRevisions });
};

const DONE = E.right(undefined);

const isAnyOf = (partners: ReadonlySet<string>, concerned: ReadonlySet<string>): boolean =>
  [...partners].some((partner) => concerned.has(partner));

/** All versions of the plan, with the replayed one before those that begin no earlier than it is to govern. */
const versionsFor = (
  { document, from = FROM_THE_FIRST_DAY }: ReplayUnder,
  { steps }: Timeline,
): readonly PublishedPlan[] => {
  const published = steps.flatMap((step) =>
    step.kind === 'fact' && step.event.type === 'PlanPublished' && step.event.data.plan === document.plan
      ? [publishedPlanOf(step.event)]
      : [],
  );
  const others = published.filter((other) => other.document.version !== document.version);
  return [
    ...others.map((other) => (other.document.effectiveFrom < from ? other : governingFrom(other, BEGINNING))),
    governingFrom({ document, plan: compilePlan(document), hash: planHash(document) }, from),
  ];
};

/** Another first day for the choice between versions; what is rated, and its hash, is the version itself. */
const governingFrom = (version: PublishedPlan, effectiveFrom: string): PublishedPlan => ({
  ...version,
  document: { ...version.document, effectiveFrom },
});

const takeIn = (rehearsal: Rehearsal, event: RecordedEvent): void => {
  const { stream } = event;
  const into = <State>(decider: Decider<never, State, unknown>): void => rehearsal.take({ stream, decider }, event);
  switch (categoryOf(stream)) {
    case 'program':
      return into(programDecider);
    case 'plan':
      return into(planDecider);
    case 'partner':
      return into(partnerDecider);
    case 'deal':
      return into(dealDecider);
    case 'fx':
      return into(fxDecider);
    default:
      return undefined;
  }
};
