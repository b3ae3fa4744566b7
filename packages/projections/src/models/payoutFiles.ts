import { type MoneyRecord, toJson } from '@commission-ledger/money';
import { CannotApply, type Projection } from '../projection.ts';

/** A file of payouts that was made for the bank or provider. */
export type PayoutFileDocument = Readonly<{
  run: string;
  file: string;
  format: string;
  payouts: readonly string[];
  /** What it sends, one sum per currency. */
  totals: readonly MoneyRecord[];
  /** SHA-256 of its bytes. */
  fileHash: string;
  by: string;
  /** An earlier file of the run that was never used, where this one is made in its place. */
  replaces: string | null;
  madeAt: string;
}>;

/** One document for each file. */
export const payoutFiles: Projection<PayoutFileDocument> = {
  name: 'payout-files',
  version: 2,
  keysOf: (event) => (event.type === 'PayoutFileMade' ? [`${event.data.run}/${event.data.file}`] : []),
  evolve: (document, event) => {
    if (event.type !== 'PayoutFileMade') return document;
    const { run, file, format, payouts, totals, fileHash, by, replaces = null, occurredAt } = event.data;
    if (document !== undefined) throw new CannotApply(`The file ${file} of ${run} was made before.`);
    return { run, file, format, payouts, totals: totals.map(toJson), fileHash, by, replaces, madeAt: occurredAt };
  },
};
