import { type LocalDate, addDays, dateOf, startOfDay } from '@commission-ledger/calendar';
import { type AccountRef, fxStream, partnerStream } from '@commission-ledger/events';
import { type CurrencyCode, type Money, currency, money } from '@commission-ledger/money';
import { payoutOn } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { AccountState } from '../account/accountState.ts';
import { type IssuePayout, payoutIdOf } from '../account/issuePayout.ts';
import { type PayoutBasis, type PayoutProposal, proposePayout } from '../account/payoutProposal.ts';
import type { Executor } from '../execution/executor.ts';
import type { LedgerFailure } from '../failure.ts';
import { fxDecider } from '../fx/fxDecider.ts';
import { rateOn } from '../fx/rateOn.ts';
import type { Destination } from '../partner/destination.ts';
import { type PartnerState, partnerDecider } from '../partner/partnerDecider.ts';
import { suspensionOn } from '../partner/suspension.ts';
import type { ProgramState } from '../program/programDecider.ts';
import { payingPlanOf } from './payingPlan.ts';
import { payoutRunIdOf } from './payoutRunDecider.ts';

/** A run: a program and the adjusted payout date. */
export type RunOf = Readonly<{ program: string; date: LocalDate }>;

/** A run, and the local day on which it is made: the payout date or a later one; only a preview looks ahead. */
export type RunMade = RunOf & Readonly<{ today: LocalDate }>;

/** An account whose terms pay on the date, and what would be paid now, if anything is due. */
export type AccountOnDate = Readonly<{ command: Omit<IssuePayout, 'proposed'>; proposal: PayoutProposal | null }>;

type Outcome<Value> = Promise<E.Either<LedgerFailure, Value>>;

/** What a payout date means for one account: refused when its terms do not pay on that date. */
export const accountOnDate = async (
  executor: Executor,
  program: NonNullable<ProgramState>,
  { account, state }: Readonly<{ account: AccountRef; state: AccountState }>,
  { date, today }: RunMade,
): Outcome<AccountOnDate> => {
  const loaded = await executor.load({ stream: partnerStream(account.partner), decider: partnerDecider });
  if (E.isLeft(loaded)) return loaded;
  const partner = loaded.right.state;
  const paying = await payingPlanOf(executor, account, state, partner, date);
  if (E.isLeft(paying)) return paying;
  const { published, payout } = paying.right;
  const { document, hash } = published;
  const on = payoutOn(payout, date, program.businessCalendar);
  if (E.isLeft(on))
    return E.left({ _tag: 'NotAPayoutDate', date, before: on.left.before.date, after: on.left.after.date });
  const minimum = amountOf(payout.minimum, document.currency);
  const destination = partner?.destination ?? null;
  const converts = await conversionFor(executor, minimum.currency, destination, date);
  if (E.isLeft(converts)) return converts;
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
    taxStatus: taxStatusOn(partner, date),
    suspended: isSuspended(partner, program.program, { date, today }),
    destination: destination?.reference ?? null,
    destinationRequired: program.destinations === 'required',
    coolOffUntil: coolOffOn(program, destination, date),
    converts: converts.right,
  };
  const isPaid = state.payouts.has(payoutIdOf(account, date));
  return E.right({ command, proposal: isPaid ? null : proposePayout(command, state) });
};

/** On the date, or by the time at which a late run is made. */
const isSuspended = (partner: PartnerState, program: string, { date, today }: Omit<RunMade, 'program'>): boolean =>
  [date, ...(today > date ? [today] : [])].some((day) => suspensionOn(partner, program, day) !== undefined);

/** The status recorded for the date, and where. */
const taxStatusOn = (partner: PartnerState, date: LocalDate): PayoutBasis['taxStatus'] => {
  const told = partner?.taxStatuses.findLast(({ data }) => data.from <= date);
  if (told === undefined) return { status: 'none', from: null };
  const { stream, revision, id } = told;
  return { status: told.data.status, from: { stream, revision, id } };
};

/** The last day of the latest cool-off, while the date is in it. A run of an earlier date that is made late is in it too. */
const coolOffOn = (
  { destinationCoolOff, timeZone }: NonNullable<ProgramState>,
  destination: Destination | null,
  date: LocalDate,
): LocalDate | null => {
  if (destinationCoolOff === undefined || destination === null) return null;
  const [until] = destination.changedOn
    .map((at) => addDays(dateOf(at, timeZone), destinationCoolOff.days))
    .toSorted()
    .slice(-1);
  return until !== undefined && until >= date ? until : null;
};

/** The currency of the destination and the rate of the day, where it is not that of the account. */
const conversionFor = async (
  executor: Executor,
  from: CurrencyCode,
  destination: Destination | null,
  date: LocalDate,
): Outcome<PayoutBasis['converts']> => {
  if (destination?.currency === undefined || destination.currency === from) return E.right(null);
  const into = currencyOf(destination.currency);
  const loaded = await executor.load({ stream: fxStream(from, into), decider: fxDecider });
  return E.isLeft(loaded) ? loaded : E.right({ into, rate: rateOn(loaded.right.state, date) });
};

/** The event was read: its currency is one. */
const currencyOf = (code: string): CurrencyCode => {
  const known = currency(code);
  if (E.isLeft(known)) throw new Error(`${code} was recorded as a currency but is none.`);
  return known.right;
};

/** The plan was validated when it was published: its minimum is an amount in its currency. */
const amountOf = (amount: string, code: string): Money => {
  const parsed = money(amount, code);
  if (E.isLeft(parsed)) throw new Error(`${amount} ${code} was published as a minimum but is no amount.`);
  return parsed.right;
};
