import * as fc from 'fast-check';

import { type EventStore, type NewEvent, type StoredEvent, memoryEventStore } from '../src/index.ts';

/** Appends of a random history: which stream, and the bodies. */
const appends: fc.Arbitrary<readonly Readonly<{ stream: string; bodies: readonly string[] }>[]> = fc.array(
  fc.record({
    stream: fc.constantFrom('a-1', 'a-2', 'b-1'),
    bodies: fc.array(fc.constantFrom('{}', '{"amount":"1.00"}', 'ж'.repeat(20)), { minLength: 1, maxLength: 4 }),
  }),
  { maxLength: 12 },
);

export const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** The events of one stream after another. */
export type Write = Readonly<{ stream: string; events: readonly NewEvent[] }>;

/** A random history with ids that count up from 0. */
export const writes: fc.Arbitrary<readonly Write[]> = appends.map((all) => {
  let count = 0;
  return all.map(({ stream, bodies }) => ({
    stream,
    events: bodies.map((body) => ({ id: idOf(count++), type: 'Written', body })),
  }));
});

/** Appends each write at the end of its stream. */
export const writeTo = async (store: EventStore, all: readonly Write[]): Promise<void> => {
  const revisions = new Map<string, number>();
  for (const { stream, revision } of (await store.readAll({ after: undefined, limit: 10_000 })).events) {
    revisions.set(stream, revision);
  }
  for (const { stream, events } of all) {
    const answer = await store.append(stream, events, revisions.get(stream) ?? 'no-stream');
    if (answer._tag !== 'appended') throw new Error(`The test's own append ended as ${answer._tag}.`);
    revisions.set(stream, answer.revision);
  }
};

/** A store in memory with these writes. */
export const storeWith = async (all: readonly Write[]): Promise<EventStore> => {
  const store = memoryEventStore();
  await writeTo(store, all);
  return store;
};

/** Everything of a store but the positions. */
export const contentOf = async (store: EventStore): Promise<readonly Omit<StoredEvent, 'position'>[]> => {
  const { events } = await store.readAll({ after: undefined, limit: 10_000 });
  return events.map(({ position: _position, ...content }) => content);
};
