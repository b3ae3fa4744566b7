import type { EventStore } from '@commission-ledger/event-store';

/** Where a history is read from: any event store, or whatever gives pages as one does. */
export type HistorySource = Pick<EventStore, 'readAll'> & Partial<Pick<EventStore, 'readStream'>>;
