import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import type { EventStore, NewEvent } from '@commission-ledger/event-store';

import { type Mutant, type MutantRow, appendedAt, expectedFrom, lastRevision, withAppend } from './mutant.ts';

const renamed = (events: readonly NewEvent[]): readonly NewEvent[] =>
  events.map((event) => ({ ...event, id: randomUUID() }));

/** The store must take new ids for those that are taken, which is how a store without an index of ids behaves. */
const appendAnyway = async (store: EventStore, stream: string, events: readonly NewEvent[]) =>
  store.append(stream, renamed(events), expectedFrom(await lastRevision(store, stream)));

const revisionIn = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'expectedRevision' in value ? value.expectedRevision : value;

const sameJson = (left: string, right: string): boolean => {
  const canonical = (text: string): string => {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value, typeof value === 'object' && value !== null ? Object.keys(value).toSorted() : null);
  };
  try {
    return canonical(left) === canonical(right);
  } catch {
    return false;
  }
};

/** Takes another argument that plain JavaScript may pass. */
const withFourthArgument =
  (isAny: (options: unknown) => boolean): Mutant =>
  (store) => ({
    ...store,
    append: async (stream, events, expected, ...more: readonly unknown[]) =>
      isAny(more[0]) ? appendAnyway(store, stream, events) : store.append(stream, events, expected),
  });

/** How servers, drivers and other libraries append wrongly, as they were found to do. */
export const knownAppendMutants: readonly MutantRow[] = [
  {
    fault: 'appends at any revision, so that a retry is written again',
    mutant: withAppend((store, stream, events) => appendAnyway(store, stream, events)),
    caughtBy: 'recognises the same append again, and writes nothing',
  },
  {
    fault: 'writes an event again at the head, where the server looks for no ids',
    mutant: withAppend(async (store, stream, events, expected) => {
      const result = await store.append(stream, events, expected);
      return result._tag === 'id-taken' && result.stream === stream ? appendAnyway(store, stream, events) : result;
    }),
    caughtBy: 'refuses the id of the last event for the next one',
  },
  {
    fault: 'writes a whole batch when its first id is new',
    mutant: withAppend(async (store, stream, events, expected) => {
      const result = await store.append(stream, events, expected);
      const isLater = result._tag === 'id-taken' && result.eventId !== events[0]?.id;
      return isLater ? appendAnyway(store, stream, events) : result;
    }),
    caughtBy: 'refuses a whole batch when the id at its end is taken',
  },
  {
    fault: 'writes what is missing of a batch that is stored in part',
    mutant: withAppend(async (store, stream, events, expected) => {
      const result = await store.append(stream, events, expected);
      if (result._tag !== 'conflict' || result.actual === 'no-stream') return result;
      const stored = result.actual - (expected === 'no-stream' ? -1 : expected);
      const start = await store.append(stream, events.slice(0, stored), expected);
      return start._tag === 'appended' && start.repeated
        ? store.append(stream, events.slice(stored), start.revision)
        : result;
    }),
    caughtBy: 'answers with a conflict to a longer append that starts with stored events',
  },
  {
    fault: 'lets an option of its own switch the check of the revision off',
    mutant: withFourthArgument((options) => revisionIn(options) === 'any'),
    caughtBy: 'checks the revision whatever else the caller passes along',
  },
  {
    fault: 'takes a revision under the name of an option, which it does not know, for any revision',
    mutant: withAppend(async (store, stream, events, expected) =>
      revisionIn(expected) === expected ? store.append(stream, events, expected) : appendAnyway(store, stream, events),
    ),
    caughtBy: 'refuses anything else in place of a revision',
  },
  {
    fault: 'checks the revision first and writes later',
    mutant: withAppend(async (store, stream, events, expected) => {
      const last = expectedFrom(await lastRevision(store, stream));
      if (last !== expected) return store.append(stream, events, expected);
      await pause(1);
      return store.append(stream, events, expectedFrom(await lastRevision(store, stream)));
    }),
    caughtBy: 'lets exactly one of 2 to 20 writers win who have seen the same revision',
  },
  {
    fault: 'acknowledges what lost against another writer',
    mutant: withAppend(async (store, stream, events, expected) => {
      const result = await store.append(stream, events, expected);
      return result._tag === 'conflict' ? appendedAt(events.length) : result;
    }),
    caughtBy: 'stores exactly what was acknowledged when writers of one stream retry their conflicts',
  },
  {
    fault: 'always answers with revision 1',
    mutant: withAppend(async (store, stream, events, expected) => {
      const result = await store.append(stream, events, expected);
      return result._tag === 'appended' ? { ...result, revision: 1 } : result;
    }),
    caughtBy: 'starts a stream that does not exist',
  },
  {
    fault: 'answers with the position of the first event of the batch',
    mutant: withAppend(async (store, stream, events, expected) => {
      const result = await store.append(stream, events, expected);
      return result._tag === 'appended' ? { ...result, position: result.position - BigInt(events.length - 1) } : result;
    }),
    caughtBy: 'says under which revision and position the last event can be read',
  },
  {
    fault: 'acknowledges before it has written',
    mutant: withAppend(async (store, stream, events, expected) => {
      void pause(20).then(() => store.append(stream, events, expected).catch(() => {}));
      return appendedAt((expected === 'no-stream' ? -1 : expected) + events.length);
    }),
    caughtBy: 'reads at once, in every way, what was acknowledged',
  },
  {
    fault: 'writes a batch event by event',
    mutant: withAppend(async (store, stream, events, expected) => {
      let [result, revision] = [appendedAt(0), expected];
      for (const event of events) {
        result = await store.append(stream, [event], revision);
        if (result._tag !== 'appended') return result;
        revision = result.revision;
        await pause(0);
      }
      return result;
    }),
    caughtBy: 'shows a batch whole or not at all to those who read while it is written',
  },
  {
    fault: 'uses revisions up for appends that it refuses',
    mutant: (store) => {
      const used = new Map<string, number>();
      return {
        ...store,
        append: async (stream, events, expected) => {
          const result = await store.append(stream, events, expected);
          if (result._tag === 'conflict') used.set(stream, (used.get(stream) ?? 0) + 1);
          return result;
        },
        async *readStream(stream, options) {
          for await (const event of store.readStream(stream, options)) {
            yield { ...event, revision: event.revision + (used.get(stream) ?? 0) };
          }
        },
      };
    },
    caughtBy: 'leaves no gap in the revisions where appends were refused',
  },
  {
    fault: 'remembers the ids of the last appends only',
    mutant: (store) => {
      const recent: string[] = [];
      return withAppend(async (inner, stream, events, expected) => {
        const result = await inner.append(stream, events, expected);
        const first = events[0]?.id ?? '';
        if (result._tag === 'appended' && result.repeated && !recent.includes(first)) {
          return { _tag: 'conflict', expected, actual: await lastRevision(inner, stream) };
        }
        recent.push(first);
        if (recent.length > 20) recent.shift();
        return result;
      })(store);
    },
    caughtBy: 'recognises the same append however much was written since',
  },
  {
    fault: 'recognises a retry at the end of its stream only',
    mutant: withAppend(async (store, stream, events, expected) => {
      const result = await store.append(stream, events, expected);
      const last = await lastRevision(store, stream);
      const isPast = result._tag === 'appended' && result.repeated && result.revision < last;
      return isPast ? { _tag: 'conflict', expected, actual: last } : result;
    }),
    caughtBy: 'recognises the same append though others came before and after it',
  },
  {
    fault: 'compares bodies as JSON',
    mutant: withAppend(async (store, stream, events, expected) => {
      const result = await store.append(stream, events, expected);
      if (result._tag !== 'different-content') return result;
      const sent = events.find(({ id }) => id === result.eventId)?.body ?? '';
      for await (const { body } of store.readStream(stream, { from: result.revision, limit: 1 })) {
        if (sameJson(sent, body)) return { ...appendedAt(result.revision), repeated: true };
      }
      return result;
    }),
    caughtBy: 'says which event differs when a retry has the same JSON as another text',
  },
];
