import type { EventOf } from '@commission-ledger/events';
import { compare, isNegative, isZero } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Decider } from '../decider.ts';
import type { Refusal } from '../refusal.ts';
import { amend } from './amendment.ts';
import { decideChargeback, openChargeback } from './chargeback.ts';
import { objectionToCarried, objectionToTerms } from './dealObjections.ts';
import { type Deal, type DealState, causeKey, isWon, leftOf, unknownDeal } from './dealState.ts';
import { BEFORE_PAYMENT, BEFORE_WIN, toldOfForeign, toldOfWaiting } from './earlyFacts.ts';
import { evolveDeal } from './evolveDeal.ts';

/** Commands offer the fact they want recorded. */
export type DealCommand = EventOf<
  | 'DealWon'
  | 'DealAmended'
  | 'PaymentReceived'
  | 'PaymentRefunded'
  | 'ChargebackOpened'
  | 'ChargebackDecided'
  | 'DealCancelled'
  | 'CauseParked'
  | 'CauseResolved'
>;

type Decision = E.Either<Refusal, readonly DealCommand[]>;

const decide = (fact: DealCommand, state: DealState): Decision => {
  const { deal } = fact.data;
  switch (fact.type) {
    case 'DealWon':
      return isWon(state) ? E.left({ _tag: 'DealExists', deal }) : win(fact, state);
    case 'DealAmended':
      return isWon(state) ? amend(fact, state) : E.left({ _tag: 'UnknownDeal', deal });
    case 'PaymentReceived':
      return pay(fact, state);
    case 'PaymentRefunded':
      return refund(fact, state);
    case 'ChargebackOpened':
      return openChargeback(fact, state);
    case 'ChargebackDecided':
      return decideChargeback(fact, state);
    case 'DealCancelled':
      return isWon(state) ? cancel(fact, state) : E.left({ _tag: 'UnknownDeal', deal });
    case 'CauseParked':
      return E.right(state.parked.get(causeKey(fact.data.cause))?.reason === fact.data.reason ? [] : [fact]);
    case 'CauseResolved':
      return E.right(state.parked.has(causeKey(fact.data.cause)) ? [fact] : []);
  }
};

const win = (fact: EventOf<'DealWon'>, state: DealState): Decision => {
  const objection = objectionToTerms(fact.data);
  return objection === undefined ? E.right([fact, ...toldOfForeign(fact, state)]) : E.left(objection);
};

/** Before the win it is set aside; its currency is looked at when the win comes. */
const pay = (fact: EventOf<'PaymentReceived'>, state: DealState): Decision => {
  const { amount, payment, deal, occurredAt } = fact.data;
  if (state.payments.has(payment)) return E.left({ _tag: 'PaymentExists', payment });
  const expected = state.won?.data.amount.currency ?? amount.currency;
  if (amount.currency !== expected) return E.left({ _tag: 'OtherCurrency', expected, got: amount.currency });
  if (isNegative(amount)) return E.left({ _tag: 'NegativeAmount', amount });
  const objection = objectionToCarried(fact.data);
  if (objection !== undefined) return E.left(objection);
  const cause = { kind: 'payment' as const, id: payment };
  const early: EventOf<'CauseParked'> = { type: 'CauseParked', data: { deal, cause, reason: BEFORE_WIN, occurredAt } };
  return E.right([fact, ...(isWon(state) ? [] : [early]), ...toldOfWaiting(fact, state)]);
};

/** Once only. Payments that come after it are taken in, and rated, as ever. */
const cancel = (fact: EventOf<'DealCancelled'>, { cancelled }: Deal): Decision =>
  cancelled === undefined ? E.right([fact]) : E.left({ _tag: 'DealCancelledAlready', deal: fact.data.deal });

/** Before its payment it is set aside; whether it fits is looked at when the payment comes. */
const refund = (fact: EventOf<'PaymentRefunded'>, { payments, refunds, waiting, chargebacks }: DealState): Decision => {
  const { amount, deal, payment, refund: id, occurredAt } = fact.data;
  if (refunds.has(id) || waiting.has(id)) return E.left({ _tag: 'RefundExists', refund: id });
  if (chargebacks.has(id)) return E.left({ _tag: 'ChargebackExists', chargeback: id });
  const known = payments.get(payment);
  const expected = known?.received.data.amount.currency ?? amount.currency;
  if (amount.currency !== expected) return E.left({ _tag: 'OtherCurrency', expected, got: amount.currency });
  if (isNegative(amount)) return E.left({ _tag: 'NegativeAmount', amount });
  if (isZero(amount)) return E.left({ _tag: 'AmountIsZero' });
  const cause = { kind: 'refund' as const, id };
  if (known === undefined)
    return E.right([fact, { type: 'CauseParked', data: { deal, cause, reason: BEFORE_PAYMENT, occurredAt } }]);
  const left = leftOf(known);
  return compare(amount, left) > 0
    ? E.left({ _tag: 'RefundTooLarge', payment, left, requested: amount })
    : E.right([fact]);
};

/** One deal with its payments, refunds and chargebacks. */
export const dealDecider: Decider<DealCommand, DealState, Refusal> = {
  initial: unknownDeal,
  decide,
  evolve: evolveDeal,
};
