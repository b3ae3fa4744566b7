import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { StoreFailure, checkStreamName } from '@commission-ledger/event-store';

import type { EventStoreDbCredentials } from './eventStoreDbClient.ts';
import { type EventStoreDbObserver, quietObserver } from './eventStoreDbObserver.ts';

/** All optional; the values named are the defaults. */
export type EventStoreDbOptions = Readonly<{
  /**
   * Put before every stream's name on the server, taken off again when reading: none. Everything that does not
   * start with it is somebody else's and is passed over. With a hyphen in it (`acme-`) it is the category.
   */
  streamPrefix?: string;
  /** How large one append may be, in bytes of bodies: 983,040, which leaves room for types and metadata below 1 MiB. */
  maxAppendBytes?: number;
  /** How long one call may take, and how long a read may be silent, in milliseconds: 10,000. */
  callTimeoutMs?: number;
  /** Who calls, if the client was not made with a user: sent with every call. */
  credentials?: EventStoreDbCredentials;
  /** What is done about failures that pass. */
  retry?: RetryOptions;
  /** Told of retries and of lost and new connections. */
  observer?: EventStoreDbObserver;
}>;

/** All optional; the values named are the defaults. A pause doubles each time, and is between half and all of that. */
export type RetryOptions = Readonly<{
  /** How often a call is made at most, and a subscription in a row without hearing from the server: 10. */
  attempts?: number;
  /** In milliseconds: 50. */
  firstPauseMs?: number;
  /** In milliseconds: 5,000. */
  longestPauseMs?: number;
  /** A number from 0 to below 1: `Math.random`. */
  random?: () => number;
  /** Resolves after so many milliseconds, or earlier when the signal aborts: a timer. */
  pause?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}>;

/** The options with every default filled in. */
export type EventStoreDbSettings = Readonly<{
  streamPrefix: string;
  maxAppendBytes: number;
  callTimeoutMs: number;
  credentials: EventStoreDbCredentials | undefined;
  retry: Required<RetryOptions>;
  observer: Required<EventStoreDbObserver>;
  /** A new UUID: which call of `append` wrote an event. */
  newAppendId: () => string;
}>;

/** @throws StoreFailure `InvalidAppend` for a prefix that no stream's name can start with, and for numbers that make no sense. */
export const settingsOf = (options: EventStoreDbOptions): EventStoreDbSettings => {
  const { streamPrefix = '', maxAppendBytes = 960 * 1024, callTimeoutMs = 10_000, credentials } = options;
  if (streamPrefix !== '') checkStreamName(streamPrefix);
  const { attempts = 10, firstPauseMs = 50, longestPauseMs = 5_000 } = options.retry ?? {};
  const { random = Math.random, pause = pauseFor } = options.retry ?? {};
  if (!(maxAppendBytes > 0)) throw invalid(`maxAppendBytes is ${maxAppendBytes}, not above 0`);
  if (!(callTimeoutMs > 0 && callTimeoutMs <= longestTimerMs)) {
    throw invalid(`callTimeoutMs is ${callTimeoutMs}, not above 0 and at most ${longestTimerMs}`);
  }
  if (!(Number.isSafeInteger(attempts) && attempts >= 1)) {
    throw invalid(`retry.attempts is ${attempts}, no whole number from 1 on`);
  }
  for (const [name, pauseMs] of Object.entries({ firstPauseMs, longestPauseMs })) {
    if (pauseMs >= 0 && pauseMs <= longestTimerMs) continue;
    throw invalid(`retry.${name} is ${pauseMs}, not from 0 to ${longestTimerMs}`);
  }
  return {
    streamPrefix,
    maxAppendBytes,
    callTimeoutMs,
    credentials,
    retry: { attempts, firstPauseMs, longestPauseMs, random, pause },
    observer: quietObserver(options.observer ?? {}),
    newAppendId: randomUUID,
  };
};

/** A timer that is set to more goes off at once. */
const longestTimerMs = 2 ** 31 - 1;

const pauseFor = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  // An abort ends the pause: whoever paused looks at its signal next.
  delay(milliseconds, undefined, signal ? { signal } : {}).catch(() => {});

const invalid = (problem: string): StoreFailure =>
  new StoreFailure({ _tag: 'InvalidAppend', problem }, `The store cannot be used: ${problem}.`);
