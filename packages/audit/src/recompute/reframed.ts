import type { StoredEvent } from '@commission-ledger/event-store';
import {
  canonicalJson,
  catalogue,
  FRAME_VERSION,
  jsonOf,
  readEvent,
  type JsonObject,
  type RecordedEvent,
} from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';

/** The event as a store would give it back, with its data or other data; it is no link of the chain. */
export const reframed = (event: RecordedEvent, data: JsonObject = jsonOf(event)): StoredEvent => {
  const { stream, revision, position, id, type, recordedAt, actor, correlation, causation } = event;
  const { commandKey, commandHash, hash } = event;
  const frame = { v: FRAME_VERSION, stream, revision, id, type, schema: catalogue[type].schema, recordedAt };
  const command = { actor, correlation, causation, commandKey, commandHash };
  const prev = revision === 0 ? null : hash;
  return { stream, revision, position, id, type, body: canonicalJson({ ...frame, ...command, data, prev }) };
};

/** The event with other data, if it can be read so. */
export const withData = (event: RecordedEvent, data: JsonObject): RecordedEvent | undefined => {
  const read = readEvent(reframed(event, data));
  return E.isRight(read) ? read.right : undefined;
};
