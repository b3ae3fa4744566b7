import type { EventStore } from '@commission-ledger/event-store';
import { type RecordedEvent, readEvent, verifyStream } from '@commission-ledger/events';
import {
  allProjections,
  type DocumentStore,
  memoryDocumentStore,
  projectionRuntime,
  storedName,
} from '@commission-ledger/projections';
import { expect } from 'vitest';

const stored = async (store: EventStore) => (await store.readAll({ after: undefined, limit: 1_000_000 })).events;

const frozen = <A>(value: A): A => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inside of Object.values(value)) frozen(inside);
  }
  return value;
};

/** Everything recorded, in order; whoever alters one of the events fails. */
export const frozenHistory = async (store: EventStore): Promise<readonly RecordedEvent[]> =>
  (await stored(store)).map((event) => {
    const read = readEvent(event);
    if (read._tag === 'Left') throw new Error(JSON.stringify(read.left));
    return frozen(read.right);
  });

/**
 * Every stream hangs together, and each of its events is recorded later than those before it, whatever the clock did.
 * The same holds across streams unless the store was away for a moment, so that one append overtook another.
 */
export const expectSound = async (store: EventStore, wasAway: boolean): Promise<void> => {
  const all = await stored(store);
  const history = await frozenHistory(store);
  const inOrder = (times: readonly string[]): void => expect(times).toEqual([...new Set(times)].toSorted());
  for (const stream of new Set(all.map((event) => event.stream))) {
    const outcome = verifyStream(all.filter((event) => event.stream === stream));
    expect([stream, outcome._tag]).toEqual([stream, 'Right']);
    inOrder(history.filter((event) => event.stream === stream).map(({ recordedAt }) => recordedAt));
  }
  if (!wasAway) inOrder(history.map(({ recordedAt }) => recordedAt));
};

type Dump = Readonly<Record<string, string>>;

const dumpOf = async (documents: DocumentStore): Promise<Dump> => {
  const dump: Record<string, string> = {};
  for (const projection of allProjections) {
    const name = storedName(projection);
    for (const { key, json } of await documents.list(name, {})) dump[`${name} ${key}`] = json;
  }
  return dump;
};

/** The read models as they would be after the whole history, put together one event at a time. */
const foldedByHand = (history: readonly RecordedEvent[]): Dump => {
  const dump: Record<string, string> = {};
  for (const projection of allProjections)
    for (const event of history)
      for (const key of projection.keysOf(event)) {
        const name = `${storedName(projection)} ${key}`;
        const before: unknown = dump[name] === undefined ? undefined : frozen(JSON.parse(dump[name]));
        const after = projection.evolve(before, event, key);
        if (after === undefined) delete dump[name];
        else dump[name] = JSON.stringify(after);
      }
  return dump;
};

/** The read models say what the history says, however it was cut into batches on the way. */
export const expectFolded = async (store: EventStore, documents: DocumentStore, batchSize: number): Promise<void> => {
  const online = await dumpOf(documents);
  expect(online).toEqual(foldedByHand(await frozenHistory(store)));
  const rebuilt = memoryDocumentStore();
  const runtime = projectionRuntime({ store, documents: rebuilt, projections: allProjections, batchSize });
  expect(await runtime.catchUp()).toMatchObject({ _tag: 'Right' });
  expect(await dumpOf(rebuilt)).toEqual(online);
};

/** A history of which one event is missing, or two of one stream change places, is never folded beyond that place. */
export const expectStopped = async (store: EventStore, at: number): Promise<void> => {
  const all = await stored(store);
  const streams = [...new Set(all.map(({ stream }) => stream))].filter(
    (stream) => all.filter((event) => event.stream === stream).length > 2,
  );
  const inOne = all.flatMap((event, index) => (event.stream === streams[at % streams.length] ? [index] : []));
  const [first = 0, second = 0] = inOne.slice(at % (inOne.length - 2));
  const gap = all.filter((_, index) => index !== second);
  const swapped = all.map((event, index) => {
    if (index !== first && index !== second) return event;
    const other = all[index === first ? second : first];
    return other === undefined ? event : { ...other, position: event.position };
  });
  for (const events of [gap, swapped]) {
    const head = events.at(-1);
    const broken: EventStore = {
      ...store,
      readAll: async () => ({ events, atEnd: true, next: head?.position }),
    };
    const runtime = projectionRuntime({ store: broken, documents: memoryDocumentStore(), projections: allProjections });
    expect(await runtime.catchUp()).toMatchObject({ _tag: 'Left', left: { _tag: 'ProjectionHalted' } });
  }
};
