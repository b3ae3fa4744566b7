import { type HistoryPage, type ReadAllOptions, type StoredEvent, checkReadAll } from '@commission-ledger/event-store';

import { corrupt, failureOf } from './clientError.ts';
import { type Connection, callOf, readWhole } from './connection.ts';
import type { EventStoreDbAllRead, EventStoreDbPosition, EventStoreDbRecorded } from './eventStoreDbClient.ts';
import { fromRecorded } from './eventForm.ts';

/** The most events that are read with one call. */
const largestPage = 4_096;
/** How many are read at a time while they are all somebody else's. */
const searchPage = 512;

/** The port's `readAll`. Events of the server itself and of others are passed over. */
export const readAll = async (connection: Connection, options: ReadAllOptions): Promise<HistoryPage> => {
  connection.checkOpen();
  checkReadAll(options);
  const { after } = options;
  const limit = Math.min(options.limit, largestPage);
  let from = after;
  // The event at the start is read again: it is the one after which the caller wants to go on.
  for (let count = from === undefined ? limit : limit + 1; ; count = Math.max(limit + 1, searchPage)) {
    const log = await readLog(connection, { fromPosition: positionOf(from), direction: 'forwards', maxCount: count });
    const later = log.filter(({ position }) => from === undefined || position === undefined || position.commit > from);
    const ours = ofTheLedger(connection, later);
    const events = ours.slice(0, limit);
    const atEnd = log.length < count;
    if (events.length > 0 || atEnd) {
      return { events, next: events.at(-1)?.position ?? after, atEnd: atEnd && events.length === ours.length };
    }
    from = lastPositionOf(log) ?? from;
    connection.checkOpen();
  }
};

/** The port's `head`. */
export const head = async (connection: Connection): Promise<StoredEvent | undefined> => {
  connection.checkOpen();
  let from: 'end' | EventStoreDbPosition = 'end';
  for (let count = 16; ; count = searchPage) {
    const log = await readLog(connection, { fromPosition: from, direction: 'backwards', maxCount: count });
    const [last] = ofTheLedger(connection, log);
    const oldest = lastPositionOf(log);
    if (last || oldest === undefined || log.length < count) return last;
    // Backwards the server starts before the position.
    from = { commit: oldest, prepare: oldest };
    connection.checkOpen();
  }
};

/** The position as the clients have it; the start is there in every log, whether an event is at 0 or not. */
export const positionOf = (after: bigint | undefined): 'start' | EventStoreDbPosition =>
  after === undefined || after === 0n ? 'start' : { commit: after, prepare: after };

/** The event as the ledger's; `undefined` when it is somebody else's. */
export const ledgerEvent = ({ names }: Connection, recorded: EventStoreDbRecorded): StoredEvent | undefined => {
  const stream = names.ofServer(recorded.streamId);
  if (stream === undefined) return undefined;
  // The sign that stays for ever of a stream whose events will be gone: what is left must not be summed up.
  if (recorded.type === '$streamDeleted') throw corrupt(`${stream} was deleted for good (tombstone)`, 'reading on');
  return recorded.type.startsWith('$') ? undefined : fromRecorded(recorded, stream);
};

const ofTheLedger = (connection: Connection, log: readonly EventStoreDbRecorded[]): readonly StoredEvent[] =>
  log.flatMap((recorded) => ledgerEvent(connection, recorded) ?? []);

const lastPositionOf = (log: readonly EventStoreDbRecorded[]): bigint | undefined => log.at(-1)?.position?.commit;

const readLog = async (
  connection: Connection,
  read: Pick<EventStoreDbAllRead, 'fromPosition' | 'direction' | 'maxCount'>,
): Promise<readonly EventStoreDbRecorded[]> => {
  try {
    return await readWhole(connection, () => connection.client.readAll({ ...read, ...callOf(connection) }));
  } catch (error) {
    throw failureOf(error, 'reading the history');
  }
};
