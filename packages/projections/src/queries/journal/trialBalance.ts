import { add, type Money, zero } from '@commission-ledger/money';
import type { DocumentStore } from '../../documentStore.ts';
import { type JournalQuery, journalOf } from './journalOf.ts';

/** What an account of the books comes to in one currency: debits less credits. */
export type TrialBalanceRow = Readonly<{ account: string; currency: string; balance: Money }>;

/**
 * What every account of the books comes to at the end of a date, by name and currency; in each currency the rows add up
 * to nothing. It is the journal added up, so it takes as long as reading that.
 */
export const trialBalance = async (
  documents: DocumentStore,
  query: Omit<JournalQuery, 'from'>,
): Promise<readonly TrialBalanceRow[]> => {
  const rows = new Map<string, TrialBalanceRow>();
  for await (const { postings } of journalOf(documents, query))
    for (const { account, amount } of postings) {
      const { currency } = amount;
      const key = `${account} ${currency}`;
      const balance = add(rows.get(key)?.balance ?? zero(currency), amount);
      rows.set(key, { account, currency, balance });
    }
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
};
