import type { ExactRecord, Money } from '@commission-ledger/money';
import type { DocumentStore } from '../documentStore.ts';
import { accountPrefix } from '../models/accountEvent.ts';
import { type PayoutDocument, payoutKey, payouts, type PayoutStatus } from '../models/payouts.ts';
import { eachDocument, readDocument } from '../readDocuments.ts';
import type { AccountRow, AccountScope } from './accountScope.ts';
import { byDateAndAccount } from './byDateAndAccount.ts';
import { moneyIn } from './documentValues.ts';
import { namesFor } from './names.ts';
import { referenceTo } from './referenceTo.ts';

type Figure = 'amount' | 'advanced' | 'recovered' | 'withheld' | 'fees' | 'vat' | 'net';

/** A payout, as a list shows it. */
export type PayoutRow = AccountRow &
  Omit<PayoutDocument, Figure | 'terms' | 'conversion' | 'fee'> &
  Readonly<Record<Figure, Money>> &
  Readonly<{
    conversion: Readonly<{ amount: Money; rate: ExactRecord; date: string }> | null;
    fee: Money | null;
  }> &
  Readonly<{ terms: Readonly<{ plan: string; version: number; minimum: Money }> }>;

/** Which payouts: of an account, in a state, of a run. */
export type PayoutScope = AccountScope & Readonly<{ status?: PayoutStatus; run?: string }>;

/** The payouts in the scope by date, then program, partner and currency. */
export const payoutsOf = async (
  documents: DocumentStore,
  { status, run, ...scope }: PayoutScope = {},
): Promise<readonly PayoutRow[]> => {
  const found: PayoutDocument[] = [];
  for await (const document of eachDocument(documents, payouts, { prefix: accountPrefix(scope) })) {
    const isWanted =
      (scope.partner === undefined || document.partner === scope.partner) &&
      (run === undefined || document.run === run);
    if (isWanted && (status === undefined || document.status === status)) found.push(document);
  }
  return rowsOf(documents, found.toSorted(byDateAndAccount));
};

/** One payout by its id, or `undefined` when there is none. */
export const payoutOf = async (documents: DocumentStore, payoutId: string): Promise<PayoutRow | undefined> => {
  const reference = await referenceTo(documents, 'payout', payoutId);
  if (reference === undefined) return undefined;
  const found = await readDocument(documents, payouts, payoutKey(reference.account, payoutId));
  const [row] = await rowsOf(documents, found === undefined ? [] : [found]);
  return row;
};

const rowsOf = async (documents: DocumentStore, found: readonly PayoutDocument[]): Promise<readonly PayoutRow[]> => {
  const { programName, partnerName } = await namesFor(documents, found);
  return found.map((document) => ({
    ...document,
    programName: programName(document.program),
    partnerName: partnerName(document.partner),
    amount: moneyIn(document.amount),
    advanced: moneyIn(document.advanced),
    recovered: moneyIn(document.recovered),
    withheld: moneyIn(document.withheld),
    fees: moneyIn(document.fees),
    vat: moneyIn(document.vat),
    net: moneyIn(document.net),
    conversion: document.conversion && { ...document.conversion, amount: moneyIn(document.conversion.amount) },
    fee: document.fee && moneyIn(document.fee),
    terms: { ...document.terms, minimum: moneyIn(document.terms.minimum) },
  }));
};
