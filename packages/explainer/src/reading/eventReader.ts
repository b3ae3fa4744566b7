import { StoreFailure, type EventStore, type StoredEvent } from '@commission-ledger/event-store';
import { readEvent, type EventType, type RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { ExplainFailure } from './explainFailure.ts';
import { createPlaceMap } from './placeMap.ts';
import type { EventAt } from './references.ts';

type Read<A> = Promise<E.Either<ExplainFailure, A>>;

/** What is needed of a store. */
export type Streams = Pick<EventStore, 'readStream'>;

/** Reads single events, each once however often it is asked for. Made anew for each question. */
export type EventReader = Readonly<{
  /** The event of this type at this place. */
  read<T extends EventType>(type: T, at: EventAt): Read<RecordedEvent<T>>;
  /** Reads the events at these places together, in as few reads as may be, so that reading each of them later costs no other. */
  prefetch(places: readonly EventAt[]): Promise<void>;
  /** The event at this place, of whatever type. */
  readAny(at: EventAt): Read<RecordedEvent>;
  /** The events of a stream from one revision to another, both included; without the second, to its end. */
  readRange(stream: string, from: number, to?: number): Read<readonly RecordedEvent[]>;
  /** The newest event, at this place or before it in the stream, that is looked for. */
  findBack(at: EventAt, isWanted: (event: RecordedEvent) => boolean): Read<RecordedEvent | undefined>;
}>;

/** A reader over a store. */
export const createEventReader = (store: Streams): EventReader => {
  const known = createPlaceMap<Read<RecordedEvent>>();
  /** Fetched, and not asked for yet. */
  const fetched = createPlaceMap<StoredEvent>();

  const readAny: EventReader['readAny'] = (at) => {
    const before = known.get(at);
    if (before !== undefined) return before;
    const stored = fetched.get(at);
    const reading = stored === undefined ? readOne(store, at) : Promise.resolve(readEvent(stored));
    if (stored !== undefined) fetched.delete(at);
    known.set(at, reading);
    return reading;
  };

  const prefetch: EventReader['prefetch'] = async (places) => {
    const stretches = stretchesOf(places.filter((at) => known.get(at) === undefined));
    for (let first = 0; first < stretches.length; first += TOGETHER)
      await Promise.all(stretches.slice(first, first + TOGETHER).map(fetchStretch));
  };

  const fetchStretch = async ({ stream, from, to }: Stretch): Promise<void> => {
    for await (const stored of store.readStream(stream, { from, limit: to - from + 1 })) {
      if (known.get(stored) === undefined) fetched.set(stored, stored);
    }
  };

  const read = async <T extends EventType>(type: T, at: EventAt): Read<RecordedEvent<T>> => {
    const event = await readAny(at);
    if (E.isLeft(event)) return event;
    if (isOfType(event.right, type)) return E.right(event.right);
    return E.left({ _tag: 'OtherEvent', at, expected: type, found: event.right.type });
  };

  /** What is known is not read again; what is read for a range is not kept, for a range may be long. */
  const between = async (stream: string, from: number, to: number): Read<readonly RecordedEvent[]> => {
    const isMissing = (revision: number): boolean =>
      (known.get({ stream, revision }) ?? fetched.get({ stream, revision })) === undefined;
    let [first, last] = [from, to];
    while (first <= to && !isMissing(first)) first += 1;
    while (last > first && !isMissing(last)) last -= 1;
    const missing = first > to ? E.right([]) : await collect(store, stream, { from: first, limit: last - first + 1 });
    if (E.isLeft(missing)) return missing;
    const before = await all(stream, from, first - 1);
    if (E.isLeft(before)) return before;
    const after = await all(stream, Math.max(first, last) + 1, to);
    return E.map((rest: readonly RecordedEvent[]) => [...before.right, ...missing.right, ...rest])(after);
  };

  /** Those that are there: a range may go beyond the end. */
  const all = async (stream: string, from: number, to: number): Read<readonly RecordedEvent[]> => {
    const events: RecordedEvent[] = [];
    for (let revision = from; revision <= to; revision += 1) {
      const event = await readAny({ stream, revision });
      if (E.isRight(event)) events.push(event.right);
      else if (event.left._tag !== 'MissingEvent') return event;
    }
    return E.right(events);
  };

  return {
    read,
    prefetch,
    readAny,
    readRange: async (stream, from, to) =>
      to === undefined ? collect(store, stream, { from }) : between(stream, from, to),
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

type Stretch = Readonly<{ stream: string; from: number; to: number }>;

/** Events of one stream that are so near to each other are read together, with those between them. */
const NEAR = 8;

/** So many reads are asked for at a time: a store that is far away, or reads in transactions, answers them together. */
const TOGETHER = 64;

/** The places, where several are near to each other in a stream as one. */
const stretchesOf = (places: readonly EventAt[]): readonly Stretch[] => {
  const revisions = new Map<string, number[]>();
  for (const { stream, revision } of places) {
    const others = revisions.get(stream);
    if (others === undefined) revisions.set(stream, [revision]);
    else others.push(revision);
  }
  return [...revisions].flatMap(([stream, unsorted]) => {
    const stretches: { stream: string; from: number; to: number }[] = [];
    for (const revision of unsorted.toSorted((a, b) => a - b)) {
      const last = stretches.at(-1);
      if (last !== undefined && revision - last.to <= NEAR) last.to = revision;
      else stretches.push({ stream, from: revision, to: revision });
    }
    return stretches;
  });
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
