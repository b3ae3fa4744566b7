import type { EventStore } from '@commission-ledger/event-store';
import type { DocumentStore } from '@commission-ledger/projections';

/** Where everything is kept: the history and the read models made of it. */
export type Stores = Readonly<{ events: EventStore; documents: DocumentStore }>;
