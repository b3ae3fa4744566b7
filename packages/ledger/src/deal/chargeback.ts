import type { EventOf } from '@commission-ledger/events';
import { compare, isNegative, isZero } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Refusal } from '../refusal.ts';
import { type DealState, isWon, leftOf } from './dealState.ts';

/** Disputes at most what of the payment is neither refunded nor disputed already. */
export const openChargeback = (
  fact: EventOf<'ChargebackOpened'>,
  state: DealState,
): E.Either<Refusal, readonly EventOf<'ChargebackOpened'>[]> => {
  const { deal, payment, chargeback, amount } = fact.data;
  if (state.chargebacks.has(chargeback)) return E.left({ _tag: 'ChargebackExists', chargeback });
  // A chargeback that is lost becomes the refund of that id.
  if (state.refunds.has(chargeback) || state.waiting.has(chargeback))
    return E.left({ _tag: 'RefundExists', refund: chargeback });
  const known = state.payments.get(payment);
  if (known === undefined)
    return E.left(isWon(state) ? { _tag: 'UnknownPayment', deal, payment } : { _tag: 'UnknownDeal', deal });
  const left = leftOf(known);
  if (amount.currency !== left.currency)
    return E.left({ _tag: 'OtherCurrency', expected: left.currency, got: amount.currency });
  if (isNegative(amount)) return E.left({ _tag: 'NegativeAmount', amount });
  if (isZero(amount)) return E.left({ _tag: 'AmountIsZero' });
  return compare(amount, left) > 0
    ? E.left({ _tag: 'ChargebackTooLarge', payment, left, requested: amount })
    : E.right([fact]);
};

/** Once only. What is lost is refunded in the same breath, under the id of the chargeback. */
export const decideChargeback = (
  fact: EventOf<'ChargebackDecided'>,
  { chargebacks }: DealState,
): E.Either<Refusal, readonly EventOf<'ChargebackDecided' | 'PaymentRefunded'>[]> => {
  const { deal, chargeback, outcome, occurredAt } = fact.data;
  const known = chargebacks.get(chargeback);
  if (known === undefined) return E.left({ _tag: 'UnknownChargeback', deal, chargeback });
  if (known.decided !== undefined)
    return E.left({ _tag: 'ChargebackDecidedAlready', chargeback, outcome: known.decided.data.outcome });
  if (outcome === 'won') return E.right([fact]);
  const { payment, amount, reason } = known.opened.data;
  const refund = { deal, payment, refund: chargeback, amount, reason, occurredAt };
  return E.right([fact, { type: 'PaymentRefunded', data: refund }]);
};
