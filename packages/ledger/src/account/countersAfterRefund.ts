import type { EventData } from '@commission-ledger/events';
import { type Money, sum } from '@commission-ledger/money';
import { type CounterMove, counterAfterRefund, counterLoweredBy, refundedByThis } from '@commission-ledger/plans';
import { type AccountState, type AccrualState, type Refundable, counterKey } from './accountState.ts';
import { counterValueOf, sameCounter, toldCounter } from './counterValue.ts';

/** What is taken back of one accrual, with its sign. */
export type TakenBack = Readonly<{ accrual: EventData<'AccrualPosted'>; amount: Money }>;

/** What the customer has got back of a payment: now, before that, and what the payment was. */
export type Refunded = Readonly<{ refundedSoFar: Money; refundedBefore: Money; paid: Money }>;

type Moved = EventData<'AccrualReversed'>['counters'][number];

/**
 * The counters that a refund moves: each that the cause had moved goes back as its plan says, and one of earned
 * commission that refunds lower goes down by the refunded part of what its rules earned.
 */
export const countersAfterRefund = (
  refundable: Refundable,
  refunded: Refunded,
  accruals: readonly AccrualState[],
  state: AccountState,
): readonly Moved[] =>
  moved(refundable, state, (now, move) =>
    isOfEarned(move, refundable)
      ? lowered(now, move, accruals, refunded)
      : counterAfterRefund(
          now,
          { before: counterValueOf(move.before), after: counterValueOf(move.after) },
          policyOf(move, refundable),
          refunded,
          refundable.onRefund.rounding,
        ),
  );

const moved = (
  { counters }: Refundable,
  state: AccountState,
  after: (now: CounterMove['before'], move: Moved) => CounterMove['before'],
): readonly Moved[] =>
  counters.flatMap((move) => {
    const now = state.counters.get(counterKey(move.plan, move.counter, move.window));
    if (now === undefined) return [];
    const value = after(now.value, move);
    if (sameCounter(value, now.value)) return [];
    return [{ ...move, before: toldCounter(now.value), after: toldCounter(value), since: now.from.revision }];
  });

/** By the part of what the rules earned that the refund stands for, also where a cancellation took it back before. */
const lowered = (
  now: CounterMove['before'],
  { earnedBy = [] }: Moved,
  accruals: readonly AccrualState[],
  refunded: Refunded,
): CounterMove['before'] => {
  const amounts = accruals.flatMap(({ posted: { rule, amount, onRefund } }) =>
    earnedBy.includes(rule.rule) && onRefund.commission !== 'keep'
      ? [refundedByThis(amount, refunded, onRefund.rounding)]
      : [],
  );
  const [first] = amounts;
  return first === undefined ? now : counterLoweredBy(now, sum(first.currency, amounts));
};

/** Whether the counter goes down by what its rules earned. */
const isOfEarned = (move: Moved, refundable: Refundable): boolean =>
  move.earnedBy !== undefined && policyOf(move, refundable) === 'lower';

/** What the plan says for this counter, or for all. */
const policyOf = (move: Moved, { onRefund }: Refundable): 'lower' | 'whole' | 'keep' =>
  move.refunds ?? onRefund.counters;
