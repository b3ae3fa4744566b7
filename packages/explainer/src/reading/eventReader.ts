import { StoreFailure, type EventStore, type StoredEvent } from '@commission-ledger/event-store';
import { readEvent, type EventType, type RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { ExplainFailure } from './explainFailure.ts';
import type { EventAt } from './references.ts';

type Read<A> = Promise<E.Either<ExplainFailure, A>>;

/** What is needed of a store. */
export type Streams = Pick<EventStore, 'readStream'>;

/** Reads single events, each once however often it is asked for. Made anew for each question. */
export type EventReader = Readonly<{
  /** The event of this type at this place. */
  read<T extends EventType>(type: T, at: EventAt): Read<RecordedEvent<T>>;
  /** The event at this place, of whatever type. */
  readAny(at: EventAt): Read<RecordedEvent>;
  /** The events of a stream from one revision to another, both included; without the second, to its end. */
  readRange(stream: string, from: number, to?: number): Read<readonly RecordedEvent[]>;
  /** The newest event, at this place or before it in the stream, that is looked for. */
  findBack(at: EventAt, isWanted: (event: RecordedEvent) => boolean): Read<RecordedEvent | undefined>;
}>;

/** A reader over a store. */
export const createEventReader = (store: Streams): EventReader => {
  const known = new Map<string, Read<RecordedEvent>>();

  const readAny: EventReader['readAny'] = (at) => {
    const key = `${at.revision} ${at.stream}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const reading = readOne(store, at);
    known.set(key, reading);
    return reading;
  };

  const read = async <T extends EventType>(type: T, at: EventAt): Read<RecordedEvent<T>> => {
    const event = await readAny(at);
    if (E.isLeft(event)) return event;
    if (isOfType(event.right, type)) return E.right(event.right);
    return E.left({ _tag: 'OtherEvent', at, expected: type, found: event.right.type });
  };

  return {
    read,
    readAny,
    readRange: async (stream, from, to) => {
      if (to === undefined) return collect(store, stream, { from });
      return to < from ? E.right([]) : collect(store, stream, { from, limit: to - from + 1 });
    },
    findBack: async ({ stream, revision }, isWanted) => {
      if (revision < 0) return E.right(undefined);
      return withStore(async () => {
        for await (const stored of store.readStream(stream, { from: revision, direction: 'backwards' })) {
          const event = readEvent(stored);
          if (E.isLeft(event)) return event;
          if (isWanted(event.right)) return event;
        }
        return E.right(undefined);
      });
    },
  };
};

const isOfType = <T extends EventType>(event: RecordedEvent, type: T): event is RecordedEvent<T> => event.type === type;

const readOne = async (store: Streams, at: EventAt): Read<RecordedEvent> => {
  const found = await collect(store, at.stream, { from: at.revision, limit: 1 });
  if (E.isLeft(found)) return found;
  const [event] = found.right;
  return event?.revision === at.revision ? E.right(event) : E.left({ _tag: 'MissingEvent', at });
};

const collect = (
  store: Streams,
  stream: string,
  options: Readonly<{ from: number; limit?: number }>,
): Read<readonly RecordedEvent[]> =>
  withStore(async () => {
    const events: RecordedEvent[] = [];
    for await (const stored of store.readStream(stream, options)) {
      const event = readEvent(stored);
      if (E.isLeft(event)) return event;
      events.push(event.right);
    }
    return E.right(events);
  });

/** A store that fails is an answer; anything else that is thrown is a defect. */
export const withStore = async <A>(work: () => Read<A>): Read<A> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreFailure) return E.left({ _tag: 'StoreFailed', failure: error });
    throw error;
  }
};

/** Reads one stored event by its place, for `verifyExplanation`; `undefined` where there is none. */
export type ReadStored = (stream: string, revision: number) => Promise<StoredEvent | undefined>;

/** {@link ReadStored} over a store. */
export const storedEventIn =
  (store: Streams): ReadStored =>
  async (stream, revision) => {
    for await (const stored of store.readStream(stream, { from: revision, limit: 1 })) {
      return stored.revision === revision ? stored : undefined;
    }
    return undefined;
  };
