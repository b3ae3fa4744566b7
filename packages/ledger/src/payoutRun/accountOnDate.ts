import { type LocalDate, startOfDay } from '@commission-ledger/calendar';
import { type AccountRef, accountStream, partnerStream, planStream } from '@commission-ledger/events';
import { type Money, money } from '@commission-ledger/money';
import { payoutOn, versionInForce } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { accountDecider } from '../account/accountDecider.ts';
import type { AccountState } from '../account/accountState.ts';
import { type IssuePayout, type PayoutProposal, proposePayout } from '../account/issuePayout.ts';
import type { Executor } from '../execution/executor.ts';
import type { LedgerFailure } from '../failure.ts';
import { type PartnerState, inForce, partnerDecider } from '../partner/partnerDecider.ts';
import { type PublishedPlan, planDecider } from '../plan/planDecider.ts';
import type { ProgramState } from '../program/programDecider.ts';
import { payoutRunIdOf } from './payoutRunDecider.ts';

/** A run: a program and the adjusted payout date. */
export type RunOf = Readonly<{ program: string; date: LocalDate }>;

/** An account whose terms pay on the date, and what would be paid now, if anything matured. */
export type AccountOnDate = Readonly<{ command: Omit<IssuePayout, 'proposed'>; proposal: PayoutProposal | null }>;

type Outcome<Value> = Promise<E.Either<LedgerFailure, Value>>;

/** What a payout date means for one account: refused when its terms do not pay on that date. */
export const accountOnDate = async (
  executor: Executor,
  program: NonNullable<ProgramState>,
  account: AccountRef,
  { date }: RunOf,
): Outcome<AccountOnDate> => {
  const loaded = await executor.load({ stream: accountStream(account), decider: accountDecider });
  if (E.isLeft(loaded)) return loaded;
  const partner = await executor.load({ stream: partnerStream(account.partner), decider: partnerDecider });
  if (E.isLeft(partner)) return partner;
  const terms = await termsOf(executor, account, loaded.right.state, partner.right.state, date);
  if (E.isLeft(terms)) return terms;
  const { document, hash } = terms.right;
  const on = payoutOn(document.payout, date, program.businessCalendar);
  if (E.isLeft(on))
    return E.left({ _tag: 'NotAPayoutDate', date, before: on.left.before.date, after: on.left.after.date });
  const minimum = amountOf(document.payout.minimum, document.currency);
  const command = {
    type: 'IssuePayout' as const,
    account,
    currency: minimum.currency,
    run: payoutRunIdOf(program.program, date),
    date,
    cutOff: on.right.cutOff,
    occurredAt: startOfDay(date, program.timeZone),
    terms: { plan: document.plan, version: document.version, hash, minimum },
    destination: partner.right.state?.destination ?? null,
    destinationRequired: program.destinations === 'required',
  };
  return E.right({ command, proposal: proposePayout(command, loaded.right.state) });
};

/**
 * The plan version that most recently paid into the account. An account that has only adjustments is paid by the terms
 * of the plan its partner is in on the date.
 */
const termsOf = async (
  executor: Executor,
  account: AccountRef,
  { terms }: AccountState,
  partner: PartnerState,
  date: LocalDate,
): Outcome<PublishedPlan> => {
  const nothingDue = E.left({ _tag: 'NothingDue', program: account.program, date } as const);
  const planId = terms?.plan ?? inForce(partner?.plans ?? [], account.program, date);
  if (planId === undefined) return nothingDue;
  const plans = await executor.load({ stream: planStream(planId), decider: planDecider });
  if (E.isLeft(plans)) return plans;
  const versions = plans.right.state;
  if (terms === undefined) {
    const version = versionInForce(
      versions.map(({ document }) => document).filter(({ currency }) => currency === account.currency),
      { leadOn: date, wonOn: date, paidOn: date },
    );
    const plan = versions.find(({ document }) => E.isRight(version) && document === version.right);
    return plan === undefined ? nothingDue : E.right(plan);
  }
  const plan = versions.find(({ document }) => document.version === terms.version);
  if (plan === undefined)
    throw new Error(
      `${accountStream(account)} was paid under version ${terms.version}, which ${planId} does not have.`,
    );
  return E.right(plan);
};

/** The plan was validated when it was published: its minimum is an amount in its currency. */
const amountOf = (amount: string, code: string): Money => {
  const parsed = money(amount, code);
  if (E.isLeft(parsed)) throw new Error(`${amount} ${code} was published as a minimum but is no amount.`);
  return parsed.right;
};
