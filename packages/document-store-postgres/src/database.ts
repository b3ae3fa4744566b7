import { setTimeout as delay } from 'node:timers/promises';

import { DriverFailure, isCollision, isLost, type Stage } from './driverFailure.ts';
import { failureOf, storeClosed } from './failureOf.ts';
import type { PostgresAnswer, PostgresClient, PostgresPool, PostgresStatement } from './postgresPool.ts';

/** Runs one statement of a transaction. */
export type Run = (text: string, values?: PostgresStatement['values']) => Promise<PostgresAnswer>;

/** What a transaction came to; one that is not kept is rolled back. */
export type Outcome<A> = Readonly<{ keep: boolean; answer: A }>;

/** The server, with its failures made those of the port. Every promise rejects with `StoreFailure` only. */
export type Database = Readonly<{
  /** One statement that changes nothing. */
  read: Run;
  /** One statement that is a transaction of its own. */
  write: Run;
  /**
   * Several statements, all or none; each sees what others have committed before it. `work` runs again when the
   * transaction was rolled back by the server, so it does nothing but run statements.
   *
   * @param patience `long` for work that may take longer than the limit.
   */
  transaction<A>(work: (run: Run) => Promise<Outcome<A>>, patience?: 'long'): Promise<A>;
}>;

/** How often work is tried that others, or a lost connection, have undone. */
const attempts = 10;

/**
 * A database behind a pool.
 *
 * @param limitMs how long a statement may take, and for how long work is tried again.
 */
export const createDatabase = (pool: PostgresPool, limitMs: number): Database => {
  listenTo(pool);
  const perform = <A>(work: (client: PostgresClient) => Promise<A>): Promise<A> =>
    again(() => {
      if (pool.ending === true) throw storeClosed();
      return withClient(pool, work);
    }, limitMs);
  const statement =
    (stage: Stage): Run =>
    (text, values) =>
      perform((client) => send(client, stage, { text, values: values ?? [], query_timeout: limitMs }));
  return {
    read: statement('before'),
    write: statement('commits'),
    transaction: (work, patience) =>
      perform((client) => transact(client, work, patience === 'long' ? undefined : limitMs)),
  };
};

const listened = new WeakSet<PostgresPool>();

/** A connection that breaks while nobody uses it leaves the pool; there is nothing more to do. */
const listenTo = (pool: PostgresPool): void => {
  if (listened.has(pool)) return;
  listened.add(pool);
  pool.on('error', () => {});
};

/** Timers count whole milliseconds, so one for the whole limit may fire up to one before it by the finer clock. */
const timerMs = 1;

const again = async <A>(work: () => Promise<A>, limitMs: number): Promise<A> => {
  const deadline = performance.now() + limitMs - timerMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DriverFailure)) throw error;
      if (!isUndone(error) || attempt === attempts || performance.now() >= deadline) throw failureOf(error);
    }
    await delay(Math.min(200, 2 ** attempt) * (0.5 + Math.random()));
  }
};

/** The server has rolled back, and a new connection or a little time may help. */
const isUndone = (failure: DriverFailure): boolean =>
  isCollision(failure) || (failure.stage === 'before' && isLost(failure));

const withClient = async <A>(pool: PostgresPool, work: (client: PostgresClient) => Promise<A>): Promise<A> => {
  const client = await connected(pool);
  let isFit = true;
  // A connection that breaks between two statements tells only here, and without a listener it ends the process.
  const broke = (): void => {
    isFit = false;
  };
  client.on('error', broke);
  try {
    return await work(client);
  } catch (error) {
    if (error instanceof DriverFailure && isLost(error)) isFit = false;
    throw error;
  } finally {
    client.removeListener('error', broke);
    client.release(!isFit);
  }
};

/** The driver throws at once, instead of rejecting, when it cannot read the connection string. */
const connected = async (pool: PostgresPool): Promise<PostgresClient> => {
  try {
    return await pool.connect();
  } catch (error) {
    throw new DriverFailure('connecting', error);
  }
};

const send = async (client: PostgresClient, stage: Stage, statement: PostgresStatement): Promise<PostgresAnswer> => {
  try {
    return await client.query(statement);
  } catch (error) {
    throw new DriverFailure(stage, error);
  }
};

const transact = async <A>(
  client: PostgresClient,
  work: (run: Run) => Promise<Outcome<A>>,
  limitMs: number | undefined,
): Promise<A> => {
  const limit = limitMs === undefined ? {} : { query_timeout: limitMs };
  const run: Run = (text, values) => send(client, 'before', { text, values: values ?? [], ...limit });
  await run('BEGIN ISOLATION LEVEL READ COMMITTED');
  try {
    if (limitMs === undefined) await run('SET LOCAL statement_timeout = 0');
    const { keep, answer } = await work(run);
    if (keep) await send(client, 'commits', { text: 'COMMIT', ...limit });
    else await run('ROLLBACK');
    return answer;
  } catch (error) {
    const isOver = error instanceof DriverFailure && (isLost(error) || error.stage === 'commits');
    if (!isOver) await run('ROLLBACK');
    throw error;
  }
};
