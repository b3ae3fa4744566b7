import type { EventStore } from '@commission-ledger/event-store';

/** What a fold needs of a store: to read it. */
export type ReadHistory = Pick<EventStore, 'head' | 'readAll' | 'readStream'>;
