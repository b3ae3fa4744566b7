import { inspect } from 'node:util';

import { memoryEventStore } from '@commission-ledger/event-store';
import { allProjections, projectionRuntime } from '@commission-ledger/projections';
import { expect, it } from 'vitest';

import { openPostgresDocumentStore, postgresDocumentStore } from '../src/index.ts';
import { batchOf, failureOf, projection, tagOf } from './batches.ts';
import { describeWithServer, quietPool } from './testServer.ts';
import { until } from './until.ts';

await describeWithServer('a server that others use too', ({ inSchema, inTransaction, connectionString, psql }) => {
  const open = (schema: string, timeoutMs?: number) =>
    openPostgresDocumentStore(connectionString, { schema, ...(timeoutMs === undefined ? {} : { timeoutMs }) });

  it('answers Busy when somebody holds the checkpoint for too long, and nothing was written', () =>
    inSchema(async (schema) => {
      const { documents, close } = await open(schema, 300);
      await documents.commit(batchOf(undefined, 1n, { a: 'old' }));
      await inTransaction(async (holder) => {
        await holder.query(`SELECT 1 FROM "${schema}".checkpoints FOR UPDATE`);
        for (const batch of [batchOf(1n, 2n, { a: 'new' }), batchOf(1n, 2n)]) {
          expect(await tagOf(documents.commit(batch))).toBe('Busy');
        }
        // Readers do not wait.
        expect(await documents.read(projection, 'a')).toBe('old');
      });
      expect(await documents.checkpoint(projection)).toEqual({ position: 1n });
      expect(await documents.commit(batchOf(1n, 2n, { a: 'new' }))).toBe(true);
      await close();
    }));

  it('makes a transaction run again that it ended to resolve a deadlock', () =>
    inSchema(async (schema) => {
      const { documents, close } = await open(schema);
      for (const name of ['a@1', 'b@1'])
        await documents.commit({ ...batchOf(undefined, 1n, { [name]: '1' }), projection: name });
      let replaced = Promise.resolve(false);
      await inTransaction(async (holder) => {
        const hold = (name: string) =>
          holder.query(`SELECT 1 FROM "${schema}".checkpoints WHERE projection = $1 FOR UPDATE`, [name]);
        // Whoever looks for deadlocks first is the one to give way: not this session.
        await holder.query(`SET LOCAL deadlock_timeout = '60s'`);
        await hold('b@1');
        replaced = documents.replace('c@1', ['a@1', 'b@1']);
        await until(() => isWaiting(schema));
        await hold('a@1');
        await holder.query('COMMIT');
      });
      expect(await replaced).toBe(true);
      expect(await documents.list('c@1', {})).toEqual([
        { key: 'a@1', json: '1' },
        { key: 'b@1', json: '1' },
      ]);
      await close();
    }));

  it('replaces by what a commit that was on its way has written', () =>
    inSchema(async (schema) => {
      const { documents, close } = await open(schema);
      await documents.commit({ ...batchOf(undefined, 5n, { early: '1' }), projection: 'beside@1' });
      let replaced = Promise.resolve(false);
      await inTransaction(async (other) => {
        await other.query(`UPDATE "${schema}".checkpoints SET position = 6`);
        await other.query(`INSERT INTO "${schema}".documents VALUES ('beside@1', 'late', '1')`);
        replaced = documents.replace('live@1', ['beside@1']);
        await until(() => isWaiting(schema));
        await other.query('COMMIT');
      });
      expect(await replaced).toBe(true);
      expect(await documents.checkpoints()).toEqual(new Map([['live@1', { position: 6n }]]));
      expect((await documents.list('live@1', {})).map(({ key }) => key)).toEqual(['early', 'late']);
      expect(await documents.list('beside@1', {})).toEqual([]);
      await close();
    }));

  /** Whether somebody waits in this schema for somebody else. */
  const isWaiting = async (schema: string): Promise<boolean> => {
    const text = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%' || $1 || '%'`;
    return (await psql(text, [schema])).length > 0;
  };

  it('shows clear and the first commit of another as one after the other', () =>
    inSchema(async (schema) => {
      const [one, two] = await Promise.all([open(schema), open(schema)]);
      for (let round = 0; round < 40; round += 1) {
        await Promise.all([
          one.documents.commit(batchOf(undefined, 1n, { a: '1', b: '1' })),
          two.documents.clear(projection),
          one.documents.clear(projection),
        ]);
        const checkpoint = await one.documents.checkpoint(projection);
        const listed = await one.documents.list(projection, {});
        expect(listed.length, `round ${round}`).toBe(checkpoint === undefined ? 0 : 2);
        await one.documents.clear(projection);
      }
      await Promise.all([one.close(), two.close()]);
    }));

  it('lets many commit at once with few connections', () =>
    inSchema(async (schema) => {
      const { documents, close } = await openPostgresDocumentStore(connectionString, { schema, connections: 2 });
      const names = Array.from({ length: 40 }, (_, index) => `projection-${index}@1`);
      const commits = names.map((name) =>
        documents.commit({ ...batchOf(undefined, 1n, { a: name }), projection: name }),
      );
      // What was begun is waited for.
      const closed = close();
      expect(await Promise.all(commits)).toEqual(names.map(() => true));
      await closed;
      expect(await tagOf(documents.read(projection, 'a'))).toBe('StoreClosed');
      await close();
    }));

  it('says whether waiting helps when it does not let us in, and no message names the password', async () => {
    const secret = 'hunter2-Ärger%20';
    const good = new URL(connectionString);
    const withPassword = (change: (url: URL) => void): string => {
      const url = new URL(connectionString);
      url.password = secret;
      change(url);
      return url.href;
    };
    const elsewhere = new URL(connectionString);
    elsewhere.pathname = '/no-such-database';
    const refused = [
      [withPassword(() => {}), 'Correct the user or the password'],
      [withPassword((url) => (url.username = 'nobody-of-that-name')), 'Correct the user or the password'],
      [`postgresql://ledger:%zz${secret}@127.0.0.1:${good.port}/postgres`, 'Correct the user or the password'],
      [elsewhere.href, 'Create it, or correct its name'],
    ] as const;
    const unreachable = [
      withPassword((url) => (url.port = '1')),
      withPassword((url) => (url.hostname = 'no-such-host.invalid')),
      withPassword((url) => url.searchParams.set('sslmode', 'verify-full')),
      `postgresql://ledger:${secret}@127.0.0.1:${good.port}:99999/postgres`,
      `postgresql://ledger:${secret}`,
      `mysql://ledger:${secret}@127.0.0.1/postgres`,
      secret,
    ];
    const strings = [...refused, ...unreachable.map((text) => [text, undefined] as const)];
    for (const [index, [text, advice]] of strings.entries()) {
      const failure = await failureOf(openPostgresDocumentStore(text, { connectTimeoutMs: 5_000 }));
      expect(failure.reason._tag, `string ${index}`).toBe(advice === undefined ? 'Unavailable' : 'NotALedger');
      expect(failure.message, `string ${index}`).toContain(advice ?? '');
      const shown = `${failure.stack ?? ''} ${inspect(failure, { depth: 9 })} ${JSON.stringify(failure)}`;
      for (const part of ['hunter2', encodeURIComponent('Ä')]) expect(shown, `string ${index}`).not.toContain(part);
    }
  });

  it('that does not let us in ends whoever follows the history, instead of being tried for ever', async () => {
    const url = new URL(connectionString);
    url.password = 'wrong';
    const pool = quietPool(url.href, 1);
    const runtime = projectionRuntime({
      store: memoryEventStore(),
      documents: postgresDocumentStore(pool),
      projections: allProjections,
    });
    const run = await runtime.follow(new AbortController().signal);
    expect(run).toMatchObject({ left: { _tag: 'StoreFailed', failure: { reason: { _tag: 'NotALedger' } } } });
    await pool.end();
  });
});
