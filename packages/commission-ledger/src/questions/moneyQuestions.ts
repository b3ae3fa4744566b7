import type { LocalDate, Period } from '@commission-ledger/calendar';
import {
  type AccountSchedule,
  type AccountScope,
  type BalanceRow,
  type CashForecast,
  type DeferralRow,
  type JournalQuery,
  type Liability,
  type PayoutFileDocument,
  type PayoutRow,
  type ProgramStatements,
  type ProposedAdjustment,
  type Statement,
  type StatementQuery,
  type Transaction,
  type TrialBalanceRow,
  balancesOf,
  cashForecast,
  deferralsOf,
  journalOf,
  liabilityOn,
  payoutFilesOf,
  payoutsOf,
  proposedAdjustmentsIn,
  scheduleOf,
  statementOf,
  statementsOf,
  trialBalance,
} from '@commission-ledger/projections';
import type { Answer, Asking } from './ask.ts';

/** As the day of a program ends, in its own zone. */
type OnDate = Readonly<{ asOf: LocalDate }>;

/** Questions about money. */
export type MoneyQuestions = Readonly<{
  /** What each account earned and where that money is, by program, partner and currency. */
  balances: (scope: AccountScope & OnDate) => Answer<readonly BalanceRow[]>;
  /** What will be paid when, and why not yet. */
  schedule: (scope: AccountScope & OnDate) => Answer<readonly AccountSchedule[]>;
  /** The payouts by date. */
  payouts: (scope?: AccountScope) => Answer<readonly PayoutRow[]>;
  /** What was due and not paid, with the reason. */
  deferrals: (scope?: AccountScope) => Answer<readonly DeferralRow[]>;
  /** What a program and a partner owed each other over a month; `undefined` for an account in which nothing moved. */
  statement: (query: StatementQuery) => Answer<Statement | undefined>;
  /** The statements of every account of a program over a month, with totals that add up to the ledger. */
  statements: (query: Readonly<{ program: string; period: Period }>) => Answer<ProgramStatements>;
  /** What each program owes on a date, by currency. */
  liability: (query: OnDate & Readonly<{ program?: string }>) => Answer<readonly Liability[]>;
  /** What leaves the bank when, if nothing else happens. */
  forecast: (query: OnDate & Readonly<{ program?: string }>) => Answer<CashForecast>;
  /** Every event that moves money, in double entry. It is gone through from the beginning: for exports, not for pages. */
  journal: (query: JournalQuery) => Answer<readonly Transaction[]>;
  /** What every account of the books comes to at the end of a date. */
  trialBalance: (query: Omit<JournalQuery, 'from'>) => Answer<readonly TrialBalanceRow[]>;
  /** Corrections by hand that wait for approval. */
  proposedAdjustments: (scope?: AccountScope) => Answer<readonly ProposedAdjustment[]>;
  /** The files that were made of a payout run. */
  payoutFiles: (run: string) => Answer<readonly PayoutFileDocument[]>;
}>;

/** Makes these questions. */
export const moneyQuestions = ({ documents, ask }: Asking): MoneyQuestions => ({
  balances: ask((scope) => balancesOf(documents, scope)),
  schedule: ask((scope) => scheduleOf(documents, scope)),
  payouts: ask((scope) => payoutsOf(documents, scope)),
  deferrals: ask((scope) => deferralsOf(documents, scope)),
  statement: ask((query) => statementOf(documents, query)),
  statements: ask((query) => statementsOf(documents, query)),
  liability: ask((query) => liabilityOn(documents, query)),
  forecast: ask((query) => cashForecast(documents, query)),
  journal: ask(async (query) => {
    const transactions: Transaction[] = [];
    for await (const transaction of journalOf(documents, query)) transactions.push(transaction);
    return transactions;
  }),
  trialBalance: ask((query) => trialBalance(documents, query)),
  proposedAdjustments: ask((scope) => proposedAdjustmentsIn(documents, scope)),
  payoutFiles: ask((run) => payoutFilesOf(documents, run)),
});
