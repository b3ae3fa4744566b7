import {
  type StoreFailure,
  type StoredEvent,
  type SubscribeOptions,
  checkPosition,
} from '@commission-ledger/event-store';

import { corrupt, failureOf, kindOf } from './clientError.ts';
import { type Connection, callOf, readWhole, withoutRetry } from './connection.ts';
import type { EventStoreDbFilter, EventStoreDbSubscription } from './eventStoreDbClient.ts';
import { ledgerEvent, positionOf } from './readHistory.ts';
import { mayPass, pauseAfter } from './retryPassing.ts';
import { CallTimeout } from './withinTime.ts';

/**
 * The port's `subscribe`: a subscription of the server, and a new one from the last event delivered whenever it
 * fails or ends. Gives up when the server was not heard from for as many attempts in a row as a call is made, and as
 * `Corrupt` when the server came back with another history.
 *
 * @param closing aborts when the store is closed.
 */
export async function* subscribe(
  connection: Connection,
  { after, signal }: SubscribeOptions,
  closing: AbortSignal,
): AsyncGenerator<StoredEvent> {
  connection.checkOpen();
  checkPosition(after);
  const { retry, observer } = connection.settings;
  const stop = AbortSignal.any([signal, closing]);
  let last: StoredEvent | undefined;
  /** Attempts in a row that the server did not answer, and those that brought no event. */
  let unheard = 0;
  let fruitless = 0;
  while (!stop.aborted) {
    const position = last?.position ?? after;
    const session = openSession(connection, { position, last }, stop);
    let failure: unknown;
    try {
      for await (const { event } of session.subscription) {
        await session.checked();
        if (stop.aborted || session.ended() !== undefined) break;
        fruitless = 0;
        const stored = event && ledgerEvent(connection, event);
        const before = last?.position ?? after;
        if (stored === undefined || (before !== undefined && stored.position <= before)) continue;
        last = stored;
        yield stored;
      }
    } catch (error) {
      failure = error;
    } finally {
      session.end();
    }
    if (stop.aborted) break;
    failure = session.ended() ?? failure;
    // The server named this position itself.
    if (last && kindOf(failure) === 'invalid') failure = otherHistory(last);
    unheard = session.confirmed() ? 0 : unheard + 1;
    fruitless += 1;
    const reached = last?.position ?? after;
    observer.onDropped(failure === undefined ? { after: reached } : { failure, after: reached });
    if (failure !== undefined && (!mayPass(failure) || unheard >= retry.attempts)) {
      throw failureOf(failure, 'following the history');
    }
    const pauseMs = pauseAfter(fruitless, retry);
    observer.onRetry({ operation: 'subscribe', failure, attempt: fruitless, pauseMs });
    await retry.pause(pauseMs, stop);
    if (!stop.aborted) observer.onReconnect({ attempt: fruitless + 1, after: reached });
  }
  if (!signal.aborted) connection.checkOpen();
}

type Session = Readonly<{
  subscription: EventStoreDbSubscription;
  /** Settles when nothing may be delivered that does not follow on the last event, or when it is ended. */
  checked(): Promise<void>;
  /** The server confirmed it, and showed the last event as it was. */
  confirmed(): boolean;
  /** Why it was ended here, if the server did not answer or the last event was not there. */
  ended(): unknown;
  end(): void;
}>;

const openSession = (
  connection: Connection,
  { position, last }: Readonly<{ position: bigint | undefined; last: StoredEvent | undefined }>,
  stop: AbortSignal,
): Session => {
  const { client, settings, names } = connection;
  const fromPosition = positionOf(position);
  const subscription = client.subscribeToAll({ fromPosition, filter: filterFor(names.prefix), ...callOf(connection) });
  let confirmed = false;
  let ended: unknown;
  let letGo: (() => void) | undefined;
  const isEnded = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let checked = Promise.resolve();
  // Errors may still come when nobody listens any more; without a listener they would end the process.
  subscription.on('error', () => {});
  const end = (): void => {
    clearTimeout(timer);
    stop.removeEventListener('abort', end);
    letGo?.();
    // The first ends whoever waits for an event, the second the call to the server, even one that is only just made.
    subscription.destroy();
    subscription.unsubscribe().catch(() => {});
  };
  const timer = setTimeout(() => {
    ended = new CallTimeout(`no subscription in ${settings.callTimeoutMs} ms`);
    end();
  }, settings.callTimeoutMs);
  subscription.on('confirmation', () => {
    confirmed = true;
    clearTimeout(timer);
    if (last === undefined) return;
    const check = checkStillThere(connection, last).catch((error: unknown) => {
      ended = error;
      end();
    });
    checked = Promise.race([check, isEnded]);
  });
  stop.addEventListener('abort', end);
  return {
    subscription,
    checked: () => checked,
    confirmed: () => confirmed && ended === undefined,
    ended: () => ended,
    end,
  };
};

/** A server may come back with an older history, and go on from there: what follows would not follow on the last event. */
const checkStillThere = async (connection: Connection, last: StoredEvent): Promise<void> => {
  const { client, names } = connection;
  const only = { fromRevision: BigInt(last.revision), direction: 'forwards', maxCount: 1 } as const;
  const read = () => client.readStream(names.onServer(last.stream), { ...only, ...callOf(connection) });
  const [there] = await readWhole(withoutRetry(connection), read).catch((error: unknown) => {
    if (kindOf(error) === 'no-stream') return [];
    throw error;
  });
  if (there?.id === last.id && there.position?.commit === last.position) return;
  throw otherHistory(last);
};

const otherHistory = ({ stream, revision }: StoredEvent): StoreFailure =>
  corrupt(`event ${revision} of ${stream} is not where it was (was a backup restored?)`, 'following the history');

/** The server passes over what is not the ledger's; checkpoints are not used, so there may be few of them. */
const filterFor = (prefix: string): EventStoreDbFilter => ({
  filterOn: 'streamName',
  checkpointInterval: 1_000,
  maxSearchWindow: 500,
  ...(prefix === '' ? { regex: '^[^$]' } : { prefixes: [prefix] }),
});
