import {
  type Append,
  type AppendResult,
  type EventStore,
  type HistoryPage,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoredEvent,
  type WakeUpCall,
  checkAppend,
  checkPosition,
  checkReadAll,
  checkReadStream,
  followHistory,
} from '@commission-ledger/event-store';

import type { EventTable } from './eventTable.ts';
import type { GroupCommit } from './groupCommit.ts';
import type { Look } from './retryWhileBusy.ts';

/** What the event side of a file needs from the rest of it. */
export type EventSide = Readonly<{
  table: EventTable;
  writer: GroupCommit;
  look: Look;
  news: WakeUpCall;
  maxAppendBytes: number;
  pollIntervalMs: number;
  /** Throws `StoreClosed` when the store is closed. */
  checkOpen(): void;
  close(): Promise<void>;
}>;

/** What reading needs of it. */
type ReadSide = Pick<EventSide, 'table' | 'look'>;

/** Rows are read a few at a time, so that neither memory nor the event loop suffers from a long history. */
const pageSize = 512;

/** The event store in the file. */
export const sqliteEventStore = (side: EventSide): EventStore => ({
  append: async (stream, events, expected) => {
    side.checkOpen();
    checkAppend(stream, events, expected, side.maxAppendBytes);
    // A copy: the caller may change its objects while this waits for its turn.
    const copy = events.map(({ id, type, body }) => ({ id, type, body }));
    return await appendTo(side, { stream, events: copy, expected });
  },
  readStream: (stream, options) => readStream(side, stream, options ?? {}),
  readAll: (options) => readAll(side, options),
  head: () => side.look(side.table.head),
  subscribe: (options) => subscribe(side, options),
  close: side.close,
});

const appendTo = ({ table, writer }: EventSide, append: Append): Promise<AppendResult> =>
  writer.submit((careful) => table.append(append, careful));

/** The events of a stream, page by page. */
export async function* readStream(
  side: ReadSide,
  stream: string,
  options: ReadStreamOptions,
): AsyncGenerator<StoredEvent> {
  checkReadStream(stream, options);
  const backwards = options.direction === 'backwards';
  let from = options.from ?? (backwards ? Number.MAX_SAFE_INTEGER : 0);
  let left = options.limit ?? Number.MAX_SAFE_INTEGER;
  while (left > 0 && from >= 0) {
    const count = Math.min(left, pageSize);
    const start = from;
    const page = await side.look(() => side.table.stream(stream, start, count, backwards));
    for (const event of page.events) yield event;
    const last = page.events.at(-1);
    if (last === undefined || page.atEnd) return;
    left -= page.events.length;
    from = last.revision + (backwards ? -1 : 1);
  }
}

/** A page of the history. */
export const readAll = async (side: ReadSide, options: ReadAllOptions): Promise<HistoryPage> => {
  checkReadAll(options);
  const { after } = options;
  const limit = Math.min(options.limit, largestPage);
  const { events, atEnd } = await side.look(() => side.table.after(after, limit));
  return { events, next: events.at(-1)?.position ?? after, atEnd };
};

const largestPage = 4096;

async function* subscribe(
  side: EventSide,
  options: Readonly<{ after: bigint | undefined; signal: AbortSignal }>,
): AsyncGenerator<StoredEvent> {
  checkPosition(options.after);
  yield* followHistory(options, {
    readPage: (after) => readAll(side, { after, limit: pageSize }),
    news: side.news,
    pollIntervalMs: side.pollIntervalMs,
  });
}
