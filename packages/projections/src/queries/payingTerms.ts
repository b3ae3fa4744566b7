import type { BusinessCalendar, LocalDate, TimeZone } from '@commission-ledger/calendar';
import { type Money, money, type RoundingMode } from '@commission-ledger/money';
import type { PayoutTerms, PlanDocument } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { DocumentStore } from '../documentStore.ts';
import type { BalanceDocument } from '../models/balances.ts';
import { partners } from '../models/partners.ts';
import { planKey, plans, type PlanVersionDocument } from '../models/plans.ts';
import { type ProgramDocument, programs } from '../models/programs.ts';
import { readDocument, readDocuments } from '../readDocuments.ts';
import { enrolledPlanOn } from './enrolledPlan.ts';
import { planIn } from './planVersion.ts';
import { calendarIn, zoneIn } from './timeValues.ts';

/** When an account is paid, and from which sum on. */
export type PayingTerms = Readonly<{
  plan: Readonly<{ plan: string; version: number; hash: string }>;
  payout: PayoutTerms;
  rounding: RoundingMode;
  minimum: Money;
  calendar: BusinessCalendar;
}>;

/** What a program asks before it pays. */
export type AskedByProgram = Readonly<{
  /** Whether it pays only where it knows the destination. */
  needsDestination: boolean;
  /** For how many days after a change of the destination it pays nothing, and in which zone days are counted. */
  coolOff: Readonly<{ days: number; timeZone: TimeZone }> | undefined;
}>;

/** The terms of many accounts, each plan version and program read once. */
export type TermsBook = Readonly<{
  /** `undefined` when no plan pays the account, or its plan or program is not there yet. */
  of: (account: BalanceDocument) => PayingTerms | undefined;
  /** What the program asks before it pays. */
  askedBy: (program: string) => AskedByProgram;
}>;

/** Reads the terms under which these accounts are paid, as of a date. */
export const payingTermsFor = async (
  documents: DocumentStore,
  accounts: readonly BalanceDocument[],
  date: LocalDate,
): Promise<TermsBook> => {
  const ids = [...new Set(accounts.map(({ program }) => program))];
  const found = await readDocuments(documents, programs, ids);
  const settings = new Map(ids.map((id, index) => [id, found[index]]));
  const calendars = new Map(ids.map((id) => [id, calendarOf(settings.get(id))]));
  const published = await publishedFor(documents, accounts, date);
  return {
    of: (account) => {
      const version = published.get(account);
      const calendar = calendars.get(account.program);
      return version && calendar && termsIn(version, calendar);
    },
    askedBy: (program) => askedIn(settings.get(program)),
  };
};

/**
 * The version that paid into each account last. Where none has, or where it has a draw and the partner is in another
 * plan, the one that the partner's enrolment leads to.
 */
const publishedFor = async (
  documents: DocumentStore,
  accounts: readonly BalanceDocument[],
  date: LocalDate,
): Promise<ReadonlyMap<BalanceDocument, PlanVersionDocument | undefined>> => {
  const keys = [...new Set(accounts.map(keyOf))].filter((key) => key !== '');
  const read = await readDocuments(documents, plans, keys);
  const byKey = new Map(keys.map((key, index) => [key, read[index]]));
  const published = new Map<BalanceDocument, PlanVersionDocument | undefined>();
  for (const account of accounts) {
    const last = byKey.get(keyOf(account));
    const isSettled = last === undefined ? account.terms !== null : planIn(last).payout.draw === undefined;
    published.set(account, isSettled ? last : await enrolledOr(last, documents, account, date));
  }
  return published;
};

/** The key of the version that paid last; none is empty. */
const keyOf = ({ terms }: BalanceDocument): string => (terms === null ? '' : planKey(terms.plan, terms.version));

/** A partner in the plan stays under the version that paid last; so does one who is in no plan. */
const enrolledOr = async (
  last: PlanVersionDocument | undefined,
  documents: DocumentStore,
  account: BalanceDocument,
  date: LocalDate,
): Promise<PlanVersionDocument | undefined> => {
  const partner = await readDocument(documents, partners, account.partner);
  const enrolled = await enrolledPlanOn(documents, account, partner, date);
  return last === undefined || (enrolled !== undefined && enrolled.plan !== last.plan) ? enrolled : last;
};

const termsIn = (published: PlanVersionDocument, calendar: BusinessCalendar): PayingTerms => {
  const document = planIn(published);
  const { plan, version, documentHash: hash } = published;
  const { payout, rounding } = document;
  return { plan: { plan, version, hash }, payout, rounding: rounding.mode, minimum: minimumOf(document), calendar };
};

const askedIn = (program: ProgramDocument | undefined): AskedByProgram => {
  const needsDestination = program?.destinations === 'required';
  if (program?.destinationCoolOff === undefined) return { needsDestination, coolOff: undefined };
  return { needsDestination, coolOff: { days: program.destinationCoolOff.days, timeZone: zoneIn(program.timeZone) } };
};

const calendarOf = (program: ProgramDocument | undefined): BusinessCalendar | undefined =>
  program && calendarIn(program.businessCalendar);

const minimumOf = ({ plan, payout, currency }: PlanDocument): Money => {
  const minimum = money(payout.minimum, currency);
  if (E.isLeft(minimum)) throw new Error(`The minimum of plan ${plan} is no amount, though the plan was published.`);
  return minimum.right;
};
