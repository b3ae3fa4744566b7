import type { EventStore } from '@commission-ledger/event-store';
import { type AccountRef, type RecordedEvent, accountStream } from '@commission-ledger/events';
import { describeRatingRefusal } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { emptyAccount } from '../account/accountState.ts';
import { causeOf } from '../account/rateCause.ts';
import { asIfFromTheStart } from '../deal/amendment.ts';
import { storeFailure } from '../execution/storeFailure.ts';
import type { LedgerFailure } from '../failure.ts';
import type { CauseEvents } from '../policy/causeEvents.ts';
import { accountSubject } from '../policy/policyCommand.ts';
import { type Outcome, queueRatings } from '../policy/queueRatings.ts';
import type { RatingSources } from '../policy/ratingSources.ts';
import { type Ratings, ratingsOf } from '../policy/ratingsOf.ts';
import { isRatingRefusal } from '../policy/ratingRefusal.ts';
import { reversalsForCancellation, reversalsForRefund } from '../policy/reversals.ts';
import type { Scene } from '../policy/scene.ts';
import { type Changes, asBooked } from './asBooked.ts';
import type { BookedOnDeal } from './bookedOnDeal.ts';
import { readerAsOf } from './readerAsOf.ts';
import { createRehearsal } from './rehearsal.ts';
import { type DealStep, stepsOfDeal } from './stepsOfDeal.ts';

/** Who newly shares in a cause. */
export type NewlyRated = Readonly<{ cause: CauseEvents; ratings: Ratings }>;

/** What accounts would have of a deal as it is amended now, and who would be rated for the first time, by the key of the cause. */
export type RehearsedDeal = Readonly<{ events: readonly RecordedEvent[]; newly: ReadonlyMap<string, NewlyRated> }>;

type Answer<Value> = Promise<E.Either<LedgerFailure, Value>>;

/**
 * Goes through the deal as if it had been amended from the start: each cause with the counters that it found, less what
 * the amendments change in them for this deal, and knowing of plans and of those who were rated what was known then.
 * Nothing is written. A cause that was rated and cannot be on the amended deal is refused.
 */
export const rehearseDeal = async (
  store: EventStore,
  scene: Scene,
  accounts: readonly AccountRef[],
  booked: BookedOnDeal,
): Answer<RehearsedDeal> => {
  const { deal } = scene;
  const amended = { ...scene, deal: { ...deal, amendments: deal.amendments.map(asIfFromTheStart) } };
  const steps = stepsOfDeal(amended.deal);
  let changes: Changes = new Map();
  for (;;) {
    const passed = await passThrough(store, amended, { steps, accounts, booked, changes });
    if (E.isLeft(passed)) return passed;
    const { events, newly, isStale } = passed.right;
    if (!isStale) return E.right({ events, newly: newlyRated(steps, newly, deal.amendments) });
    ({ changes } = passed.right);
  }
};

const newlyRated = (
  steps: readonly DealStep[],
  newly: ReadonlyMap<string, Ratings>,
  amendments: Scene['deal']['amendments'],
): RehearsedDeal['newly'] =>
  new Map(
    steps.flatMap((step): readonly (readonly [string, NewlyRated])[] => {
      const ratings = newly.get(step.key);
      if (ratings === undefined || step.kind !== 'cause') return [];
      const cause = { ...step.cause, amendments };
      const onAmended = (sources: RatingSources): RatingSources => ({ ...sources, cause });
      const chains = ratings.chains.map((chain) => chain.map(onAmended));
      return [[step.key, { cause, ratings: { chains, overlays: ratings.overlays.map(onAmended) } }]];
    }),
  );

/** What is gone through, and what is known of changes from doing so before. */
type Pass = Readonly<{
  steps: readonly DealStep[];
  accounts: readonly AccountRef[];
  booked: BookedOnDeal;
  changes: Changes;
}>;

type Passed = Readonly<{
  events: readonly RecordedEvent[];
  newly: ReadonlyMap<string, Ratings>;
  changes: Changes;
  isStale: boolean;
}>;

const passThrough = async (
  store: EventStore,
  scene: Scene,
  { steps, accounts, booked, changes: before }: Pass,
): Answer<Passed> => {
  const states = new Map(accounts.map((account) => [accountStream(account), { account, state: emptyAccount() }]));
  const { over, passedOver, changes, isStale } = asBooked(booked, (stream) => states.get(stream)?.state, before);
  const events: RecordedEvent[] = [];
  const newly = new Map<string, Ratings>();
  for (const step of steps) {
    const bookings = booked.reactionsTo(step.key);
    const { executor, replace } = createRehearsal(readerAsOf(store, bookings), (event) => events.push(event));
    for (const { account, state } of states.values()) replace(accountSubject(account), state);
    const told = await outcomesOf({ ...scene, executor: over(executor) }, step);
    if (E.isLeft(told)) return told;
    passedOver(bookings);
    const { refused, ratings } = told.right;
    if (refused !== undefined && bookings.length > 0)
      return E.left(notRatable(scene.deal.won.data.deal, step, refused));
    if (refused === undefined && ratings !== undefined && step.kind === 'cause') {
      const fresh = newIn(ratings, step.cause, booked);
      if (fresh.chains.length + fresh.overlays.length > 0) newly.set(step.key, fresh);
    }
  }
  return E.right({ events, newly, changes, isStale: isStale() });
};

type Told = Readonly<{ refused?: string; ratings?: Ratings }>;

const outcomesOf = async (scene: Scene, step: DealStep): Answer<Told> => {
  const { executor, zone } = scene;
  try {
    if (step.kind === 'cause') {
      const ratings = await ratingsOf(executor, step.cause, zone);
      if (E.isRight(ratings))
        return toldBy(await Promise.all(await queueRatings(executor, step.cause, ratings.right)), ratings.right);
      return ratings.left._tag === 'Parked' ? E.right({ refused: ratings.left.reason }) : E.left(ratings.left);
    }
    const queued =
      step.kind === 'refund'
        ? await reversalsForRefund(scene, step.refund)
        : await reversalsForCancellation(scene, step.cancelled, [step.cause]);
    return E.isLeft(queued) ? queued : toldBy(await Promise.all(queued.right));
  } catch (error) {
    return E.left(storeFailure(error));
  }
};

const toldBy = (outcomes: readonly Outcome[], ratings?: Ratings): E.Either<LedgerFailure, Told> => {
  let refused: string | undefined;
  for (const outcome of outcomes) {
    if (E.isRight(outcome)) continue;
    if (!isRatingRefusal(outcome.left)) return E.left(outcome.left);
    refused ??= describeRatingRefusal(outcome.left);
  }
  return E.right({ ...(refused === undefined ? {} : { refused }), ...(ratings === undefined ? {} : { ratings }) });
};

const notRatable = (deal: string, { key }: DealStep, reason: string): LedgerFailure => ({
  _tag: 'CauseNotRatable',
  deal,
  cause: key.slice(deal.length + 1),
  reason,
});

/** Only those for whom nobody has looked at the cause yet. */
const newIn = ({ chains, overlays }: Ratings, cause: CauseEvents, { isRated }: BookedOnDeal): Ratings => {
  const { program, deal } = cause.won.data;
  const isNew = ({ partner, plan, rated }: RatingSources): boolean =>
    !isRated({ program, partner, currency: plan.plan.currency }, { cause: causeOf(cause), deal, ...rated });
  const newOf = (ratings: readonly RatingSources[]) => ratings.filter(isNew);
  return { chains: chains.map(newOf).filter(({ length }) => length > 0), overlays: newOf(overlays) };
};
