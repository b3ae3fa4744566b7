import type { RecordedEvent } from '@commission-ledger/events';
import type { Trigger } from './trigger.ts';

/** What the accrual policy reacts to among these events, in their order. */
export const triggersIn = (events: readonly RecordedEvent[]): readonly Trigger[] =>
  events.flatMap((event): readonly Trigger[] => {
    if (event.type === 'DealWon') return [{ kind: 'win', deal: event.data.deal }];
    if (event.type === 'PaymentReceived')
      return [{ kind: 'payment', deal: event.data.deal, payment: event.data.payment }];
    if (event.type === 'PaymentRefunded') return [{ kind: 'refund', deal: event.data.deal, refund: event.data.refund }];
    if (event.type === 'DealCancelled') return [{ kind: 'cancellation', deal: event.data.deal }];
    return [];
  });
