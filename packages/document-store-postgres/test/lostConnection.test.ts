import type { DocumentStore } from '@commission-ledger/projections';
import { expect, it } from 'vitest';

import { createDatabase } from '../src/database.ts';
import { openPostgresDocumentStore, postgresDocumentStore } from '../src/index.ts';
import { batchOf, failureOf, projection, tagOf } from './batches.ts';
import { describeWithServer, quietPool } from './testServer.ts';
import { type TroubledConnection, troubledConnection } from './troubledConnection.ts';
import { until } from './until.ts';

/** On the wire a statement ends with NUL: every transaction begins with READ COMMITTED. */
const theEnd = 'COMMIT\0';

await describeWithServer('a lost connection', (server) => {
  const { inSchema, inTransaction, connectionString, psql } = server;

  /** A store on a troubled way to the server, with one document at position 1. */
  const troubled = (work: (store: DocumentStore, way: TroubledConnection, schema: string) => Promise<void>) =>
    inSchema(async (schema) => {
      const way = await troubledConnection(connectionString);
      const { documents, close } = await openPostgresDocumentStore(way.connectionString, { schema });
      try {
        expect(await documents.commit(batchOf(undefined, 1n, { a: 'old' }))).toBe(true);
        await work(documents, way, schema);
      } finally {
        await way.close();
        await close();
      }
    });

  const terminate = (applicationName: string) =>
    psql('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1', [applicationName]);

  it.each(['BEGIN', 'UPDATE', 'DELETE', 'INSERT'])(
    'before the end of a commit (at %s) makes it run again',
    (statement) =>
      troubled(async (store, way) => {
        way.next({ statement, what: 'lost on the way' });
        const batch = { ...batchOf(1n, 2n, { a: 'new' }), removes: ['b'] };
        expect(await store.commit(batch)).toBe(true);
        expect(way.troubles()).toBe(1);
        expect(await store.read(projection, 'a')).toBe('new');
        expect(await store.checkpoint(projection)).toEqual({ position: 2n });
      }),
  );

  it('at the end of a commit leaves it to the reader to find that nothing was written', () =>
    troubled(async (store, way) => {
      way.next({ statement: theEnd, what: 'lost on the way' });
      const failure = await failureOf(store.commit(batchOf(1n, 2n, { a: 'new' })));
      expect(failure.reason._tag).toBe('Unavailable');
      expect(failure.message).toContain('not known');
      expect(await store.checkpoint(projection)).toEqual({ position: 1n });
      expect(await store.read(projection, 'a')).toBe('old');
      expect(await store.commit(batchOf(1n, 2n, { a: 'new' }))).toBe(true);
    }));

  it('after the end of a commit leaves it to the reader to find that all was written', () =>
    troubled(async (store, way) => {
      way.next({ statement: theEnd, what: 'answer lost' });
      const failure = await failureOf(store.commit(batchOf(1n, 2n, { a: 'new' })));
      expect(failure.reason._tag).toBe('Unavailable');
      expect(failure.message).toContain('not known');
      await until(async () => (await store.checkpoint(projection))?.position === 2n);
      expect(await store.read(projection, 'a')).toBe('new');
      expect(await store.commit(batchOf(1n, 2n, { a: 'again' }))).toBe(false);
    }));

  it('while only the checkpoint moves leaves it to the reader too', () =>
    troubled(async (store, way) => {
      way.next({ statement: 'UPDATE', what: 'answer lost' });
      expect(await tagOf(store.commit(batchOf(1n, 2n)))).toBe('Unavailable');
      await until(async () => (await store.checkpoint(projection))?.position === 2n);
    }));

  it('makes a reading run again', () =>
    troubled(async (store, way) => {
      for (const what of ['lost on the way', 'answer lost'] as const) {
        way.next({ statement: 'SELECT', what });
        expect(await store.read(projection, 'a')).toBe('old');
      }
      expect(way.troubles()).toBe(2);
    }));

  it('that hangs is given up after a while, and the next use takes another', () =>
    inSchema(async (schema) => {
      const way = await troubledConnection(connectionString);
      const own = quietPool(way.connectionString);
      const store = postgresDocumentStore(own, { schema, timeoutMs: 500 });
      await store.commit(batchOf(undefined, 1n, { a: 'old' }));
      for (const [statement, said] of [
        ['SELECT', 'Nothing was written'],
        ['BEGIN', 'Nothing was written'],
        [theEnd, 'not known'],
      ] as const) {
        way.next({ statement, what: 'hangs' });
        const use = statement === 'SELECT' ? store.read(projection, 'a') : store.commit(batchOf(1n, 2n, { a: 'new' }));
        const failure = await failureOf(use);
        expect(failure.reason._tag).toBe('Unavailable');
        expect(failure.message).toContain(said);
        expect(await store.read(projection, 'a')).toBe('old');
      }
      await way.close();
      await own.end();
    }));

  it('that nobody was using does no harm', () =>
    inSchema(async (schema) => {
      const applicationName = `idle ${schema}`.slice(0, 63);
      const { documents, close } = await openPostgresDocumentStore(connectionString, { schema, applicationName });
      await Promise.all(Array.from({ length: 5 }, (_, index) => documents.read(projection, String(index))));
      await terminate(applicationName);
      expect(await documents.commit(batchOf(undefined, 1n, { a: '1' }))).toBe(true);
      await close();
    }));

  it('that the server ends while a commit waits for another makes it run again', () =>
    inSchema(async (schema) => {
      const applicationName = `waits ${schema}`.slice(0, 63);
      const { documents, close } = await openPostgresDocumentStore(connectionString, { schema, applicationName });
      await documents.commit(batchOf(undefined, 1n, { a: 'old' }));
      const waiting = async (): Promise<readonly unknown[]> => {
        const text = `SELECT pid FROM pg_stat_activity WHERE application_name = $1 AND wait_event_type = 'Lock'`;
        return (await psql(text, [applicationName])).map(({ pid }) => pid as unknown);
      };
      let commit = Promise.resolve(false);
      await inTransaction(async (holder) => {
        await holder.query(`SELECT 1 FROM "${schema}".checkpoints FOR UPDATE`);
        commit = documents.commit(batchOf(1n, 2n, { a: 'new' }));
        await until(async () => (await waiting()).length === 1);
        const [ended] = await waiting();
        await terminate(applicationName);
        await until(async () => (await waiting()).some((pid) => pid !== ended));
      });
      expect(await commit).toBe(true);
      expect(await documents.read(projection, 'a')).toBe('new');
      await close();
    }));

  it('between two statements of a transaction makes it run again', async () => {
    const applicationName = 'between two statements';
    const url = new URL(connectionString);
    url.searchParams.set('application_name', applicationName);
    const own = quietPool(url.href, 1);
    const database = createDatabase(own, 10_000);
    let runs = 0;
    const answer = await database.transaction(async (run) => {
      runs += 1;
      await run('SELECT 1');
      if (runs === 1) {
        const gone = new Promise((resolve) => own.once('remove', resolve));
        await terminate(applicationName);
        await Promise.race([gone, until(async () => (await sessionsOf(applicationName)) === 0)]);
      }
      await run('SELECT 2');
      return { keep: true, answer: 'done' };
    });
    expect(answer).toBe('done');
    expect(runs).toBe(2);
    await own.end();
  });

  const sessionsOf = async (applicationName: string): Promise<number> =>
    (await psql('SELECT 1 FROM pg_stat_activity WHERE application_name = $1', [applicationName])).length;
});
