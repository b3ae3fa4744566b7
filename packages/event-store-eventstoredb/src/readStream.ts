import { type ReadStreamOptions, type StoredEvent, checkReadStream } from '@commission-ledger/event-store';

import { corrupt, failureOf, kindOf } from './clientError.ts';
import { type Connection, callOf, readWhole } from './connection.ts';
import type { EventStoreDbRecorded, EventStoreDbStreamRead } from './eventStoreDbClient.ts';
import { fromRecorded } from './eventForm.ts';

/** Read at most so many events with one call, so that a reader who stops early leaves nothing open. */
const pageSize = 512;

/** The port's `readStream`. A stream that has lost events is `Corrupt`, not shorter. */
export async function* readStream(
  connection: Connection,
  stream: string,
  options: ReadStreamOptions,
): AsyncGenerator<StoredEvent> {
  connection.checkOpen();
  checkReadStream(stream, options);
  const direction = options.direction ?? 'forwards';
  const step = direction === 'forwards' ? 1 : -1;
  let from = options.from ?? (direction === 'forwards' ? 0 : undefined);
  let left = options.limit ?? Number.MAX_SAFE_INTEGER;
  while (left > 0 && (from === undefined || from >= 0)) {
    connection.checkOpen();
    const count = Math.min(left, pageSize);
    const page = await readPage(connection, { stream, from, direction, count });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < count) return;
    left -= page.length;
    from = last.revision + step;
  }
}

/** Which events of a stream; `from` is included, and `undefined` is the last one. */
export type StreamPage = Readonly<{
  stream: string;
  from: number | undefined;
  direction: 'forwards' | 'backwards';
  count: number;
}>;

/**
 * One page of a stream, whole: fewer events than asked for are there only at the end.
 *
 * @throws StoreFailure, `Corrupt` when events that must be there are not.
 */
export const readPage = async (connection: Connection, page: StreamPage): Promise<readonly StoredEvent[]> => {
  const recorded = await readRecorded(connection, page);
  const events = recorded.map((event) => fromRecorded(event, page.stream));
  checkWhole(events, page);
  return events;
};

/**
 * The same as the client has it, not looked at.
 *
 * @throws StoreFailure, `Corrupt` when nothing is where the stream starts or ends because it loses events.
 */
export const readRecorded = async (
  connection: Connection,
  { stream, from, direction, count }: StreamPage,
): Promise<readonly EventStoreDbRecorded[]> => {
  const onServer = connection.names.onServer(stream);
  const fromRevision = from === undefined ? 'end' : BigInt(from);
  const there = await readIfThere(connection, onServer, { fromRevision, direction, maxCount: count }, stream);
  // Nothing after a revision in the middle is what whoever keeps up with a stream meets each time: not looked into.
  if (there && (there.length > 0 || (direction === 'forwards' && from !== 0))) return there;
  // A stream that was deleted softly, or has lost every event, looks as if it never was; only its metadata remembers.
  const about = await readIfThere(connection, `$$${onServer}`, lastOne, stream);
  const limits = limitsIn(about?.[0]?.data);
  if (limits.length > 0) {
    throw corrupt(`${stream} was deleted, or may have lost events (${limits.join(', ')})`, `reading ${stream}`);
  }
  return [];
};

/** The settings by which a stream loses events, in the data of its metadata. */
export const limitsIn = (data: unknown): readonly string[] =>
  ['$maxAge', '$maxCount', '$tb'].filter((setting) => typeof data === 'object' && data !== null && setting in data);

type Read = Pick<EventStoreDbStreamRead, 'fromRevision' | 'direction' | 'maxCount'>;

const lastOne: Read = { fromRevision: 'end', direction: 'backwards', maxCount: 1 };

const readIfThere = async (
  connection: Connection,
  onServer: string,
  read: Read,
  stream: string,
): Promise<readonly EventStoreDbRecorded[] | undefined> => {
  const start = () => connection.client.readStream(onServer, { ...read, ...callOf(connection) });
  try {
    return await readWhole(connection, start);
  } catch (error) {
    if (kindOf(error) === 'no-stream') return undefined;
    throw failureOf(error, `reading ${stream}`);
  }
};

/** No event may be missing where the page starts, within it, or (backwards) before the first event of the stream. */
const checkWhole = (events: readonly StoredEvent[], { stream, from, direction, count }: StreamPage): void => {
  const step = direction === 'forwards' ? 1 : -1;
  const first = events[0]?.revision;
  const start = step === 1 ? from : first;
  const missing = (revision: number) =>
    corrupt(
      `event ${revision} of ${stream} is missing (deleted, or dropped by $maxAge, $maxCount or $tb)`,
      `reading ${stream}`,
    );
  if (start !== undefined) {
    for (const [index, { revision }] of events.entries()) {
      if (revision !== start + index * step) throw missing(start + index * step);
    }
  }
  const last = events.at(-1)?.revision;
  if (step === -1 && last !== undefined && last > 0 && events.length < count) throw missing(last - 1);
};
