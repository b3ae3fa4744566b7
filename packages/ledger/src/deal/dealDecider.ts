import type { EventData, EventOf, RecordedEvent } from '@commission-ledger/events';
import {
  type Exact,
  type Money,
  add,
  compare,
  exactAdd,
  exactCompare,
  exactEquals,
  exactOf,
  exactToJson,
  isNegative,
  isZero,
  subtract,
  zero,
} from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Decider } from '../decider.ts';
import type { Refusal } from '../refusal.ts';

/** A payment on the deal, what was refunded of it, and the event that told of it. */
export type PaymentState = Readonly<{ received: RecordedEvent<'PaymentReceived'>; refunded: Money }>;

/** A refund, and what had been refunded of its payment up to and including it. */
export type RefundState = Readonly<{ told: RecordedEvent<'PaymentRefunded'>; refundedSoFar: Money }>;

/** A won deal; the maps grow with its payments and are changed in place by the fold that owns them. */
export type Deal = Readonly<{
  won: RecordedEvent<'DealWon'>;
  payments: Map<string, PaymentState>;
  refunds: Map<string, RefundState>;
  /** Causes set aside, by kind and id. */
  parked: Set<string>;
  cancelled: RecordedEvent<'DealCancelled'> | undefined;
}>;

/** A deal; `undefined` before it is won. */
export type DealState = Deal | undefined;

/** Commands offer the fact they want recorded. */
export type DealCommand = EventOf<
  'DealWon' | 'PaymentReceived' | 'PaymentRefunded' | 'DealCancelled' | 'CauseParked' | 'CauseResolved'
>;

/** How a cause is named inside its deal. */
export const causeKey = ({ kind, id }: Readonly<{ kind: string; id: string }>): string => `${kind}/${id}`;

type Decision = E.Either<Refusal, readonly DealCommand[]>;

const decide = (fact: DealCommand, state: DealState): Decision => {
  const { deal } = fact.data;
  if (fact.type === 'DealWon') return state === undefined ? win(fact) : E.left({ _tag: 'DealExists', deal });
  if (state === undefined) return E.left({ _tag: 'UnknownDeal', deal });
  switch (fact.type) {
    case 'PaymentReceived':
      return pay(fact, state);
    case 'PaymentRefunded':
      return refund(fact, state);
    case 'DealCancelled':
      return cancel(fact, state);
    case 'CauseParked':
      return E.right(state.parked.has(causeKey(fact.data.cause)) ? [] : [fact]);
    case 'CauseResolved':
      return E.right(state.parked.has(causeKey(fact.data.cause)) ? [fact] : []);
  }
};

const win = (fact: EventOf<'DealWon'>): Decision => {
  const { amount, attribution } = fact.data;
  if (isNegative(amount)) return E.left({ _tag: 'NegativeAmount', amount });
  const objection = objectionTo(fact.data) ?? objectionToOverlays(fact.data);
  if (objection !== undefined) return E.left(objection);
  const partners = attribution.map(({ partner }) => partner);
  const twice = partners.find((partner, index) => partners.indexOf(partner) < index);
  if (twice !== undefined) return E.left({ _tag: 'PartnerTwiceInAttribution', partner: twice });
  const shares = attribution.map(({ share }) => share);
  const sum = shares.reduce(exactAdd, exactOf(0n));
  return exactEquals(sum, exactOf(1n)) && shares.every(isAboveZero)
    ? E.right([fact])
    : E.left({ _tag: 'SharesDoNotAddUp', sum: written(sum) });
};

const isAboveZero = ({ num }: Exact): boolean => !num.isNegative() && !num.isZero();

const written = (sum: Exact): string => {
  const json = exactToJson(sum);
  return typeof json === 'string' ? json : `${json.num}/${json.den}`;
};

const pay = (fact: EventOf<'PaymentReceived'>, { won, payments }: Deal): Decision => {
  const { amount, payment } = fact.data;
  if (payments.has(payment)) return E.left({ _tag: 'PaymentExists', payment });
  const expected = won.data.amount.currency;
  if (amount.currency !== expected) return E.left({ _tag: 'OtherCurrency', expected, got: amount.currency });
  if (isNegative(amount)) return E.left({ _tag: 'NegativeAmount', amount });
  const objection = objectionTo(fact.data);
  return objection === undefined ? E.right([fact]) : E.left(objection);
};

/** What is told beside the amount is in its currency, and no number of things is below zero. */
const objectionTo = ({
  amount,
  amounts = {},
  quantities = {},
}: EventData<'DealWon' | 'PaymentReceived'>): Refusal | undefined => {
  const foreign = Object.values(amounts).find(({ currency }) => currency !== amount.currency);
  if (foreign !== undefined) return { _tag: 'OtherCurrency', expected: amount.currency, got: foreign.currency };
  const negative = Object.entries(quantities).find(([, { num }]) => num.isNegative());
  return negative === undefined ? undefined : { _tag: 'NegativeQuantity', quantity: negative[0] };
};

const objectionToOverlays = ({ overlays = [] }: EventData<'DealWon'>): Refusal | undefined => {
  for (const [index, { partner, role, share }] of overlays.entries()) {
    if (overlays.slice(0, index).some((other) => other.partner === partner && other.role === role))
      return { _tag: 'PartnerTwiceInOverlay', partner, role };
    if (share !== undefined && (!isAboveZero(share) || exactCompare(share, exactOf(1n)) > 0))
      return { _tag: 'OverlayShareOutOfRange', partner, role, share: written(share) };
  }
  return undefined;
};

/** Once only. Payments that come after it are taken in, and rated, as ever. */
const cancel = (fact: EventOf<'DealCancelled'>, { cancelled }: Deal): Decision =>
  cancelled === undefined ? E.right([fact]) : E.left({ _tag: 'DealCancelledAlready', deal: fact.data.deal });

const refund = (fact: EventOf<'PaymentRefunded'>, { payments, refunds }: Deal): Decision => {
  const { amount, deal, payment, refund: id } = fact.data;
  if (refunds.has(id)) return E.left({ _tag: 'RefundExists', refund: id });
  const known = payments.get(payment);
  if (known === undefined) return E.left({ _tag: 'UnknownPayment', deal, payment });
  const paid = known.received.data.amount;
  if (amount.currency !== paid.currency)
    return E.left({ _tag: 'OtherCurrency', expected: paid.currency, got: amount.currency });
  if (isNegative(amount)) return E.left({ _tag: 'NegativeAmount', amount });
  if (isZero(amount)) return E.left({ _tag: 'AmountIsZero' });
  const left = subtract(paid, known.refunded);
  return compare(amount, left) > 0
    ? E.left({ _tag: 'RefundTooLarge', payment, left, requested: amount })
    : E.right([fact]);
};

const evolve = (state: DealState, event: RecordedEvent): DealState => {
  if (event.type === 'DealWon')
    return { won: event, payments: new Map(), refunds: new Map(), parked: new Set(), cancelled: undefined };
  if (state === undefined) return state;
  if (event.type === 'PaymentReceived') {
    state.payments.set(event.data.payment, { received: event, refunded: zero(event.data.amount.currency) });
  } else if (event.type === 'PaymentRefunded') {
    takeInRefund(state, event);
  } else if (event.type === 'DealCancelled') {
    return { ...state, cancelled: event };
  } else if (event.type === 'CauseParked') {
    state.parked.add(causeKey(event.data.cause));
  } else if (event.type === 'CauseResolved') {
    state.parked.delete(causeKey(event.data.cause));
  }
  return state;
};

const takeInRefund = (state: Deal, told: RecordedEvent<'PaymentRefunded'>): void => {
  const { payment, refund: id, amount } = told.data;
  const known = state.payments.get(payment);
  if (known === undefined) throw new Error(`${id} refunds ${payment}, which is not in the deal.`);
  const refundedSoFar = add(known.refunded, amount);
  state.payments.set(payment, { ...known, refunded: refundedSoFar });
  state.refunds.set(id, { told, refundedSoFar });
};

/** One deal with its payments and refunds. */
export const dealDecider: Decider<DealCommand, DealState, Refusal> = { initial: () => undefined, decide, evolve };
