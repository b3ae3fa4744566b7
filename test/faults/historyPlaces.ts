import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type EventStore, type NewEvent, memoryEventStore } from '../../packages/event-store/src/index.ts';
import { connectEventStoreDb } from '../../packages/event-store-eventstoredb/src/connect.ts';
import type { Connection } from '../../packages/event-store-sqlite/src/driver.ts';
import { openSqliteStore } from '../../packages/event-store-sqlite/src/index.ts';
import { loadDriver } from '../../packages/event-store-sqlite/src/loadDriver.ts';
import { openWith, type SqliteStore } from '../../packages/event-store-sqlite/src/openSqliteStore.ts';
import { changedDriver } from '../../packages/event-store-sqlite/test/temporaryLedger.ts';
import { type EventStoreDbDouble, startEventStoreDbDouble } from '../../packages/testing/src/eventStoreDb/index.ts';

/** A history in memory, for one cell. */
export const inMemory = async (work: (store: EventStore) => Promise<string>): Promise<string> =>
  await work(memoryEventStore());

/** A file for one cell, and what can be done to it. */
export type LedgerFile = Readonly<{
  path: string;
  /** Opens it; `change` comes between the store and its connections. */
  open(change?: (connection: Connection) => Connection): Promise<SqliteStore>;
  /** Lets a process append to it that dies at a moment; answers how it ended. */
  appendAndDie(moment: DyingMoment, events: readonly NewEvent[]): Promise<string>;
  copyTo(name: string): string;
}>;

/** When a process dies. */
export type DyingMoment = 'in the batch' | 'before the commit' | 'after the commit';

/** A file that is removed after the work, its stores closed. */
export const inFile = async (work: (file: LedgerFile) => Promise<string>): Promise<string> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'commission-ledger-faults-'));
  const file = path.join(folder, 'faults.ledger');
  const opened: SqliteStore[] = [];
  const keep = (store: SqliteStore): SqliteStore => {
    opened.push(store);
    return store;
  };
  const options = { pollIntervalMs: 5, busyTimeoutMs: 50 };
  try {
    return await work({
      path: file,
      open: async (change) =>
        keep(
          change === undefined
            ? await openSqliteStore(file, options)
            : await openWith(changedDriver(await loadDriver(), change), file, options),
        ),
      appendAndDie: (moment, events) => die([file, moment, JSON.stringify(events)]),
      copyTo: (name) => {
        const copy = path.join(folder, name);
        copyFileSync(file, copy);
        return copy;
      },
    });
  } finally {
    await Promise.all(opened.map((store) => store.close()));
    rmSync(folder, { recursive: true, force: true });
  }
};

const die = (words: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const script = path.join(import.meta.dirname, 'dyingWriter.ts');
    const node = ['--conditions=@commission-ledger/source', '--import', 'tsx', script];
    const child = spawn(process.execPath, [...node, ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve('the process is gone');
      else reject(new Error(`The process lived on and ended with ${code}.\n${errors}`));
    });
  });

/** A server's double and the real client, for one cell. */
export type Server = Readonly<{
  double: EventStoreDbDouble;
  /** Lets something go wrong; a cell whose fault did not happen fails. */
  inject: EventStoreDbDouble['inject'];
  connect(): Promise<EventStore>;
}>;

/** A server that is stopped after the work. */
export const onServer = async (work: (server: Server) => Promise<string>): Promise<string> => {
  const double = await startEventStoreDbDouble();
  const opened: EventStore[] = [];
  const connect = async (): Promise<EventStore> => {
    const store = await connectTo(double.connectionString);
    opened.push(store);
    return store;
  };
  let injected = 0;
  const inject: Server['inject'] = (fault) => {
    injected += 1;
    double.inject(fault);
  };
  try {
    const outcome = await work({ double, inject, connect });
    if (double.trips().length < injected) throw new Error('the fault did not happen');
    return outcome;
  } finally {
    await Promise.all(opened.map((store) => store.close()));
    await double.stop();
  }
};

/** The adapter with the real client, quick to try again. */
export const connectTo = (connectionString: string): Promise<EventStore> =>
  connectEventStoreDb(connectionString, { callTimeoutMs: 2_000, retry: { firstPauseMs: 2, longestPauseMs: 50 } });
