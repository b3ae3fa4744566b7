import { failureOf } from './clientError.ts';
import { type Connection, connectionOver, readWhole } from './connection.ts';
import type { EventStoreDbClient, EventStoreDbRecorded } from './eventStoreDbClient.ts';
import { type EventStoreDbOptions, settingsOf } from './eventStoreDbOptions.ts';
import { withPlainAppends } from './plainAppends.ts';
import { proveRevisionCheck } from './proveRevisionCheck.ts';
import { positionOf } from './readHistory.ts';
import { limitsIn } from './readStream.ts';

/** What a check found. `problems` has a sentence for everything that is not as it should be. */
export type EventStoreDbHealth = Readonly<{
  healthy: boolean;
  /** The server answered a read. */
  reachable: boolean;
  /** A leader answered: decisions can be read, and appends will be taken. */
  leader: boolean;
  /** An append after an event that does not exist was refused. */
  refusesWrongRevision: boolean;
  /** Streams of the ledger that lose events, or have lost them. Not looked for unless the rest is well. */
  limitedStreams: readonly LimitedStream[];
  problems: readonly string[];
}>;

/** A stream whose history is not whole for ever, and by which settings: `$maxAge`, `$maxCount`, `$tb`, `$streamDeleted`. */
export type LimitedStream = Readonly<{ stream: string; settings: readonly string[] }>;

/** The options of the store, and whether the whole log is read for streams that lose events, which takes its time: true. */
export type EventStoreDbCheckOptions = EventStoreDbOptions & Readonly<{ limitedStreams?: boolean }>;

/**
 * Looks whether a ledger is well on a server: for a start-up, a health endpoint (without `limitedStreams`), a doctor.
 * What the server does wrong is in the answer.
 *
 * @throws StoreFailure `InvalidAppend` for options that make no sense.
 */
export const checkEventStoreDb = async (
  client: EventStoreDbClient,
  options: EventStoreDbCheckOptions = {},
): Promise<EventStoreDbHealth> =>
  await checkConnection(connectionOver(withPlainAppends(client), settingsOf(options)), options);

/** The same over a connection of somebody who has one. */
export const checkConnection = async (
  connection: Connection,
  options: Pick<EventStoreDbCheckOptions, 'limitedStreams'>,
): Promise<EventStoreDbHealth> => {
  const problems: string[] = [];
  const goesWell = async (step: () => Promise<unknown>): Promise<boolean> => {
    try {
      await step();
      return true;
    } catch (error) {
      problems.push(failureOf(error, 'checking the server').message);
      return false;
    }
  };
  const reachable = await goesWell(() => readLast(connection, false));
  const leader = reachable && (await goesWell(() => readLast(connection, true)));
  const refusesWrongRevision = leader && (await goesWell(() => proveRevisionCheck(connection)));
  const limitedStreams: LimitedStream[] = [];
  if (refusesWrongRevision && options.limitedStreams !== false) {
    await goesWell(async () => limitedStreams.push(...(await findLimitedStreams(connection))));
  }
  for (const { stream, settings } of limitedStreams) {
    problems.push(`The stream ${stream} does not keep its events for ever (${settings.join(', ')}).`);
  }
  const healthy = problems.length === 0;
  return { healthy, reachable, leader, refusesWrongRevision, limitedStreams, problems };
};

const readLast = (connection: Connection, requiresLeader: boolean) => {
  const { client, settings } = connection;
  const credentials = settings.credentials ? { credentials: { ...settings.credentials } } : {};
  return readWhole(connection, () =>
    client.readAll({ fromPosition: 'end', direction: 'backwards', maxCount: 1, requiresLeader, ...credentials }),
  );
};

const pageSize = 1_024;

/** Reads the log from its start: settings of streams are events of their metastreams, and the last one counts. */
const findLimitedStreams = async (connection: Connection): Promise<readonly LimitedStream[]> => {
  const found = new Map<string, readonly string[]>();
  const { client, settings } = connection;
  const credentials = settings.credentials ? { credentials: { ...settings.credentials } } : {};
  let from: bigint | undefined;
  for (;;) {
    const start = from;
    const log = await readWhole(connection, () =>
      client.readAll({ fromPosition: positionOf(start), direction: 'forwards', maxCount: pageSize, ...credentials }),
    );
    for (const recorded of log) note(connection, recorded, found);
    const last = log.at(-1)?.position?.commit;
    if (last === undefined || last === from || log.length < pageSize) break;
    from = last;
  }
  return [...found].filter(([, limits]) => limits.length > 0).map(([stream, limits]) => ({ stream, settings: limits }));
};

const note = (
  { names }: Connection,
  { streamId, type, data }: EventStoreDbRecorded,
  found: Map<string, readonly string[]>,
): void => {
  const tombstone = type === '$streamDeleted';
  if (!tombstone && type !== '$metadata') return;
  const stream = names.ofServer(tombstone ? streamId : streamId.replace(/^\$\$/, ''));
  if (stream === undefined) return;
  found.set(stream, tombstone ? ['$streamDeleted'] : limitsIn(data));
};
