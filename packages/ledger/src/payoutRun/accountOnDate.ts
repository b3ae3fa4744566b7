import { type LocalDate, startOfDay } from '@commission-ledger/calendar';
import { type AccountRef, accountStream, partnerStream } from '@commission-ledger/events';
import { type Money, money } from '@commission-ledger/money';
import { payoutOn } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { accountDecider } from '../account/accountDecider.ts';
import type { IssuePayout } from '../account/issuePayout.ts';
import { type PayoutBasis, type PayoutProposal, proposePayout } from '../account/payoutProposal.ts';
import type { Executor } from '../execution/executor.ts';
import type { LedgerFailure } from '../failure.ts';
import { type PartnerState, partnerDecider } from '../partner/partnerDecider.ts';
import type { ProgramState } from '../program/programDecider.ts';
import { payingPlanOf } from './payingPlan.ts';
import { payoutRunIdOf } from './payoutRunDecider.ts';

/** A run: a program and the adjusted payout date. */
export type RunOf = Readonly<{ program: string; date: LocalDate }>;

/** An account whose terms pay on the date, and what would be paid now, if anything is due. */
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
  const paying = await payingPlanOf(executor, account, loaded.right.state, partner.right.state, date);
  if (E.isLeft(paying)) return paying;
  const { published, payout } = paying.right;
  const { document, hash } = published;
  const on = payoutOn(payout, date, program.businessCalendar);
  if (E.isLeft(on))
    return E.left({ _tag: 'NotAPayoutDate', date, before: on.left.before.date, after: on.left.after.date });
  const minimum = amountOf(payout.minimum, document.currency);
  const command = {
    type: 'IssuePayout' as const,
    account,
    currency: minimum.currency,
    run: payoutRunIdOf(program.program, date),
    date,
    cutOff: on.right.cutOff,
    occurredAt: startOfDay(date, program.timeZone),
    terms: { plan: document.plan, version: document.version, hash, minimum },
    payout,
    rounding: document.rounding.mode,
    taxStatus: taxStatusOn(partner.right.state, date),
    destination: partner.right.state?.destination ?? null,
    destinationRequired: program.destinations === 'required',
  };
  return E.right({ command, proposal: proposePayout(command, loaded.right.state) });
};

/** The status recorded for the date, and where. */
const taxStatusOn = (partner: PartnerState, date: LocalDate): PayoutBasis['taxStatus'] => {
  const told = partner?.taxStatuses.findLast(({ data }) => data.from <= date);
  if (told === undefined) return { status: 'none', from: null };
  const { stream, revision, id } = told;
  return { status: told.data.status, from: { stream, revision, id } };
};

/** The plan was validated when it was published: its minimum is an amount in its currency. */
const amountOf = (amount: string, code: string): Money => {
  const parsed = money(amount, code);
  if (E.isLeft(parsed)) throw new Error(`${amount} ${code} was published as a minimum but is no amount.`);
  return parsed.right;
};
