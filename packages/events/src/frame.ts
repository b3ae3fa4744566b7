import { hash } from 'node:crypto';
import { RecordedInstantCodec } from '@commission-ledger/calendar';
import { canonicalJson, canonicalJsonOfWholes } from './canonicalJson.ts';
import { MAX_FRAME_LENGTH } from './jsonLimits.ts';

/** The version of the frame itself. */
export const FRAME_VERSION = 1;

/**
 * What is stored and hashed for one event: canonical JSON (RFC 8785) of these fields. `prev` is the hash of the
 * previous frame of the stream, `null` in the first, so each stream is a chain that anyone can check with a
 * JSON tool and `sha256sum`.
 */
export type Frame = Readonly<{
  v: typeof FRAME_VERSION;
  stream: string;
  revision: number;
  /** UUIDv5 of (ledger, command key, index of the event in its command). */
  id: string;
  type: string;
  schema: number;
  /** When we learnt it, UTC with microseconds. When it happened is in the data. */
  recordedAt: string;
  /** Who or what sent the command. */
  actor: string;
  /** What this belongs to, such as a request or an import. */
  correlation: string | null;
  /** The id of the event that caused this one. */
  causation: string | null;
  /** The business key of the command: the same key never records twice. */
  commandKey: string;
  /** SHA-256 of the command's content without clocks. */
  commandHash: string;
  data: Readonly<Record<string, unknown>>;
  prev: string | null;
}>;

/**
 * The frame as it is stored.
 *
 * @param opaqueFields fields of `data` that hold another layer's JSON; only there may numbers be other than whole.
 * @throws NotJson on what JSON cannot say exactly, RangeError on a time not in the recorded form and on a frame that
 * is too long: defects of the caller.
 */
export const writeFrame = (frame: Frame, opaqueFields: readonly string[] = []): string => {
  if (!RecordedInstantCodec.is(frame.recordedAt))
    throw new RangeError('`recordedAt` must be UTC with microseconds, such as 2017-03-01T09:30:00.000000Z.');
  const text = canonicalJsonOfWholes(frame, new Set(opaqueFields.map((field) => `data/${field}`)));
  if (text.length > MAX_FRAME_LENGTH) throw new RangeError(`A ${frame.type} of ${frame.stream} is too long to store.`);
  return text;
};

/** SHA-256 over the UTF-8 bytes of a stored frame, hexadecimal. */
export const hashOf = (body: string): string => hash('sha256', body);

/** SHA-256 of the canonical JSON of a command's content; clocks stay out of it. @throws NotJson */
export const commandHashOf = (content: Readonly<Record<string, unknown>>): string => hashOf(canonicalJson(content));
