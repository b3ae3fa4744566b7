import type { LocalDate } from '@commission-ledger/calendar';
import type { Money } from '@commission-ledger/money';
import type { DocumentStore } from '../documentStore.ts';
import type { BalanceDocument } from '../models/balances.ts';
import { partners } from '../models/partners.ts';
import { readDocuments } from '../readDocuments.ts';
import { accountDocuments } from './accountDocuments.ts';
import type { AccountRow, AccountScope } from './accountScope.ts';
import { dateIn, fromMinor } from './documentValues.ts';
import { namesFor } from './names.ts';
import { type PayingTerms, payingTermsFor } from './payingTerms.ts';
import { type ScheduledDate, scheduleOn } from './scheduleOn.ts';

/** The coming payout dates of one account. */
export type AccountSchedule = AccountRow &
  Readonly<{
    /** The plan version whose payout terms apply, and its minimum; `null` before the first accrual. */
    terms: Readonly<{ plan: string; version: number; minimum: Money }> | null;
    /** The earliest first. The sums of their `due` lines add up to everything that is open in the account. */
    dates: readonly ScheduledDate[];
  }>;

/**
 * What will be paid when, and why not yet, for every account in the scope that has something open; by program,
 * partner and currency.
 *
 * An account is paid under the terms of the plan version that paid into it last, in the program's business
 * calendar. The dates are those on which runs would pay if nothing else happened until then.
 */
export const scheduleOf = async (
  documents: DocumentStore,
  { asOf, ...scope }: AccountScope & Readonly<{ asOf: LocalDate }>,
): Promise<readonly AccountSchedule[]> => {
  const found = (await accountDocuments(documents, scope)).filter(({ open }) => open.length > 0);
  const terms = await payingTermsFor(documents, found);
  const { programName, partnerName } = await namesFor(documents, found);
  const paidAt = await destinationsOf(documents, found);
  return found.map((account) => {
    const { program, partner, currency, ranOn } = account;
    const paying = terms.of(account);
    const hasDestination = !terms.needsDestination(program) || paidAt.has(partner);
    const dates = scheduleOn(openLines(account), { asOf, terms: paying, hasDestination, ranOn });
    const row = { program, programName: programName(program), partner, partnerName: partnerName(partner), currency };
    return { ...row, terms: shownTerms(account, paying), dates };
  });
};

const openLines = ({ open, currency }: BalanceDocument) =>
  open.map(({ maturesOn, minor, lines }) => ({
    maturesOn: dateIn(maturesOn),
    amount: fromMinor(minor, currency),
    lines,
  }));

const shownTerms = ({ terms }: BalanceDocument, paying: PayingTerms | undefined): AccountSchedule['terms'] =>
  terms === null || paying === undefined ? null : { ...terms, minimum: paying.minimum };

/** The partners who can be paid. */
const destinationsOf = async (
  documents: DocumentStore,
  accounts: readonly BalanceDocument[],
): Promise<ReadonlySet<string>> => {
  const ids = [...new Set(accounts.map(({ partner }) => partner))];
  const found = await readDocuments(documents, partners, ids);
  return new Set(found.flatMap((partner) => (partner?.destination == null ? [] : [partner.partner])));
};
