import type { EventStore } from '@commission-ledger/event-store';
import { type RecordedEvent, planStream } from '@commission-ledger/events';
import { type PlanDocument, compilePlan, planHash } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { LedgerFailure } from '../failure.ts';
import { type PublishedPlan, planDecider, publishedPlanOf } from '../plan/planDecider.ts';
import { keyOfReaction } from './causeKeys.ts';
import { type Receipts, createRehearsal } from './rehearsal.ts';
import { replaySteps } from './replaySteps.ts';
import { takeIn } from './takeIn.ts';
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
  const { steps, members, setAside, dealRevisions } = timeline.right;
  const concerned = members.get(plan) ?? new Set<string>();
  const replayed = await replaySteps(steps, {
    executor: rehearsal.executor,
    isConcerned: ({ partners }) => isAnyOf(partners, concerned),
    take: (event) => {
      if (event.stream !== planStream(plan)) takeIn(rehearsal, event);
      return true;
    },
    parked,
  });
  return E.isLeft(replayed) ? replayed : E.right({ triggers: replayed.right, setAside, dealRevisions });
};

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
