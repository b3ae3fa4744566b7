import type { Money } from '@commission-ledger/money';
import type { DocumentStore } from '../documentStore.ts';
import { accountPrefix } from '../models/accountEvent.ts';
import { type DeferralDocument, deferrals } from '../models/deferrals.ts';
import { eachDocument } from '../readDocuments.ts';
import type { AccountRow, AccountScope } from './accountScope.ts';
import { byDateAndAccount } from './byDateAndAccount.ts';
import { moneyIn } from './documentValues.ts';
import { namesFor } from './names.ts';

/** A payout that was due and not issued, as a list shows it. */
export type DeferralRow = AccountRow &
  Omit<DeferralDocument, 'amount' | 'minimum'> &
  Readonly<{ amount: Money; minimum: Money }>;

/** The deferrals in the scope by date, then program, partner and currency. */
export const deferralsOf = async (
  documents: DocumentStore,
  scope: AccountScope = {},
): Promise<readonly DeferralRow[]> => {
  const found: DeferralDocument[] = [];
  for await (const document of eachDocument(documents, deferrals, { prefix: accountPrefix(scope) })) {
    if (scope.partner === undefined || document.partner === scope.partner) found.push(document);
  }
  const { programName, partnerName } = await namesFor(documents, found);
  return found.toSorted(byDateAndAccount).map((document) => ({
    ...document,
    programName: programName(document.program),
    partnerName: partnerName(document.partner),
    amount: moneyIn(document.amount),
    minimum: moneyIn(document.minimum),
  }));
};
