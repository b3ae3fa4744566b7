import type {
  EventStoreDbCall,
  EventStoreDbClient,
  EventStoreDbReading,
  EventStoreDbRecorded,
} from './eventStoreDbClient.ts';
import type { EventStoreDbSettings } from './eventStoreDbOptions.ts';
import { retryPassing } from './retryPassing.ts';
import { type StreamNames, streamNames } from './streamNames.ts';
import { withinTime } from './withinTime.ts';

/** What every operation of the store needs. */
export type Connection = Readonly<{
  client: EventStoreDbClient;
  settings: EventStoreDbSettings;
  names: StreamNames;
  /** Throws `StoreClosed` when the store is closed. */
  checkOpen(): void;
}>;

/** A connection over a client that appends plainly. */
export const connectionOver = (
  client: EventStoreDbClient,
  settings: EventStoreDbSettings,
  checkOpen: () => void = () => {},
): Connection => ({ client, settings, names: streamNames(settings.streamPrefix), checkOpen });

/** What goes with every call that a decision rests on. */
export const callOf = ({ settings: { credentials } }: Connection): EventStoreDbCall =>
  credentials ? { requiresLeader: true, credentials: { ...credentials } } : { requiresLeader: true };

/** The same connection, for what is to be tried only once. */
export const withoutRetry = (connection: Connection): Connection => {
  const { settings } = connection;
  return { ...connection, settings: { ...settings, retry: { ...settings.retry, attempts: 1 } } };
};

/**
 * Reads to the end what was asked for, which must be bounded. Tries again while failures may pass.
 *
 * @throws whatever the client throws in the end, and what `checkOpen` throws.
 */
export const readWhole = (
  { settings, checkOpen }: Connection,
  start: () => EventStoreDbReading,
): Promise<readonly EventStoreDbRecorded[]> =>
  retryPassing(settings, 'read', async () => {
    checkOpen();
    const events = await readOnce(start(), settings.callTimeoutMs);
    // A client that is disposed of ends its reads as if all had been read.
    checkOpen();
    return events;
  });

const readOnce = async (reading: EventStoreDbReading, timeoutMs: number): Promise<readonly EventStoreDbRecorded[]> => {
  // Errors may still come when nobody reads any more; without a listener they would end the process.
  let failure: Error | undefined;
  reading.on?.('error', (error) => {
    failure ??= error;
  });
  let whole = false;
  try {
    const events = await withinTime(timeoutMs, (alive) => collect(reading, alive));
    // An end after an error is not the end of what was asked for.
    if (failure) throw failure;
    whole = true;
    return events;
  } finally {
    // What is not read to its end stays open on the server. Nobody waits: a silent server does not answer this either.
    if (!whole) reading.cancel?.().catch(() => {});
  }
};

const collect = async (reading: EventStoreDbReading, alive: () => void): Promise<readonly EventStoreDbRecorded[]> => {
  const events: EventStoreDbRecorded[] = [];
  for await (const { event } of reading) {
    alive();
    // Links are not resolved, so there always is an event.
    if (event) events.push(event);
  }
  return events;
};
