import type { EventData, EventOf, RecordedEvent } from '@commission-ledger/events';
import { type Money, add, compare, format, subtract, zero } from '@commission-ledger/money';
import type { Deal, DealState, PaymentState } from './dealState.ts';

/** Why a payment waits that came before the win of its deal. */
export const BEFORE_WIN = 'the win of its deal is not recorded yet';

/** Why a refund waits that came before its payment. */
export const BEFORE_PAYMENT = 'the payment it refunds is not recorded yet';

/** What became of a refund that came before its payment: what is refunded up to and including it, or why it does not count. */
export type LateVerdict = Readonly<{ told: RecordedEvent<'PaymentRefunded'> }> &
  (Readonly<{ _tag: 'counts'; refundedSoFar: Money }> | Readonly<{ _tag: 'does-not-fit'; reason: string }>);

/** The refunds that waited for this payment, each in the order in which it was told, as far as the payment reaches. */
export const verdictsOn = (
  { payment, amount }: EventData<'PaymentReceived'>,
  { waiting }: Pick<DealState, 'waiting'>,
): readonly LateVerdict[] => {
  let refunded = zero(amount.currency);
  return [...waiting.values()].flatMap((told): readonly LateVerdict[] => {
    const { data } = told;
    if (data.payment !== payment) return [];
    const reason = misfit(data.amount, amount, refunded);
    if (reason !== undefined) return [{ _tag: 'does-not-fit', told, reason }];
    refunded = add(refunded, data.amount);
    return [{ _tag: 'counts', told, refundedSoFar: refunded }];
  });
};

const misfit = (requested: Money, paid: Money, refunded: Money): string | undefined => {
  if (requested.currency !== paid.currency)
    return `the refund is in ${requested.currency}, its payment in ${paid.currency}`;
  const left = subtract(paid, refunded);
  return compare(requested, left) > 0
    ? `the refund is more than the ${format(left)} ${left.currency} that are left of its payment`
    : undefined;
};

/** What is recorded together with a payment about the refunds that waited for it. */
export const toldOfWaiting = (
  fact: EventOf<'PaymentReceived'>,
  state: DealState,
): readonly EventOf<'CauseParked' | 'CauseResolved'>[] =>
  verdictsOn(fact.data, state).map((verdict) => {
    const { deal, refund, occurredAt } = verdict.told.data;
    const at = { deal, cause: { kind: 'refund' as const, id: refund }, occurredAt };
    return verdict._tag === 'counts'
      ? { type: 'CauseResolved', data: at }
      : { type: 'CauseParked', data: { ...at, reason: verdict.reason } };
  });

/** What is recorded together with a win about the payments that came before it in another currency: they stay set aside. */
export const toldOfForeign = (
  { data: { amount } }: EventOf<'DealWon'>,
  { payments }: DealState,
): readonly EventOf<'CauseParked'>[] =>
  [...payments.values()].flatMap(({ received }) => {
    const { deal, payment: id, amount: paid, occurredAt } = received.data;
    if (paid.currency === amount.currency) return [];
    const reason = `the payment is in ${paid.currency}, its deal in ${amount.currency}`;
    return [{ type: 'CauseParked', data: { deal, cause: { kind: 'payment', id }, reason, occurredAt } }];
  });

/** Only a payment that came before the win may be in another currency than the deal; that is never rated. */
export const isRatable = ({ won }: Deal, { received }: PaymentState): boolean =>
  received.data.amount.currency === won.data.amount.currency;

/** The payments that can be rated, in the order in which they were told. */
export const ratablePayments = (deal: Deal): readonly PaymentState[] =>
  [...deal.payments.values()].filter((payment) => isRatable(deal, payment));
