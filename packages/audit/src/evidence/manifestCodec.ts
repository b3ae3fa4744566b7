import { InstantCodec, RecordedInstantCodec } from '@commission-ledger/calendar';
import { canonicalJson, Id, Sha256, Whole } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

const Counted = t.strict({ what: t.string, amount: t.string, currency: t.string, count: Whole });

/** How many items are sampled: at least one. */
const Size = new t.Type<number, number>(
  'Size',
  (input): input is number => Whole.is(input) && input > 0,
  (input, context) => {
    const size = Whole.validate(input, context);
    return E.isRight(size) && size.right === 0 ? t.failure(input, context, 'must be above 0') : size;
  },
  t.identity,
);

const Samples = t.strict({
  what: t.keyof({ payouts: null, accruals: null, deals: null }),
  method: t.keyof({ 'smallest-hash': null, 'monetary-unit': null }),
  seed: t.string,
  size: Size,
});

const Scope = t.union([
  t.strict({ kind: t.literal('whole') }),
  t.strict({ kind: t.literal('partners'), program: Id, partners: t.readonlyArray(Id) }),
]);

const Within = t.union([t.null, t.strict({ from: RecordedInstantCodec, until: RecordedInstantCodec })]);

const Parameters = t.strict({
  scope: Scope,
  period: Within,
  known: t.union([t.null, RecordedInstantCodec]),
  samples: Samples,
});

/** All that a manifest says. */
const ManifestCodec = t.strict({
  schema: t.literal('evidence/1'),
  ledger: Id,
  origin: t.string,
  scope: Scope,
  period: Within,
  known: t.strict({ size: Whole, recordedUntil: RecordedInstantCodec }),
  madeAt: InstantCodec,
  software: t.strict({ name: t.string, version: t.string }),
  counts: t.strict({ events: Whole, streams: Whole, byType: t.record(t.string, Whole) }),
  sums: t.readonlyArray(Counted),
  files: t.readonlyArray(t.strict({ path: t.string, bytes: Whole, sha256: Sha256 })),
  seal: t.union([t.null, t.string]),
  ipe: t.strict({ source: t.string, query: t.string, parameters: Parameters, logic: t.string }),
});

/** All that a manifest says. */
export type ReadManifest = t.TypeOf<typeof ManifestCodec>;

/** The manifest that a value is; `undefined` when it lacks a field, or has one that no manifest has. */
export const manifestIn = (value: unknown): ReadManifest | undefined => {
  const read = ManifestCodec.decode(value);
  if (E.isLeft(read)) return undefined;
  // The codec leaves out what it does not know.
  return canonicalJson(ManifestCodec.encode(read.right)) === canonicalJson(value) ? read.right : undefined;
};
