import {
  type CommandMeta,
  type Ledger,
  type LedgerFailure,
  payoutRunIdOf,
  standingFiles,
} from '@commission-ledger/ledger';
import { toJson } from '@commission-ledger/money';
import { type DocumentStore, partnerOf, payoutFilesOf, payoutsOf } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { DetailsOf, PayeeDetails } from './payeeDetails.ts';
import { type DestinationNow, type PayoutFile, type PayoutFileFormat, payoutFile } from './payoutFile.ts';

/** Which file to make, and with what. */
export type MakePayoutFile = Readonly<{
  ledger: Pick<Ledger, 'recordPayoutFile'>;
  /** The read models, caught up with the history. */
  documents: DocumentStore;
  program: string;
  /** The adjusted payout date of the run, `YYYY-MM-DD`. */
  date: string;
  /** Any id that is new for the run; the same again makes the same file again. */
  file: string;
  format?: PayoutFileFormat;
  details: DetailsOf;
  /** An earlier file of the run that was never used: its payouts may be in this one. */
  replaces?: string;
  /** Who makes the file. */
  by: string;
  meta?: CommandMeta;
}>;

/**
 * Makes the file of a run and records that it was made: which payouts are in it, their sums, and the hash of its bytes.
 * Nothing is recorded, and nothing given, where no payout can be in the file or the run is not issued completely. Made
 * again under its id it is the same file, as long as nothing has changed; otherwise a `KeyConflict`.
 */
export const makePayoutFile = async (order: MakePayoutFile): Promise<E.Either<LedgerFailure, PayoutFile>> => {
  const { ledger, documents, program, date, file, format = 'csv', details, replaces, by, meta } = order;
  const run = payoutRunIdOf(program, date);
  const payouts = await payoutsOf(documents, { program, run });
  const made = await payoutFilesOf(documents, run);
  const earlier = standingFiles(made, replaces).filter((other) => other.file !== file);
  const content = payoutFile({
    run,
    file,
    format,
    payouts,
    destinations: await destinationsOf(documents, new Set(payouts.map(({ partner }) => partner))),
    details: await detailsOf(details, new Set(payouts.map(({ destination }) => destination))),
    sent: new Set(earlier.flatMap((other) => other.payouts)),
  });
  const { fileHash, totals } = content;
  const fact = {
    run,
    file,
    format,
    payouts: [...content.payouts],
    totals: totals.map(toJson),
    fileHash,
    by,
    ...(replaces === undefined ? {} : { replaces }),
  };
  const recorded = await ledger.recordPayoutFile(fact, meta);
  return E.isLeft(recorded) ? recorded : E.right(content);
};

const destinationsOf = async (
  documents: DocumentStore,
  partners: ReadonlySet<string>,
): Promise<ReadonlyMap<string, DestinationNow>> => {
  const found = new Map<string, DestinationNow>();
  for (const id of partners) {
    const partner = await partnerOf(documents, id);
    if (partner === undefined || partner.destination === null) continue;
    found.set(id, { reference: partner.destination, currency: partner.destinationCurrency });
  }
  return found;
};

const detailsOf = async (
  lookUp: DetailsOf,
  references: ReadonlySet<string | null>,
): Promise<ReadonlyMap<string, PayeeDetails>> => {
  const found = new Map<string, PayeeDetails>();
  for (const reference of references) {
    const details = reference === null ? undefined : await lookUp(reference);
    if (reference !== null && details !== undefined) found.set(reference, details);
  }
  return found;
};
