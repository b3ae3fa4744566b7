// Hash trees, as RFC 6962 makes them, and proofs over them.
export {
  emptyRoot,
  hashOfHex,
  hexOf,
  leafHash,
  nodeHash,
  type TreeHash,
  writeLeafHash,
  writeNodeHash,
} from './trees/treeHash.ts';
export * from './trees/changingTree.ts';
export * from './trees/growingTree.ts';
export { type LeafHashes, rootOf } from './trees/rootOf.ts';
export * from './trees/hashList.ts';
export * from './trees/inclusionProof.ts';
export * from './trees/consistencyProof.ts';
export * from './trees/headTree.ts';
export * from './trees/historyDigest.ts';
// Signed notes: keys, and the text of a seal.
export * from './notes/verifierKey.ts';
export * from './notes/signer.ts';
export * from './notes/parseNote.ts';
export * from './notes/openNote.ts';
export * from './notes/checkpoint.ts';
export * from './notes/openSeal.ts';
// Sealing a ledger, and the seals it has.
export { describeSealFailure, mayPass, type SealFailure } from './sealing/sealFailure.ts';
export { newestSeal, readSeal, type RecordedSeal, sealsOf } from './sealing/recordedSeal.ts';
export type { Sealed } from './sealing/appendSeal.ts';
export { createSealer, type Sealer, type SealerOptions } from './sealing/createSealer.ts';
export * from './sealing/twoSteps.ts';
export * from './sealing/sealEvery.ts';
// Proofs about a ledger, to be checked without it.
export * from './proofs/proofDocument.ts';
export * from './proofs/noProof.ts';
export { type LedgerPlace, proveEvent, proveStream } from './proofs/proveInclusion.ts';
export * from './proofs/proveConsistency.ts';
export * from './proofs/checkProof.ts';
