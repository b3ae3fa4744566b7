export { accountMeanings } from './accountMeanings.ts';
export { accountName, accountOfName } from './accountName.ts';
export { balancesCsv, trialBalanceCsv } from './balanceCsv.ts';
export type { BeancountVersion } from './beancountDialect.ts';
export type { HashOf } from './hashOf.ts';
export type { JournalFormat } from './journalFormat.ts';
export { journalText, type JournalTextOptions } from './journalText.ts';
export { postingsCsv } from './postingsCsv.ts';
export { postingsParquet } from './postingsParquet.ts';
