export {
  importPayoutResults,
  type ImportPayoutResults,
  type ResultFileFailure,
  type ResultOutcome,
  type ResultRefusal,
} from './importPayoutResults.ts';
export { makePayoutFile, type MakePayoutFile } from './makePayoutFile.ts';
export type { DetailsOf, PayeeDetails } from './payeeDetails.ts';
export {
  payoutFile,
  type DestinationNow,
  type LeftOut,
  type PayoutFile,
  type PayoutFileFormat,
  type PayoutFileInput,
} from './payoutFile.ts';
export type { PayoutResult } from './resultRow.ts';
