import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

import type { EventStore } from '@commission-ledger/event-store';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readWithin } from '../src/driver.ts';
import { examineIndexes, openSqliteHistory, openSqliteStore } from '../src/index.ts';
import { isWhole } from '../src/wholeIndex.ts';
import { engines, failureTagOf, withDriver, withTemporaryLedger } from './temporaryLedger.ts';
import { byStream, doubleBeginning, exchangeIndex } from './twoHistories.ts';

/** Of a file that SQLite makes without being told otherwise, and the first byte of a page with rows. */
const [PAGE, TABLE_LEAF] = [4096, 13];

const agreeing = { problems: [], foreignTriggers: [], foreignIndexes: [] };

describe.each(engines)('examineIndexes with %s', (engine) => {
  const ledgerAt = async (path: string, revisions = 8): Promise<void> => {
    const { events, close } = await openSqliteStore(path, { engine });
    for (let revision = 0; revision < revisions; revision += 1)
      for (const stream of ['a-1', 'b-1', 'c-1']) {
        const event = { id: randomUUID(), type: 'Written', body: `{"n":${revision}}` };
        await events.append(stream, [event], revision === 0 ? 'no-stream' : revision - 1);
      }
    await close();
  };

  /** The bodies of a stream, from first to last and looked up. */
  const bothReadings = async (path: string, stream: string) => {
    const { events, close } = await openSqliteHistory(path, { engine });
    try {
      const { events: all } = await events.readAll({ after: undefined, limit: 100 });
      const inOrder = all.filter((event) => event.stream === stream).map(({ body }) => body);
      return { inOrder, lookedUp: await bodiesOf(events, stream) };
    } finally {
      await close();
    }
  };

  it('finds nothing where nothing was done', async () => {
    await withTemporaryLedger(async (path) => {
      await ledgerAt(path);
      expect(await examineIndexes(path, { engine })).toEqual(agreeing);
    });
  });

  it('finds events that were taken out of the index alone', async () => {
    await withTemporaryLedger(async (path) => {
      await ledgerAt(path);
      const change = "DELETE FROM twin WHERE stream = 'b-1' AND revision >= 5";
      await exchangeIndex(path, { change, index: byStream, engine });
      const { inOrder, lookedUp } = await bothReadings(path, 'b-1');
      expect([inOrder.length, lookedUp.length]).toEqual([8, 5]);
      const { problems, ...rest } = await examineIndexes(path, { engine });
      // The order is that of the version of SQLite.
      expect(problems.toSorted()).toEqual([
        ...[17, 20, 23].map((row) => `row ${row} missing from index sqlite_autoindex_events_2`),
        'wrong # of entries in index sqlite_autoindex_events_2',
      ]);
      expect(rest).toEqual({ foreignTriggers: [], foreignIndexes: [] });
    });
  });

  it('finds events that are others when one begins at the beginning than when one looks them up', async () => {
    await withTemporaryLedger(async (path) => {
      await ledgerAt(path, 30);
      await doubleBeginning(path, `UPDATE twin SET body = '{"n":9}' WHERE position = 11`, engine);
      const { inOrder, lookedUp } = await bothReadings(path, 'b-1');
      expect([inOrder[3], lookedUp[3]]).toEqual(['{"n":3}', '{"n":9}']);
      expect((await examineIndexes(path, { engine })).problems.join('\n')).toContain('out of order');
    });
  });

  it('finds an index of somebody else that has other texts, and says its name', async () => {
    await withTemporaryLedger(async (path) => {
      await ledgerAt(path);
      const name = (table: string) => `whole_${table}`;
      const make = (table: string) =>
        `CREATE INDEX ${name(table)} ON ${table} (stream, revision, position, id, type, body)`;
      const change = `UPDATE twin SET body = '{"n":9}' WHERE stream = 'c-1'`;
      await exchangeIndex(path, { change, index: name, make, engine });
      const { inOrder, lookedUp } = await bothReadings(path, 'c-1');
      expect(new Set([...inOrder, ...lookedUp]).size).toBe(9);
      const { problems, foreignIndexes } = await examineIndexes(path, { engine });
      expect(problems).toHaveLength(8);
      expect(problems[0]).toBe('row 3 missing from index whole_events');
      expect(foreignIndexes).toEqual(['whole_events']);
    });
  });

  it('finds whatever an index says otherwise than the table', async () => {
    const changes = [
      (at: number) => `DELETE FROM twin WHERE position = ${at}`,
      (at: number) => `UPDATE twin SET position = -position WHERE position = ${at}`,
      (at: number) => `UPDATE twin SET revision = revision + 100 WHERE position = ${at}`,
      (at: number) => `UPDATE twin SET stream = 'd-1' WHERE position = ${at}`,
      (at: number) =>
        `INSERT INTO twin SELECT position + 100, stream, revision + 100, id || 'x', type, body FROM twin WHERE position = ${at}`,
    ];
    const tampering = fc.record({ at: fc.integer({ min: 1, max: 24 }), change: fc.constantFrom(...changes) });
    await fc.assert(
      fc.asyncProperty(tampering, ({ at, change }) =>
        withTemporaryLedger(async (path) => {
          await ledgerAt(path);
          await exchangeIndex(path, { change: change(at), index: byStream, engine });
          expect((await examineIndexes(path, { engine })).problems).not.toEqual([]);
        }),
      ),
      { numRuns: 15 },
    );
  });

  it('looks at a large file portion by portion, and finds in each what differs', async () => {
    const wholeIn = (path: string) =>
      withDriver(path, (connection) => isWhole(connection, async (work) => readWithin(connection, work)), engine);
    await withTemporaryLedger(async (path) => {
      await ledgerAt(path);
      const insert = `INSERT INTO events (stream, revision, id, type, body)
        SELECT 'd-' || (value % 7), value / 7, format('%036d', value), 'Written', 'x'
        FROM (WITH RECURSIVE n(value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM n WHERE value < 39999) SELECT value FROM n)`;
      await withDriver(path, (connection) => connection.exec(`BEGIN; ${insert}; COMMIT`), engine);
      expect(await wholeIn(path)).toBe(true);
      const sound = readFileSync(path);
      for (const position of [2, 8000, 16_000, 24_000, 32_000, 40_000, 40_024]) {
        await exchangeIndex(path, {
          change: `UPDATE twin SET revision = revision + 100000 WHERE position = ${position}`,
          index: byStream,
          engine,
        });
        expect([position, await wholeIn(path)]).toEqual([position, false]);
        expect((await examineIndexes(path, { engine })).problems[0]).toContain(`row ${position} missing from index`);
        writeFileSync(path, sound);
      }
      await exchangeIndex(path, {
        change: "INSERT INTO twin VALUES (100000, 'e-1', 0, 'another', 'Written', 'x')",
        index: byStream,
        engine,
      });
      expect(await wholeIn(path)).toBe(false);
    });
  });

  it('finds rows of the table that stand out of order', async () => {
    await withTemporaryLedger(async (path) => {
      await ledgerAt(path);
      const insert = `INSERT INTO events (stream, revision, id, type, body)
        SELECT 'd-1', value, format('%036d', value), 'Written', printf('%.*c', 900, 'x')
        FROM (WITH RECURSIVE n(value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM n WHERE value < 99) SELECT value FROM n)`;
      await withDriver(path, (connection) => connection.exec(insert), engine);
      const bytes = readFileSync(path);
      const leaves = Array.from({ length: bytes.length / PAGE }, (_, page) => page * PAGE).filter(
        (at) => at > 0 && bytes[at] === TABLE_LEAF && bytes.subarray(at, at + PAGE).includes('xxxx'),
      );
      const [one = 0, other = 0] = leaves.slice(3);
      const kept = Buffer.from(bytes.subarray(one, one + PAGE));
      bytes.copyWithin(one, other, other + PAGE);
      kept.copy(bytes, other);
      writeFileSync(path, bytes);
      expect((await examineIndexes(path, { engine })).problems.join()).toContain('out of order');
    });
  });

  it('ends early when it is told to', async () => {
    await withTemporaryLedger(async (path) => {
      await ledgerAt(path);
      const signal = AbortSignal.abort(new Error('stopped'));
      await expect(examineIndexes(path, { engine, signal })).rejects.toThrow('stopped');
    });
  });

  it('tells of triggers and indexes of somebody else, which may be harmless', async () => {
    await withTemporaryLedger(async (path) => {
      await ledgerAt(path);
      const made = [
        'CREATE INDEX theirs ON events (type)',
        "CREATE TRIGGER later AFTER INSERT ON events BEGIN DELETE FROM documents WHERE key = 'x'; END",
        'CREATE INDEX elsewhere ON documents (json)',
      ];
      await withDriver(path, (connection) => made.forEach((sql) => connection.exec(sql)), engine);
      const found = await examineIndexes(path, { engine });
      expect(found).toEqual({ problems: [], foreignTriggers: ['later'], foreignIndexes: ['theirs'] });
    });
  });

  it('reads a file whose rules were removed', async () => {
    await withTemporaryLedger(async (path) => {
      await ledgerAt(path);
      await withDriver(path, (connection) => connection.exec('DROP TRIGGER events_never_go'), engine);
      expect(await examineIndexes(path, { engine })).toEqual(agreeing);
      expect(await failureTagOf(examineIndexes(`${path}.not`, { engine }))).toBe('Unavailable');
    });
  });
});

const bodiesOf = async (events: Pick<EventStore, 'readStream'>, stream: string): Promise<readonly string[]> => {
  const bodies: string[] = [];
  for await (const { body } of events.readStream(stream)) bodies.push(body);
  return bodies;
};
