import type { RecordedEvent } from '@commission-ledger/events';
import { add, subtract, zero } from '@commission-ledger/money';
import { type DealState, causeKey, isWon } from './dealState.ts';
import { verdictsOn } from './earlyFacts.ts';

/** The deal after one more event. Changes the maps of the state it is given. */
export const evolveDeal = (state: DealState, event: RecordedEvent): DealState => {
  if (event.type === 'DealWon') return { ...state, won: event };
  if (event.type === 'DealAmended') return { ...state, amendments: [...state.amendments, event] };
  if (event.type === 'DealCancelled') return { ...state, cancelled: event };
  if (event.type === 'PaymentReceived') takeInPayment(state, event);
  else if (event.type === 'PaymentRefunded') takeInRefund(state, event);
  else if (event.type === 'ChargebackOpened') takeInChargeback(state, event);
  else if (event.type === 'ChargebackDecided') takeInDecision(state, event);
  else if (event.type === 'CauseParked') {
    const key = causeKey(event.data.cause);
    state.parked.set(key, { reason: event.data.reason, beforeWin: !isWon(state) });
    state.timesParked.set(key, (state.timesParked.get(key) ?? 0) + 1);
  } else if (event.type === 'CauseResolved') {
    state.parked.delete(causeKey(event.data.cause));
  }
  return state;
};

/** Refunds that came before it count from here on, as far as they fit. */
const takeInPayment = (state: DealState, received: RecordedEvent<'PaymentReceived'>): void => {
  const nothing = zero(received.data.amount.currency);
  let refunded = nothing;
  for (const verdict of verdictsOn(received.data, state)) {
    if (verdict._tag === 'does-not-fit') continue;
    const { told, refundedSoFar } = verdict;
    state.waiting.delete(told.data.refund);
    state.refunds.set(told.data.refund, { told, refundedSoFar, since: received.revision });
    refunded = refundedSoFar;
  }
  state.payments.set(received.data.payment, { received, refunded, disputed: nothing });
};

const takeInRefund = ({ payments, refunds, waiting }: DealState, told: RecordedEvent<'PaymentRefunded'>): void => {
  const { payment, refund: id, amount } = told.data;
  const known = payments.get(payment);
  if (known === undefined) {
    waiting.set(id, told);
    return;
  }
  const refundedSoFar = add(known.refunded, amount);
  payments.set(payment, { ...known, refunded: refundedSoFar });
  refunds.set(id, { told, refundedSoFar, since: told.revision });
};

const takeInChargeback = ({ payments, chargebacks }: DealState, opened: RecordedEvent<'ChargebackOpened'>): void => {
  const { payment, chargeback, amount } = opened.data;
  const known = payments.get(payment);
  if (known === undefined) throw new Error(`${chargeback} disputes ${payment}, which is not in the deal.`);
  payments.set(payment, { ...known, disputed: add(known.disputed, amount) });
  chargebacks.set(chargeback, { opened, decided: undefined });
};

/** What was disputed is free again; what is lost is told by the refund that follows. */
const takeInDecision = ({ payments, chargebacks }: DealState, decided: RecordedEvent<'ChargebackDecided'>): void => {
  const { chargeback } = decided.data;
  const known = chargebacks.get(chargeback);
  const payment = known && payments.get(known.opened.data.payment);
  if (known === undefined || payment === undefined) throw new Error(`${chargeback} was decided, but never opened.`);
  const { amount, payment: id } = known.opened.data;
  payments.set(id, { ...payment, disputed: subtract(payment.disputed, amount) });
  chargebacks.set(chargeback, { ...known, decided });
};
