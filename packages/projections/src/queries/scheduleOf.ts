import type { LocalDate } from '@commission-ledger/calendar';
import type { AccountRef } from '@commission-ledger/events';
import { type Money, subtract } from '@commission-ledger/money';
import type { DocumentStore } from '../documentStore.ts';
import { accountKey } from '../models/accountEvent.ts';
import { type BalanceDocument, emptyBalance } from '../models/balances.ts';
import type { OpenByDate } from '../models/openByDate.ts';
import { accountDocuments } from './accountDocuments.ts';
import type { AccountRow, AccountScope } from './accountScope.ts';
import { conversionRatesFor, type Pair } from './conversionRates.ts';
import { dateIn, fromMinor, minorIn } from './documentValues.ts';
import { disputedEntries } from './disputedEntries.ts';
import { guaranteedAccounts } from './guaranteedAccounts.ts';
import { namesFor } from './names.ts';
import type { EntryRow } from './entriesOf.ts';
import { paidPartnersFor } from './paidPartners.ts';
import { type PayingTerms, payingTermsFor } from './payingTerms.ts';
import { disputed, type OpenLines, type ScheduledDate, scheduleOn, withoutDate } from './scheduleOn.ts';

/** The coming payout dates of one account. */
export type AccountSchedule = AccountRow &
  Readonly<{
    /** The plan version whose payout terms apply, and its minimum; `null` when no plan pays the account. */
    terms: Readonly<{ plan: string; version: number; minimum: Money }> | null;
    /** The earliest first. The sums of their `due` lines add up to everything that is open in the account. */
    dates: readonly ScheduledDate[];
  }>;

/**
 * What will be paid when, and why not yet, for every account in the scope that has something open or is guaranteed a
 * payout by a draw; by program, partner and currency.
 *
 * An account is paid under the terms of the plan version that paid into it last, else of the plan its partner is in, in
 * the program's business calendar. The dates are those on which runs would pay if nothing else happened until then.
 * What is disputed comes last, without a date.
 */
export const scheduleOf = async (
  documents: DocumentStore,
  { asOf, ...scope }: AccountScope & Readonly<{ asOf: LocalDate }>,
): Promise<readonly AccountSchedule[]> => {
  const found = await accountsIn(documents, scope);
  const terms = await payingTermsFor(documents, found, asOf);
  const { programName, partnerName } = await namesFor(documents, found);
  const disputedIn = await disputedEntries(documents, found);
  const paidPartner = await paidPartnersFor(documents, found);
  const paidAs = ({ program, partner }: BalanceDocument) => paidPartner(program, partner, terms.askedBy(program));
  const pairOf = (account: BalanceDocument) => {
    const { destinationCurrency } = paidAs(account);
    return { from: account.currency, to: destinationCurrency ?? account.currency };
  };
  const rates = await conversionRatesFor(documents, found.map(pairOf).filter(isConversion), asOf);
  const schedules = found.map((account) => {
    const { program, partner, currency, ranOn, drawDebt } = account;
    const paying = terms.of(account);
    const held = disputedLines(disputedIn(account));
    const payable = without(openLines(account), held);
    const debt = fromMinor(drawDebt, currency);
    const paid = { ...paidAs(account), hasRateOn: rates(pairOf(account)) };
    const inFlight = inFlightIn(account);
    const scheduled = scheduleOn(payable, { asOf, terms: paying, partner: paid, debt, held, inFlight, ranOn });
    const dates = [...scheduled, ...withoutDate(held, { _tag: 'disputed' }, disputed)];
    const row = { program, programName: programName(program), partner, partnerName: partnerName(partner), currency };
    return { ...row, terms: shownTerms(paying), dates };
  });
  return schedules.filter(({ dates }) => dates.length > 0);
};

const isConversion = ({ from, to }: Pair): boolean => from !== to;

/** By date of maturity; on one date what waits for a cut-off, and what does not. */
const openLines = ({ open, atOnce, currency }: BalanceDocument): readonly OpenLines[] => {
  const linesIn = (sums: OpenByDate): readonly OpenLines[] =>
    sums.map(({ maturesOn, minor, lines }) => ({
      maturesOn: dateIn(maturesOn),
      amount: fromMinor(minor, currency),
      lines,
    }));
  const added = linesIn(atOnce);
  return [...without(linesIn(open), added), ...added.map((lines) => ({ ...lines, atOnce: true as const }))];
};

const inFlightIn = ({ inFlight, currency }: BalanceDocument): Money =>
  fromMinor(`${inFlight.reduce((total, { minor }) => total + minorIn(minor), 0n)}`, currency);

const disputedLines = (rows: readonly EntryRow[]): readonly OpenLines[] =>
  rows.map(({ maturesOn, amount }) => ({ maturesOn: dateIn(maturesOn), amount, lines: 1 }));

/** What is left of the sums when these lines are out; a date with nothing left is gone. */
const without = (open: readonly OpenLines[], out: readonly OpenLines[]): readonly OpenLines[] =>
  open
    .map((sums) =>
      sums.atOnce === true ? sums : out.filter(({ maturesOn }) => maturesOn === sums.maturesOn).reduce(less, sums),
    )
    .filter(({ lines }) => lines > 0);

const less = (sums: OpenLines, { amount, lines }: OpenLines): OpenLines => ({
  ...sums,
  amount: subtract(sums.amount, amount),
  lines: sums.lines - lines,
});

const shownTerms = (paying: PayingTerms | undefined): AccountSchedule['terms'] => {
  if (paying === undefined) return null;
  const { plan, version } = paying.plan;
  return { plan, version, minimum: paying.minimum };
};

/** The accounts in the scope with something to pay: something open, or a draw, though nothing may have happened yet. */
const accountsIn = async (documents: DocumentStore, scope: AccountScope): Promise<readonly BalanceDocument[]> => {
  const found = await accountDocuments(documents, scope);
  const guaranteed = new Map<string, AccountRef>();
  for await (const account of guaranteedAccounts(documents, scope)) guaranteed.set(accountKey(account), account);
  const due = found.filter((account) => account.open.length > 0 || guaranteed.has(accountKey(account)));
  for (const account of found) guaranteed.delete(accountKey(account));
  if (guaranteed.size === 0) return due;
  return [...due, ...[...guaranteed.values()].map(emptyBalance)].toSorted(byKey);
};

const byKey = (a: BalanceDocument, b: BalanceDocument): number => (accountKey(a) < accountKey(b) ? -1 : 1);
