import type { AccountRef } from '@commission-ledger/events';
import type { DocumentStore } from '../documentStore.ts';
import { accountPrefix } from '../models/accountEvent.ts';
import { balances } from '../models/balances.ts';
import { eachDocument } from '../readDocuments.ts';

/** Every account of a program, by partner and currency: whom a payout run has to ask. */
export async function* accountsOf(
  documents: DocumentStore,
  program: string,
): AsyncGenerator<AccountRef, void, undefined> {
  for await (const { partner, currency } of eachDocument(documents, balances, { prefix: accountPrefix({ program }) })) {
    yield { program, partner, currency };
  }
}
