import type { AccountRef } from '@commission-ledger/events';
import type { DocumentStore } from '../documentStore.ts';
import { partners } from '../models/partners.ts';
import { plans } from '../models/plans.ts';
import { eachDocument } from '../readDocuments.ts';
import type { AccountScope } from './accountScope.ts';
import { planIn } from './planVersion.ts';

/**
 * The accounts of partners in a plan with a draw, by partner: they are paid though nothing may have happened in them.
 * Reads the partners only when some plan has a draw.
 */
export async function* guaranteedAccounts(
  documents: DocumentStore,
  scope: AccountScope,
): AsyncGenerator<AccountRef, void, undefined> {
  const drawn = await plansWithDraw(documents);
  if (drawn.size === 0) return;
  for await (const { partner, enrolments } of eachDocument(documents, partners)) {
    if (scope.partner !== undefined && partner !== scope.partner) continue;
    const seen = new Set<string>();
    for (const { program, plan } of enrolments) {
      if (scope.program !== undefined && program !== scope.program) continue;
      for (const currency of drawn.get(plan) ?? []) {
        if (seen.has(`${program}/${currency}`)) continue;
        seen.add(`${program}/${currency}`);
        yield { program, partner, currency };
      }
    }
  }
}

/** The currencies of the versions of each plan that guarantee a payout. */
const plansWithDraw = async (documents: DocumentStore): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const found = new Map<string, Set<string>>();
  for await (const version of eachDocument(documents, plans)) {
    const { plan, payout, currency } = planIn(version);
    if (payout.draw !== undefined) found.set(plan, (found.get(plan) ?? new Set()).add(currency));
  }
  return found;
};
