import { readEvent, type RecordedEvent } from '@commission-ledger/events';
import type { StoredEvent } from '@commission-ledger/event-store';
import { toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { RecomputedDifference } from './recomputation.ts';
import { amountOf } from './tally.ts';

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
