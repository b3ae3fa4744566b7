import * as E from 'fp-ts/lib/Either.js';
import type { RefundState } from '../deal/dealState.ts';
import type { Recorded } from '../execution/keyedCommand.ts';
import { type CauseEvents, isCalledOffBy } from './causeEvents.ts';
import { type TakenBack, followChargeback } from './chargebacks.ts';
import { alone, settledOrParked } from './outcomes.ts';
import { park, parkedIn, unpark, wasParkedIn } from './parking.ts';
import { type Outcome, queueRatings } from './queueRatings.ts';
import { ratedElsewhere } from './ratedElsewhere.ts';
import { ratingsOf } from './ratingsOf.ts';
import type { Reacting, Settled } from './reaction.ts';
import { reversalsForCancellation, reversalsForRefund } from './reversals.ts';
import type { Scene } from './scene.ts';

/** Queues what a cause earns in every account that may earn from it; a cause that cannot be rated is parked. */
export const rate = async (scene: Scene, cause: CauseEvents): Reacting => {
  const ratings = await ratingsOf(scene.executor, cause, scene.zone);
  if (E.isRight(ratings)) {
    const all = await ratedElsewhere(scene, cause, ratings.right);
    if (E.isLeft(all)) return all;
    const queued = await queueRatings(scene.executor, cause, all.right);
    return E.right({ settled: conclude(scene, cause, queued) });
  }
  if (ratings.left._tag !== 'Parked') return E.left(ratings.left);
  return E.right({ settled: alone(park(scene, cause, ratings.left.reason)) });
};

/** One that was parked and can be rated now is resolved; one that was resolved before has that as its result again. */
const conclude = async (scene: Scene, cause: CauseEvents, queued: readonly Promise<Outcome>[]): Promise<Settled> => {
  const outcomes = await Promise.all(queued);
  const rated = await settledOrParked(scene, cause, outcomes);
  const parked = parkedIn(scene, cause);
  if (E.isLeft(rated) || outcomes.some(E.isLeft)) return rated;
  if (parked !== undefined)
    return resolve(scene, cause, rated.right, parked.beforeWin ? [] : lateReversals(scene, cause));
  if (!wasParkedIn(scene, cause)) return rated;
  const resolved = await unpark(scene, cause);
  return E.isLeft(resolved) ? resolved : E.right([...rated.right, resolved.right]);
};

/** What came while the cause was parked found nothing to take back, or to hold; now it does. */
const resolve = async (
  scene: Scene,
  cause: CauseEvents,
  rated: readonly Recorded[],
  late: ReturnType<typeof lateReversals>,
): Promise<Settled> => {
  const recorded = [...rated];
  for (const { reverse } of late) {
    const queued = await reverse();
    if (E.isLeft(queued)) return queued;
    const outcomes = await Promise.all(queued.right);
    const settled = await settledOrParked(scene, cause, outcomes);
    // What still cannot be calculated leaves the cause where it is.
    if (E.isLeft(settled) || outcomes.some(E.isLeft)) return settled;
    recorded.push(...settled.right);
  }
  for (const { opened } of scene.deal.chargebacks.values()) {
    if (opened.data.payment !== cause.payment?.data.payment) continue;
    const followed = await followChargeback(scene, opened.data.chargeback, (now, refund) =>
      takeBackNow(now, cause, refund),
    );
    if (E.isLeft(followed)) return followed;
    recorded.push(...followed.right);
  }
  const resolved = await unpark(scene, cause);
  return E.isLeft(resolved) ? resolved : E.right([...recorded, resolved.right]);
};

const takeBackNow = async (scene: Scene, cause: CauseEvents, refund: RefundState): Promise<TakenBack> => {
  const queued = await reversalsForRefund(scene, refund);
  if (E.isLeft(queued)) return queued;
  const outcomes = await Promise.all(queued.right);
  const settled = await settledOrParked(scene, cause, outcomes);
  if (E.isLeft(settled)) return settled;
  const recorded = settled.right.filter(({ repeated }) => !repeated);
  return E.right({ recorded, isAll: outcomes.every(E.isRight) });
};

/**
 * The refunds of the cause and the cancellation that it happened before, in the order in which they count. What came before the win is
 * reversed with the win, and whatever came since looks for it first, so those need none of this.
 */
const lateReversals = (scene: Scene, cause: CauseEvents) => {
  const { deal } = scene;
  const { cancelled } = deal;
  const { payment, won } = cause;
  const refunds = [...deal.refunds.values()].flatMap((refund) =>
    refund.told.data.payment === payment?.data.payment
      ? [{ since: refund.since, reverse: () => reversalsForRefund(scene, refund) }]
      : [],
  );
  const cancelling =
    cancelled === undefined || !(payment === undefined || isCalledOffBy(cancelled, payment))
      ? []
      : [
          {
            since: Math.max(cancelled.revision, (payment ?? won).revision),
            reverse: () => reversalsForCancellation(scene, cancelled, [cause]),
          },
        ];
  return [...refunds, ...cancelling].toSorted((a, b) => a.since - b.since);
};
