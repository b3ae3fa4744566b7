import type { EventStore } from '@commission-ledger/event-store';
import { type ConnectedEventStore, connectEventStoreDb } from '@commission-ledger/event-store-eventstoredb/connect';
import { openPostgresDocumentStore } from '@commission-ledger/document-store-postgres';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { type DocumentStore, memoryDocumentStore } from '@commission-ledger/projections';
import {
  type Logger,
  eventStoreDbObserver,
  observeDocumentStore,
  observeEventStore,
} from '@commission-ledger/telemetry';
import { type HostLedger, openCommissionLedger } from 'commission-ledger';

/** Where the ledger is. Connection strings come from the environment: they hold passwords. */
export type Place = Readonly<{
  /** `esdb://user:password@host:2113,…?tls=true`. */
  eventStoreDb: string;
  /** `postgres://…`, or `sqlite:PATH` on one machine; without it the read models are in memory. */
  readModels?: string;
  /** Keeps this ledger apart from others on the same server: every stream's name begins with it. */
  streamPrefix?: string;
  /** The schema in PostgreSQL. */
  schema?: string;
}>;

/** What one process of the application has open. */
export type OpenBooks = Readonly<{
  books: HostLedger;
  events: EventStore;
  documents: DocumentStore;
  close: () => Promise<void>;
}>;

/** Who records, and by which clock; the system's by default. */
export type BooksOptions = Readonly<{ actor: string; clock?: () => number; logger?: Logger }>;

/**
 * Opens a ledger on EventStoreDB, with telemetry. Any number of processes may do so at once.
 *
 * @throws Error when the check of the server finds something that a ledger cannot live with.
 */
export const openBooks = async (place: Place, { actor, clock, logger }: BooksOptions): Promise<OpenBooks> => {
  const telemetry = logger === undefined ? {} : { logger };
  const { eventStoreDb, streamPrefix } = place;
  const store = await connectEventStoreDb(eventStoreDb, {
    ...(streamPrefix !== undefined && { streamPrefix }),
    observer: eventStoreDbObserver(telemetry),
  });
  const events = observeEventStore(store, telemetry, 'eventstoredb');
  try {
    await refuseUnhealthy(store);
    const readModels = await openReadModels(place);
    const documents = observeDocumentStore(readModels.documents, telemetry);
    const books = openCommissionLedger({ actor, stores: { events, documents }, ...(clock && { clock }) });
    const close = async (): Promise<void> => {
      await readModels.close();
      await store.close();
    };
    return { books, events, documents, close };
  } catch (error) {
    await store.close();
    throw error;
  }
};

/** On a server that takes any revision, or forgets events, money could be paid twice: better not to begin. */
const refuseUnhealthy = async (store: ConnectedEventStore): Promise<void> => {
  const { healthy, problems } = await store.check();
  if (!healthy) throw new Error(`The server does not keep a ledger as it must. ${problems.join(' ')}`);
};

const openReadModels = async ({
  readModels,
  schema,
}: Place): Promise<Readonly<{ documents: DocumentStore; close: () => Promise<void> }>> => {
  if (readModels === undefined) return { documents: memoryDocumentStore(), close: async () => {} };
  if (readModels.startsWith('sqlite:')) return openSqliteStore(readModels.slice('sqlite:'.length));
  return openPostgresDocumentStore(readModels, schema === undefined ? {} : { schema });
};
