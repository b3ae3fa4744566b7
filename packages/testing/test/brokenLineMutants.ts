import { randomUUID } from 'node:crypto';

import type { AppendResult, EventStore, NewEvent, StoredEvent } from '@commission-ledger/event-store';

import { type Mutant, type MutantRow, appendedAt, expectedFrom, lastRevision } from './mutant.ts';

/** Answers in some way of its own where the line broke. */
const whenLost =
  (answer: (store: EventStore, ...call: Parameters<EventStore['append']>) => Promise<AppendResult>): Mutant =>
  (store) => ({
    ...store,
    append: (stream, events, expected) =>
      store.append(stream, events, expected).catch((error: unknown) => {
        if (isClosed(error)) throw error;
        return answer(store, stream, events, expected);
      }),
  });

/** Subscribes again where the line broke, after a position of its own choice. */
const subscribingAgain =
  (from: (store: EventStore, place: Place) => Promise<bigint | undefined>): Mutant =>
  (store) => ({
    ...store,
    async *subscribe({ after, signal }) {
      let last: StoredEvent | undefined;
      let start = after;
      for (;;) {
        try {
          for await (const event of store.subscribe({ after: start, signal })) {
            last = event;
            yield event;
          }
          return;
        } catch (error) {
          if (isClosed(error)) throw error;
          start = await from(store, { after, last: last?.position ?? after });
        }
      }
    },
  });

type Place = Readonly<{ after: bigint | undefined; last: bigint | undefined }>;

const renamed = (events: readonly NewEvent[]): readonly NewEvent[] =>
  events.map((event) => ({ ...event, id: randomUUID() }));

const isClosed = (error: unknown): boolean => error instanceof Error && error.message.includes('closed');

const once = 'writes once what was written without the news of it';
const delivery = 'delivers every event once and in order though the connections broke: while it catches up, and live';

/** Subscribes again after the last event it delivered: no fault at all. */
export const rightAfterTheLast: Mutant = subscribingAgain(async (_, { last }) => last);

/** Adapters that cannot take what happens between them and the server. */
export const brokenLineMutants: readonly MutantRow[] = [
  {
    fault: 'calls an append written that got lost on the way',
    mutant: whenLost(async (_store, _stream, events, expected) =>
      appendedAt((expected === 'no-stream' ? -1 : expected) + events.length),
    ),
    caughtBy: 'does not say that an append was written that got lost on the way',
  },
  {
    fault: 'sends an append again under new ids',
    mutant: whenLost(async (store, stream, events) =>
      store.append(stream, renamed(events), expectedFrom(await lastRevision(store, stream))),
    ),
    caughtBy: once,
  },
  {
    fault: 'meets its own events and calls them a conflict',
    mutant: whenLost(async (store, stream, _events, expected) => ({
      _tag: 'conflict',
      expected,
      actual: expectedFrom(await lastRevision(store, stream)),
    })),
    caughtBy: once,
  },
  {
    fault: 'takes what somebody else wrote for its own',
    mutant: whenLost(async (store, stream, events, expected) => {
      const last = await lastRevision(store, stream);
      const mine = (expected === 'no-stream' ? -1 : expected) + events.length;
      return last >= mine ? appendedAt(mine) : store.append(stream, events, expected);
    }),
    caughtBy: 'answers with a conflict when the news of it was lost and somebody else had written first',
  },
  {
    fault: 'reads back the ids and not the bodies',
    mutant: (store) => ({
      ...store,
      append: async (stream, events, expected) => {
        const result = await store.append(stream, events, expected);
        return result._tag === 'different-content' ? { ...appendedAt(result.revision), repeated: true } : result;
      },
    }),
    caughtBy: 'does not take another content for what was written without the news of it',
  },
  {
    fault: 'recognises what it sent at the end of the stream only',
    mutant: (store) => ({
      ...store,
      append: async (stream, events, expected) => {
        const result = await store.append(stream, events, expected);
        const last = await lastRevision(store, stream);
        const isPast = result._tag === 'appended' && result.revision < last;
        return isPast ? { _tag: 'conflict', expected, actual: last } : result;
      },
    }),
    caughtBy: 'recognises what was written without the news of it though others wrote on',
  },
  {
    fault: 'sends what was under way again under new ids when the server comes back',
    mutant: whenLost(async (store, stream, events) => {
      const last = await lastRevision(store, stream).catch(() => lastRevision(store, stream));
      return store.append(stream, renamed(events), expectedFrom(last));
    }),
    caughtBy: 'stores exactly what was acknowledged, once, when the history was away and came back in the middle of it',
  },
  {
    fault: 'stays unavailable after the line broke once',
    mutant: (store) => {
      const broken = new Set<unknown>();
      return {
        ...store,
        append: async (stream, events, expected) => {
          for (const error of broken) throw error;
          return store.append(stream, events, expected).catch((error: unknown) => {
            broken.add(error);
            throw error;
          });
        },
      };
    },
    caughtBy: 'writes and reads on when the connections broke',
  },
  {
    fault: 'takes a dropped subscription for the end',
    mutant: (store) => ({
      ...store,
      async *subscribe(options) {
        const events = store.subscribe(options)[Symbol.asyncIterator]();
        for (;;) {
          const next = await events.next().catch(() => ({ done: true, value: undefined }) as const);
          if (next.done === true) return;
          yield next.value;
        }
      },
    }),
    caughtBy: delivery,
  },
  {
    fault: 'subscribes again from where it began',
    mutant: subscribingAgain(async (_, { after }) => after),
    caughtBy: delivery,
  },
  {
    fault: 'subscribes again at the event it delivered last',
    mutant: subscribingAgain(async (_, { last }) => (last === undefined || last < 1n ? last : last - 1n)),
    caughtBy: delivery,
  },
  {
    fault: 'subscribes again after an event it has not delivered',
    mutant: subscribingAgain(async (_, { last }) => last && last + 1n),
    caughtBy: delivery,
  },
  {
    fault: 'subscribes again at the end of the history',
    mutant: subscribingAgain(async (store) => {
      const head = await store.head().catch(() => store.head());
      return head?.position;
    }),
    caughtBy:
      'delivers every event once and in order though the history was away and came back: while it catches up, and live',
  },
];
