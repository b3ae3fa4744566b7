import type { Instant } from '@commission-ledger/calendar';
import type { DocumentStore } from '@commission-ledger/projections';
import type { CommissionLedger } from '../commissionLedger.ts';
import { type FinanceBooks, financeBooks } from './financeBooks.ts';
import { maskedFor } from './maskedFor.ts';
import { type ManagerBooks, managerBooks } from './managerBooks.ts';
import { type PartnerBooks, partnerBooks } from './partnerBooks.ts';
import { reachOf } from './reach.ts';
import type { FinanceScope, ManagerScope, PartnerScope } from './scope.ts';
import { assignedTo, inProgram } from './within.ts';

/** The ledger within a scope: only what that role may see and do, and only of what is theirs. */
export type ScopedBooks = Readonly<{
  asPartner: (scope: PartnerScope) => PartnerBooks;
  asManager: (scope: ManagerScope) => ManagerBooks;
  asFinance: (scope: FinanceScope) => FinanceBooks;
}>;

/** Makes the books of every role. Who somebody is, the host has found out before. */
export const scopedBooks = (
  books: CommissionLedger,
  documents: DocumentStore,
  now: () => Instant,
  maskingKey: string | Uint8Array,
): ScopedBooks => ({
  asPartner: (scope) => {
    const place = { documents, program: scope.program, now };
    return partnerBooks(
      books,
      scope,
      reachOf(place, async (partner) => partner === scope.partner),
      maskedFor(documents, scope, maskingKey),
    );
  },
  asManager: (scope) => {
    const { manager, partners = 'assigned' } = scope;
    const place = { documents, program: scope.program, now };
    const within = partners === 'all' ? inProgram(place) : assignedTo(place, manager);
    const reach = reachOf(place, within, ({ assignee }) => assignee === manager);
    return managerBooks(books, scope, place, reach, within);
  },
  asFinance: (scope) => {
    const place = { documents, program: scope.program, now };
    const within = inProgram(place);
    return financeBooks(books, scope, place, reachOf(place, within), within);
  },
});
