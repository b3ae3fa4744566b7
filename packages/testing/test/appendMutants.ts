import type { NewEvent } from '@commission-ledger/event-store';

import { type MutantRow, appendedAt, expectedFrom, lastRevision, withAppend } from './mutant.ts';

const isRejected = (error: unknown): boolean => error instanceof Error;

/** Stores that append wrongly. */
export const appendMutants: readonly MutantRow[] = [
  {
    fault: 'ignores the expected revision',
    mutant: withAppend(async (store, stream, events) =>
      store.append(stream, events, expectedFrom(await lastRevision(store, stream))),
    ),
    caughtBy: 'answers with a conflict to a revision that is too low',
  },
  {
    fault: 'takes anything that is no revision as any revision',
    mutant: withAppend(async (store, stream, events, expected) =>
      store.append(
        stream,
        events,
        expected === 'no-stream' || (Number.isSafeInteger(expected) && expected >= 0)
          ? expected
          : expectedFrom(await lastRevision(store, stream)),
      ),
    ),
    caughtBy: 'refuses anything else in place of a revision',
  },
  {
    fault: 'takes a revision that is too high by one',
    mutant: withAppend(async (store, stream, events, expected) => {
      const last = await lastRevision(store, stream);
      return store.append(stream, events, expected === last + 1 ? expectedFrom(last) : expected);
    }),
    caughtBy: 'answers with a conflict to a revision that is too high by one',
  },
  {
    fault: 'takes a revision instead of no-stream',
    mutant: withAppend(async (store, stream, events, expected) => {
      const last = await lastRevision(store, stream);
      return store.append(stream, events, last < 0 ? 'no-stream' : expected);
    }),
    caughtBy: 'answers with a conflict to revision 0 for a stream that does not exist',
  },
  {
    fault: 'writes the first event of a batch that it refuses',
    mutant: withAppend(async (store, stream, events, expected) => {
      const result = await store.append(stream, events, expected);
      if (result._tag === 'id-taken') await store.append(stream, events.slice(0, 1), expected);
      return result;
    }),
    caughtBy: 'refuses a whole batch when the id at its end is taken',
  },
  {
    fault: 'loses the last event of a batch',
    mutant: withAppend(async (store, stream, events, expected) =>
      store.append(stream, events.length > 2 ? events.slice(0, -1) : events, expected),
    ),
    caughtBy: 'continues a stream after its last revision',
  },
  {
    fault: 'turns the order of a batch round',
    mutant: withAppend(async (store, stream, events, expected) => store.append(stream, events.toReversed(), expected)),
    caughtBy: 'continues a stream after its last revision',
  },
  {
    fault: 'acknowledges without storing',
    mutant: withAppend(async (store, stream, events, expected) => {
      const last = await lastRevision(store, stream);
      return last === 1 && expected === 1 ? appendedAt(last + events.length) : store.append(stream, events, expected);
    }),
    caughtBy: 'recognises the same append though others came before and after it',
  },
  {
    fault: 'stores without acknowledging, now and then',
    mutant: (store) => {
      let appends = 0;
      return withAppend(async (inner, stream, events, expected) => {
        const result = await inner.append(stream, events, expected);
        appends += 1;
        return appends % 5 === 0 && result._tag === 'appended'
          ? { _tag: 'conflict', expected, actual: result.revision }
          : result;
      })(store);
    },
    caughtBy: 'stores exactly what was acknowledged when writers of one stream retry their conflicts',
  },
  {
    fault: 'takes an id twice',
    mutant: withAppend(async (store, stream, events, expected) => {
      const result = await store.append(stream, events, expected);
      if (result._tag !== 'id-taken') return result;
      const others = events.map((event, index) => ({
        ...event,
        id: `${String(index).padStart(8, '0')}${event.id.slice(8)}`,
      }));
      return store.append(stream, others, expected);
    }),
    caughtBy: 'refuses the id of the last event for the next one',
  },
  {
    fault: 'looks for taken ids in the same stream only',
    mutant: withAppend(async (store, stream, events, expected) => {
      const result = await store.append(stream, events, expected);
      if (result._tag !== 'id-taken' || result.stream === stream) return result;
      return appendedAt(events.length - 1);
    }),
    caughtBy: 'refuses an id that is taken in another stream, and says where',
  },
  {
    fault: 'looks for taken ids in the first event only',
    mutant: withAppend(async (store, stream, events, expected) => {
      const result = await store.append(stream, events, expected);
      return result._tag === 'id-taken' && result.eventId !== events[0]?.id ? appendedAt(events.length - 1) : result;
    }),
    caughtBy: 'refuses a whole batch when the id at its end is taken',
  },
  {
    fault: 'calls an altered body a repetition, as EventStoreDB does',
    mutant: withAppend(async (store, stream, events, expected) => {
      const result = await store.append(stream, events, expected);
      if (result._tag !== 'different-content') return result;
      return { ...appendedAt(events.length - 1), repeated: true };
    }),
    caughtBy: 'says which event differs when a retry has another body',
  },
  {
    fault: 'compares bodies but not types',
    mutant: withAppend(async (store, stream, events, expected) => {
      const stored: NewEvent[] = [];
      for await (const event of store.readStream(stream)) stored.push(event);
      const typeOf = ({ id, type }: NewEvent) => stored.find((event) => event.id === id)?.type ?? type;
      return store.append(
        stream,
        events.map((event) => ({ ...event, type: typeOf(event) })),
        expected,
      );
    }),
    caughtBy: 'says which event differs when a retry has another type',
  },
  {
    fault: 'takes a longer append for a repetition when it starts with stored events',
    mutant: withAppend(async (store, stream, events, expected) => {
      const result = await store.append(stream, events, expected);
      if (result._tag !== 'conflict' || events.length < 2) return result;
      const start = await store.append(stream, events.slice(0, -1), expected);
      return start._tag === 'appended' && start.repeated ? start : result;
    }),
    caughtBy: 'answers with a conflict to a longer append that starts with stored events',
  },
  {
    fault: 'answers a retry with a conflict',
    mutant: withAppend(async (store, stream, events, expected) => {
      const result = await store.append(stream, events, expected);
      return result._tag === 'appended' && result.repeated ? { _tag: 'conflict', expected, actual: 0 } : result;
    }),
    caughtBy: 'recognises the same append again, and writes nothing',
  },
  {
    fault: 'counts characters where bytes are limited',
    mutant: withAppend(async (store, stream, events, expected) => {
      const characters = events.reduce((sum, { body }) => sum + body.length, 0);
      try {
        return await store.append(stream, events, expected);
      } catch (error) {
        if (isRejected(error) && characters > 300_000) return appendedAt(0);
        throw error;
      }
    }),
    caughtBy: 'takes an append of exactly the largest size, and refuses one byte more',
  },
];
