import { pathToFileURL } from 'node:url';

/** What a SQLite driver must be able to do here. `node:sqlite` and `libsql` both look like this already. */
export type Connection = Readonly<{
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}>;

/**
 * A prepared statement. To be run inside a transaction only, where no lock is missing: a prepared statement of
 * `libsql` that found the file busy stays half-run, and its connection then keeps other processes from writing.
 * What may find the file busy (BEGIN, COMMIT, a change of the journal mode) goes through `exec`.
 */
export type Statement = Readonly<{
  /** The first row, or `undefined`. */
  get(...parameters: readonly SqlValue[]): unknown;
  all(...parameters: readonly SqlValue[]): readonly unknown[];
  run(...parameters: readonly SqlValue[]): Readonly<{ lastInsertRowid: number | bigint }>;
}>;

/** The values this package binds; all numbers are within what a double can hold. */
export type SqlValue = string | number | null;

/** Which driver is at work. */
export type Engine = 'node:sqlite' | 'libsql';

/** A way to open connections. */
export type Driver = Readonly<{ engine: Engine; open(path: string): Connection }>;

/** Opens a file that is there so that nothing can be written to it, not even what a crash left to be undone. */
export const openReadOnly = (driver: Driver, path: string): Connection =>
  driver.open(`${pathToFileURL(path).href}?mode=ro`);

/**
 * Reads inside a transaction of their own: all of it from one state of the file, with no lock left behind.
 * The lock is taken by `exec`, for the reason given at {@link Statement}.
 */
export const readWithin = <A>(connection: Connection, work: () => A): A => {
  connection.exec('BEGIN');
  try {
    connection.exec('SELECT 1 FROM sqlite_schema LIMIT 1');
    return work();
  } finally {
    rollBack(connection);
  }
};

/** Ends a transaction without its changes. After some errors SQLite has done so already: the first error is the one to report. */
export const rollBack = (connection: Connection): void => {
  try {
    connection.exec('ROLLBACK');
  } catch {
    // No transaction is open any more, which is all that is wanted.
  }
};
