import type { EventData } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { causeOf } from '../account/rateCause.ts';
import { type DealCommand, causeKey } from '../deal/dealDecider.ts';
import type { Executor } from '../execution/executor.ts';
import type { Recorded } from '../execution/keyedCommand.ts';
import type { LedgerFailure } from '../failure.ts';
import { dealSubject, policyCommand } from './policyCommand.ts';
import type { CauseEvents } from './causeEvents.ts';

/** Sets a cause aside on its deal, visibly, with the reason. */
export const park = (
  executor: Executor,
  cause: CauseEvents,
  reason: string,
): Promise<E.Either<LedgerFailure, Recorded>> =>
  onDeal(executor, cause, 'park', (at) => ({ type: 'CauseParked', data: { ...at, reason } }));

/** Tells that a cause set aside has been rated. */
export const unpark = (executor: Executor, cause: CauseEvents): Promise<E.Either<LedgerFailure, Recorded>> =>
  onDeal(executor, cause, 'resolve', (data) => ({ type: 'CauseResolved', data }));

const onDeal = (
  executor: Executor,
  cause: CauseEvents,
  step: string,
  factOf: (at: EventData<'CauseResolved'>) => DealCommand,
): Promise<E.Either<LedgerFailure, Recorded>> => {
  const told = cause.payment ?? cause.won;
  const { deal, occurredAt } = told.data;
  const data = { deal, cause: causeOf(cause), occurredAt };
  return executor.execute(
    dealSubject(deal),
    policyCommand(`${step}/${deal}/${causeKey(data.cause)}`, factOf(data), told),
  );
};
