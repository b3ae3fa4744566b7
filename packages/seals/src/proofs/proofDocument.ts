import { Sha256, Whole } from '@commission-ledger/events';
import * as t from 'io-ts';

const Hashes = t.readonlyArray(Sha256);

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
/** A document that the codec {@link EventInclusion} has read. */
export type EventInclusion = t.TypeOf<typeof EventInclusion>;

/**
 * Proof that a stream ended so when its ledger was sealed. `index` is its place among all streams, in the order of
 * their first events.
 */
export const StreamInclusion = t.readonly(
  t.strict({
    schema: t.literal('inclusion/1'),
    tree: t.literal('heads'),
    ending: t.readonly(t.strict({ stream: t.string, length: Whole, head: Sha256 })),
    index: Whole,
    proof: Hashes,
    seal: t.string,
  }),
);
/** A document that the codec {@link StreamInclusion} has read. */
export type StreamInclusion = t.TypeOf<typeof StreamInclusion>;

/** Proof that what a later seal covers begins with what an earlier one covers. Both are notes. */
export const ConsistencyProof = t.readonly(
  t.strict({ schema: t.literal('consistency/1'), first: t.string, second: t.string, proof: Hashes }),
);
/** A document that the codec {@link ConsistencyProof} has read. */
export type ConsistencyProof = t.TypeOf<typeof ConsistencyProof>;

/** Any of the documents that can be checked without the ledger. */
export const ProofDocument = t.union([EventInclusion, StreamInclusion, ConsistencyProof]);
/** A document that the codec {@link ProofDocument} has read. */
export type ProofDocument = t.TypeOf<typeof ProofDocument>;
