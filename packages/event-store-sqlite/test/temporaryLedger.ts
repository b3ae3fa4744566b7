import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Connection, type Driver, type Engine } from '../src/driver.ts';
import { loadDriver } from '../src/loadDriver.ts';

/** A folder of its own for one test, and a path in it. */
export const temporaryLedger = () => {
  const folder = mkdtempSync(join(tmpdir(), 'commission-ledger-'));
  return {
    folder,
    path: join(folder, 'test.ledger'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** The same, removed after the work. */
export const withTemporaryLedger = async (work: (path: string) => Promise<void>): Promise<void> => {
  const { path, remove } = temporaryLedger();
  try {
    await work(path);
  } finally {
    remove();
  }
};

/** Works on the file with the bare driver, as any other program could. */
export const withDriver = async <A>(
  path: string,
  work: (connection: Connection) => A | Promise<A>,
  engine?: Engine,
): Promise<A> => {
  const connection = (await loadDriver(engine)).open(path);
  try {
    return await work(connection);
  } finally {
    connection.close();
  }
};

/** The engines that this runtime has. */
export const engines: readonly Engine[] = await Promise.all(
  (['node:sqlite', 'libsql'] as const).map((engine) =>
    loadDriver(engine).then(
      () => [engine],
      () => [],
    ),
  ),
).then((found) => found.flat());

/** A driver whose connections go through `change`. */
export const changedDriver = (driver: Driver, change: (connection: Connection) => Connection): Driver => ({
  engine: driver.engine,
  open: (path) => change(driver.open(path)),
});

/** The tag of the failure that the promise rejects with. */
export const failureTagOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'resolved',
    (error: unknown) =>
      error instanceof Error && 'reason' in error && typeof error.reason === 'object' && error.reason !== null
        ? '_tag' in error.reason && error.reason._tag
        : error,
  );

/** Calls `before` whenever a connection is about to commit. */
export const beforeCommit =
  (before: () => void) =>
  (connection: Connection): Connection => ({
    exec: (sql) => {
      if (sql === 'COMMIT') before();
      connection.exec(sql);
    },
    prepare: (sql) => connection.prepare(sql),
    close: () => connection.close(),
  });
