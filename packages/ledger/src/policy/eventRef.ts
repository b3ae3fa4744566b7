import type { EventRef } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';

/** A field of an event as a leaf of a calculation. */
export const eventRef = (event: RecordedEvent, path: string): EventRef => ({
  event: event.id,
  stream: event.stream,
  revision: event.revision,
  hash: event.hash,
  path,
  occurredAt: event.data.occurredAt,
  recordedAt: event.recordedAt,
});
