import type { LocalDate } from '@commission-ledger/calendar';
import type { DocumentStore } from '../documentStore.ts';
import { accountDocuments } from './accountDocuments.ts';
import type { AccountRow, AccountScope } from './accountScope.ts';
import { type Balance, balanceOn } from './balanceOn.ts';
import { disputedEntries } from './disputedEntries.ts';
import { namesFor } from './names.ts';

/** The balance of an account. */
export type BalanceRow = AccountRow & Balance;

/** The figures of a balance, in the order in which they are told. */
export const balanceFigures = [
  'accrued',
  'reversed',
  'adjusted',
  'onHold',
  'payable',
  'inFlight',
  'paid',
  'withheld',
  'taxDue',
  'unclaimed',
  'receivable',
  'disputed',
  'drawDebt',
] as const satisfies readonly (keyof Balance)[];

/** The balances of all accounts in the scope on a date, by program, partner and currency. */
export const balancesOf = async (
  documents: DocumentStore,
  { asOf, ...scope }: AccountScope & Readonly<{ asOf: LocalDate }>,
): Promise<readonly BalanceRow[]> => {
  const found = await accountDocuments(documents, scope);
  const { programName, partnerName } = await namesFor(documents, found);
  const disputedIn = await disputedEntries(documents, found);
  return found.map((document) => {
    const { program, partner, currency } = document;
    const row = { program, programName: programName(program), partner, partnerName: partnerName(partner), currency };
    return { ...row, ...balanceOn(document, asOf, disputedIn(document)) };
  });
};
