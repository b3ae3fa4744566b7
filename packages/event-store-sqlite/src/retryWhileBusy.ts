import { setTimeout as delay } from 'node:timers/promises';

import { StoreFailure } from '@commission-ledger/event-store';

import { failureOf, isBusy } from './sqliteError.ts';

/** Reads from the open file, waiting while others hold it. The reading itself is over at once. */
export type Look = <A>(work: () => A) => Promise<A>;

/**
 * Runs work that is over at once, again and again while the file is busy. The waiting is done between the
 * attempts, where it holds up nobody else in this process.
 *
 * @throws StoreFailure whatever went wrong; `Busy` when it still was after `limitMs`.
 */
export const retryWhileBusy = async <A>(work: () => A, path: string, limitMs: number): Promise<A> => {
  const deadline = performance.now() + limitMs;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return work();
    } catch (error) {
      if (!saysBusy(error) || performance.now() >= deadline) throw failureOf(error, path);
    }
    await delay(pauseMs(attempt));
  }
};

/** The pause after an attempt: longer each time, up to about 50 ms, and different for every process. */
export const pauseMs = (attempt: number): number => Math.min(50, 2 ** attempt) * (0.5 + Math.random());

const saysBusy = (error: unknown): boolean =>
  isBusy(error) || (error instanceof StoreFailure && error.reason._tag === 'Busy');
