import { readEvent, type EventType, type RecordedEvent } from '@commission-ledger/events';
import type { StoredEvent } from '@commission-ledger/event-store';
import { toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { RecomputedDifference } from './recomputation.ts';
import { amountOf } from './tally.ts';

const OF_ACCOUNTS: ReadonlySet<string> = new Set<EventType>([
  'AccrualPosted',
  'AccrualEvaluated',
  'AccrualReversed',
  'AccrualHeld',
  'AccrualReleased',
  'TrueUpPosted',
  'AdjustmentPosted',
  'AdjustmentProposed',
  'AdjustmentDeclined',
  'DrawAdvanced',
  'DrawRecovered',
  'DrawForgiven',
  'ReceivableWrittenOff',
  'BalanceUnclaimed',
  'TaxRemitted',
  'PeriodClosed',
  'PayoutIssued',
  'PayoutDeferred',
  'PayoutSettled',
  'PayoutFailed',
  'PayoutVoided',
]);

/** Whether an event of this type belongs to an account and to nothing else. */
export const isOfAccount = (type: string): boolean => OF_ACCOUNTS.has(type);

/** What is booked in a stream that is no account's: nothing leads to it, and no balance has it. */
export const strayBooking = (stored: StoredEvent): RecomputedDifference => {
  const { id, type, stream, revision, position } = stored;
  const read = readEvent(stored);
  const event: RecordedEvent | undefined = E.isRight(read) ? read.right : undefined;
  const amount = event && amountOf(event);
  return {
    event: id,
    type,
    entry: null,
    deal: null,
    occurredAt: event?.data.occurredAt ?? '',
    stream,
    revision,
    position: `${position}`,
    recordedAt: event?.recordedAt ?? null,
    reason: 'no-cause',
    detail: 'it stands in a stream that is no account',
    posted: amount === undefined ? null : toJson(amount),
    recomputed: null,
    firstDivergent: null,
  };
};
