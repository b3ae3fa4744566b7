import { StoreFailure } from '@commission-ledger/event-store';

import { kindOf } from './clientError.ts';
import type { EventStoreDbRetry } from './eventStoreDbObserver.ts';
import type { EventStoreDbSettings, RetryOptions } from './eventStoreDbOptions.ts';

/**
 * Makes a call again and again while its failures may pass, with growing pauses.
 *
 * @throws what the call threw the last time.
 */
export const retryPassing = async <A>(
  { retry, observer }: Pick<EventStoreDbSettings, 'retry' | 'observer'>,
  operation: EventStoreDbRetry['operation'],
  call: () => Promise<A>,
): Promise<A> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (failure) {
      if (!mayPass(failure) || attempt >= retry.attempts) throw failure;
      const pauseMs = pauseAfter(attempt, retry);
      observer.onRetry({ operation, failure, attempt, pauseMs });
      await retry.pause(pauseMs);
    }
  }
};

/** Whether the same call may go well another time. */
export const mayPass = (failure: unknown): boolean =>
  !(failure instanceof StoreFailure) && kindOf(failure) === 'passing';

/** Twice as long after each attempt, and different for every process, so that they do not come back all at once. */
export const pauseAfter = (attempt: number, { firstPauseMs, longestPauseMs, random }: Required<RetryOptions>): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1)) * (0.5 + random() / 2);
