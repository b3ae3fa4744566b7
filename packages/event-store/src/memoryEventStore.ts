import { checkAppend, defaultMaxAppendBytes } from './checkAppend.ts';
import { checkPosition, checkReadAll, checkReadStream } from './checkRead.ts';
import type { AppendResult, EventStore, HistoryPage, ReadAllOptions, StoredEvent } from './eventStore.ts';
import { followHistory } from './followHistory.ts';
import { type Append, findTakenId, revisionNumber, settleByRevision } from './settleAppend.ts';
import { StoreFailure } from './storeFailure.ts';
import { createWakeUpCall } from './wakeUpCall.ts';

/** How large an append may be, in bytes; by default 16 MiB. */
export type MemoryEventStoreOptions = Readonly<{ maxAppendBytes?: number }>;

/**
 * A store that lives as long as the process: for tests, examples and trying plans out. It answers exactly
 * as the durable stores do, and every append takes the same time however long the history is.
 */
export const memoryEventStore = ({ maxAppendBytes }: MemoryEventStoreOptions = {}): EventStore => {
  const history = createHistory();
  const news = createWakeUpCall();
  let closed = false;
  const checkOpen = (): void => {
    if (closed) throw new StoreFailure({ _tag: 'StoreClosed' }, 'The store is closed. Open it again first.');
  };
  const readAll = async (options: ReadAllOptions): Promise<HistoryPage> => {
    checkOpen();
    checkReadAll(options);
    return history.page(options);
  };
  return Object.freeze({
    append: async (stream, events, expected) => {
      checkOpen();
      checkAppend(stream, events, expected, maxAppendBytes ?? defaultMaxAppendBytes);
      const result = history.append({ stream, events, expected });
      if (result._tag === 'appended') news.call();
      return result;
    },
    async *readStream(stream, options = {}) {
      checkOpen();
      checkReadStream(stream, options);
      const events = history.stream(stream);
      const { direction = 'forwards', limit = Infinity } = options;
      const step = direction === 'forwards' ? 1 : -1;
      const from = options.from ?? (step === 1 ? 0 : events.length - 1);
      let index = step === 1 ? from : Math.min(from, events.length - 1);
      for (let left = limit; left > 0; left -= 1, index += step) {
        const event = events[index];
        if (event === undefined) return;
        yield event;
      }
    },
    readAll,
    head: async () => {
      checkOpen();
      return history.last();
    },
    async *subscribe(options) {
      checkPosition(options.after);
      yield* followHistory(options, { readPage: (after) => readAll({ after, limit: 512 }), news });
    },
    close: async () => {
      closed = true;
      news.call();
    },
  } satisfies EventStore);
};

/** The events, by stream and by id. The position of an event is its place in the history, from 1. */
const createHistory = () => {
  const all: StoredEvent[] = [];
  const streams = new Map<string, StoredEvent[]>();
  const byId = new Map<string, StoredEvent>();

  const write = ({ stream, events, expected }: Append, there: StoredEvent[]): AppendResult => {
    let revision = revisionNumber(expected);
    for (const { id, type, body } of events) {
      revision += 1;
      const stored = Object.freeze({ id, type, body, stream, revision, position: BigInt(all.length + 1) });
      all.push(stored);
      there.push(stored);
      byId.set(id, stored);
    }
    if (there.length === events.length) streams.set(stream, there);
    return { _tag: 'appended', revision, position: BigInt(all.length), repeated: false };
  };

  return {
    append: (append: Append): AppendResult => {
      const there = streams.get(append.stream) ?? [];
      const tail = {
        lastRevision: there.length - 1,
        eventsFrom: (revision: number, count: number) => there.slice(revision, revision + count),
      };
      return settleByRevision(append, tail) ?? findTakenId(append, (id) => byId.get(id)) ?? write(append, there);
    },
    stream: (name: string): readonly StoredEvent[] => streams.get(name) ?? [],
    page: ({ after, limit }: ReadAllOptions): HistoryPage => {
      const start = after === undefined ? 0 : Number(after);
      const events = all.slice(start, start + limit);
      return { events, next: events.at(-1)?.position ?? after, atEnd: start + limit >= all.length };
    },
    last: (): StoredEvent | undefined => all.at(-1),
  };
};
