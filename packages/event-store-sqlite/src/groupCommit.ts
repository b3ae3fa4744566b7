import type { StoreFailure } from '@commission-ledger/event-store';

import { type Connection, rollBack } from './driver.ts';
import { pauseMs } from './retryWhileBusy.ts';
import { busyFailure, failureOf, isBusy, isConstraint, unavailable } from './sqliteError.ts';

/**
 * Changes to be made inside a transaction. It first looks whether it may write, and answers without writing
 * if not. With `careful` it also looks for what the schema would refuse otherwise.
 */
export type Write<A> = (careful: boolean) => A;

/** One writer for a connection: what is asked for at the same time shares one transaction, and one wait for the disk. */
export type GroupCommit = Readonly<{
  /** Resolves after COMMIT. Rejects with `Busy` or `Unavailable`; nothing of this write is then acknowledged. */
  submit<A>(write: Write<A>): Promise<A>;
  /** Resolves when everything submitted so far has been answered. */
  drained(): Promise<void>;
}>;

type Waiting = Readonly<{
  deadline: number;
  /** Makes the changes; answers what to do once they are committed. */
  write(careful: boolean): () => void;
  reject(failure: StoreFailure): void;
}>;

type Options = Readonly<{
  connection: Connection;
  path: string;
  busyTimeoutMs: number;
  /** Throws when writing is not safe any more; called inside the transaction. */
  guard(): void;
  /** Called after each commit. */
  onCommit(): void;
}>;

const largestGroup = 256;

export const createGroupCommit = ({ connection, path, busyTimeoutMs, guard, onCommit }: Options): GroupCommit => {
  const queue: Waiting[] = [];
  const idle: (() => void)[] = [];
  let scheduled = false;
  let attempt = 0;
  let broken: StoreFailure | undefined;

  const schedule = (afterMs?: number): void => {
    if (scheduled) return;
    scheduled = true;
    if (afterMs === undefined) setImmediate(flush);
    else setTimeout(flush, afterMs);
  };

  const flush = (): void => {
    scheduled = false;
    const group = queue.splice(0, largestGroup);
    try {
      const acknowledgements = transact(group);
      attempt = 0;
      onCommit();
      for (const acknowledge of acknowledgements) acknowledge();
    } catch (error) {
      if (isBusy(error)) return waitLonger(group);
      broken = failureOf(error, path);
      for (const { reject } of group) reject(broken);
      for (const { reject } of queue.splice(0)) reject(readOnly(broken));
    }
    if (queue.length > 0) return schedule();
    for (const done of idle.splice(0)) done();
  };

  /** A second, careful pass finds the write that the schema refuses and lets the others through. */
  const transact = (group: readonly Waiting[]): readonly (() => void)[] => {
    try {
      return attemptOnce(group, false);
    } catch (error) {
      if (!isConstraint(error)) throw error;
      return attemptOnce(group, true);
    }
  };

  const attemptOnce = (group: readonly Waiting[], careful: boolean): readonly (() => void)[] => {
    connection.exec('BEGIN IMMEDIATE');
    try {
      guard();
      const acknowledgements = group.map(({ write }) => write(careful));
      connection.exec('COMMIT');
      return acknowledgements;
    } catch (error) {
      rollBack(connection);
      throw error;
    }
  };

  const waitLonger = (group: readonly Waiting[]): void => {
    const now = performance.now();
    const patient = group.filter(({ deadline }) => now < deadline);
    for (const { reject, deadline } of group) if (now >= deadline) reject(busyFailure(path));
    queue.unshift(...patient);
    attempt += 1;
    if (queue.length > 0) return schedule(pauseMs(attempt));
    for (const done of idle.splice(0)) done();
  };

  return {
    submit: (write) =>
      new Promise((resolve, reject) => {
        if (broken) return reject(readOnly(broken));
        const deadline = performance.now() + busyTimeoutMs;
        const acknowledging = (careful: boolean) => {
          const answer = write(careful);
          return () => resolve(answer);
        };
        queue.push({ deadline, write: acknowledging, reject });
        schedule();
      }),
    drained: () => new Promise((resolve) => (queue.length === 0 ? resolve() : idle.push(resolve))),
  };
};

const readOnly = (first: StoreFailure): StoreFailure =>
  unavailable(first, `The store takes no more writes since an earlier one failed (${first.message}). Open it again.`);
