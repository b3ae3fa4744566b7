import { setTimeout as delay } from 'node:timers/promises';

import type { EventStore, StoredEvent } from '@commission-ledger/event-store';

import type {
  AppendFault,
  EventStoreFault,
  ReadFault,
  ReadMethod,
  SubscriptionFault,
  Trip,
  WhichCall,
} from './eventStoreFault.ts';
import { plannedFailure } from './plannedFailure.ts';
import { spoiledDelivery } from './spoiledDelivery.ts';

/** A store that fails as planned. */
export type FaultyEventStore = EventStore &
  Readonly<{
    /** Which faults happened so far, in order: a test that never met its fault has tested nothing. */
    trips(): readonly Trip[];
    /** Adds a fault to the plan; its calls are counted from now. */
    inject(fault: EventStoreFault): void;
  }>;

/**
 * Wraps a store so that appending, reading and subscribing fail as planned, and work as ever where no fault is
 * planned. For tests of whatever works with a store: what it does after a fault must be right whichever fault it was.
 */
export const faultyEventStore = (store: EventStore, plan: readonly EventStoreFault[]): FaultyEventStore => {
  const faults: EventStoreFault[] = [...plan];
  const trips: Trip[] = [];
  const calls = { append: 0, subscribe: 0, read: 0, readStream: 0, readAll: 0, head: 0 };
  /** The head before the first append, and after each. */
  const heads: (StoredEvent | undefined)[] = [];

  const append: EventStore['append'] = async (stream, events, expected) => {
    const call = (calls.append += 1);
    const due = faults.filter(isAppendFault).filter(({ onAppend }) => isDue(onAppend, call));
    for (const fault of due) {
      trips.push({ kind: fault.kind, onAppend: call });
      await before(fault);
    }
    // Only for those who lag behind: an append without a fault reaches the store in the same turn.
    if (heads.length === 0 && faults.some((fault) => fault.kind === 'staleRead')) heads.push(await store.head());
    const result = await store.append(stream, events, expected);
    const last = events.at(-1);
    if (result._tag === 'appended' && !result.repeated && last !== undefined)
      heads.push({ ...last, stream, ...result });
    if (due.some(({ kind }) => kind === 'acknowledgementLost')) {
      throw plannedFailure(`the answer (${result._tag}) got lost`);
    }
    return result;
  };

  /** The faults of this read, and how to note those that happen. */
  const read = (method: ReadMethod) => {
    const call = (calls.read += 1);
    const own = (calls[method] += 1);
    const due = faults
      .filter(isReadFault)
      .filter(({ of, onRead }) => (of === undefined ? isDue(onRead, call) : of === method && isDue(onRead, own)));
    const trip = ({ kind, of }: ReadFault): void => void trips.push({ kind, onRead: of === undefined ? call : own });
    return { due, trip, horizon: horizonOf(due, heads, trip), delivery: due.filter(isNotStale) };
  };
  const fail = ({ due, trip }: ReturnType<typeof read>): void => {
    const fault = due.find(({ kind }) => kind === 'failRead');
    if (fault === undefined) return;
    trip(fault);
    throw plannedFailure('the store went away while it was read');
  };

  return {
    append,
    async *readStream(stream, options) {
      const { horizon, delivery, trip } = read('readStream');
      yield* spoiledDelivery(upTo(horizon, store.readStream(stream, options)), delivery, trip);
    },
    readAll: async (options) => {
      const reading = read('readAll');
      fail(reading);
      const page = await store.readAll(options);
      const { horizon, delivery, trip } = reading;
      const seen = page.events.filter((event) => isWithin(horizon, event));
      const events: StoredEvent[] = [];
      for await (const event of spoiledDelivery(seen, delivery, trip)) events.push(event);
      const isCut = seen.length < page.events.length;
      return isCut ? { events, next: seen.at(-1)?.position ?? options.after, atEnd: true } : { ...page, events };
    },
    head: async () => {
      const reading = read('head');
      fail(reading);
      return reading.horizon === undefined ? await store.head() : reading.horizon.last;
    },
    async *subscribe(options) {
      const call = (calls.subscribe += 1);
      const due = faults.filter(isSubscriptionFault).filter(({ onSubscription }) => isDue(onSubscription, call));
      const trip = ({ kind }: SubscriptionFault): void => void trips.push({ kind, onSubscription: call });
      yield* spoiledDelivery(store.subscribe(options), due, trip);
    },
    close: () => store.close(),
    trips: () => [...trips],
    inject: (fault) => void faults.push(countedFrom(calls, fault)),
  };
};

const isAppendFault = (fault: EventStoreFault): fault is AppendFault => 'onAppend' in fault;
const isReadFault = (fault: EventStoreFault): fault is ReadFault => 'onRead' in fault;
const isSubscriptionFault = (fault: EventStoreFault): fault is SubscriptionFault => 'onSubscription' in fault;
const isDue = (which: WhichCall, call: number): boolean => which === 'every' || which === call;

type StaleRead = Extract<ReadFault, { kind: 'staleRead' }>;
const isStale = (fault: ReadFault): fault is StaleRead => fault.kind === 'staleRead';
const isNotStale = (fault: ReadFault): fault is Exclude<ReadFault, StaleRead> => !isStale(fault);

const before = async (fault: AppendFault): Promise<void> => {
  switch (fault.kind) {
    case 'failBefore':
      throw plannedFailure('the store went away before it got the events');
    case 'delay':
      return await delay(fault.milliseconds);
    case 'meanwhile':
      await fault.act();
      return;
    case 'acknowledgementLost':
  }
};

/** The last event that a follower has: none at all when `last` is missing. */
type Horizon = Readonly<{ last: StoredEvent | undefined }>;

const horizonOf = (
  due: readonly ReadFault[],
  heads: readonly (StoredEvent | undefined)[],
  trip: (fault: ReadFault) => void,
): Horizon | undefined => {
  const stale = due.find(isStale);
  // Before the first append there is nothing that a follower could lack.
  if (stale === undefined || stale.behind < 1 || heads.length < 2) return undefined;
  trip(stale);
  return { last: heads[Math.max(0, heads.length - 1 - stale.behind)] };
};

const isWithin = (horizon: Horizon | undefined, { position }: StoredEvent): boolean =>
  horizon === undefined || (horizon.last !== undefined && position <= horizon.last.position);

async function* upTo(horizon: Horizon | undefined, events: AsyncIterable<StoredEvent>) {
  for await (const event of events) if (isWithin(horizon, event)) yield event;
}

type Calls = Readonly<Record<'append' | 'subscribe' | 'read' | ReadMethod, number>>;

const later = (which: WhichCall, already: number): WhichCall => (which === 'every' ? which : which + already);

const countedFrom = (calls: Calls, fault: EventStoreFault): EventStoreFault => {
  if (isAppendFault(fault)) return { ...fault, onAppend: later(fault.onAppend, calls.append) };
  if (isSubscriptionFault(fault)) return { ...fault, onSubscription: later(fault.onSubscription, calls.subscribe) };
  return { ...fault, onRead: later(fault.onRead, calls[fault.of ?? 'read']) };
};
