import { type TimeZone, dateOf } from '@commission-ledger/calendar';
import { type AccountRef, type EventOf, type RecordedEvent, derivedId } from '@commission-ledger/events';
import { isZero } from '@commission-ledger/money';
import { reversalMaturesOn, toTakeBackOnCancel, unservedShare } from '@commission-ledger/plans';
import type { CauseEvents } from '../policy/causeEvents.ts';
import type { Rated } from '../policy/ratingSources.ts';
import { type AccountState, isTakenBackBy, ratedKey } from './accountState.ts';
import type { TakenBack } from './countersAfterRefund.ts';
import { causeOf } from './rateCause.ts';

/** Take back what one cause of a cancelled deal earned here, as the accruals say. */
export type ReverseForCancellation = Readonly<{
  type: 'ReverseForCancellation';
  account: AccountRef;
  rated: Rated;
  cause: CauseEvents;
  cancelled: RecordedEvent<'DealCancelled'>;
  zone: TimeZone;
}>;

/**
 * The reversals a cancellation makes: of what is left of each accrual, the share of the term that was not served, or
 * all. Counters stay where they are: the customer has paid, and what a slab or a cap has counted goes with that.
 */
export const reverseForCancellation = (
  { account, rated, cause, cancelled, zone }: ReverseForCancellation,
  state: AccountState,
): readonly EventOf<'AccrualReversed'>[] => {
  const { won } = cause;
  const key = ratedKey({ cause: causeOf(cause), deal: won.data.deal, ...rated });
  const refundable = state.refundable.get(key);
  if (refundable === undefined) return [];
  const wonOn = dateOf(won.data.occurredAt, zone);
  const cancelledOn = dateOf(cancelled.data.occurredAt, zone);
  const takenBack = (state.rated.get(key) ?? []).flatMap((id): readonly TakenBackOnCancel[] => {
    const accrual = state.accruals.get(id);
    if (accrual?.posted.onCancel === undefined || !isTakenBackBy(accrual, cancelled)) return [];
    const { posted, reversed } = accrual;
    const unserved = unservedShare(accrual.posted.onCancel, wonOn, cancelledOn);
    const amount = toTakeBackOnCancel({ amount: posted.amount, reversed }, unserved, posted.onRefund.rounding);
    return isZero(amount) ? [] : [{ accrual: posted, amount, unserved }];
  });
  return takenBack.map(({ accrual, amount, unserved }) => ({
    type: 'AccrualReversed',
    data: {
      program: account.program,
      partner: account.partner,
      reversal: derivedId('rev', accrual.accrual, 'cancelled', won.data.deal),
      accrual: accrual.accrual,
      deal: won.data.deal,
      causeEvent: { stream: cancelled.stream, revision: cancelled.revision, id: cancelled.id },
      amount,
      maturesOn: reversalMaturesOn(cancelledOn, accrual.maturesOn),
      counters: [],
      cancellation: { wonOn, cancelledOn, unserved },
      occurredAt: cancelled.data.occurredAt,
    },
  }));
};

type TakenBackOnCancel = TakenBack & Readonly<{ unserved: ReturnType<typeof unservedShare> }>;
