import {
  type Node,
  type RuleRef,
  absent,
  booked,
  div,
  fact,
  mul,
  roundNode,
  sub,
  sum,
  text,
} from '@commission-ledger/calculation';
import { type TimeZone, dateOf } from '@commission-ledger/calendar';
import type { EventData, RecordedEvent } from '@commission-ledger/events';
import { zero } from '@commission-ledger/money';
import type { CancellationTerms } from '@commission-ledger/plans';
import { eventRef } from '../policy/eventRef.ts';
import { unservedShareNode } from './unservedShareNode.ts';

type Reversed = RecordedEvent<'AccrualReversed'>;

/** What is taken back: the calculation of the entry, and what was taken back of it before, in order. */
export type TakingBack = Readonly<{
  reversed: Reversed;
  original: Readonly<{ root: Node; onRefund: EventData<'AccrualPosted'>['onRefund'] }>;
  earlier: readonly Reversed[];
}>;

/**
 * The calculation of a reversal after a refund, below zero: the part of the payment refunded so far, applied to what was
 * earned, less what was taken back before.
 * @param refunds of the payment, up to and including this one
 */
export const refundCalculation = (
  takingBack: TakingBack,
  payment: RecordedEvent<'PaymentReceived'>,
  refunds: readonly RecordedEvent<'PaymentRefunded'>[],
): Node => {
  const { original } = takingBack;
  const paid = fact(booked(payment.data.amount), [eventRef(payment, '/amount')], 'payment');
  const share = div(totalOf(refunds, 'refund'), paid, { name: 'refunded-share' });
  const inAll = roundNode(mul(original.root, share), original.onRefund.rounding);
  return sub(takenBackBefore(takingBack), inAll, { name: 'reversal' });
};

/** The calculation of a reversal after a cancellation, below zero: of what was left, the share of the term not served, or all. */
export const cancellationCalculation = (
  takingBack: TakingBack,
  { terms, rule, zone }: Readonly<{ terms: CancellationTerms; rule: RuleRef; zone: TimeZone }>,
  { won, cancelled }: Readonly<{ won: RecordedEvent<'DealWon'>; cancelled: RecordedEvent<'DealCancelled'> }>,
): Node => {
  const { original, earlier } = takingBack;
  const dayNode = (event: typeof won | typeof cancelled, name: 'won-on' | 'cancelled-on'): Node =>
    fact(text(dateOf(event.data.occurredAt, zone)), [eventRef(event, '/occurredAt')], name);
  const left =
    earlier.length === 0 ? original.root : sub(original.root, takenBackBefore(takingBack), { name: 'balance' });
  const share = unservedShareNode(terms, dayNode(won, 'won-on'), dayNode(cancelled, 'cancelled-on'), rule);
  const taken =
    share === undefined ? left : roundNode(mul(left, share), original.onRefund.rounding, { name: 'reversal' });
  return sub(sub(taken, taken, { name: 'nothing' }), taken, { name: 'reversal' });
};

const takenBackBefore = ({ reversed, earlier }: TakingBack): Node => {
  if (earlier.length > 0) return totalOf(earlier, 'reversal');
  const { accrual, amount, occurredAt } = reversed.data;
  const searched = { source: reversed.stream, from: accrual, to: occurredAt, watermark: occurredAt };
  return absent(booked(zero(amount.currency)), `reversals of ${accrual}`, [searched], 'reversal');
};

/** One amount as it is, several added up. */
const totalOf = (
  events: readonly RecordedEvent<'PaymentRefunded' | 'AccrualReversed'>[],
  name: 'refund' | 'reversal',
): Node => {
  const amounts = events.map((event) => fact(booked(event.data.amount), [eventRef(event, '/amount')], name));
  const [only, ...others] = amounts;
  return only !== undefined && others.length === 0 ? only : sum(amounts, { name });
};
