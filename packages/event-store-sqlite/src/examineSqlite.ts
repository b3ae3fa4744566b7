import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

import type { StoreFailure, StoredEvent } from '@commission-ledger/event-store';
import type { Checkpoint } from '@commission-ledger/projections';

import { actualPath } from './actualPath.ts';
import { checkIdentity } from './checkSchema.ts';
import { type Connection, type Driver, type Engine, openReadOnly, readWithin } from './driver.ts';
import { examineCheckpoints, readCheckpoints } from './examineCheckpoints.ts';
import { examineSurroundings } from './examineSurroundings.ts';
import { examineTables } from './examineTables.ts';
import { type SqliteFinding, finding } from './finding.ts';
import { inPortions } from './inPortions.ts';
import { currentJournalMode, sqliteVersionOf } from './journalMode.ts';
import { loadDriver } from './loadDriver.ts';
import { retryWhileBusy } from './retryWhileBusy.ts';
import { createRawEvents } from './rawEvents.ts';
import { numberFrom } from './rows.ts';
import { failureOf, unavailable } from './sqliteError.ts';

export type { SqliteFinding } from './finding.ts';

/** All optional. */
export type ExamineOptions = Readonly<{
  /** Called with every event, stream by stream in the order of their names, each from its first revision on. */
  onEvent?: (event: StoredEvent) => void;
  /** How long to wait for other processes before `Busy`, in milliseconds: 10,000. */
  busyTimeoutMs?: number;
  /** The driver: the one of the runtime if it has one, else `libsql`. */
  engine?: Engine;
}>;

/** What was found in a file. Fields are missing where the file could not be read so far. */
export type SqliteExamination = Readonly<{
  path: string;
  engine: Engine;
  sqliteVersion: string;
  bytes: number;
  /** What is free on its disk, in bytes. */
  freeBytes: number;
  journal?: 'wal' | 'rollback';
  schemaVersion?: number;
  events?: number;
  head?: StoredEvent;
  checkpoints: ReadonlyMap<string, Checkpoint>;
  /** Errors first. Without an error, all that can be told from the file itself is in order. */
  findings: readonly SqliteFinding[];
}>;

/**
 * Reads all of a ledger's file and its surroundings, changes nothing, and lists what is wrong. Others may go on using
 * the file. What an event says is not looked at, nor its hashes: whoever knows how to, does it in `onEvent`.
 *
 * @throws StoreFailure `Unavailable` when there is no file, `Busy` when others hold it too long. Whatever is wrong with
 * the file is a finding.
 */
export const examineSqlite = async (path: string, options: ExamineOptions = {}): Promise<SqliteExamination> => {
  const file = actualPath(path);
  if (!existsSync(file) || !statSync(file).isFile())
    throw unavailable(undefined, `There is no ledger at ${file}. Check the path.`);
  const driver = await loadDriver(options.engine);
  const sqliteVersion = versionOf(driver.open(':memory:'));
  const examined = new Map<string, SqliteFinding>();
  const report = (found: readonly SqliteFinding[]): void => {
    for (const each of found) examined.set(`${each.check}: ${each.problem}`, each);
  };
  const inside = await leavingNothingBeside(driver, file, () => examineInside({ ...options, driver, file, report }));
  const { findings: around, ...surroundings } = await examineSurroundings(file, {
    sqliteVersion,
    journal: inside.journal,
  });
  report(around);
  const findings = (['error', 'warning', 'note'] as const).flatMap((severity) =>
    [...examined.values()].filter((each) => each.severity === severity),
  );
  return { path: resolve(path), engine: driver.engine, sqliteVersion, ...surroundings, ...inside, findings };
};

const versionOf = (connection: Connection): string => {
  try {
    return sqliteVersionOf(connection);
  } finally {
    connection.close();
  }
};

type Inside = ExamineOptions & Readonly<{ driver: Driver; file: string; report: Report }>;
type Report = (found: readonly SqliteFinding[]) => void;
type Contents = Pick<SqliteExamination, 'journal' | 'schemaVersion' | 'events' | 'head' | 'checkpoints'>;

/** Who may only read makes the files of a write-ahead log and cannot remove them; who may write does, as the last. */
const leavingNothingBeside = async <A>(driver: Driver, file: string, work: () => Promise<A>): Promise<A> => {
  const log = `${file}-wal`;
  const wasThere = existsSync(log);
  try {
    return await work();
  } finally {
    if (!wasThere && statSync(log, { throwIfNoEntry: false })?.size === 0) {
      try {
        const connection = driver.open(file);
        try {
          readWithin(connection, () => undefined);
        } finally {
          connection.close();
        }
      } catch {
        // It may not be written, or is busy: empty files stay, which do no harm.
      }
    }
  }
};

const examineInside = async ({ onEvent, ...inside }: Inside): Promise<Contents> => {
  const { step, close } = createSteps(inside);
  try {
    const mode = await step(currentJournalMode);
    const journal = mode === undefined ? {} : { journal: mode === 'wal' ? ('wal' as const) : ('rollback' as const) };
    const schemaVersion = await step((connection) => checkIdentity(connection, inside.file));
    if (schemaVersion === 0) inside.report([isEmpty]);
    if (schemaVersion === undefined || schemaVersion === 0) return { ...journal, checkpoints: new Map() };
    inside.report((await step((connection) => examineTables(connection, schemaVersion))) ?? []);
    const events = await step(countEvents);
    const head = await step((connection) => createRawEvents(connection).head());
    const checkpoints = (await step((connection) => readCheckpoints(connection, schemaVersion))) ?? new Map();
    inside.report((await step((connection) => examineCheckpoints(connection, checkpoints))) ?? []);
    let last: StoredEvent | undefined;
    for (;;) {
      const from = last;
      const page = await step((connection) => eventsByStream(connection, from));
      if (page === undefined || page.length === 0) break;
      for (const event of page) onEvent?.(event);
      last = page.at(-1);
    }
    const counted = events === undefined ? {} : { events };
    return { ...journal, schemaVersion, ...counted, ...(head === undefined ? {} : { head }), checkpoints };
  } finally {
    close();
  }
};

/** Each step is one moment, and is tried again while the file is busy. One that fails is a finding: the others go on. */
const createSteps = ({ driver, file, report, busyTimeoutMs = 10_000 }: Omit<Inside, 'onEvent'>) => {
  let connection: Connection | undefined;
  const close = (): void => {
    connection?.close();
    connection = undefined;
  };
  const once = <A>(work: (open: Connection) => A): A => {
    try {
      connection ??= openReadOnly(driver, file);
      const open = connection;
      return readWithin(open, () => work(open));
    } catch (error) {
      close();
      throw error;
    }
  };
  const step = async <A>(work: (open: Connection) => A): Promise<A | undefined> => {
    try {
      return await retryWhileBusy(() => once(work), file, busyTimeoutMs);
    } catch (error) {
      const failure = failureOf(error, file);
      if (failure.reason._tag === 'Busy') throw failure;
      report([findingFor(failure)]);
      return undefined;
    }
  };
  return { step, close };
};

const isEmpty = finding.error('identity', 'The file is empty.', 'Check the path: nothing was ever recorded in it.');

const findingFor = ({ reason, message }: StoreFailure): SqliteFinding => {
  if (reason._tag === 'NotALedger') {
    return finding.error('identity', message, 'Check the path, and that this release is not older than the file.');
  }
  return reason._tag === 'Corrupt'
    ? finding.error('integrity', message, 'Keep a copy of the file, and restore the last good backup.')
    : finding.error('access', message, 'Check who may read the file and its folder, and the disk.');
};

const eventsByStream = (connection: Connection, last: StoredEvent | undefined): readonly StoredEvent[] => {
  const raw = createRawEvents(connection);
  return inPortions(4096, (read, portion) => raw.byStream(read ?? last, portion)).events;
};

const countEvents = (connection: Connection): number =>
  numberFrom(connection.prepare('SELECT count(*) AS value FROM events')) ?? 0;
