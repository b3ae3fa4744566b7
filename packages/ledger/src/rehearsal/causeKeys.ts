import type { RecordedEvent } from '@commission-ledger/events';
import type { DealTrigger } from '../policy/dealReactions.ts';
import type { Trigger } from '../policy/trigger.ts';

/** Whether it happened on a deal. */
export const isOnDeal = (trigger: Trigger): trigger is DealTrigger => 'deal' in trigger;

/** How a trigger is named among all of the history: by its deal, kind and id. */
export const keyOfTrigger = (trigger: DealTrigger): string => {
  switch (trigger.kind) {
    case 'win':
      return keyOf(trigger.deal, 'win', trigger.deal);
    case 'payment':
      return keyOf(trigger.deal, 'payment', trigger.payment);
    case 'refund':
      return keyOf(trigger.deal, 'refund', trigger.refund);
    case 'cancellation':
      return keyOf(trigger.deal, 'cancellation', trigger.deal);
    case 'chargeback':
      return keyOf(trigger.deal, 'chargeback', trigger.chargeback);
  }
};

/** The trigger that the ledger reacted to when it recorded this; `undefined` for whatever is no reaction to one. */
export const keyOfReaction = ({ type, data }: RecordedEvent): string | undefined => {
  if (type === 'AccrualPosted' || type === 'CauseParked' || type === 'CauseResolved')
    return keyOf(data.deal, data.cause.kind, data.cause.id);
  if (type === 'AccrualEvaluated')
    return data.refund === null
      ? keyOf(data.deal, data.cause.kind, data.cause.id)
      : keyOf(data.deal, 'refund', data.refund);
  if (type === 'AccrualReversed')
    return 'refund' in data ? keyOf(data.deal, 'refund', data.refund) : keyOf(data.deal, 'cancellation', data.deal);
  return type === 'TrueUpPosted' && 'refund' in data ? keyOf(data.deal, 'refund', data.refund) : undefined;
};

const keyOf = (deal: string, kind: string, id: string): string => `${deal}/${kind}/${id}`;
