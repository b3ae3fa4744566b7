import type { AccountRef } from '@commission-ledger/events';
import type { DocumentStore } from '../documentStore.ts';
import { accountKey, accountPrefix } from '../models/accountEvent.ts';
import { balances } from '../models/balances.ts';
import { eachDocument } from '../readDocuments.ts';
import { guaranteedAccounts } from './guaranteedAccounts.ts';

/**
 * Every account of a program whom a payout run has to ask: those in which something happened, by partner and currency,
 * and then those of partners in a plan with a draw, who are paid though nothing happened yet.
 */
export async function* accountsOf(
  documents: DocumentStore,
  program: string,
): AsyncGenerator<AccountRef, void, undefined> {
  const seen = new Set<string>();
  for await (const { partner, currency } of eachDocument(documents, balances, { prefix: accountPrefix({ program }) })) {
    const account = { program, partner, currency };
    seen.add(accountKey(account));
    yield account;
  }
  for await (const account of guaranteedAccounts(documents, { program }))
    if (!seen.has(accountKey(account))) yield account;
}
