import { createHash, randomUUID } from 'node:crypto';
import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';

import type { StoredEvent } from '@commission-ledger/event-store';
import { describe, expect, it } from 'vitest';

import { type Engine, backUpSqlite, examineSqlite, openSqliteStore, restoreSqlite } from '../src/index.ts';
import { schemaObjects } from '../src/schema.ts';
import { faultRounds, faultSeed, randomFrom } from './faultRounds.ts';
import { historyOf } from './ledgerInspection.ts';
import { engines, failureTagOf, withDriver, withTemporaryLedger } from './temporaryLedger.ts';

const hashOf = (body: string): string => createHash('sha256').update(body).digest('hex');

/** A history whose streams are chains of hashes, as the ledger's are, and the hash of each stream's last event. */
const makeLedger = async (path: string, engine: Engine): Promise<ReadonlyMap<string, string>> => {
  const store = await openSqliteStore(path, { engine });
  const heads = new Map<string, string>();
  for (let revision = 0; revision < 6; revision += 1) {
    for (const stream of ['a-1', 'b-1', 'c-1']) {
      const [id, type, prev] = [randomUUID(), 'Written', heads.get(stream) ?? null];
      const [amount, text] = [`${revision}.00`, 'x'.repeat(revision * 300)];
      const body = JSON.stringify({ id, type, stream, revision, prev, amount, text });
      const event = { id, type, body };
      await store.events.append(stream, [event], revision === 0 ? 'no-stream' : revision - 1);
      heads.set(stream, hashOf(body));
    }
  }
  await store.close();
  return heads;
};

/** Whether each stream is a whole chain up to its known head: what the verifier of the ledger finds out. */
const isWholeChain = (events: readonly StoredEvent[], heads: ReadonlyMap<string, string>): boolean => {
  const last = new Map<string, string>();
  for (const { id, type, stream, revision, body } of events) {
    const place = JSON.stringify({ id, type, stream, revision, prev: last.get(stream) ?? null });
    if (!body.startsWith(place.slice(0, -1))) return false;
    last.set(stream, hashOf(body));
  }
  return [...heads].every(([stream, head]) => last.get(stream) === head);
};

type Outcome = 'refused' | 'unharmed' | 'found by doctor' | 'found by the chain' | 'silently wrong';

const outcomeOf = async (
  path: string,
  sound: Readonly<{ history: readonly StoredEvent[]; heads: ReadonlyMap<string, string>; engine: Engine }>,
): Promise<Outcome> => {
  const met: StoredEvent[] = [];
  const { findings } = await examineSqlite(path, { engine: sound.engine, onEvent: (event) => void met.push(event) });
  const isFound = findings.some(({ severity }) => severity === 'error');
  if (isFound && sound.engine === 'libsql') return 'found by doctor';
  const read = await historyOf(path, sound.engine).catch((error: unknown) => error);
  if (!Array.isArray(read)) {
    expect(await failureTagOf(Promise.reject(read))).toMatch(/^(Corrupt|NotALedger|Unavailable|Busy)$/);
    return 'refused';
  }
  if (isFound) return 'found by doctor';
  if (JSON.stringify(read, textOfBigints) === JSON.stringify(sound.history, textOfBigints)) return 'unharmed';
  return isWholeChain(met, sound.heads) ? 'silently wrong' : 'found by the chain';
};

const textOfBigints = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value);

/**
 * Where bits are flipped: anywhere, or with the driver that ends the process over text that is not UTF-8 (so that
 * nothing wrong is read, but a test is over too) in the text of the events.
 */
const placesIn = (bytes: Buffer, engine: Engine): readonly number[] =>
  Array.from(bytes.keys()).filter((at) => engine !== 'libsql' || bytes[at] === 'x'.charCodeAt(0));

describe.each(engines)('a damaged file, with %s', (engine) => {
  it('never gives wrong events silently, whichever bit was flipped and wherever it was cut off', async () => {
    const random = randomFrom(faultSeed);
    await withTemporaryLedger(async (path) => {
      const heads = await makeLedger(path, engine);
      const sound = { history: await historyOf(path, engine), heads, engine };
      const bytes = readFileSync(path);
      const places = placesIn(bytes, engine);
      const outcomes = new Map<Outcome, number>();
      for (let round = 0; round < faultRounds * 25; round += 1) {
        const copy = `${path}.${round}`;
        const at =
          round % 5 === 0 ? Math.floor(random() * bytes.length) : (places[Math.floor(random() * places.length)] ?? 0);
        const bit = Math.floor(random() * (engine === 'libsql' ? 5 : 8));
        copyFileSync(path, copy);
        if (round % 5 === 0) truncateSync(copy, at);
        else
          writeFileSync(
            copy,
            bytes.map((byte, index) => (index === at ? byte ^ (1 << bit) : byte)),
          );
        const outcome = await outcomeOf(copy, sound);
        const what = round % 5 === 0 ? `cut off at ${at}` : `bit ${bit} of byte ${at} flipped`;
        expect(outcome, `seed ${faultSeed}, ${what}`).not.toBe('silently wrong');
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
      expect(outcomes.size, `seed ${faultSeed}: outcomes`).toBeGreaterThan(1);
    });
  }, 120_000);

  it('has bits that SQLite does not miss and the chain does', async () => {
    await withTemporaryLedger(async (path) => {
      const heads = await makeLedger(path, engine);
      const sound = { history: await historyOf(path, engine), heads, engine };
      const bytes = readFileSync(path);
      bytes.write('"9.00"', bytes.indexOf('"3.00"'));
      writeFileSync(path, bytes);
      expect(await outcomeOf(path, sound)).toBe('found by the chain');
    });
  });

  it('shows to doctor when a bit flips in the text of a checkpoint or of the last event, and ends no process', async () => {
    await withTemporaryLedger(async (path) => {
      await makeLedger(path, engine);
      const mark = `'1', 'a-1', 0, '${'0'.repeat(64)}'`;
      const sql = `INSERT INTO checkpoints VALUES ('folded@1', ${mark})`;
      await withDriver(path, (connection) => connection.exec(sql), engine);
      await backUpSqlite(path, `${path}.sound`, { engine });
      const bytes = readFileSync(`${path}.sound`);
      for (const text of ['folded@1', '0'.repeat(64), '{"id":']) {
        const at = bytes.lastIndexOf(text);
        const changed = Buffer.from(bytes);
        changed[at + 3] = (changed[at + 3] ?? 0) ^ 0x80;
        writeFileSync(`${path}.changed`, changed);
        const { findings } = await examineSqlite(`${path}.changed`, { engine });
        expect(findings.map(({ problem }) => problem)).toContainEqual(expect.stringMatching(/text that is not UTF-8/));
      }
      const last = bytes.lastIndexOf('"revision":5');
      bytes[last + 3] = 0xff;
      writeFileSync(`${path}.last`, bytes);
      expect(await failureTagOf(restoreSqlite(path, `${path}.last`, { engine }))).toBe('Unavailable');
    });
  });

  it('shows to doctor when events were deleted at the end, and when a foreign trigger stands by', async () => {
    await withTemporaryLedger(async (path) => {
      await makeLedger(path, engine);
      const trigger =
        "CREATE TRIGGER events_never_go BEFORE DELETE ON events\nBEGIN\n  SELECT RAISE(ABORT, 'events are never deleted');\nEND";
      await withDriver(
        path,
        (connection) =>
          connection.exec(`DROP TRIGGER events_never_go; DELETE FROM events WHERE position > 17; ${trigger}`),
        engine,
      );
      const errorsIn = async () => {
        const { findings } = await examineSqlite(path, { engine });
        return findings
          .filter(({ severity }) => severity === 'error')
          .map(({ check, problem }) => `${check}: ${problem}`);
      };
      expect(await errorsIn()).toEqual([
        'end: The last event is at 17, but positions up to 18 have been given: events are missing at the end.',
      ]);
      await withDriver(
        path,
        (connection) => {
          connection.exec(`CREATE TRIGGER mine AFTER INSERT ON events BEGIN SELECT 1; END`);
          connection.exec(
            `INSERT INTO checkpoints VALUES ('p@1', '99', NULL, NULL, NULL), ('q@1', '1', 'a-1', 0, '${'0'.repeat(64)}')`,
          );
        },
        engine,
      );
      expect(await errorsIn()).toEqual([
        expect.stringMatching(/^schema: There is a trigger mine/),
        expect.stringMatching(/^end/),
        expect.stringMatching(/^documents: The documents of p@1 go up to position 99/),
        expect.stringMatching(/^documents: The documents of q@1 contain event 0 of a-1/),
      ]);
    });
  });
});

describe.each(engines)('an event at a position where nothing is written, over %s', (engine) => {
  it.each(['-7', '-9007199254740993', '-9223372036854775808'])('stops whoever reads it: %s', async (position) => {
    await withTemporaryLedger(async (path) => {
      await makeLedger(path, engine);
      await withDriver(
        path,
        (connection) => {
          connection.exec('PRAGMA ignore_check_constraints = ON');
          connection.exec('UPDATE sqlite_sequence SET seq = seq');
          connection.exec('DROP TRIGGER events_follow_on');
          connection.exec(
            `INSERT INTO events (position, stream, revision, id, type, body) VALUES (${position}, 'a-1', 6, '${randomUUID()}', 'Written', '{}')`,
          );
          connection.exec(schemaObjects.get('events_follow_on') ?? '');
        },
        engine,
      );
      const { findings } = await examineSqlite(path, { engine });
      expect(findings.map(({ check }) => check)).toContain('positions');
      const store = await openSqliteStore(path, { engine });
      expect(await failureTagOf(store.events.readAll({ after: undefined, limit: 10 }))).toBe('Corrupt');
      const read = async (): Promise<void> => {
        for await (const event of store.events.readStream('a-1')) expect(event.position).toBeGreaterThan(0n);
      };
      expect(await failureTagOf(read())).toBe('Corrupt');
      await store.close();
    });
  });
});

describe.each(engines)('a text that goes on behind a NUL, over %s', (engine) => {
  it.each(['stream', 'id', 'type', 'body'])(
    'stops whoever reads the history, and is found by doctor: %s',
    async (column) => {
      await withTemporaryLedger(async (path) => {
        await makeLedger(path, engine);
        await withDriver(
          path,
          (connection) => {
            connection.exec('PRAGMA ignore_check_constraints = ON');
            connection.exec('DROP TRIGGER events_never_change');
            connection.exec(`UPDATE events SET ${column} = ${column} || char(0) || 'x' WHERE position = 5`);
            connection.exec(schemaObjects.get('events_never_change') ?? '');
          },
          engine,
        );
        const { findings } = await examineSqlite(path, { engine });
        expect(findings.map(({ check }) => check)).toContain('texts');
        const store = await openSqliteStore(path, { engine });
        const read = async (): Promise<boolean> => {
          const { events } = await store.events.readAll({ after: undefined, limit: 10 });
          return events.some((event) => `${event.stream}${event.id}${event.type}${event.body}`.includes('\0x'));
        };
        // A driver that does not end the text there gives all of it, and the frame says another thing.
        const seen = await read().catch((error: unknown) => failureTagOf(Promise.reject(error)));
        expect([true, 'Corrupt']).toContain(seen);
        await store.close();
      });
    },
  );
});

describe.runIf(engines.includes('node:sqlite'))('a ledger copied without its write-ahead log', () => {
  const engine = 'node:sqlite';

  it('is an earlier state of itself, in which nothing is torn, and which restoring refuses to put back', async () => {
    await withTemporaryLedger(async (path) => {
      const store = await openSqliteStore(path, { engine });
      for (let revision = 0; revision < 30; revision += 1) {
        const event = { id: randomUUID(), type: 'Written', body: '{}' };
        await store.events.append('a-1', [event], revision === 0 ? 'no-stream' : revision - 1);
      }
      const copy = `${path}.copy`;
      copyFileSync(path, copy);
      await store.close();
      const whole = await historyOf(path, engine);
      expect(whole).toHaveLength(30);
      const opened = await historyOf(copy, engine);
      // Its schema too may still have been in the log: it is then an empty file.
      expect(opened.length).toBeLessThan(30);
      expect(opened).toEqual(whole.slice(0, opened.length));
      await expect(restoreSqlite(copy, path, { engine })).rejects.toThrow(/events that are not in the backup/);
    });
  });
});
