export type { Cause } from './cause.ts';

export type { ReadModelCause } from './readModelCause.ts';
export type { FileExamination } from './fileExamination.ts';
export { framesSource } from './framesSource.ts';
export type { HistoryPlace } from './historyPlace.ts';
export type { HistorySource } from './historySource.ts';
export { type KeptLeaves, type NotLeaves, parseLeaves } from './keptLeaves.ts';
export { type Division, type ScanOrder, scanDivided, scanRange } from './scanDivided.ts';
export type { Scan, ScanStart } from './scanHistory.ts';
export type { Form, ScannedPart } from './scannedPart.ts';
export { describeVerifyFailure, type VerifyFailure } from './verifyFailure.ts';
export { verifyHistory } from './verifyHistory.ts';
export { type ReadModelFault, type VerifiedLedger, withoutReadModels, withReadModels } from './withReadModels.ts';
export type { VerifyOptions, VerifyProgress } from './verifyOptions.ts';
export type {
  CheckedNote,
  CheckedSeal,
  ComparedWith,
  Finding,
  FindingClass,
  NotChecked,
  VerifyReport,
} from './verifyReport.ts';
