import type { EventData } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { causeOf } from '../account/rateCause.ts';
import type { DealCommand } from '../deal/dealDecider.ts';
import { type ParkedState, causeKey } from '../deal/dealState.ts';
import type { Recorded } from '../execution/keyedCommand.ts';
import type { LedgerFailure } from '../failure.ts';
import type { CauseEvents } from './causeEvents.ts';
import { dealSubject, policyCommand } from './policyCommand.ts';
import type { Scene } from './scene.ts';

/** Sets a cause aside on its deal, visibly, with the reason; one that is set aside already gets the new reason. */
export const park = (scene: Scene, cause: CauseEvents, reason: string): Promise<E.Either<LedgerFailure, Recorded>> =>
  onDeal(scene, cause, 'park', timesParked(scene, cause), (at) => ({ type: 'CauseParked', data: { ...at, reason } }));

/** Tells that a cause set aside has been rated. */
export const unpark = (scene: Scene, cause: CauseEvents): Promise<E.Either<LedgerFailure, Recorded>> =>
  onDeal(scene, cause, 'resolve', timesParked(scene, cause) - 1, (data) => ({ type: 'CauseResolved', data }));

/** How the cause is set aside, if it is. */
export const parkedIn = ({ deal }: Scene, cause: CauseEvents): ParkedState | undefined =>
  deal.parked.get(causeKey(causeOf(cause)));

/** Whether the cause was ever set aside. */
export const wasParkedIn = (scene: Scene, cause: CauseEvents): boolean => timesParked(scene, cause) > 0;

const timesParked = ({ deal }: Scene, cause: CauseEvents): number =>
  deal.timesParked.get(causeKey(causeOf(cause))) ?? 0;

/** What happens to the same cause once more has its number in the key. */
const onDeal = (
  { executor }: Scene,
  cause: CauseEvents,
  step: string,
  earlier: number,
  factOf: (at: EventData<'CauseResolved'>) => DealCommand,
): Promise<E.Either<LedgerFailure, Recorded>> => {
  const told = cause.payment ?? cause.won;
  const { deal, occurredAt } = told.data;
  const data = { deal, cause: causeOf(cause), occurredAt };
  const key = `${step}/${deal}/${causeKey(data.cause)}${earlier === 0 ? '' : `/${earlier}`}`;
  return executor.execute(dealSubject(deal), policyCommand(key, factOf(data), told));
};
