import { actualPath } from './actualPath.ts';
import { type Connection, type Engine, openReadOnly, readWithin } from './driver.ts';
import { foreignTriggers, textsOf } from './examineTables.ts';
import { isWhole } from './wholeIndex.ts';
import { integrityProblems } from './inspectCopy.ts';
import { loadDriver } from './loadDriver.ts';
import { type Look, retryWhileBusy } from './retryWhileBusy.ts';
import { failureOf } from './sqliteError.ts';

/** Whether a file gives the same events whichever way they are looked up. */
export type SqliteIndexExamination = Readonly<{
  /**
   * What SQLite says of each difference between the table of events and the indexes over it, at most 100. The first are
   * those of the first rows.
   */
  problems: readonly string[];
  /** The names of triggers in the file that are not ours. */
  foreignTriggers: readonly string[];
  /** The names of indexes over the events that are not ours. */
  foreignIndexes: readonly string[];
}>;

/** All optional. */
export type ExamineIndexesOptions = Readonly<{
  /** How long to wait for other processes before `Busy`, in milliseconds: 10,000. */
  busyTimeoutMs?: number;
  /** The driver: the one of the runtime if it has one, else `libsql`. */
  engine?: Engine;
  /** Ends it early: it then rejects with the signal's reason. */
  signal?: AbortSignal;
}>;

/**
 * Holds every index over the events against their table. The history is read by the table, a stream by an index: who can
 * write to the file can let them say different things. Others may go on using the file. Where anything differs, or there are
 * foreign indexes, SQLite looks at all of it in one moment, and who writes has to wait unless there is a write-ahead log.
 *
 * @throws StoreFailure `Unavailable` when the file cannot be read, `Busy` when others hold it too long.
 */
export const examineIndexes = async (
  path: string,
  options: ExamineIndexesOptions = {},
): Promise<SqliteIndexExamination> => {
  const file = actualPath(path);
  const driver = await loadDriver(options.engine);
  const { busyTimeoutMs = 10_000 } = options;
  try {
    const connection = await retryWhileBusy(() => openReadOnly(driver, file), file, busyTimeoutMs);
    const look: Look = (work) => retryWhileBusy(() => readWithin(connection, work), file, busyTimeoutMs);
    try {
      const triggers = await look(() => foreignTriggers(connection));
      const indexes = await look(() => indexesOver(connection));
      const foreign = indexes.filter((name) => !OURS.has(name));
      const agrees =
        foreign.length === 0 && indexes.length === OURS.size && (await isWhole(connection, look, options.signal));
      const problems = agrees ? [] : await look(() => integrityProblems(connection, 100, 'events'));
      return { problems, foreignTriggers: triggers, foreignIndexes: foreign };
    } finally {
      connection.close();
    }
  } catch (error) {
    options.signal?.throwIfAborted();
    const { reason } = failureOf(error, file);
    if (reason._tag !== 'Corrupt') throw error;
    return { problems: [reason.problem], foreignTriggers: [], foreignIndexes: [] };
  }
};

/** By what they are over, whatever they are called: a name can be made to look like one that SQLite gives. */
const indexesOver = (connection: Connection): readonly string[] =>
  textsOf(connection, `SELECT CAST(name AS BLOB) AS value FROM pragma_index_list('events') ORDER BY name`);

/** Those behind UNIQUE in the table, as SQLite calls them. */
const OURS: ReadonlySet<string> = new Set(['sqlite_autoindex_events_1', 'sqlite_autoindex_events_2']);
