import { type BusinessCalendar, BusinessCalendarCodec } from '@commission-ledger/calendar';
import { type Money, money } from '@commission-ledger/money';
import type { PayoutTerms, PlanDocument } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { DocumentStore } from '../documentStore.ts';
import type { BalanceDocument } from '../models/balances.ts';
import { type ProgramDocument, programs } from '../models/programs.ts';
import { readDocuments } from '../readDocuments.ts';
import { planVersion } from './planVersion.ts';

/** When an account is paid, and from which sum on. */
export type PayingTerms = Readonly<{ payout: PayoutTerms; minimum: Money; calendar: BusinessCalendar }>;

/** The terms of many accounts, each plan version and program read once. */
export type TermsBook = Readonly<{
  /** `undefined` when no plan has paid into the account, or its plan or program is not there yet. */
  of: (account: BalanceDocument) => PayingTerms | undefined;
  /** Whether the program pays only where it knows the destination. */
  needsDestination: (program: string) => boolean;
}>;

/** Reads the terms under which these accounts are paid. */
export const payingTermsFor = async (
  documents: DocumentStore,
  accounts: readonly BalanceDocument[],
): Promise<TermsBook> => {
  const versions = new Map(accounts.flatMap(({ terms }) => (terms === null ? [] : [[keyOf(terms), terms]])));
  const read = [...versions].map(
    async ([key, { plan, version }]) => [key, await planVersion(documents, plan, version)] as const,
  );
  const plansByKey = new Map(await Promise.all(read));
  const ids = [...new Set(accounts.map(({ program }) => program))];
  const found = await readDocuments(documents, programs, ids);
  const settings = new Map(ids.map((id, index) => [id, found[index]]));
  const calendars = new Map(ids.map((id) => [id, calendarOf(settings.get(id))]));
  return {
    of: ({ terms, program }) => {
      const plan = terms === null ? undefined : plansByKey.get(keyOf(terms));
      const calendar = calendars.get(program);
      return plan && calendar && { payout: plan.payout, minimum: minimumOf(plan), calendar };
    },
    needsDestination: (program) => settings.get(program)?.destinations === 'required',
  };
};

const keyOf = ({ plan, version }: Readonly<{ plan: string; version: number }>): string => `${plan}/${version}`;

const calendarOf = (program: ProgramDocument | undefined): BusinessCalendar | undefined => {
  if (program === undefined) return undefined;
  const read = BusinessCalendarCodec.decode(program.businessCalendar);
  if (E.isLeft(read))
    throw new Error(`The calendar of program ${program.program} cannot be read. Rebuild the projections.`);
  return read.right;
};

const minimumOf = ({ plan, payout, currency }: PlanDocument): Money => {
  const minimum = money(payout.minimum, currency);
  if (E.isLeft(minimum)) throw new Error(`The minimum of plan ${plan} is no amount, though the plan was published.`);
  return minimum.right;
};
