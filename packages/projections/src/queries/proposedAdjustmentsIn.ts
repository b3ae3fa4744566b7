import type { Money } from '@commission-ledger/money';
import type { DocumentStore } from '../documentStore.ts';
import { accountPrefix } from '../models/accountEvent.ts';
import { type ProposedAdjustmentDocument, proposedAdjustments } from '../models/proposedAdjustments.ts';
import { eachDocument } from '../readDocuments.ts';
import type { AccountScope } from './accountScope.ts';
import { moneyIn } from './documentValues.ts';

/** A correction by hand that waits for approval. */
export type ProposedAdjustment = Omit<ProposedAdjustmentDocument, 'amount'> & Readonly<{ amount: Money }>;

/** The corrections in the scope that wait for approval now, by program, partner, currency and id. */
export const proposedAdjustmentsIn = async (
  documents: DocumentStore,
  scope: AccountScope = {},
): Promise<readonly ProposedAdjustment[]> => {
  const found: ProposedAdjustment[] = [];
  for await (const document of eachDocument(documents, proposedAdjustments, { prefix: accountPrefix(scope) })) {
    if (scope.partner === undefined || document.partner === scope.partner)
      found.push({ ...document, amount: moneyIn(document.amount) });
  }
  return found;
};
