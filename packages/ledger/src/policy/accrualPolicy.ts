import type { RecordedEvent } from '@commission-ledger/events';
import { describeRatingRefusal } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { causeOf } from '../account/rateCause.ts';
import { type RefundState, causeKey } from '../deal/dealDecider.ts';
import type { Executor } from '../execution/executor.ts';
import type { Recorded } from '../execution/keyedCommand.ts';
import type { LedgerFailure } from '../failure.ts';
import type { CauseEvents } from './causeEvents.ts';
import { park, unpark } from './parking.ts';
import { type Outcome, queueRatings } from './queueRatings.ts';
import { isRatingRefusal } from './ratingRefusal.ts';
import { ratingsOf } from './ratingsOf.ts';
import { reversalsForCancellation, reversalsForRefund } from './reversals.ts';
import { type Scene, paymentOf, sceneOf, winOf } from './scene.ts';
import type { Trigger } from './trigger.ts';

type Settled = E.Either<LedgerFailure, readonly Recorded[]>;

/** What follows from a trigger. `settled` ends when everything it led to is recorded, or says why it is not. */
export type Reaction = Readonly<{ settled: Promise<Settled> }>;

type Reacting = Promise<E.Either<LedgerFailure, Reaction>>;

/**
 * Reacts to what happened on a deal by posting accruals, reversals, or the reason why not, to every account
 * concerned. Ids and command keys derive from the cause, so reacting twice, late, or again after a crash halfway
 * changes nothing.
 *
 * The promise resolves when the commands have been *queued*; each account takes them in the order in which
 * triggers were given, so causes given one after the other are rated one after the other. Where a plan pays on what
 * the level below was given, that level is waited for first.
 */
export const reactTo = async (executor: Executor, trigger: Trigger): Reacting => {
  const found = await sceneOf(executor, trigger.deal);
  if (E.isLeft(found)) return found;
  const scene = found.right;
  const { deal } = scene;
  switch (trigger.kind) {
    case 'win':
      return rate(scene, winOf(deal));
    case 'payment': {
      const payment = deal.payments.get(trigger.payment)?.received;
      return payment === undefined
        ? E.left({ _tag: 'UnknownPayment', deal: trigger.deal, payment: trigger.payment })
        : rate(scene, paymentOf(deal, payment));
    }
    case 'refund': {
      const refund = deal.refunds.get(trigger.refund);
      return refund === undefined
        ? E.left({ _tag: 'UnknownRefund', deal: trigger.deal, refund: trigger.refund })
        : refundOf(scene, refund);
    }
    case 'cancellation':
      return deal.cancelled === undefined
        ? E.left({ _tag: 'DealNotCancelled', deal: trigger.deal })
        : cancellationOf(scene, deal.cancelled);
  }
};

/** A refund whose true-up cannot be calculated parks its payment: once that can be, the refund is gone through again. */
const refundOf = async (scene: Scene, refund: RefundState): Reacting => {
  const payment = scene.deal.payments.get(refund.told.data.payment)?.received;
  const queued = await reversalsForRefund(scene, refund);
  if (E.isLeft(queued)) return queued;
  if (payment === undefined) return E.right({ settled: allOf(queued.right) });
  const cause = paymentOf(scene.deal, payment);
  return E.right({ settled: Promise.all(queued.right).then((outcomes) => settledOrParked(scene, cause, outcomes)) });
};

const cancellationOf = async (scene: Scene, cancelled: RecordedEvent<'DealCancelled'>): Reacting => {
  const queued = await reversalsForCancellation(scene, cancelled, causesBefore(scene, cancelled.revision));
  return E.isLeft(queued) ? queued : E.right({ settled: allOf(queued.right) });
};

const rate = async (scene: Scene, cause: CauseEvents): Reacting => {
  const ratings = await ratingsOf(scene.executor, cause, scene.zone);
  if (E.isRight(ratings)) {
    const queued = await queueRatings(scene.executor, cause, ratings.right);
    return E.right({ settled: conclude(scene, cause, queued) });
  }
  if (ratings.left._tag !== 'Parked') return E.left(ratings.left);
  return E.right({ settled: alone(park(scene.executor, cause, ratings.left.reason)) });
};

/** One that was parked and can be rated now is resolved. */
const conclude = async (scene: Scene, cause: CauseEvents, queued: readonly Promise<Outcome>[]): Promise<Settled> => {
  const outcomes = await Promise.all(queued);
  const rated = await settledOrParked(scene, cause, outcomes);
  const wasParked = scene.deal.parked.has(causeKey(causeOf(cause)));
  return E.isLeft(rated) || outcomes.some(E.isLeft) || !wasParked ? rated : resolve(scene, cause, rated.right);
};

/** A cause that cannot be rated is parked with the reason, unless something else went wrong. */
const settledOrParked = async (
  { executor }: Scene,
  cause: CauseEvents,
  outcomes: readonly Outcome[],
): Promise<Settled> => {
  const failed = outcomes.find((outcome) => E.isLeft(outcome) && !isRatingRefusal(outcome.left));
  if (failed !== undefined && E.isLeft(failed)) return failed;
  for (const outcome of outcomes)
    if (E.isLeft(outcome) && isRatingRefusal(outcome.left))
      return alone(park(executor, cause, describeRatingRefusal(outcome.left)));
  return E.sequenceArray(outcomes);
};

/** The refunds and the cancellation that came while the cause was parked found nothing to take back; now they do. */
const resolve = async (scene: Scene, cause: CauseEvents, rated: readonly Recorded[]): Promise<Settled> => {
  const { executor, deal } = scene;
  const recorded = [...rated];
  const told = cause.payment ?? cause.won;
  const late = [
    ...[...deal.refunds.values()].flatMap((refund) =>
      refund.told.data.payment === cause.payment?.data.payment
        ? [{ revision: refund.told.revision, reverse: () => reversalsForRefund(scene, refund) }]
        : [],
    ),
    ...(deal.cancelled === undefined || deal.cancelled.revision < told.revision
      ? []
      : [cancelling(scene, cause, deal.cancelled)]),
  ];
  for (const { reverse } of late.toSorted((a, b) => a.revision - b.revision)) {
    const queued = await reverse();
    if (E.isLeft(queued)) return queued;
    const outcomes = await Promise.all(queued.right);
    const settled = await settledOrParked(scene, cause, outcomes);
    // What still cannot be calculated leaves the cause where it is.
    if (E.isLeft(settled) || outcomes.some(E.isLeft)) return settled;
    recorded.push(...settled.right);
  }
  const resolved = await unpark(executor, cause);
  return E.isLeft(resolved) ? resolved : E.right([...recorded, resolved.right]);
};

const cancelling = (scene: Scene, cause: CauseEvents, cancelled: NonNullable<Scene['deal']['cancelled']>) => ({
  revision: cancelled.revision,
  reverse: () => reversalsForCancellation(scene, cancelled, [cause]),
});

/** What was paid after the cancellation is not touched by it. */
const causesBefore = ({ deal }: Scene, revision: number): readonly CauseEvents[] => [
  winOf(deal),
  ...[...deal.payments.values()].flatMap(({ received }) =>
    received.revision < revision ? [paymentOf(deal, received)] : [],
  ),
];

const allOf = async (queued: readonly Promise<Outcome>[]): Promise<Settled> =>
  E.sequenceArray(await Promise.all(queued));

const alone = async (queued: Promise<E.Either<LedgerFailure, Recorded>>): Promise<Settled> => allOf([queued]);
