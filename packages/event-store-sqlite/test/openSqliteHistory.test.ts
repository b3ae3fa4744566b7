import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

import type { StoredEvent } from '@commission-ledger/event-store';
import { describe, expect, it } from 'vitest';

import { openSqliteHistory, openSqliteStore } from '../src/index.ts';
import { engines, failureTagOf, withDriver, withTemporaryLedger } from './temporaryLedger.ts';

const event = (body: string) => ({ id: randomUUID(), type: 'Written', body });

const everything = async (events: AsyncIterable<StoredEvent>): Promise<readonly string[]> => {
  const bodies: string[] = [];
  for await (const { body } of events) bodies.push(body);
  return bodies;
};

describe.each(engines)('openSqliteHistory with %s', (engine) => {
  const ledgerAt = async (path: string): Promise<void> => {
    const { events, close } = await openSqliteStore(path, { engine });
    await events.append('a-1', [event('{"n":0}'), event('{"n":1}')], 'no-stream');
    await events.append('b-1', [event('{"n":2}')], 'no-stream');
    await close();
  };

  it('reads what the store reads, where nothing was changed', async () => {
    await withTemporaryLedger(async (path) => {
      await ledgerAt(path);
      const history = await openSqliteHistory(path, { engine });
      expect(history.changedRules).toEqual([]);
      expect((await history.events.head())?.body).toBe('{"n":2}');
      const page = await history.events.readAll({ after: 1n, limit: 10 });
      expect(page.events.map(({ body }) => body)).toEqual(['{"n":1}', '{"n":2}']);
      expect(await everything(history.events.readStream('a-1'))).toEqual(['{"n":0}', '{"n":1}']);
      await history.close();
      expect(await failureTagOf(history.events.head())).toBe('StoreClosed');
    });
  });

  it('reads the read models in it as they are, and minds what was done to them only then', async () => {
    await withTemporaryLedger(async (path) => {
      await ledgerAt(path);
      const { documents: written, close } = await openSqliteStore(path, { engine });
      const puts = ['a', 'b', 'c'].map((key) => ({ key, json: `"${key}"` }));
      const checkpoint = { position: 3n, event: { stream: 'b-1', revision: 0, hash: '0'.repeat(64) } };
      await written.commit({ projection: 'letters@1', expected: undefined, checkpoint, puts, removes: [] });
      await close();
      const { documents, close: letGo } = await openSqliteHistory(path, { engine });
      expect(await documents.checkpoints()).toEqual(new Map([['letters@1', checkpoint]]));
      expect(await documents.list('letters@1', {})).toEqual(puts);
      expect(await documents.list('letters@1', { after: 'a', limit: 1 })).toEqual(puts.slice(1, 2));
      await letGo();
      const insert = "INSERT INTO documents VALUES ('letters@1', CAST(x'61ff' AS TEXT), '1')";
      await withDriver(path, (connection) => connection.exec(insert), engine);
      const odd = await openSqliteHistory(path, { engine });
      expect(await failureTagOf(odd.documents.list('letters@1', {}))).toBe('Corrupt');
      await odd.close();
      await withDriver(path, (connection) => connection.exec('DROP TABLE documents'), engine);
      const history = await openSqliteHistory(path, { engine });
      expect(history.changedRules).toEqual(['documents']);
      expect((await history.events.head())?.body).toBe('{"n":2}');
      expect(await failureTagOf(history.documents.list('letters@1', {}))).toBe('Unavailable');
      await history.close();
    });
  });

  it('opens a file whose triggers were removed, says which, and puts nothing back', async () => {
    await withTemporaryLedger(async (path) => {
      await ledgerAt(path);
      await withDriver(
        path,
        (connection) => {
          connection.exec('DROP TRIGGER events_never_change');
          connection.exec('DROP TRIGGER events_never_go');
          connection.exec("UPDATE events SET body = '{}' WHERE position = 1");
        },
        engine,
      );
      const bytes = readFileSync(path);
      expect(await failureTagOf(openSqliteStore(path, { engine }))).toBe('Corrupt');
      const history = await openSqliteHistory(path, { engine });
      expect(history.changedRules).toEqual(['events_never_change', 'events_never_go']);
      expect(await everything(history.events.readStream('a-1'))).toEqual(['{}', '{"n":1}']);
      await history.close();
      expect(readFileSync(path).equals(bytes)).toBe(true);
    });
  });

  it('refuses a file in which the events are no table, and sends nobody to verify it', async () => {
    await withTemporaryLedger(async (path) => {
      await ledgerAt(path);
      await withDriver(
        path,
        (connection) => {
          for (const name of ['follow_on', 'never_change', 'never_go']) connection.exec(`DROP TRIGGER events_${name}`);
          connection.exec('ALTER TABLE events RENAME TO real_events');
          connection.exec('CREATE VIEW events AS SELECT * FROM real_events');
        },
        engine,
      );
      for (const opening of [openSqliteHistory(path, { engine }), openSqliteStore(path, { engine })]) {
        const said = await opening.then(String, String);
        expect(said).toContain('no history: events is missing, or is no table but a view or the like');
        expect(said).not.toContain('commission-ledger verify');
      }
    });
  });

  it('refuses what is no ledger, and makes no file', async () => {
    await withTemporaryLedger(async (path) => {
      expect(await failureTagOf(openSqliteHistory(path, { engine }))).toBe('Unavailable');
      expect(existsSync(path)).toBe(false);
      writeFileSync(path, '');
      expect(await failureTagOf(openSqliteHistory(path, { engine }))).toBe('NotALedger');
      writeFileSync(path, 'a letter, much longer than the header of a file of SQLite would have to be '.repeat(20));
      expect(await failureTagOf(openSqliteHistory(path, { engine }))).toBe('NotALedger');
    });
  });

  it('reads a file that nobody may write', async () => {
    await withTemporaryLedger(async (path) => {
      await ledgerAt(path);
      chmodSync(path, 0o444);
      const history = await openSqliteHistory(path, { engine });
      expect(await everything(history.events.readStream('b-1'))).toEqual(['{"n":2}']);
      await history.close();
    });
  });
});
