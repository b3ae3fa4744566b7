import { type LocalDate, type TimeZone, dateOf } from '@commission-ledger/calendar';
import {
  type AccountRef,
  type EventData,
  type LedgerEvent,
  type RecordedEvent,
  derivedId,
} from '@commission-ledger/events';
import {
  type Money,
  type RoundingMode,
  exactDiv,
  exactMul,
  isPositive,
  isZero,
  round,
  subtract,
  toExact,
} from '@commission-ledger/money';
import type { Rated } from '../policy/ratingFacts.ts';
import { causeOf } from './rateCause.ts';
import { type AccountState, type AccrualState, type Refundable, counterKey, ratedKey } from './accountState.ts';

/** Take back what a payment earned here, in the proportion that the customer got back. */
export type ReverseForRefund = Readonly<{
  type: 'ReverseForRefund';
  account: AccountRef;
  rated: Rated;
  won: RecordedEvent<'DealWon'>;
  payment: RecordedEvent<'PaymentReceived'>;
  refund: RecordedEvent<'PaymentRefunded'>;
  /** Of this payment, up to and including this refund. */
  refundedSoFar: Money;
  zone: TimeZone;
}>;

/**
 * The reversals a refund makes. Each takes its accrual back to the exact proportion refunded so far, from the
 * amount that was booked, so any number of partial refunds adds up to the full one. Rounding and refund policy are
 * those frozen with the accrual.
 */
export const reverseForRefund = (command: ReverseForRefund, state: AccountState): readonly LedgerEvent[] => {
  const { won, payment, rated, refund, account } = command;
  const cause = causeOf({ won, payment });
  const key = ratedKey({ cause, deal: won.data.deal, ...rated });
  const refundable = state.refundable.get(key);
  if (refundable === undefined) return [];
  const counters = lowered(command, refundable, state);
  const told = {
    program: account.program,
    partner: account.partner,
    deal: won.data.deal,
    causeEvent: { stream: refund.stream, revision: refund.revision, id: refund.id },
    counters,
    occurredAt: refund.data.occurredAt,
  };
  const reversals = (state.rated.get(key) ?? []).flatMap((accrual) => {
    const known = state.accruals.get(accrual);
    const amount = known === undefined ? undefined : toTakeBack(command, known, refundable.onRefund.rounding);
    if (known === undefined || amount === undefined || !isPositive(amount)) return [];
    const data: EventData<'AccrualReversed'> = {
      ...told,
      reversal: derivedId('rev', accrual, refund.data.refund),
      accrual,
      refund: refund.data.refund,
      amount,
      refundedSoFar: command.refundedSoFar,
      paid: payment.data.amount,
      maturesOn: laterOf(dateOf(refund.data.occurredAt, command.zone), known.maturesOn),
    };
    return [{ type: 'AccrualReversed' as const, data }];
  });
  if (reversals.length > 0 || counters.length === 0) return reversals;
  return [
    {
      type: 'AccrualEvaluated',
      data: {
        ...told,
        cause,
        ...rated,
        plan: { plan: refundable.plan.plan, version: refundable.plan.version, hash: refundable.plan.hash },
        onRefund: refundable.onRefund,
        reason: 'refund-counted',
        refund: refund.data.refund,
        currency: account.currency,
      },
    },
  ];
};

const toTakeBack = (
  { refundedSoFar, payment }: ReverseForRefund,
  { amount, reversed }: AccrualState,
  rounding: RoundingMode,
): Money => subtract(proportion(amount, refundedSoFar, payment.data.amount, rounding), reversed);

/** `part` of `whole`, applied to an amount and rounded once. */
const proportion = (amount: Money, part: Money, whole: Money, mode: RoundingMode): Money =>
  round(exactDiv(exactMul(toExact(amount), toExact(part)), toExact(whole)), amount.currency, mode).money;

/** Where the plan says that refunds count, each counter goes back by what the refund takes out of it. */
const lowered = (
  { refundedSoFar, refund, payment }: ReverseForRefund,
  { counters, onRefund }: Refundable,
  state: AccountState,
): EventData<'AccrualReversed'>['counters'] => {
  if (onRefund.counters === 'keep') return [];
  const earlier = subtract(refundedSoFar, refund.data.amount);
  const { rounding } = onRefund;
  return counters.flatMap((move) => {
    const counted = subtract(move.after, move.before);
    const paid = payment.data.amount;
    const down = subtract(
      proportion(counted, refundedSoFar, paid, rounding),
      proportion(counted, earlier, paid, rounding),
    );
    const now = state.counters.get(counterKey(move.plan, move.counter, move.window));
    if (now === undefined || isZero(down)) return [];
    return [{ ...move, before: now.value, after: subtract(now.value, down), since: now.from.revision }];
  });
};

const laterOf = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);
