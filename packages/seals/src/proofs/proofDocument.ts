import * as t from 'io-ts';

const Whole = new t.Type<number, number>(
  'Whole',
  (input): input is number => Number.isSafeInteger(input) && Number(input) >= 0,
  (input, context) =>
    typeof input === 'number' && Number.isSafeInteger(input) && input >= 0
      ? t.success(input)
      : t.failure(input, context),
  t.identity,
);

const Hash = new t.Type<string, string>(
  'Hash',
  (input): input is string => typeof input === 'string' && /^[0-9a-f]{64}$/.test(input),
  (input, context) =>
    typeof input === 'string' && /^[0-9a-f]{64}$/.test(input) ? t.success(input) : t.failure(input, context),
  t.identity,
);

const Hashes = t.readonlyArray(Hash);

/**
 * Proof that an event is in a sealed history. `frame` is what is stored of it, byte for byte: the leaf of the event tree
 * is made of its SHA-256. `index` is its place in the whole history, from 0; `proof` the hashes beside its way to the
 * root, from below; `seal` the note of the seal.
 */
export const EventInclusion = t.readonly(
  t.strict({
    schema: t.literal('inclusion/1'),
    tree: t.literal('events'),
    frame: t.string,
    index: Whole,
    proof: Hashes,
    seal: t.string,
  }),
);
export type EventInclusion = t.TypeOf<typeof EventInclusion>;

/**
 * Proof that a stream ended so when its ledger was sealed. `index` is its place among all streams, in the order of
 * their first events.
 */
export const StreamInclusion = t.readonly(
  t.strict({
    schema: t.literal('inclusion/1'),
    tree: t.literal('heads'),
    ending: t.readonly(t.strict({ stream: t.string, length: Whole, head: Hash })),
    index: Whole,
    proof: Hashes,
    seal: t.string,
  }),
);
export type StreamInclusion = t.TypeOf<typeof StreamInclusion>;

/** Proof that what a later seal covers begins with what an earlier one covers. Both are notes. */
export const ConsistencyProof = t.readonly(
  t.strict({ schema: t.literal('consistency/1'), first: t.string, second: t.string, proof: Hashes }),
);
export type ConsistencyProof = t.TypeOf<typeof ConsistencyProof>;

/** Any of the documents that can be checked without the ledger. */
export const ProofDocument = t.union([EventInclusion, StreamInclusion, ConsistencyProof]);
export type ProofDocument = t.TypeOf<typeof ProofDocument>;
