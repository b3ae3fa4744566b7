import { addDays, localDate } from '@commission-ledger/calendar';
import type { EventStore } from '@commission-ledger/event-store';
import { type RecordedEvent, planStream, readEvent } from '@commission-ledger/events';
import { equals } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { LedgerFailure } from '../failure.ts';
import { type PublishedPlan, planDecider, publishedPlanOf } from '../plan/planDecider.ts';
import { keyOfReaction } from './causeKeys.ts';
import { type CauseDifference, comparisonByCause } from './comparisonByCause.ts';
import { type Concern, concernedHistory, isAccountOf } from './concernedHistory.ts';
import { type SetAside, noteSetAside } from './noteSetAside.ts';
import { createRehearsal } from './rehearsal.ts';
import { replaySteps } from './replaySteps.ts';
import { takeIn } from './takeIn.ts';
import { type Timeline, timelineOf, timelineOver } from './timeline.ts';

/**
 * Versions of a plan that are supposed never to have governed, so that those before them went on. `concern`: only the
 * accounts of one partner, by whose history alone it is calculated; without it, those of all partners.
 */
export type WithoutVersions = Readonly<{ plan: string; versions: ReadonlySet<number>; concern?: Concern }>;

/** What versions of a plan made of the history. Nothing was written. */
export type VersionEffect = Readonly<{
  /** Every cause that gives another amount without them: `before` as booked, `after` without them. */
  changed: readonly VersionedCause[];
  /** Causes that could not be rated without them, with the reason. */
  setAside: readonly SetAside[];
}>;

/** A cause, and what was booked for it first; nothing where it earned nothing under these versions. */
export type VersionedCause = CauseDifference & Readonly<{ booked: RecordedEvent<'AccrualPosted'> | undefined }>;

/**
 * What versions of a plan have moved: the history is replayed by the ledger's own policy as if they had been published and
 * never governed, each cause at the moment at which the ledger reacted to it. Enrolments that name one of them keep it.
 */
export const versionEffect = async (
  store: EventStore,
  { plan, versions, concern }: WithoutVersions,
): Promise<E.Either<LedgerFailure, VersionEffect>> => {
  const comparison = comparisonByCause(plan);
  const first = new Map<string, RecordedEvent<'AccrualPosted'>>();
  const timeline = await timelineFor(store, concern, (event) => {
    comparison.before(event);
    if (event.type !== 'AccrualPosted' || event.data.rule.plan !== plan) return;
    const key = keyOf({ ...event.data, cause: `${event.data.cause.kind}/${event.data.cause.id}` });
    if (!first.has(key)) first.set(key, event);
  });
  if (E.isLeft(timeline)) return timeline;
  const reasons = new Map<string, SetAside>();
  const parked = new Set<string>();
  const rehearsal = createRehearsal(
    () => undefined,
    (event) => {
      const key = keyOfReaction(event);
      if (key !== undefined && event.type === 'CauseParked') parked.add(key);
      if (key !== undefined && event.type === 'CauseResolved') parked.delete(key);
      comparison.after(event);
      noteSetAside(reasons, event);
    },
    'left-out',
  );
  const { steps, members } = timeline.right;
  const concerned = members.get(plan) ?? new Set<string>();
  const published: PublishedPlan[] = [];
  const replayed = await replaySteps(steps, {
    executor: rehearsal.executor,
    isConcerned: ({ partners }) => [...partners].some((partner) => concerned.has(partner)),
    take: (event) => {
      if (event.type !== 'PlanPublished' || event.data.plan !== plan) takeIn(rehearsal, event);
      else {
        // Versions come in when they were published, so that what was rated before stays under those known then.
        const version = publishedPlanOf(event);
        published.push(versions.has(version.document.version) ? neverChosen(version, published[0]) : version);
        rehearsal.replace({ stream: planStream(plan), decider: planDecider }, [...published]);
      }
      return true;
    },
    parked,
  });
  if (E.isLeft(replayed)) return replayed;
  const isMeant = concern === undefined ? () => true : isAccountOf(concern);
  return E.right({
    changed: [...comparison.differences.values()]
      .filter(
        ({ program, partner, before, after }) =>
          !equals(before, after) && isMeant({ program, partner, currency: before.currency }),
      )
      .map((difference) => ({ ...difference, booked: first.get(keyOf(difference)) })),
    setAside: [...reasons.values()],
  });
};

const timelineFor = async (
  store: EventStore,
  concern: Concern | undefined,
  booked: (event: RecordedEvent) => void,
): Promise<E.Either<LedgerFailure, Timeline>> => {
  if (concern === undefined) return timelineOf(store, { read: readEvent, booked });
  const history = await concernedHistory(store, concern, { others: [], streams: [] });
  return E.map((events: readonly RecordedEvent[]) => timelineOver(events, booked))(history);
};

type Keyed = Pick<CauseDifference, 'program' | 'partner' | 'deal' | 'cause'>;

const keyOf = ({ program, partner, deal, cause }: Keyed): string => `${program}/${partner}/${deal}/${cause}`;

/** Older than every other version, which therefore governs in its place; who has agreed on this one still finds it. */
const neverChosen = (version: PublishedPlan, oldest: PublishedPlan | undefined): PublishedPlan => {
  const since = localDate((oldest ?? version).document.effectiveFrom);
  if (E.isLeft(since)) return version;
  return { ...version, document: { ...version.document, effectiveFrom: addDays(since.right, -1) } };
};
