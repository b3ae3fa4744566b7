import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { type EventType, type LedgerEvent, catalogue } from './catalogue/index.ts';
import { eventIdOf } from './eventId.ts';
import { FRAME_VERSION, writeFrame } from './frame.ts';
import { opaqueFieldsOf } from './knownFields.ts';
import { readEvent } from './readEvent.ts';
import { isStreamName } from './streams.ts';
import { describeUnreadableEvent } from './unreadableEvent.ts';
import type { JsonObject } from './upcasts.ts';

/** What all events of one command have in common. */
export type CommandContext = Readonly<{
  ledger: string;
  actor: string;
  correlation: string | null;
  causation: string | null;
  commandKey: string;
  commandHash: string;
}>;

/** Where in its stream the next event goes. */
export type StreamEnd = Readonly<{ stream: string; revision: number | 'no-stream'; hash: string | null }>;

/** An event ready for the store. */
export type FramedEvent = Readonly<{ id: string; type: EventType; body: string; revision: number; hash: string }>;

/** The data of an event as JSON, in the current schema. */
export const jsonOf = (event: LedgerEvent): JsonObject => {
  // The entry is chosen by `type`, so the codec fits the data; TypeScript cannot follow the pair through the table.
  const { codec }: { codec: t.Mixed } = catalogue[event.type];
  const json: JsonObject = codec.encode(event.data);
  return json;
};

/**
 * Frames the events of one command for the end of a stream; `recordedAt` gives the instant for each.
 *
 * What could not be read back is never written: the history would stop there for ever.
 * @throws TypeError or RangeError (defects of the caller) on data outside the catalogue, also on a field that it does
 * not know; on a stream or an end of a stream that cannot be; on what JSON cannot say exactly.
 */
export const frameEvents = (
  events: readonly LedgerEvent[],
  context: CommandContext,
  end: StreamEnd,
  recordedAt: () => string,
  firstIndex = 0,
): readonly FramedEvent[] => {
  if (!isStreamName(end.stream)) throw new RangeError('A stream is named by its category and ids.');
  let prev = end.hash;
  let revision = end.revision === 'no-stream' ? -1 : end.revision;
  return events.map((event, index) => {
    revision += 1;
    const id = eventIdOf(context.ledger, context.commandKey, firstIndex + index);
    const framed = frameEvent(event, context, { stream: end.stream, revision, id, prev }, recordedAt());
    prev = framed.hash;
    return framed;
  });
};

type Place = Readonly<{ stream: string; revision: number; id: string; prev: string | null }>;

const frameEvent = (event: LedgerEvent, context: CommandContext, place: Place, recordedAt: string): FramedEvent => {
  const { stream, revision, id, prev } = place;
  const { type } = event;
  const { actor, correlation, causation, commandKey, commandHash } = context;
  const { schema } = catalogue[type];
  const data = jsonOf(event);
  const command = { actor, correlation, causation, commandKey, commandHash };
  const frame = { v: FRAME_VERSION, stream, revision, id, type, schema, recordedAt, ...command, data, prev } as const;
  const body = writeFrame(frame, opaqueFields.get(type));
  return { id, type, body, revision, hash: hashOfReadable({ stream, revision, id, type, body }) };
};

const opaqueFields: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(catalogue).map(([type, { codec }]) => [type, opaqueFieldsOf(codec)]),
);

/** The hash of what was written, once it has been read back. */
const hashOfReadable = (
  written: Readonly<{ stream: string; revision: number; id: string; type: string; body: string }>,
): string => {
  const read = readEvent({ ...written, position: 0n });
  if (E.isLeft(read))
    throw new TypeError(`Not written, for nobody could read it. ${describeUnreadableEvent(read.left)}`);
  const unknown = Object.keys(read.right.unknown);
  if (unknown.length > 0) throw new TypeError(`A ${written.type} has no field named ${unknown.join(', ')}.`);
  return read.right.hash;
};
