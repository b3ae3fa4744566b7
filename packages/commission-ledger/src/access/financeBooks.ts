import { accountOfStream } from '@commission-ledger/events';
import { type CommandMeta, payoutRunIdOf, type Recorded } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { CommissionLedger } from '../commissionLedger.ts';
import type { MoneyQuestions } from '../questions/moneyQuestions.ts';
import { idTakenElsewhere } from './idTaken.ts';
import { type PartnerInScope, partnersInScope } from './partnersInScope.ts';
import type { Reach } from './reach.ts';
import { type Answer, reaching } from './reaching.ts';
import type { FinanceScope, NotFound } from './scope.ts';
import { insider, type ScopedQuestions, scopedQuestions } from './scopedQuestions.ts';
import type { Place, Within } from './within.ts';

/** A command or question about a program, without it, and without who does it: both are in the scope. */
type Scoped<Name extends keyof CommissionLedger, Person extends string = never> = CommissionLedger[Name] extends (
  input: infer Input,
  ...rest: never[]
) => Promise<E.Either<unknown, infer Value>>
  ? (input: Omit<Input, 'program' | Person>) => Answer<Value>
  : never;

type OfPartner = Readonly<{ partner?: string }>;

type OfRun = Readonly<{ date: string }>;

/**
 * The money of one program. A step that takes a second person is taken by one scope and confirmed by another; what takes
 * two people in one step (a posted adjustment, a balance written off or set apart) is left to whoever may do everything.
 */
export type FinanceBooks = ScopedQuestions &
  Readonly<{
    partners: () => Answer<readonly PartnerInScope[]>;
    previewPayouts: Scoped<'previewPayouts'>;
    preparePayouts: Scoped<'preparePayouts'>;
    /** By somebody else than who prepared them. */
    approvePayouts: Scoped<'approvePayouts'>;
    issuePayouts: Scoped<'issuePayouts'>;
    discardPayouts: Scoped<'discardPayouts'>;
    /** Keeps which payouts of the run of a date went into a file. */
    recordPayoutFile: (
      input: Omit<Parameters<CommissionLedger['recordPayoutFile']>[0], 'run' | 'by'> & OfRun,
    ) => Answer<Recorded>;
    settlePayout: Scoped<'settlePayout'>;
    failPayout: Scoped<'failPayout'>;
    voidPayout: Scoped<'voidPayout'>;
    holdAccrual: Scoped<'holdAccrual'>;
    releaseAccrual: Scoped<'releaseAccrual'>;
    proposeAdjustment: Scoped<'proposeAdjustment', 'author'>;
    /** By somebody else than who proposed it. */
    approveAdjustment: Scoped<'approveAdjustment', 'approver'>;
    declineAdjustment: Scoped<'declineAdjustment', 'by'>;
    remitTax: Scoped<'remitTax'>;
    closePeriod: Scoped<'closePeriod', 'closedBy'>;
    balances: Scoped<'balances'>;
    schedule: Scoped<'schedule'>;
    payouts: (scope?: OfPartner) => ReturnType<MoneyQuestions['payouts']>;
    deferrals: (scope?: OfPartner) => ReturnType<MoneyQuestions['deferrals']>;
    payoutFiles: (run: OfRun) => ReturnType<MoneyQuestions['payoutFiles']>;
    proposedAdjustments: (scope?: OfPartner) => ReturnType<MoneyQuestions['proposedAdjustments']>;
    statement: Scoped<'statement'>;
    statements: Scoped<'statements'>;
    liability: Scoped<'liability'>;
    forecast: Scoped<'forecast'>;
    journal: Scoped<'journal'>;
    trialBalance: Scoped<'trialBalance'>;
  }>;

/** The books of somebody in finance. */
export const financeBooks = (
  books: CommissionLedger,
  { program, actor }: FinanceScope,
  place: Place,
  reach: Reach,
  within: Within,
): FinanceBooks => {
  const meta: CommandMeta = { actor };
  const own = { program };
  const reached = reaching(books);
  const withId = idTakenElsewhere((stream) => accountOfStream(stream)?.program === program);
  const ofPartner = <Value>(partner: string, go: () => Answer<Value>): Answer<Value> =>
    reached(() => reach.partner(partner), go);
  /** What is named by its id has to be in the program, and so has its partner. */
  const ofTheirs = <Value>(
    partner: string,
    look: () => Promise<E.Either<NotFound, unknown>>,
    go: () => Answer<Value>,
  ): Answer<Value> => ofPartner(partner, () => reached(look, go));
  return {
    partners: () =>
      reached(
        async () => E.right(undefined),
        async () => E.right(await partnersInScope(place, within)),
      ),
    previewPayouts: (run) => books.previewPayouts({ ...run, ...own }),
    preparePayouts: (run) => books.preparePayouts({ ...run, ...own }, meta),
    approvePayouts: (run) => books.approvePayouts({ ...run, ...own }, meta),
    issuePayouts: (run) => books.issuePayouts({ ...run, ...own }, meta),
    discardPayouts: (run) => books.discardPayouts({ ...run, ...own }, meta),
    recordPayoutFile: ({ date, ...file }) =>
      books.recordPayoutFile({ ...file, run: payoutRunIdOf(program, date), by: actor }, meta),
    settlePayout: (input) =>
      ofTheirs(
        input.partner,
        () => reach.payout(input.payout),
        () => books.settlePayout({ ...input, ...own }, meta),
      ),
    failPayout: (input) =>
      ofTheirs(
        input.partner,
        () => reach.payout(input.payout),
        () => books.failPayout({ ...input, ...own }, meta),
      ),
    voidPayout: (input) =>
      ofTheirs(
        input.partner,
        () => reach.payout(input.payout),
        () => books.voidPayout({ ...input, ...own }, meta),
      ),
    holdAccrual: (input) =>
      ofTheirs(
        input.partner,
        () => reach.accrual(input.accrual),
        () => books.holdAccrual({ ...input, ...own }, meta),
      ),
    releaseAccrual: (input) =>
      ofTheirs(
        input.partner,
        () => reach.accrual(input.accrual),
        () => books.releaseAccrual({ ...input, ...own }, meta),
      ),
    proposeAdjustment: (input) =>
      ofPartner(input.partner, () =>
        withId(input.adjustment, books.proposeAdjustment({ ...input, ...own, author: actor }, meta)),
      ),
    approveAdjustment: (input) =>
      ofPartner(input.partner, () =>
        withId(input.adjustment, books.approveAdjustment({ ...input, ...own, approver: actor }, meta)),
      ),
    declineAdjustment: (input) =>
      ofPartner(input.partner, () => books.declineAdjustment({ ...input, ...own, by: actor }, meta)),
    remitTax: (input) =>
      ofPartner(input.partner, () => withId(input.remittance, books.remitTax({ ...input, ...own }, meta))),
    closePeriod: (period) => books.closePeriod({ ...period, ...own, closedBy: actor }, meta),
    balances: (query) => books.balances({ ...query, ...own }),
    schedule: (query) => books.schedule({ ...query, ...own }),
    payouts: (scope = {}) => books.payouts({ ...scope, ...own }),
    deferrals: (scope = {}) => books.deferrals({ ...scope, ...own }),
    payoutFiles: ({ date }) => books.payoutFiles(payoutRunIdOf(program, date)),
    proposedAdjustments: (scope = {}) => books.proposedAdjustments({ ...scope, ...own }),
    statement: (query) => books.statement({ ...query, ...own }),
    statements: (query) => books.statements({ ...query, ...own }),
    liability: (query) => books.liability({ ...query, ...own }),
    forecast: (query) => books.forecast({ ...query, ...own }),
    journal: (query) => books.journal({ ...query, ...own }),
    trialBalance: (query) => books.trialBalance({ ...query, ...own }),
    ...scopedQuestions(books, reach, insider),
  };
};
