import { chmodSync, rmSync } from 'node:fs';

import { openReadOnly } from '../../packages/event-store-sqlite/src/driver.ts';
import { loadDriver } from '../../packages/event-store-sqlite/src/loadDriver.ts';
import { type SqliteStore, openWith } from '../../packages/event-store-sqlite/src/openSqliteStore.ts';
import { verifyStream } from '../../packages/events/src/index.ts';
import { type FaultRow, doesNotApply } from './cell.ts';
import { type LedgerFile, inFile } from './historyPlaces.ts';
import { answerOf, batch, contentOf, extentOf, stream, written } from './observation.ts';
import { emptyLog, withJournal } from './withJournal.ts';

type Row = FaultRow<'memory' | 'SQLite file' | 'EventStoreDB'>;

const onFile = (point: string, fault: string, run: (file: LedgerFile) => Promise<string>): Row => ({
  point,
  fault,
  on: {
    memory: doesNotApply('there is no file'),
    'SQLite file': { run: () => inFile(run) },
    EventStoreDB: doesNotApply('the file is the server’s; a client meets a server that is not there'),
  },
});

const all = [...written, ...batch];

/** As SQLite finds a file that it may not write: it opens it for reading. So it is for every user, also for root. */
const openedForReading = async (path: string): Promise<SqliteStore> => {
  const driver = await loadDriver();
  return openWith({ engine: driver.engine, open: (file) => openReadOnly(driver, file) }, path, { busyTimeoutMs: 50 });
};

const noWriting = async ({ path, open }: LedgerFile): Promise<string> => {
  const before = await open(withJournal('persist'));
  await before.events.append(stream, written, 'no-stream');
  await before.close();
  chmodSync(path, 0o444);
  const reading = await openedForReading(path);
  const there = await contentOf(reading.events, written);
  const answer = await answerOf(reading.events.append(stream, batch, 1));
  const extent = await extentOf(reading.events);
  await reading.close();
  chmodSync(path, 0o644);
  const { events } = await open();
  const again = await answerOf(events.append(stream, batch, 1));
  return `what is there is read: ${there}; ${answer}; ${extent}; writable and sent again: ${again}; ${await contentOf(events, all)}`;
};

/** The file as it is without what stands beside it: as somebody leaves it who copies or keeps only the one file. */
const withoutLog = async ({ path, open, copyTo }: LedgerFile): Promise<string> => {
  const first = await open(withJournal('wal'));
  await first.events.append(stream, written, 'no-stream');
  await first.close();
  await emptyLog(path);
  const second = await open(withJournal('wal'));
  await second.events.append(stream, batch, 1);
  const noted = verifyStream((await second.events.readAll({ after: undefined, limit: 10 })).events);
  if (noted._tag === 'Left') throw new Error('The chain is broken before anything happened.');
  const alone = copyTo('alone.ledger');
  const { events, close } = await openWith(await loadDriver(), alone, { busyTimeoutMs: 50 });
  try {
    const served = (await events.readAll({ after: undefined, limit: 10 })).events;
    if (served.length === all.length) throw new Error('the fault did not happen');
    const there = await contentOf(events, written);
    const checked = verifyStream(served, { head: noted.right });
    const verdict = checked._tag === 'Left' ? checked.left._tag : 'WRONG, and nothing is found';
    const again = await answerOf(events.append(stream, batch, 1));
    return `opened without the events that only the log had; the others: ${there}; checking the chain with a noted head: ${verdict}; sent again: ${again}; ${await contentOf(events, all)}`;
  } finally {
    await close();
  }
};

const withoutJournal = async ({ path, open }: LedgerFile): Promise<string> => {
  const store = await open(withJournal('persist'));
  await store.events.append(stream, written, 'no-stream');
  await store.close();
  rmSync(`${path}-journal`);
  const { events } = await open(withJournal('persist'));
  const there = await contentOf(events, written);
  const again = await answerOf(events.append(stream, batch, 1));
  return `what was acknowledged: ${there}; ${again}; ${await contentOf(events, all)}`;
};

/** What can go wrong with the place of the file: what may be done there, and what belongs beside it. */
export const placeFaults: readonly Row[] = [
  onFile('F8', 'the file may only be read', noWriting),
  onFile('F9', 'the write-ahead log of a killed process is missing', withoutLog),
  onFile('F9', 'the rollback journal is missing, when nobody has the file open', withoutJournal),
];
