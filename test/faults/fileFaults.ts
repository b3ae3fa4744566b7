import { closeSync, openSync, readFileSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';

import type { Connection } from '../../packages/event-store-sqlite/src/driver.ts';
import { openReadOnly } from '../../packages/event-store-sqlite/src/driver.ts';
import { openSqliteStore } from '../../packages/event-store-sqlite/src/index.ts';
import { loadDriver } from '../../packages/event-store-sqlite/src/loadDriver.ts';
import { verifyStream } from '../../packages/events/src/index.ts';
import { type FaultRow, doesNotApply } from './cell.ts';
import { type LedgerFile, inFile } from './historyPlaces.ts';
import { answerOf, batch, contentOf, failureOf, sendThrough, stream, written } from './observation.ts';

type Row = FaultRow<'memory' | 'SQLite file' | 'EventStoreDB'>;

const noFile = doesNotApply('there is no file');
const serverFile = doesNotApply('the file is the server’s; a client meets a server that is not there');

const onFile = (point: string, fault: string, run: (file: LedgerFile) => Promise<string>): Row => ({
  point,
  fault,
  on: { memory: noFile, 'SQLite file': { run: () => inFile(run) }, EventStoreDB: serverFile },
});

/** What comes of opening a file that something was done to, and of reading it. */
const openingAfter =
  (damage: (path: string) => void) =>
  async ({ path, open }: LedgerFile): Promise<string> => {
    const store = await open();
    await store.events.append(stream, [...written, ...batch], 'no-stream');
    await store.events.append('other-1', Array.from({ length: 200 }, bulk), 'no-stream');
    await store.close();
    damage(path);
    let opened = false;
    try {
      const damaged = await openSqliteStore(path, { busyTimeoutMs: 50 });
      opened = true;
      try {
        await damaged.events.readAll({ after: undefined, limit: 10_000 });
        return 'read LOST or WRONG events without a word';
      } finally {
        await damaged.close();
      }
    } catch (error) {
      return `${failureOf(error)} ${opened ? 'when it is read' : 'when it is opened'}; nothing is served`;
    }
  };

const bulk = (_: unknown, index: number) => ({
  id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  type: 'Bulk',
  body: 'x'.repeat(500),
});

const overwrite = (path: string, at: number, bytes: string): void => {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, at);
  closeSync(file);
};

/** Where what is written never fits: the file cannot grow by more than the events that are there. */
const smallDisk = (connection: Connection): Connection => {
  connection.exec('PRAGMA max_page_count = 24');
  return connection;
};

/** What can go wrong with the file itself, and with the others that have it open. */
export const fileFaults: readonly Row[] = [
  onFile('F7', 'the process dies with everything still in the journal', async ({ open, appendAndDie }) => {
    const store = await open();
    await store.events.append(stream, written, 'no-stream');
    await store.close();
    const gone = await appendAndDie('after the commit', batch);
    const reopened = await open();
    const head = await reopened.events.head();
    return `${gone}; opened again: ${head?.revision === 4 ? 'all of it is there' : 'LOST'}`;
  }),
  onFile('F8', 'the disk is full', async ({ open }) => {
    const full = await open(smallDisk);
    const large = Array.from({ length: 200 }, bulk);
    return sendThrough({
      store: full.events,
      meet: async () => answerOf(full.events.append('other-1', large, 'no-stream')),
      afterwards: async () => {
        await full.close();
        const opened = await open();
        const [torn] = (await opened.events.readAll({ after: 2n, limit: 1 })).events;
        if (torn !== undefined) throw new Error('a part of a batch that did not fit is there');
        return opened.events;
      },
    });
  }),
  onFile('F8', 'the device fails while the commit is synced', async ({ open }) => {
    let works = true;
    const failing = await open((connection) => ({
      ...connection,
      exec: (sql) => {
        if (sql === 'COMMIT' && !works) {
          throw Object.assign(new Error('disk I/O error'), { errcode: 1034, rawCode: 1034 });
        }
        connection.exec(sql);
      },
      prepare: (sql) => connection.prepare(sql),
      close: () => connection.close(),
    }));
    return sendThrough({
      store: failing.events,
      meet: async (send) => {
        works = false;
        const first = await answerOf(send());
        works = true;
        return `${first}, and ${await answerOf(send())} until it is opened again`;
      },
      afterwards: async () => {
        await failing.close();
        return (await open()).events;
      },
    });
  }),
  onFile(
    'F9',
    'the start of the file is overwritten',
    openingAfter((path) => overwrite(path, 0, 'not a database!!')),
  ),
  onFile(
    'F9',
    'the file is cut in half',
    openingAfter((path) => truncateSync(path, Math.floor(statSync(path).size / 2))),
  ),
  onFile(
    'F9',
    'pages in the middle of the file are overwritten',
    openingAfter((path) => overwrite(path, 4096 * 2, '#'.repeat(4096 * 12))),
  ),
  onFile('F9', 'an amount of a stored event is changed in the file', async ({ path, open }) => {
    const store = await open();
    await store.events.append(stream, [...written, ...batch], 'no-stream');
    await store.close();
    const bytes = readFileSync(path, 'latin1');
    writeFileSync(path, bytes.replaceAll('"amount":"0.03"', '"amount":"9.03"'), 'latin1');
    const altered = await open();
    const { events } = await altered.events.readAll({ after: undefined, limit: 10 });
    const chain = verifyStream(events);
    const verdict =
      chain._tag === 'Left' ? `${chain.left._tag} at event ${chain.left.revision}` : 'WRONG, and nothing is found';
    return `the store serves it; checking the chain of hashes: ${verdict}`;
  }),
  onFile('F9', 'another program changes or deletes events with SQL', async ({ path, open }) => {
    const store = await open();
    await store.events.append(stream, [...written, ...batch], 'no-stream');
    const other = (await loadDriver()).open(path);
    const attempts = ["UPDATE events SET body = '{}'", 'DELETE FROM events WHERE position > 2'].map((sql) => {
      try {
        other.exec(sql);
        return 'taken';
      } catch {
        return 'refused by the file itself';
      }
    });
    other.close();
    return `${[...new Set(attempts)].join(' or ')}; ${await contentOf(store.events, [...written, ...batch])}`;
  }),
  onFile(
    'F9',
    'the file belongs to another application',
    openingAfter((path) => overwrite(path, 68, 'abcd')),
  ),
  {
    point: 'F10',
    fault: 'another process holds the lock and does not go on',
    on: {
      memory: doesNotApply('no other process can reach it'),
      'SQLite file': {
        run: () =>
          inFile(async ({ path, open }) => {
            const store = await open();
            const other = (await loadDriver()).open(path);
            try {
              return await sendThrough({
                store: store.events,
                meet: async (send) => {
                  other.exec('BEGIN IMMEDIATE');
                  const answer = await answerOf(send());
                  other.exec('ROLLBACK');
                  return answer;
                },
              });
            } finally {
              other.close();
            }
          }),
      },
      EventStoreDB: doesNotApply('no client holds a lock: the server puts appends in order'),
    },
  },
  onFile(
    'F18',
    'the file was written by a newer release',
    openingAfter((path) => overwrite(path, 60, '\u0000\u0000\u0000\u007f')),
  ),
  onFile('F18', 'another program opens the file for reading only', async ({ path, open }) => {
    const store = await open();
    await store.events.append(stream, written, 'no-stream');
    const reader = openReadOnly(await loadDriver(), path);
    try {
      const found = reader.prepare('SELECT body FROM events').all();
      return `${found.length} of ${written.length} events read with plain SQL while the store is open`;
    } finally {
      reader.close();
    }
  }),
];
