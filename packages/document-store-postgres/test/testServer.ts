import { startPostgres } from '@commission-ledger/testing/postgres';
import { Pool, type PoolClient, type QueryResultRow } from 'pg';
import { afterAll, describe, it } from 'vitest';

import { type OpenPostgresOptions, openPostgresDocumentStore } from '../src/index.ts';

/** The server of a test file, and what tests do with it. */
export type TestServer = NonNullable<Awaited<ReturnType<typeof startTestServer>>>;

const reason = 'needs PostgreSQL: install postgresql-15, or name a server in COMMISSION_LEDGER_TEST_POSTGRES';

/** Tests that have a server, which ends with them. Where there is none, one skipped test says so. */
export const describeWithServer = async (
  title: string,
  tests: (server: TestServer) => void,
  durable = false,
): Promise<void> => {
  const server = await startTestServer(durable);
  describe(title, () => {
    if (server === undefined) return it.skip(reason);
    afterAll(server.stop);
    return tests(server);
  });
};

const startTestServer = async (durable: boolean) => {
  const server = await startPostgres({ durable });
  if (server === undefined) return undefined;
  const { connectionString, newSchema } = server;
  const pool = quietPool(connectionString);
  /** Runs a statement as any other program could. */
  const psql = async (text: string, values: unknown[] = []): Promise<QueryResultRow[]> =>
    (await pool.query<QueryResultRow>(text, values)).rows;
  const dropSchema = (schema: string) => psql(`DROP SCHEMA IF EXISTS "${schema.replaceAll('"', '""')}" CASCADE`);
  const stop = async (): Promise<void> => {
    await pool.end();
    await server.stop();
  };
  /** A store in a new schema. */
  const create = async (options: OpenPostgresOptions = {}) => {
    const schema = newSchema();
    const { documents, close } = await openPostgresDocumentStore(connectionString, { schema, ...options });
    const remove = async (): Promise<void> => {
      await close();
      await dropSchema(schema);
    };
    return { schema, store: documents, remove };
  };
  /** Does work in a schema of its own, which is gone afterwards. */
  const inSchema = async (work: (schema: string) => Promise<void>): Promise<void> => {
    const schema = newSchema();
    try {
      await work(schema);
    } finally {
      await dropSchema(schema);
    }
  };
  /** Does work on a connection in a transaction, which is rolled back if the work does not end it. */
  const inTransaction = async (work: (client: PoolClient) => Promise<void>): Promise<void> => {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await work(client);
    } finally {
      client.release(true);
    }
  };
  return { ...server, pool, psql, stop, create, inSchema, inTransaction };
};

/** A pool that a restart of the server does not disturb. */
export const quietPool = (connectionString: string, max = 4): Pool =>
  new Pool({ connectionString, max }).on('error', () => {});
