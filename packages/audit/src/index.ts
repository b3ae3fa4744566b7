export * from './access/index.ts';
export { checkPack, type PackCheckOptions } from './evidence/checkPack.ts';
export { evidencePack, type PackedEvidence } from './evidence/evidencePack.ts';
export { describeEvidenceFailure, type EvidenceFailure } from './evidence/evidenceFailure.ts';
export type { EvidenceManifest, Ipe } from './evidence/evidenceManifest.ts';
export type * from './evidence/evidenceRequest.ts';
export { type EvidenceZip, evidenceZip } from './evidence/evidenceZip.ts';
export type { PackedFile } from './evidence/packedFiles.ts';
export type { PackFinding, PackFindingClass } from './evidence/packFinding.ts';
export type { PackedSeal, PackNotChecked, PackReport } from './evidence/packReport.ts';
export type { PackSource } from './evidence/packSource.ts';
export {
  type SampleItem,
  type Sampled,
  samplePopulation,
  type Sampling,
  type SamplingMethod,
} from './evidence/sampling.ts';
export type { Sum, SumOf } from './evidence/tally.ts';
export * from './verify/index.ts';
export * from './recompute/index.ts';
export * from './replay/index.ts';
