import type { LedgerEvent } from '@commission-ledger/events';
import type { Trigger } from './trigger.ts';

/** What the accrual policy reacts to among these events, in their order. */
export const triggersIn = (events: readonly LedgerEvent[]): readonly Trigger[] =>
  events.flatMap((event): readonly Trigger[] => {
    if (event.type === 'DealWon') return [{ kind: 'win', deal: event.data.deal }];
    if (event.type === 'PaymentReceived')
      return [{ kind: 'payment', deal: event.data.deal, payment: event.data.payment }];
    if (event.type === 'PaymentRefunded') return [{ kind: 'refund', deal: event.data.deal, refund: event.data.refund }];
    if (event.type === 'DealCancelled') return [{ kind: 'cancellation', deal: event.data.deal }];
    if (event.type === 'ChargebackOpened' || event.type === 'ChargebackDecided')
      return [{ kind: 'chargeback', deal: event.data.deal, chargeback: event.data.chargeback }];
    if (event.type === 'LeadSubmitted') return event.data.customer === undefined ? [] : leadIn(event);
    if (
      event.type === 'LeadRejected' ||
      event.type === 'LeadLost' ||
      event.type === 'LeadExpired' ||
      event.type === 'LeadMarkedDuplicate' ||
      event.type === 'LeadReopened'
    )
      return leadIn(event);
    if (event.type === 'InquiryOpened' || event.type === 'InquiryResolved' || event.type === 'InquiryReopened')
      return [{ kind: 'inquiry', inquiry: event.data.inquiry }];
    return [];
  });

const leadIn = ({ data }: Readonly<{ data: Readonly<{ lead: string }> }>): readonly Trigger[] => [
  { kind: 'lead', lead: data.lead },
];
