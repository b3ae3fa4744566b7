import type { Instant, TimeZone } from '@commission-ledger/calendar';
import { absent, fact, type Node } from '@commission-ledger/calculation';
import {
  type AccountRef,
  type EventData,
  type LedgerEvent,
  accountStream,
  commandHashOf,
  derivedId,
} from '@commission-ledger/events';
import { type CurrencyCode, zero } from '@commission-ledger/money';
import {
  type CounterMove,
  type Facts,
  type RatingRefusal,
  type RuleOutcome,
  maturesOn,
  rate,
  receiptOf,
} from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { PublishedPlan } from '../plan/planDecider.ts';
import { type CauseEvents, type Rated, dateOfCause, ratingFacts } from '../policy/ratingFacts.ts';
import { type AccountState, type CounterState, counterKey } from './accountState.ts';

/** Rate one cause for one account under the plan version in force. */
export type RateCause = Readonly<{
  type: 'RateCause';
  account: AccountRef;
  rated: Rated;
  cause: CauseEvents;
  zone: TimeZone;
  plan: PublishedPlan;
}>;

/** The cause, by kind and id. */
export const causeOf = ({ won, payment }: CauseEvents): EventData<'AccrualPosted'>['cause'] =>
  payment === undefined ? { kind: 'win', id: won.data.deal } : { kind: 'payment', id: payment.data.payment };

/** The id of an accrual: the same cause, rule and beneficiary always give the same id, so nothing is posted twice. */
export const accrualIdOf = (
  account: AccountRef,
  data: Readonly<{ cause: Readonly<{ kind: string; id: string }>; deal: string; referrer: string }>,
  plan: string,
  rule: string,
): string =>
  derivedId(
    'acr',
    account.program,
    account.partner,
    data.cause.kind,
    data.deal,
    data.cause.id,
    data.referrer,
    plan,
    rule,
  );

/**
 * What the plan makes of the cause here: accruals, or the reason why nothing was earned. That a cause is rated once is
 * the work of the command's key.
 */
export const rateCause = (command: RateCause, state: AccountState): E.Either<RatingRefusal, readonly LedgerEvent[]> => {
  const { account, rated, cause, plan, zone } = command;
  const data = { cause: causeOf(cause), deal: cause.won.data.deal, ...rated };
  const told = cause.payment ?? cause.won;
  const { currency } = told.data.amount;
  const counterBefore = countersOf(account, currency, plan.document.plan, state, told.data.occurredAt);
  const facts = ratingFacts(cause, rated, zone, counterBefore);
  const rating = rate(plan.plan, facts);
  if (E.isLeft(rating)) return rating;
  const { moves, outcomes } = rating.right;
  const shared = {
    program: account.program,
    partner: account.partner,
    ...data,
    causeEvent: { stream: told.stream, revision: told.revision, id: told.id },
    counters: moves.map((move) => movedIn(move, plan.document.plan, state)),
    onRefund: { rounding: plan.document.rounding.mode, counters: plan.document.refunds.counters },
    occurredAt: told.data.occurredAt,
  };
  const earned = outcomes.flatMap((outcome) => (outcome._tag === 'earned' ? [outcome] : []));
  if (earned.length > 0)
    return E.right(earned.map((outcome) => accrual(command, shared, facts, outcome, rating.right)));
  return E.right([
    {
      type: 'AccrualEvaluated',
      data: {
        ...shared,
        plan: { plan: plan.document.plan, version: plan.document.version, hash: plan.hash },
        reason: outcomes.some(({ _tag }) => _tag === 'zero') ? 'amount-is-zero' : 'no-rule-applies',
        refund: null,
        currency: account.currency,
      },
    },
  ]);
};

type Shared = Omit<EventData<'AccrualEvaluated'>, 'plan' | 'reason' | 'refund' | 'currency'>;

const accrual = (
  { account, plan, cause, zone }: RateCause,
  shared: Shared,
  facts: Facts,
  outcome: Extract<RuleOutcome, { _tag: 'earned' }>,
  rating: Parameters<typeof receiptOf>[2],
): LedgerEvent => {
  const { document } = plan;
  const rule = document.rules.find(({ id }) => id === outcome.rule);
  if (rule === undefined) throw new Error(`Plan ${document.plan} has no rule ${outcome.rule}.`);
  const earnedOn = dateOfCause(cause, zone);
  const receipt = { ...receiptOf(plan.plan, facts, rating, outcome) };
  return {
    type: 'AccrualPosted',
    data: {
      ...shared,
      accrual: accrualIdOf(account, shared, document.plan, rule.id),
      rule: { plan: document.plan, version: document.version, hash: plan.hash, rule: rule.id, clause: rule.clause },
      amount: outcome.amount,
      earnedOn,
      maturesOn: maturesOn(document.hold, earnedOn),
      receipt,
      receiptHash: commandHashOf(receipt),
    },
  };
};

const movedIn = (
  { counter, window, before, after }: CounterMove,
  plan: string,
  state: AccountState,
): EventData<'AccrualPosted'>['counters'][number] => ({
  plan,
  counter,
  window,
  before,
  after,
  since: state.counters.get(counterKey(plan, counter, window))?.from.revision ?? null,
});

/** Counters as the evaluator asks for them: the field of the event that left them there, or the proof that none did. */
const countersOf =
  (
    account: AccountRef,
    currency: CurrencyCode,
    plan: string,
    state: AccountState,
    until: Instant,
  ): Facts['counterBefore'] =>
  (counter, window) =>
    counterNode(state.counters.get(counterKey(plan, counter, window)), {
      account,
      currency,
      counter,
      window,
      until,
      watermark: until,
    });

/** A counter before a cause, as a leaf of the calculation. */
export const counterNode = (
  known: CounterState | undefined,
  at: Readonly<{
    account: AccountRef;
    currency: CurrencyCode;
    counter: string;
    window: string;
    until: Instant;
    watermark: string;
  }>,
): Node => {
  if (known !== undefined) return fact({ _tag: 'money', money: known.value }, [known.from], 'counter-before');
  return absent({ _tag: 'money', money: zero(at.currency) }, `${at.counter} in ${at.window}`, [
    { source: accountStream(at.account), from: at.window, to: at.until, watermark: at.watermark },
  ]);
};
