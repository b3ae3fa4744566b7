import { setTimeout as pause } from 'node:timers/promises';

import type { EventStore } from '../../packages/event-store/src/index.ts';
import { restoreSqlite } from '../../packages/event-store-sqlite/src/index.ts';
import { type DocumentStore, memoryDocumentStore } from '../../packages/projections/src/index.ts';
import { type FaultRow, doesNotApply } from './cell.ts';
import { type LedgerFile, type Server, inFile, onServer } from './historyPlaces.ts';
import { accruals, answerOf, batch, contentOf, failureOf, patiently, stream, written } from './observation.ts';
import { runOf, runtimeOn, standingOf } from './readModels.ts';
import { emptyLog, leaveLog, withJournal } from './withJournal.ts';

type Row = FaultRow<'memory' | 'SQLite file' | 'EventStoreDB'>;

const all = [...written, ...batch];
/** What is recorded after the restoration: otherwise than the first time, and more of it. */
const otherwise = accruals(9, 2).slice(2);

/** What becomes of read models that were ahead of the restored history. */
const afterwards = async (store: EventStore, documents: DocumentStore): Promise<string> => {
  const next = await runOf(runtimeOn(store, documents).catchUp());
  const rebuilt = await runOf(runtimeOn(store, documents).rebuild());
  return `next run: ${next}; rebuilt: ${rebuilt}, ${await standingOf(documents, store)}`;
};

const restoring = async (from: string, to: string): Promise<string> => {
  try {
    await restoreSqlite(from, to, { force: true, busyTimeoutMs: 200 });
    return 'done';
  } catch (error) {
    return failureOf(error);
  }
};

/** The reader is not stopped, as it should be. */
const underFile = async (journal: 'wal' | 'persist', { path, open, copyTo }: LedgerFile): Promise<string> => {
  const before = await open(withJournal(journal));
  await before.events.append(stream, written, 'no-stream');
  await before.close();
  await emptyLog(path);
  const copy = copyTo('backup.ledger');
  await leaveLog(copy);
  const reader = await open(withJournal(journal));
  await reader.events.append(stream, batch, 1);
  const documents = memoryDocumentStore();
  await runtimeOn(reader.events, documents).catchUp();
  const restored = await restoring(copy, path);
  if (restored !== 'done') return `${restored}, nothing is restored: ${await contentOf(reader.events, all)}`;
  const reading = await runOf(runtimeOn(reader.events, documents).catchUp());
  const writing = await answerOf(reader.events.append(stream, otherwise, 4));
  await reader.close();
  const { events } = await open();
  await events.append(stream, otherwise, 1);
  return `restored; the reader: ${reading}, its writes: ${writing}; opened again, ${await afterwards(events, documents)}`;
};

const underServer = async ({ double, connect }: Server): Promise<string> => {
  const store = await connect();
  await store.append(stream, written, 'no-stream');
  const log = double.log.backup();
  await store.append(stream, batch, 1);
  const documents = memoryDocumentStore();
  const controller = new AbortController();
  const runtime = runtimeOn(store, documents);
  const following = runOf(runtime.follow(controller.signal));
  try {
    await until(async () => {
      const standings = await runtime.standings();
      return standings._tag === 'Right' && standings.right.every(({ isCurrent }) => isCurrent);
    });
    await double.restart({ log });
    await patiently(() => store.append(stream, otherwise, 1));
    return `what follows it: ${await following}; ${await afterwards(store, documents)}`;
  } finally {
    controller.abort();
  }
};

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await pause(5);
};

/** What comes of a restoration by somebody who did not stop the readers first. */
export const restoreFaults: readonly Row[] = [
  {
    point: 'F17',
    fault: 'an older backup is restored while a reader is at work',
    on: {
      memory: doesNotApply('a history in memory has no backup'),
      'SQLite file': { run: () => inFile((file) => underFile('persist', file)) },
      EventStoreDB: { run: () => onServer(underServer) },
    },
  },
  {
    point: 'F17',
    fault: 'the same, with a write-ahead log in use',
    on: {
      memory: doesNotApply('a history in memory has no backup'),
      'SQLite file': { run: () => inFile((file) => underFile('wal', file)) },
      EventStoreDB: doesNotApply('the file is the server’s; a client meets a server that is not there'),
    },
  },
];
