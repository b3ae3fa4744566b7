import type { LocalDate } from '@commission-ledger/calendar';
import { add, compare, isPositive, isZero, money, negate, sum } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Beneficiary, ExampleStep } from '../document/planDocument.ts';
import { counterRefundsOf, earnedBy } from '../evaluate/counters.ts';
import type { CounterMove } from '../evaluate/rating.ts';
import { counterAfterRefund, counterLoweredBy } from '../takeBack/counterAfterRefund.ts';
import { refundedByThis, refundReaches, reversalMaturesOn, toTakeBack } from '../takeBack/toTakeBack.ts';
import { toTakeBackOnCancel, unservedShare } from '../takeBack/unservedShare.ts';
import { amountsByRule } from './amountsByRule.ts';
import { counterKey, moveCounter, post, type Accrual, type HistoryState, type RatedCause } from './historyState.ts';
import type { HistoryRefusal, StepCommission, TakenBack } from './historyStep.ts';
import { cancellationNode, refundNode } from './takeBackNodes.ts';
import { trueUps } from './trueUps.ts';

type Step = E.Either<HistoryRefusal, StepCommission>;

/** The customer gets (a part of) a payment back: so does the program of what it earned, for everyone. */
export const refundStep = (
  state: HistoryState,
  date: LocalDate,
  written: Extract<ExampleStep, { refund: unknown }>['refund'],
): Step => {
  const payment = state.payments.get(written.payment);
  if (payment === undefined) return E.left({ _tag: 'UnknownPayment', payment: written.payment });
  const { refunded: refundedBefore, paid, cause } = payment;
  const amount = money(written.amount, state.plan.currency);
  if (E.isLeft(amount))
    return E.left({ _tag: 'UnreadableStep', field: 'refund/amount', got: written.amount.slice(0, 64) });
  const refundedSoFar = add(refundedBefore, amount.right);
  if (!isPositive(amount.right) || compare(refundedSoFar, paid) > 0) {
    const { payment: id } = written;
    return E.left({ _tag: 'NotRefundable', payment: id, paid, refunded: refundedBefore, amount: amount.right });
  }
  payment.refunded = refundedSoFar;
  state.undo.push(() => {
    payment.refunded = refundedBefore;
  });
  const { refunds, rounding } = state.plan.document;
  if (!refundReaches(refunds.within, cause.told.date, date)) return E.right(takenBackBy([]));
  const part = { refundedSoFar, refundedBefore, paid };
  const taken: TakenBack[] = [];
  for (const { beneficiary, moves } of cause.moved) {
    const own = cause.accruals.filter((accrual) => accrual.beneficiary === beneficiary);
    const reversals = reverse(state, date, own, (accrual) => ({
      amount: toTakeBack(accrual, part, rounding.mode),
      root: refundNode(accrual, part, rounding.mode),
    }));
    taken.push(...reversals);
    lowerEarned(state, beneficiary, moves, own, part);
    const lowered = lower(state, beneficiary, moves, part);
    const due = trueUps(state, { beneficiary, cause, date, lowered });
    if (E.isLeft(due)) return due;
    taken.push(...due.right);
  }
  return E.right(takenBackBy(taken));
};

/** A deal is cancelled: what it earned is taken back as the plan says, once. Counters stay where they are. */
export const cancelStep = (state: HistoryState, date: LocalDate, { deal: id }: Readonly<{ deal: string }>): Step => {
  const deal = state.deals.get(id);
  if (deal === undefined) return E.left({ _tag: 'UnknownDeal', deal: id });
  if (deal.cancelled) return E.left({ _tag: 'DealAlreadyCancelled', deal: id });
  deal.cancelled = true;
  state.undo.push(() => {
    deal.cancelled = false;
  });
  const { cancellation, rounding } = state.plan.document;
  if (cancellation === undefined) return E.right(takenBackBy([]));
  const unserved = unservedShare(cancellation, deal.wonOn, date);
  return E.right(
    takenBackBy(
      deal.causes.flatMap((cause: RatedCause) =>
        reverse(state, date, cause.accruals, (accrual) => ({
          amount: toTakeBackOnCancel(accrual, unserved, rounding.mode),
          root: cancellationNode(accrual, unserved, rounding.mode),
        })),
      ),
    ),
  );
};

const takenBackBy = (takenBack: readonly TakenBack[]): StepCommission => ({
  _tag: 'commission',
  amounts: amountsByRule(takenBack),
  outcomes: [],
  takenBack,
});

/** Takes a part of each accrual back, where its rule does not keep it. */
const reverse = (
  state: HistoryState,
  date: LocalDate,
  accruals: readonly Accrual[],
  partOf: (accrual: Accrual) => Pick<TakenBack, 'amount' | 'root'>,
): readonly TakenBack[] =>
  accruals.flatMap((accrual) => {
    const { rule, beneficiary, reversed, maturesOn } = accrual;
    if (state.rules.get(rule)?.refunds === 'keep') return [];
    const { amount, root } = partOf(accrual);
    if (isZero(amount)) return [];
    accrual.reversed = add(reversed, amount);
    state.undo.push(() => {
      accrual.reversed = reversed;
    });
    post(state, beneficiary, negate(amount), reversalMaturesOn(date, maturesOn));
    return [{ rule, amount: negate(amount), root }];
  });

/**
 * Counters of what rules earned go down by the part of it that the refund stands for, unless the plan says otherwise;
 * also where a cancellation has taken it back before, which left the counters.
 */
const lowerEarned = (
  state: HistoryState,
  beneficiary: Beneficiary,
  moves: readonly CounterMove[],
  accruals: readonly Accrual[],
  part: Parameters<typeof refundedByThis>[1],
): void => {
  const { plan, rules, counters } = state;
  for (const { counter, window } of moves) {
    const earning = earnedBy(plan, counter);
    if (earning === undefined || counterRefundsOf(plan, counter) !== 'lower') continue;
    const refunded = accruals
      .filter(({ rule }) => earning.includes(rule) && rules.get(rule)?.refunds !== 'keep')
      .map(({ amount }) => refundedByThis(amount, part, plan.document.rounding.mode));
    const key = counterKey(beneficiary, counter, window);
    const now = counters.get(key);
    if (now !== undefined) moveCounter(state, key, counterLoweredBy(now, sum(plan.currency, refunded)));
  }
};

/** Moves all other counters that the cause had moved, and says which have moved. */
const lower = (
  state: HistoryState,
  beneficiary: Beneficiary,
  moves: readonly CounterMove[],
  part: Parameters<typeof counterAfterRefund>[3],
): ReadonlySet<string> => {
  const { counters, plan } = state;
  const lowered = new Set<string>();
  for (const move of moves) {
    const policy = counterRefundsOf(plan, move.counter);
    const key = counterKey(beneficiary, move.counter, move.window);
    const now = counters.get(key);
    if (now === undefined || (policy === 'lower' && earnedBy(plan, move.counter) !== undefined)) continue;
    const next = counterAfterRefund(now, move, policy, part, plan.document.rounding.mode);
    if (next === now) continue;
    moveCounter(state, key, next);
    lowered.add(move.counter);
  }
  return lowered;
};
