import type { Instant } from '@commission-ledger/calendar';
import type { EventStore } from '@commission-ledger/event-store';
import { type AccountRef, type RecordedEvent, accountStream, dealStream, readEvent } from '@commission-ledger/events';
import { describeRatingRefusal } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { type DealState, unknownDeal } from '../deal/dealState.ts';
import { evolveDeal } from '../deal/evolveDeal.ts';
import type { Executor } from '../execution/executor.ts';
import { storeFailure } from '../execution/storeFailure.ts';
import type { LedgerFailure } from '../failure.ts';
import { concernedAccounts } from '../policy/concernedAccounts.ts';
import type { DealTrigger } from '../policy/dealReactions.ts';
import { policyCommand } from '../policy/policyCommand.ts';
import { type KeyRating, queueRatings } from '../policy/queueRatings.ts';
import { isRatingRefusal } from '../policy/ratingRefusal.ts';
import { reactToAll } from '../policy/reactions.ts';
import { type Scene, sceneOf } from '../policy/scene.ts';
import { triggersIn } from '../policy/triggersIn.ts';
import { isOnDeal, keyOfTrigger } from './causeKeys.ts';
import { type BookedOnDeal, bookedOnDeal } from './bookedOnDeal.ts';
import { type Difference, type Sender, differencesIn, postDifferences } from './differences.ts';
import { netsOfAccruals } from './netsOfAccruals.ts';
import { type NewlyRated, rehearseDeal } from './rehearseDeal.ts';
import { type ReratingDecision, conflictWith, conflictWithAmendment, objectionToRerating } from './reratingDecision.ts';

/**
 * Rate the past causes of a deal again, on the deal as it is amended now, under the plan versions that governed them. What
 * is set aside stays so, running totals of causes stay as they were booked, and so do the true-ups of refunds. Whoever newly
 * shares in a cause is rated like one whose cause came late: on their running totals as they stand now.
 */
export type RerateDeal = ReratingDecision & Readonly<{ deal: string }>;

/** What was posted: differences, and the accruals of those who newly share in a cause. */
export type ReratedDeal = Readonly<{
  rerating: string;
  trueUps: readonly RecordedEvent<'TrueUpPosted'>[];
  accruals: readonly RecordedEvent<'AccrualPosted'>[];
}>;

type Answer<Value> = Promise<E.Either<LedgerFailure, Value>>;

/** Posts what the amendments of a deal make of its past causes. Interrupted, it is finished by sending it again. */
export const rerateDeal = async (
  executor: Executor,
  store: EventStore,
  input: RerateDeal,
  now: Instant,
  sender: Sender,
): Answer<ReratedDeal> => {
  const { deal, rerating } = input;
  const objection = objectionToRerating(input, { deal });
  if (objection !== undefined) return E.left(objection);
  const scene = await sceneOf(executor, deal);
  if (E.isLeft(scene)) return scene;
  const told = await caughtUpDeal(executor, store, input);
  if (E.isLeft(told)) return told;
  const { triggers, state, revision } = told.right;
  const amendment = state.amendments.at(-1);
  if (amendment === undefined) return E.right({ rerating, trueUps: [], accruals: [] });
  const known = { ...scene.right, deal: { ...state, won: scene.right.deal.won } };
  const settle = async (): Answer<ReratedDeal> => {
    const found = await compare(store, known, input, amendment);
    if (E.isLeft(found)) return found;
    const { differences, newly } = found.right;
    const named = differences.map((difference) => causedBy(difference, amendment));
    const trueUps = await postDifferences(executor, named, input, { now, sender, knownOf: () => revision });
    if (E.isLeft(trueUps)) return trueUps;
    const keyed = keyedBy(input, amendment, sender);
    const accruals = newly.size === 0 ? E.right([]) : await rateNewly(executor, triggers, newly, keyed);
    return E.isLeft(accruals) ? accruals : E.right({ rerating, trueUps: trueUps.right, accruals: accruals.right });
  };
  const first = await settle();
  if (E.isLeft(first) || first.right.accruals.length === 0) return first;
  // Who was rated for the first time was so on totals that still count what the amendments change in other causes.
  const second = await settle();
  if (E.isLeft(second)) return second;
  const { trueUps, accruals } = first.right;
  return E.right({
    rerating,
    trueUps: [...trueUps, ...second.right.trueUps],
    accruals: [...accruals, ...second.right.accruals],
  });
};

/** A deal, what has happened on it, in its order, and its last event. */
type Told = Readonly<{ state: DealState; triggers: readonly DealTrigger[]; revision: number }>;

/** The deal once everything on it is reacted to: what were rated only after this would be paid twice, or taken back twice. */
const caughtUpDeal = async (executor: Executor, store: EventStore, { deal }: RerateDeal): Answer<Told> => {
  for (let reacted = -1; ;) {
    const told = await toldOf(store, deal);
    if (E.isLeft(told) || told.right.triggers.length === reacted) return told;
    const caughtUp = await reactToAll(executor, told.right.triggers);
    if (E.isLeft(caughtUp)) return caughtUp;
    reacted = told.right.triggers.length;
  }
};

const toldOf = async (store: EventStore, deal: string): Answer<Told> => {
  const events: RecordedEvent[] = [];
  try {
    for await (const stored of store.readStream(dealStream(deal))) {
      const event: E.Either<LedgerFailure, RecordedEvent> = readEvent(stored);
      if (E.isLeft(event)) return event;
      events.push(event.right);
    }
  } catch (error) {
    return E.left(storeFailure(error));
  }
  const state = events.reduce(evolveDeal, unknownDeal());
  return E.right({ state, triggers: triggersIn(events).filter(isOnDeal), revision: events.length - 1 });
};

/**
 * Goes through the deal once more: causes are rated for those who newly share in them, and refunds, the cancellation and
 * chargebacks find what is theirs by now. What has followed before does not follow again.
 */
const rateNewly = async (
  executor: Executor,
  triggers: readonly DealTrigger[],
  newly: ReadonlyMap<string, NewlyRated>,
  keyed: KeyRating,
): Answer<readonly RecordedEvent<'AccrualPosted'>[]> => {
  const accruals: RecordedEvent<'AccrualPosted'>[] = [];
  for (const trigger of triggers) {
    const rating = newly.get(keyOfTrigger(trigger));
    const posted = rating === undefined ? E.right([]) : await rateFirst(executor, rating, keyed);
    if (E.isLeft(posted)) return posted;
    accruals.push(...posted.right);
    const followed = await reactToAll(executor, [trigger]);
    if (E.isLeft(followed)) return followed;
  }
  return E.right(accruals);
};

type Compared = Readonly<{ differences: readonly Difference[]; newly: ReadonlyMap<string, NewlyRated> }>;

/** Nothing is written. */
const compare = async (
  store: EventStore,
  scene: Scene,
  input: RerateDeal,
  amendment: RecordedEvent<'DealAmended'>,
): Answer<Compared> => {
  const concerned = await concernedAccounts(scene.executor, scene.deal, scene.currencies);
  if (E.isLeft(concerned)) return concerned;
  const accounts = [
    ...new Map(concerned.right.map(({ account }): [string, AccountRef] => [accountStream(account), account])).values(),
  ];
  const amendments = new Set(scene.deal.amendments.map(({ id }) => id));
  let conflict: LedgerFailure | undefined;
  let underPlan: string | undefined;
  const booked = await bookedOnDeal(store, accounts, input.deal, (event) => {
    conflict ??= conflictWith(event, input) ?? conflictWithAmendment(event, input, amendment);
    if (event.type === 'TrueUpPosted' && 'rerating' in event.data && !amendments.has(event.data.causeEvent.id))
      underPlan ??= event.data.rerating.id;
  });
  if (E.isLeft(booked)) return booked;
  if (conflict !== undefined) return E.left(conflict);
  const rehearsed = await rehearseDeal(store, scene, accounts, booked.right);
  if (E.isLeft(rehearsed)) return rehearsed;
  const becomes = netsOfAccruals();
  for (const event of rehearsed.right.events) if (!isNewly(event, booked.right)) becomes.take(event);
  const { newly } = rehearsed.right;
  const differences = differencesIn(booked.right.nets, becomes.nets);
  // The versions that governed are gone by here: what another one has added since would be taken back.
  return underPlan !== undefined && differences.length + newly.size > 0
    ? E.left({ _tag: 'RatedAgainUnderPlan', deal: input.deal, rerating: underPlan })
    : E.right({ differences, newly });
};

/** What the partner never had a part in is posted as if it were rated now; what is taken back of it follows from that. */
const isNewly = (event: RecordedEvent, { isRated }: BookedOnDeal): boolean =>
  event.type === 'AccrualPosted' &&
  !isRated(
    { program: event.data.program, partner: event.data.partner, currency: event.data.amount.currency },
    event.data,
  );

const causedBy = (difference: Difference, { stream, revision, id }: RecordedEvent<'DealAmended'>): Difference => ({
  ...difference,
  posted: { ...difference.posted, causeEvent: { stream, revision, id } },
});

/** The key is the one of the re-rating; nobody is rated twice for a cause, whatever the re-rating is called. */
const keyedBy =
  ({ rerating }: RerateDeal, amendment: RecordedEvent<'DealAmended'>, sender: Sender): KeyRating =>
  (key, command) => ({
    ...policyCommand(`rerate/${rerating}/${key}`, { ...command, amendment }, amendment),
    ...sender,
  });

const rateFirst = async (
  executor: Executor,
  { cause, ratings }: NewlyRated,
  keyed: KeyRating,
): Answer<readonly RecordedEvent<'AccrualPosted'>[]> => {
  const outcomes = await Promise.all(await queueRatings(executor, cause, ratings, keyed));
  const posted: RecordedEvent<'AccrualPosted'>[] = [];
  for (const outcome of outcomes) {
    if (E.isRight(outcome)) {
      for (const event of outcome.right.events) if (event.type === 'AccrualPosted') posted.push(event);
    } else if (isRatingRefusal(outcome.left)) {
      const { deal } = cause.won.data;
      const reason = describeRatingRefusal(outcome.left);
      return E.left({ _tag: 'CauseNotRatable', deal, cause: cause.payment?.data.payment ?? deal, reason });
    } else return E.left(outcome.left);
  }
  return E.right(posted);
};
