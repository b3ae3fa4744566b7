import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { catalogue } from './catalogue/index.ts';
import { type Decoder, decoderOf } from './decoderOf.ts';
import type { Frame } from './frame.ts';
import { HashedFrame } from './hashedFrame.ts';
import { homeStream } from './homeStream.ts';
import { fieldsOf, setAside } from './knownFields.ts';
import { misplaced, parseFrame } from './parseFrame.ts';
import { printable } from './printable.ts';
import type { RecordedEvent } from './recordedEvent.ts';
import type { StoredFrame } from './storedFrame.ts';
import type { UnreadableEvent } from './unreadableEvent.ts';
import { type JsonObject, type Upcast, type Upcasts, upcasts } from './upcasts.ts';

/** How the events of a catalogue are read; `readEvent` is the one for the ledger's own. */
export type Catalogue = Readonly<Record<string, Readonly<{ schema: number; codec: t.Mixed }>>>;

/**
 * Makes a reader for a catalogue and the steps from its older schemas. The reader never throws, whatever is stored.
 * @throws RangeError when a type of schema n does not have n − 1 steps: its older events could not be read.
 */
export const readerOf = (known: Catalogue, steps: Upcasts) => {
  const definitions = new Map(Object.entries(known).map(([type, entry]) => [type, definitionOf(type, entry, steps)]));
  return (stored: StoredFrame): E.Either<UnreadableEvent, RecordedEvent> => {
    const at = { stream: stored.stream, revision: stored.revision, id: stored.id };
    const frame = parseFrame(stored.body);
    if (typeof frame === 'string') return E.left({ ...at, _tag: 'NotAFrame', problem: frame });
    const place = misplaced(frame, stored);
    if (place !== undefined) return E.left({ ...at, ...place });
    const { type, schema } = frame;
    const definition = definitions.get(type);
    if (definition === undefined) return E.left({ ...at, _tag: 'UnknownEventType', type });
    if (schema > definition.schema)
      return E.left({ ...at, _tag: 'NewerSchema', type, schema, known: definition.schema });
    const json = upcast(frame, definition.steps);
    if (typeof json === 'string') return E.left({ ...at, _tag: 'MalformedData', type, problems: [json] });
    const data = definition.decode(json);
    if (isObject(data)) return E.right(recordedEvent(stored, frame, json, setAside(data, definition.fields)));
    return E.left({ ...at, _tag: 'MalformedData', type, problems: problemsOf(definition.codec, json) });
  };
};

type Definition = Readonly<{
  schema: number;
  codec: t.Mixed;
  decode: Decoder;
  fields: ReadonlySet<string>;
  steps: readonly Upcast[];
}>;

const isObject = (data: unknown): data is JsonObject => typeof data === 'object' && data !== null;

/** The codec itself knows the way to what is wrong. */
const problemsOf = (codec: t.Mixed, json: JsonObject): readonly string[] => {
  const decoded: t.Validation<unknown> = codec.decode(json);
  return E.isLeft(decoded) ? decoded.left.map(describeProblem) : [];
};

const definitionOf = (type: string, { schema, codec }: Catalogue[string], all: Upcasts): Definition => {
  const steps = Object.hasOwn(all, type) ? (all[type] ?? []) : [];
  if (steps.length !== schema - 1) throw new RangeError(`${type} of schema ${schema} needs ${schema - 1} upcasts.`);
  const fields = new Set(fieldsOf(codec).map(([name]) => name));
  return { schema, codec, decode: decoderOf(codec), fields, steps };
};

/** Data of an old schema has not been checked yet, so a step may trip over it; a string is what went wrong. */
const upcast = ({ schema, data }: Frame, steps: readonly Upcast[]): JsonObject | string => {
  if (schema > steps.length) return data;
  try {
    return steps.slice(schema - 1).reduce((json, step) => step(json), data);
  } catch {
    return `it cannot be brought from schema ${schema} to ${steps.length + 1}`;
  }
};

const recordedEvent = (
  stored: StoredFrame,
  frame: Frame,
  json: JsonObject,
  { known, unknown }: ReturnType<typeof setAside>,
): RecordedEvent => {
  const recording = {
    type: frame.type,
    data: known,
    stream: frame.stream,
    revision: frame.revision,
    id: frame.id,
    position: stored.position,
    hash: HashedFrame.hashOf(stored),
    recordedAt: frame.recordedAt,
    actor: frame.actor,
    correlation: frame.correlation,
    causation: frame.causation,
    commandKey: frame.commandKey,
    commandHash: frame.commandHash,
    unknown,
    json,
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the codec of `type` has just made `data`
  return recording as unknown as RecordedEvent;
};

const describeProblem = ({ context, message }: t.ValidationError): string => {
  const path = context.map(({ key }) => key).filter((key) => key !== '');
  return `/${printable(path.join('/'))} ${message ?? 'is not as the catalogue says'}`;
};

const readAnywhere = readerOf(catalogue, upcasts);

/** Reads a stored event: the frame is checked against where it stands, the data against its codec, and both against the stream. */
export const readEvent = (stored: StoredFrame): E.Either<UnreadableEvent, RecordedEvent> => {
  const read = readAnywhere(stored);
  if (E.isLeft(read)) return read;
  const { stream, revision, id, type, json } = read.right;
  const home = homeStream(stream, type, json);
  if (home === stream) return read;
  const [told, framed] = [printable(stream), printable(home)];
  return E.left({ stream, revision, id, _tag: 'FrameMisplaced', field: 'stream', stored: told, framed });
};
