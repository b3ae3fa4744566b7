import type { AppendResult, EventStore, StoredEvent } from '@commission-ledger/event-store';
import type { Attributes } from '@opentelemetry/api';
import { categoryOf } from './collection.ts';
import { errorTypeOf } from './errorType.ts';
import { type Listeners, whoListens } from './listeners.ts';
import { type Call, observeCall, openCall } from './observeCall.ts';
import { quietly } from './quietly.ts';
import type { StoreSystem, Telemetry } from './telemetry.ts';

/**
 * The same store, observed: a span and a duration for each call, counters for events appended, conflicts and
 * subscriptions that broke. Of a stream only its category is told; ids, bodies and messages never are.
 *
 * While nobody listens, calls go straight to the store.
 *
 * @param system what keeps the data; told as `db.system.name`.
 */
export const observeEventStore = (store: EventStore, telemetry: Telemetry = {}, system?: StoreSystem): EventStore => {
  const listening = whoListens(telemetry);
  const callOf = (operation: string, stream?: string): Call => ({
    operation,
    collection: stream === undefined ? undefined : categoryOf(stream),
    system,
  });
  return {
    append: (stream, events, expected) => {
      const listeners = listening();
      if (listeners === undefined) return store.append(stream, events, expected);
      return observeCall(
        listeners,
        callOf('append', stream),
        () => store.append(stream, events, expected),
        (result) => {
          tally(listeners, result, events.length, stream);
          return { 'db.operation.batch.size': events.length, 'commission_ledger.append.outcome': outcomeOf(result) };
        },
      );
    },
    readStream: (stream, options) => {
      const listeners = listening();
      if (listeners === undefined) return store.readStream(stream, options);
      return countRows(listeners, callOf('read_stream', stream), () => store.readStream(stream, options));
    },
    readAll: (options) => {
      const listeners = listening();
      if (listeners === undefined) return store.readAll(options);
      return observeCall(
        listeners,
        callOf('read_all'),
        () => store.readAll(options),
        ({ events }) => rows(events.length),
      );
    },
    head: () => {
      const listeners = listening();
      return listeners === undefined ? store.head() : observeCall(listeners, callOf('head'), () => store.head());
    },
    subscribe: (options) => {
      const listeners = listening();
      return listeners === undefined
        ? store.subscribe(options)
        : watchSubscription(listeners, () => store.subscribe(options));
    },
    close: () => store.close(),
  };
};

const outcomeOf = (result: AppendResult): string =>
  result._tag === 'appended' && result.repeated ? 'repeated' : result._tag;

const tally = ({ instruments, logger }: Listeners, result: AppendResult, events: number, stream: string): void => {
  const collection = { 'db.collection.name': categoryOf(stream) };
  if (result._tag === 'appended') {
    if (!result.repeated) quietly(() => instruments.appended.add(events, collection));
    return;
  }
  const outcome = { 'commission_ledger.append.outcome': result._tag };
  quietly(() => instruments.conflicts.add(1, { ...collection, ...outcome }));
  quietly(() => logger?.debug('An append came too late.', { collection: categoryOf(stream), outcome: result._tag }));
};

const rows = (count: number): Attributes => ({ 'db.response.returned_rows': count });

/** A stream counts as read when the reader has had enough of it. */
async function* countRows(
  listeners: Listeners,
  call: Call,
  read: () => AsyncIterable<StoredEvent>,
): AsyncGenerator<StoredEvent, void, undefined> {
  const open = openCall(listeners, call);
  let count = 0;
  let broken: Readonly<{ error: unknown }> | undefined;
  try {
    for await (const event of open.within(read)) {
      count += 1;
      yield event;
    }
  } catch (error) {
    broken = { error };
    throw error;
  } finally {
    if (broken === undefined) open.succeeded(rows(count));
    else open.failed(broken.error);
  }
}

/** A subscription lasts for hours, so it has no span of its own. */
async function* watchSubscription(
  { instruments, logger }: Listeners,
  subscribe: () => AsyncIterable<StoredEvent>,
): AsyncGenerator<StoredEvent, void, undefined> {
  try {
    yield* subscribe();
  } catch (error) {
    const reason = errorTypeOf(error);
    quietly(() => instruments.brokenSubscriptions.add(1, { 'error.type': reason }));
    quietly(() => logger?.warn('A subscription broke.', { reason }));
    throw error;
  }
}
