import {
  type Append,
  type AppendResult,
  findTakenId,
  revisionNumber,
  settleByRevision,
} from '@commission-ledger/event-store';

import { actualRevisionOf, corrupt, failureOf, kindOf, tooLarge } from './clientError.ts';
import { type Connection, callOf, withoutRetry } from './connection.ts';
import type { EventStoreDbAppended, EventStoreDbEventData, EventStoreDbExpectation } from './eventStoreDbClient.ts';
import { appendIdOf, fromRecorded, toEventData } from './eventForm.ts';
import { readPage, readRecorded } from './readStream.ts';
import { mayPass, retryPassing } from './retryPassing.ts';
import { withinTime } from './withinTime.ts';

/**
 * The port's `append`, after its input was checked.
 *
 * The server recognises a retry by ids alone, and answers it as it answers a new append, whatever the bodies are.
 * So every success is read back: an event that carries this call's own mark was written by it, and if not, the
 * bodies are compared. Nothing less tells the two apart: of two processes that send the same append at the same
 * time both get the same answer, with a position that neither has seen before.
 */
export const appendEvents = async (connection: Connection, append: Append): Promise<AppendResult> => {
  const twice = findTakenId(append, () => undefined);
  if (twice) return (await settle(connection, append)) ?? twice;
  const appendId = connection.settings.newAppendId();
  const data = append.events.map((event) => toEventData(event, { appendId }));
  try {
    const appended = await send(connection, connection.names.onServer(append.stream), data, expectationOf(append));
    return await confirm(connection, { append, appendId }, appended);
  } catch (error) {
    return await explain(connection, append, { error, data });
  }
};

/** Sends the events, the same each time, until the server has answered. @throws what the client throws. */
export const send = (
  connection: Connection,
  nameOnServer: string,
  data: readonly EventStoreDbEventData[],
  expectation: EventStoreDbExpectation,
): Promise<EventStoreDbAppended> => {
  const { client, settings } = connection;
  const deadline = settings.callTimeoutMs;
  return retryPassing(settings, 'append', async () => {
    const options = { ...expectation, ...callOf(connection), deadline };
    const appended = await withinTime(deadline, () => client.appendToStream(nameOnServer, [...data], options));
    if (!appended.success) throw new RevisionRefused('the client was told not to throw');
    return appended;
  });
};

/** A client can be told to answer where it would throw. */
class RevisionRefused extends Error {
  override readonly name = 'RevisionRefused';
  readonly type = 'wrong-expected-version';
}

const expectationOf = ({ expected }: Append): EventStoreDbExpectation => {
  const revision = expected === 'no-stream' ? 'no_stream' : BigInt(expected);
  return { expectedRevision: revision, streamState: revision };
};

/** The server says that the events are there: since now, or since an earlier time? */
const confirm = async (
  connection: Connection,
  { append, appendId }: Readonly<{ append: Append; appendId: string }>,
  { nextExpectedRevision }: EventStoreDbAppended,
): Promise<AppendResult> => {
  const { stream } = append;
  const revision = revisionNumber(append.expected) + append.events.length;
  if (Number(nextExpectedRevision) !== revision) {
    throw corrupt(
      `the server answered an append that belongs at revision ${revision} with ${nextExpectedRevision}`,
      `appending to ${stream}`,
    );
  }
  const [recorded] = await readRecorded(connection, { stream, from: revision, direction: 'forwards', count: 1 });
  if (recorded && appendIdOf(recorded) === appendId) {
    const { position } = fromRecorded(recorded, stream);
    return { _tag: 'appended', revision, position, repeated: false };
  }
  const result = await settle(connection, append);
  if (result && result._tag !== 'conflict') return result;
  if (result) throw corrupt(`the server took events for ${stream} and has others there`, `appending to ${stream}`);
  const hidden = new Error('the server took the events, but does not show them');
  throw failureOf(hidden, `appending to ${stream}`, afterAppend);
};

/** What to do about an append of which nothing is known. */
const afterAppend = 'Read back what was written, then try again.';

/** What an append came to that did not succeed. */
const explain = async (
  connection: Connection,
  append: Append,
  { error, data }: Readonly<{ error: unknown; data: readonly EventStoreDbEventData[] }>,
): Promise<AppendResult> => {
  const failure = () => failureOf(error, `appending to ${append.stream}`, afterAppend);
  const kind = kindOf(error);
  if (kind === 'too-large') throw tooLarge(error, bytesOnServer(append, data));
  if (kind !== 'wrong-revision' && !mayPass(error)) throw failure();
  // Nothing is known until the places are read where the events would be. The append was tried often enough: one look.
  const reader = kind === 'wrong-revision' ? connection : withoutRetry(connection);
  const result = await settle(reader, append, actualRevisionOf(error));
  if (result) return result;
  throw failure();
};

/**
 * What the stored events say about the append; `undefined` while it would come next.
 *
 * @param actual the stream's last revision, when the server has just named it.
 */
const settle = async (
  connection: Connection,
  append: Append,
  actual?: number | 'no-stream',
): Promise<AppendResult | undefined> => {
  const { stream, events, expected } = append;
  // In this order: what comes between the two reads is not taken for somebody else's.
  const lastRevision = actual === undefined ? await lastRevisionOf(connection, stream) : revisionNumber(actual);
  const from = revisionNumber(expected) + 1;
  const page = { stream, from, direction: 'forwards', count: events.length } as const;
  const there = lastRevision < from ? [] : await readPage(connection, page);
  const missing = Math.min(lastRevision - from + 1, events.length) - there.length;
  if (missing > 0)
    throw failureOf(new Error(`${missing} events were not shown`), `reading back ${stream}`, afterAppend);
  return settleByRevision(append, { lastRevision, eventsFrom: () => there });
};

const lastRevisionOf = async (connection: Connection, stream: string): Promise<number> => {
  const [last] = await readPage(connection, { stream, from: undefined, direction: 'backwards', count: 1 });
  return last?.revision ?? -1;
};

/** As the server counts: bodies, metadata, and types in UTF-16. */
const bytesOnServer = ({ events }: Append, data: readonly EventStoreDbEventData[]): number =>
  events.reduce((sum, { body, type }) => sum + Buffer.byteLength(body) + 2 * type.length, 0) +
  data.reduce((sum, { metadata }) => sum + JSON.stringify(metadata).length, 0);
