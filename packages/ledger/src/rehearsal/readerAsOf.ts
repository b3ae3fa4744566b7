import type { EventStore, StoredEvent } from '@commission-ledger/event-store';
import { type RecordedEvent, categoryOf, partnerStream, planStream, readEvent } from '@commission-ledger/events';
import type * as E from 'fp-ts/lib/Either.js';
import type { Booking } from './bookedOnDeal.ts';
import type { ReadCopies } from './rehearsal.ts';

/**
 * Partners who were rated, and the plans by which they were, as they were known when the accounts reacted; everything else
 * as it is now. Accounts begin empty.
 */
export const readerAsOf = (store: EventStore, bookings: readonly Booking[]): ReadCopies => {
  const known = new Map<string, string>();
  for (const { account, plan, recordedAt } of bookings)
    for (const stream of [partnerStream(account.partner), ...(plan === undefined ? [] : [planStream(plan)])]) {
      const before = known.get(stream);
      if (before === undefined || recordedAt < before) known.set(stream, recordedAt);
    }
  return (stream) => {
    if (categoryOf(stream) === 'account') return undefined;
    const until = known.get(stream);
    return until === undefined ? store.readStream(stream) : recordedUntil(store.readStream(stream), until);
  };
};

async function* recordedUntil(events: AsyncIterable<StoredEvent>, last: string): AsyncIterable<StoredEvent> {
  for await (const stored of events) {
    const read: E.Either<unknown, RecordedEvent> = readEvent(stored);
    // What cannot be read is told by whoever copies it.
    if (read._tag === 'Right' && read.right.recordedAt > last) return;
    yield stored;
  }
}
