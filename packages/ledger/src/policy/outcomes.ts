import { describeRatingRefusal } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Recorded } from '../execution/keyedCommand.ts';
import type { LedgerFailure } from '../failure.ts';
import type { CauseEvents } from './causeEvents.ts';
import { park } from './parking.ts';
import type { Outcome } from './queueRatings.ts';
import { isRatingRefusal } from './ratingRefusal.ts';
import type { Settled } from './reaction.ts';
import type { Scene } from './scene.ts';

/** A cause that cannot be rated is parked with the reason, unless something else went wrong. */
export const settledOrParked = async (
  scene: Scene,
  cause: CauseEvents,
  outcomes: readonly Outcome[],
): Promise<Settled> => {
  const failed = outcomes.find((outcome) => E.isLeft(outcome) && !isRatingRefusal(outcome.left));
  if (failed !== undefined && E.isLeft(failed)) return failed;
  for (const outcome of outcomes)
    if (E.isLeft(outcome) && isRatingRefusal(outcome.left))
      return alone(park(scene, cause, describeRatingRefusal(outcome.left)));
  return E.sequenceArray(outcomes);
};

/** What one command came to. */
export const alone = async (queued: Promise<E.Either<LedgerFailure, Recorded>>): Promise<Settled> =>
  E.sequenceArray([await queued]);
