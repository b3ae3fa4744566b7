import { hash } from 'node:crypto';
import { RecordedInstantCodec } from '@commission-ledger/calendar';
import { type AccessEntry, canonicalJson } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

const HandedOverCodec = t.readonly(t.strict({ what: t.string, count: t.number, sha256: t.union([t.string, t.null]) }));

const LineCodec = t.readonly(
  t.type({
    schema: t.literal('access/1'),
    /** The hash of the line before; null in the first. */
    prev: t.union([t.string, t.null]),
    /** As the ledger writes instants. */
    at: RecordedInstantCodec,
    actor: t.string,
    role: t.string,
    scope: t.readonly(t.record(t.string, t.string)),
    question: t.string,
    subject: t.union([t.string, t.null]),
    parameters: t.unknown,
    outcome: t.string,
    handedOver: t.readonlyArray(HandedOverCodec),
  }),
);

/** A line of an access log: an entry, and the hash of the line before it. */
export type AccessLine = AccessEntry & Readonly<{ schema: 'access/1'; prev: string | null }>;

/** SHA-256 of the bytes of a line, without its line feed, in lowercase hex. */
export const lineHash = (line: Uint8Array): string => hash('sha256', line, 'hex');

/** The line as it is written: canonical JSON, without the line feed. */
export const lineText = (entry: AccessEntry, prev: string | null): string =>
  canonicalJson({ schema: 'access/1', prev, ...entry });

/** The line that is written there; `undefined` where it is none, or is not the one way to write it. */
export const accessLineIn = (line: Uint8Array): AccessLine | undefined => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line);
    const json: unknown = JSON.parse(text);
    // A name that is there twice would say one thing to us, and another to who reads the first.
    if (canonicalJson(json) !== text) return undefined;
    const read = LineCodec.decode(json);
    return E.isRight(read) ? read.right : undefined;
  } catch {
    return undefined;
  }
};
