import type { Instant } from '@commission-ledger/calendar';
import type { AccessLog } from '@commission-ledger/events';
import type { DocumentStore } from '@commission-ledger/projections';
import type { CommissionLedger } from '../commissionLedger.ts';
import { type FinanceBooks, financeBooks } from './financeBooks.ts';
import { loggedBooks, type Reader } from './loggedBooks.ts';
import { maskedFor } from './maskedFor.ts';
import { type ManagerBooks, managerBooks } from './managerBooks.ts';
import { type PartnerBooks, partnerBooks } from './partnerBooks.ts';
import { reachOf } from './reach.ts';
import type { FinanceScope, ManagerScope, PartnerScope } from './scope.ts';
import { assignedTo, inProgram, type Within } from './within.ts';

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
  accessLog?: AccessLog,
): ScopedBooks => {
  const logged = <Books extends object>(made: Books, reader: Omit<Reader, 'log' | 'now'>): Books =>
    accessLog === undefined ? made : loggedBooks(made, { ...reader, log: accessLog, now });
  return scopes({ books, documents, now, maskingKey, logged });
};

type Making = Readonly<{
  books: CommissionLedger;
  documents: DocumentStore;
  now: () => Instant;
  maskingKey: string | Uint8Array;
  logged: <Books extends object>(made: Books, reader: Omit<Reader, 'log' | 'now'>) => Books;
}>;

const scopes = ({ books, documents, now, maskingKey, logged }: Making): ScopedBooks => ({
  asPartner: (scope) => {
    const place = { documents, program: scope.program, now };
    const within: Within = async (partner) => partner === scope.partner;
    const asker = { ...maskedFor(documents, within, maskingKey), partner: scope.partner };
    const made = partnerBooks(books, scope, reachOf(place, within), asker);
    const { program, partner } = scope;
    return logged(made, { actor: partner, role: 'partner', scope: { program, partner } });
  },
  asManager: (scope) => {
    const { manager, partners = 'assigned' } = scope;
    const place = { documents, program: scope.program, now };
    const within = partners === 'all' ? inProgram(place) : assignedTo(place, manager);
    const reach = reachOf(place, within, ({ assignee }) => assignee === manager);
    const asker = maskedFor(documents, within, maskingKey);
    const made = managerBooks(books, scope, { place, reach, within, asker });
    return logged(made, { actor: manager, role: 'manager', scope: { program: scope.program, partners } });
  },
  asFinance: (scope) => {
    const place = { documents, program: scope.program, now };
    const within = inProgram(place);
    const made = financeBooks(books, scope, place, reachOf(place, within), within);
    return logged(made, { actor: scope.actor, role: 'finance', scope: { program: scope.program } });
  },
});
