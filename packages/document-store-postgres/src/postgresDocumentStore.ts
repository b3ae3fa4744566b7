import type { DocumentStore } from '@commission-ledger/projections';

import { createDatabase } from './database.ts';
import { defaults } from './defaults.ts';
import { documentStoreIn } from './documentStoreIn.ts';
import type { PostgresPool } from './postgresPool.ts';
import { preparedSchema } from './preparedSchema.ts';

/** All optional; the values named are the defaults. */
export type PostgresDocumentStoreOptions = Readonly<{
  /** The schema with the tables; made when it is not there: `commission_ledger`. */
  schema?: string;
  /** How long one statement may take, and for how long work that others undid is tried again, in milliseconds: 30,000. */
  timeoutMs?: number;
}>;

/**
 * Read models in PostgreSQL, behind a pool that the caller made and will end. Any number of processes may share
 * them. The schema is made or brought up to date when it is first used.
 *
 * A commit that loses its connection before the end is tried again; one that loses it at the very end rejects with
 * `Unavailable`, and only the checkpoint tells whether it was written. The next use takes a new connection.
 */
export const postgresDocumentStore = (
  pool: PostgresPool,
  { schema = defaults.schema, timeoutMs = defaults.timeoutMs }: PostgresDocumentStoreOptions = {},
): DocumentStore => {
  const database = createDatabase(pool, timeoutMs);
  return documentStoreIn(database, schema, preparedSchema(database, schema));
};
