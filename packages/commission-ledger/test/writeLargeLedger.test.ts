import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nextRecordedAt, type RecordedInstant, RecordedInstantCodec } from '@commission-ledger/calendar';
import { examineSqlite, openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { type FramedEvent, frameEvents } from '@commission-ledger/events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadDriver } from '../../event-store-sqlite/src/loadDriver.ts';
import { CLOCK, imported, ledger, recordedAt } from '../bench/frameHistory.ts';
import { largeHistory } from '../bench/largeHistory.ts';
import { writeLargeLedger } from '../bench/writeLargeLedger.ts';

/** Long enough for refunds, payouts and accounts of many events. */
const count = 3_000;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'commission-ledger-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The same history through the frames of the ledger and the appends of the store. */
const writeByTheStore = async (file: string): Promise<void> => {
  const { events: store, close } = await openSqliteStore(file);
  const ends = new Map<string, FramedEvent>();
  let last: RecordedInstant | undefined;
  const appends = [...largeHistory(count)].flatMap(([stream, event], index) => {
    const end = ends.get(stream);
    const at = { stream, revision: end?.revision ?? ('no-stream' as const), hash: end?.hash ?? null };
    return frameEvents([event], { ledger, ...imported, commandKey: `${index + 1}` }, at, () => {
      last = nextRecordedAt(CLOCK, last);
      return last;
    }).map((frame) => {
      ends.set(stream, frame);
      return store.append(stream, [frame], at.revision);
    });
  });
  for (const { _tag } of await Promise.all(appends)) expect(_tag).toBe('appended');
  await close();
};

const contentsOf = async (file: string) => {
  const connection = (await loadDriver()).open(file);
  try {
    const all = (sql: string) => connection.prepare(sql).all();
    return {
      schema: all('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name'),
      header: ['application_id', 'user_version', 'page_size', 'encoding', 'auto_vacuum', 'journal_mode'].map((name) =>
        all(`PRAGMA ${name}`),
      ),
      events: all('SELECT * FROM events ORDER BY position'),
      sequence: all('SELECT * FROM sqlite_sequence'),
      others: all('SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM checkpoints) AS marks'),
      byId: all('EXPLAIN QUERY PLAN SELECT * FROM events WHERE id = ?'),
      byStream: all('EXPLAIN QUERY PLAN SELECT * FROM events WHERE stream = ? AND revision > ?'),
    };
  } finally {
    connection.close();
  }
};

describe('a ledger written in bulk', () => {
  it('holds what the store itself would have written, row by row, under the same rules', async () => {
    const [bulk, stored] = [path.join(folder, 'bulk.ledger'), path.join(folder, 'stored.ledger')];
    await writeLargeLedger(bulk, count);
    await writeByTheStore(stored);
    const contents = await contentsOf(bulk);
    expect(contents.events).toHaveLength(count);
    expect(contents).toEqual(await contentsOf(stored));
  });

  it('counts the microseconds of a clock that stands still, over a second too', () => {
    for (const number of [0, 1, 999, 999_999, 9_999_999]) {
      const now = recordedAt(number);
      if (!RecordedInstantCodec.is(now)) throw new Error(`${now} is no instant of recording.`);
      expect(recordedAt(number + 1)).toBe(nextRecordedAt(CLOCK, now));
    }
    expect(recordedAt(0)).toBe(nextRecordedAt(CLOCK, undefined));
  });

  it('has nothing wrong with it, and takes further events as any other', async () => {
    const file = path.join(folder, 'bulk.ledger');
    await writeLargeLedger(file, count);
    const { events: store, close } = await openSqliteStore(file);
    const [first] = largeHistory(1);
    const next = { id: '7d6f1f0e-3f0c-4d0e-9a55-3b1c7d1f3c11', type: 'LeadSubmitted', body: '{}' };
    expect(await store.append(first?.[0] ?? '', [next], 'no-stream')).toMatchObject({ _tag: 'conflict' });
    expect(await store.append('lead-new', [next], 'no-stream')).toMatchObject({
      _tag: 'appended',
      position: BigInt(count + 1),
    });
    await close();
    const { events, findings } = await examineSqlite(file);
    expect({ events, errors: findings.filter(({ severity }) => severity === 'error') }).toEqual({
      events: count + 1,
      errors: [],
    });
  });
});
