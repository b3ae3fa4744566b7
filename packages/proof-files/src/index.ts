export { bcFile } from './bcFile.ts';
export { describeNoProofFile, type NoProofFile, type Provable } from './proofSource.ts';
export { spreadsheetFile } from './spreadsheetFile.ts';
export { sqlFile } from './sqlFile.ts';
