import { damagedReadModel } from '../damagedReadModel.ts';
import type { DocumentStore } from '../documentStore.ts';
import { accountKey, accountPrefix } from '../models/accountEvent.ts';
import { type BalanceDocument, balances } from '../models/balances.ts';
import { eachDocument } from '../readDocuments.ts';
import type { AccountScope } from './accountScope.ts';

/** The sums of all accounts in the scope, by program, partner and currency. */
export const accountDocuments = async (
  documents: DocumentStore,
  scope: AccountScope,
): Promise<readonly BalanceDocument[]> => {
  const found: BalanceDocument[] = [];
  for await (const document of eachDocument(documents, balances, { prefix: accountPrefix(scope) })) {
    if (!isWhole(document)) throw damagedReadModel(`the account ${accountKey(document)} is not whole`);
    if (scope.partner === undefined || document.partner === scope.partner) found.push(document);
  }
  return found;
};

/** Fields are looked at where they are used; what has no lists would end that in the middle. */
const isWhole = ({ open, atOnce, inFlight, disputes }: BalanceDocument): boolean =>
  [open, atOnce, inFlight, disputes].every(Array.isArray);
