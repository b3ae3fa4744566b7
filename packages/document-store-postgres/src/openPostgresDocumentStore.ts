import { StoreFailure } from '@commission-ledger/event-store';
import type { DocumentStore } from '@commission-ledger/projections';
import { Pool } from 'pg';

import { createDatabase } from './database.ts';
import { defaults } from './defaults.ts';
import { documentStoreIn } from './documentStoreIn.ts';
import type { PostgresDocumentStoreOptions } from './postgresDocumentStore.ts';
import { preparedSchema, type UseOfSchema } from './preparedSchema.ts';
import { untilClosed } from './untilClosed.ts';

/** Read models in PostgreSQL with connections of their own. */
export type OpenPostgresDocumentStore = Readonly<{
  documents: DocumentStore;
  /** Waits for what was begun, then ends the connections. */
  close(): Promise<void>;
}>;

/** All optional; the values named are the defaults. */
export type OpenPostgresOptions = PostgresDocumentStoreOptions &
  Readonly<{
    /** How many connections at most: 10. */
    connections?: number;
    /** How long to wait for a connection, in milliseconds: 10,000. */
    connectTimeoutMs?: number;
    /** What the server's operators see in `pg_stat_activity`: `commission-ledger`. */
    applicationName?: string;
  }>;

/**
 * Connects, and makes or updates the schema.
 *
 * @param connectionString `postgresql://user:password@host:port/database`, with `?sslmode=verify-full` on a network.
 * @throws StoreFailure `Unavailable` when the server cannot be reached, `NotALedger` when the schema is that of a newer
 * release or of something else, and where waiting does not help: a wrong user or password, no such database, a right that
 * was not granted. No message holds the connection string.
 */
export const openPostgresDocumentStore = async (
  connectionString: string,
  options: OpenPostgresOptions = {},
): Promise<OpenPostgresDocumentStore> => {
  const { schema = defaults.schema, timeoutMs = defaults.timeoutMs } = options;
  const pool = poolFor(connectionString, timeoutMs, options);
  const database = createDatabase(pool, timeoutMs + patienceMs);
  const prepared = preparedSchema(database, schema);
  const life = untilClosed();
  const use: UseOfSchema = (work) => life.during(() => prepared(work));
  let closing: Promise<void> | undefined;
  const release = async (): Promise<void> => {
    await life.close();
    await pool.end();
  };
  const close = (): Promise<void> => (closing ??= release());
  try {
    await use(async () => {});
  } catch (error) {
    await close();
    throw error;
  }
  return { documents: documentStoreIn(database, schema, use), close };
};

/** How much longer than the server itself we wait: its own word says that nothing was written, our patience does not. */
const patienceMs = 5_000;

const poolFor = (connectionString: string, timeoutMs: number, options: OpenPostgresOptions): Pool => {
  if (!/^postgres(?:ql)?:\/\//.test(connectionString)) {
    const message = 'The connection string must be postgresql://user:password@host:port/database.';
    throw new StoreFailure({ _tag: 'Unavailable', cause: undefined }, message);
  }
  return new Pool({
    connectionString,
    max: options.connections ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 10_000,
    application_name: options.applicationName ?? 'commission-ledger',
    statement_timeout: timeoutMs,
    // An instance that hangs in the middle of a transaction must not hold up the others.
    idle_in_transaction_session_timeout: timeoutMs,
    keepAlive: true,
  });
};
