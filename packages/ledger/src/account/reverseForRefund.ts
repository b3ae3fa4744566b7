import { dateOf } from '@commission-ledger/calendar';
import {
  type EventData,
  type EventOf,
  type LedgerEvent,
  type RecordedEvent,
  derivedId,
} from '@commission-ledger/events';
import { type Money, isZero, subtract } from '@commission-ledger/money';
import { type RatingRefusal, reversalMaturesOn, toTakeBack } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { CauseEvents } from '../policy/causeEvents.ts';
import type { Rated } from '../policy/ratingSources.ts';
import { type AccountState, type AccrualState, type Refundable, isTakenBackBy, ratedKey } from './accountState.ts';
import { type Refunded, type TakenBack, countersAfterRefund } from './countersAfterRefund.ts';
import { causeOf } from './rateCause.ts';
import { type Refunding, trueUpsAfter } from './trueUpsAfter.ts';

/** Take back what a payment earned here, in the proportion that the customer got back. */
export type ReverseForRefund = Refunding &
  Readonly<{
    type: 'ReverseForRefund';
    rated: Rated;
    cause: CauseEvents & Readonly<{ payment: RecordedEvent<'PaymentReceived'> }>;
    /** Of this payment, up to and including this refund. */
    refundedSoFar: Money;
  }>;

/**
 * What a refund makes of the accruals of its payment. Each reversal takes its accrual back to the exact proportion
 * refunded so far, from the amount that was booked, so any number of partial refunds adds up to the full one; counters
 * go back, and slabs that true up are settled at the lowered counters. Rounding and policy are those frozen with the
 * accrual. A refund that came too late changes nothing.
 */
export const reverseForRefund = (
  command: ReverseForRefund,
  state: AccountState,
): E.Either<RatingRefusal, readonly LedgerEvent[]> => {
  const { cause, rated, refund, refundedSoFar, account, zone } = command;
  const { won, payment } = cause;
  const source = { cause: causeOf(cause), deal: won.data.deal, ...rated };
  const key = ratedKey(source);
  const refundable = state.refundable.get(key);
  const refundedOn = dateOf(refund.data.occurredAt, zone);
  if (refundable === undefined || isTooLate(refundedOn, refundable)) return E.right([]);
  const refunded = {
    refundedSoFar,
    refundedBefore: subtract(refundedSoFar, refund.data.amount),
    paid: payment.data.amount,
  };
  const accruals = (state.rated.get(key) ?? [])
    .flatMap((id) => state.accruals.get(id) ?? [])
    .filter((accrual) => isTakenBackBy(accrual, refund));
  const takenBack = accruals.flatMap((accrual) => takenBackOf(accrual, refunded));
  const counters = countersAfterRefund(refundable, refunded, accruals, state);
  const told = {
    program: account.program,
    partner: account.partner,
    deal: won.data.deal,
    causeEvent: { stream: refund.stream, revision: refund.revision, id: refund.id },
    counters,
    occurredAt: refund.data.occurredAt,
  };
  const reversals = takenBack.map(({ accrual, amount }): EventOf<'AccrualReversed'> => {
    return {
      type: 'AccrualReversed',
      data: {
        ...told,
        reversal: derivedId('rev', accrual.accrual, refund.data.refund),
        accrual: accrual.accrual,
        refund: refund.data.refund,
        amount,
        refundedSoFar,
        paid: payment.data.amount,
        maturesOn: reversalMaturesOn(refundedOn, accrual.maturesOn),
      },
    };
  });
  const { plan, onRefund } = refundable;
  const counted: EventData<'AccrualEvaluated'> = {
    ...told,
    ...source,
    plan: { plan: plan.plan, version: plan.version, hash: plan.hash },
    onRefund,
    reason: 'refund-counted',
    refund: refund.data.refund,
    currency: account.currency,
  };
  const events: readonly LedgerEvent[] =
    reversals.length > 0 || counters.length === 0 ? reversals : [{ type: 'AccrualEvaluated', data: counted }];
  // What has moved nothing has nothing to settle; so it is the same however often it is reacted to.
  if (events.length === 0) return E.right([]);
  const trueUps = trueUpsAfter(command, refundable, { source, counters, index: events.length }, state);
  return E.map((posted: readonly LedgerEvent[]) => [...events, ...posted])(trueUps);
};

const isTooLate = (refundedOn: string, { onRefund: { until } }: Refundable): boolean =>
  until !== undefined && refundedOn > until;

const takenBackOf = ({ posted, reversed }: AccrualState, refunded: Refunded): readonly TakenBack[] => {
  const { commission, rounding } = posted.onRefund;
  if (commission === 'keep') return [];
  const amount = toTakeBack({ amount: posted.amount, reversed }, refunded, rounding);
  return isZero(amount) ? [] : [{ accrual: posted, amount }];
};
