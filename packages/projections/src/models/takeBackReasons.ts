import type { RecordedEvent } from '@commission-ledger/events';
import type { Projection } from '../projection.ts';

/** Why a customer got money back, or a deal was called off: the reason of what is taken back for it. */
export type TakeBackReasonDocument = Readonly<{ reason: string }>;

/** One document for each refund and cancellation, by the id of its event, which reversals name as their cause. */
export const takeBackReasons: Projection<TakeBackReasonDocument> = {
  name: 'take-back-reasons',
  version: 1,
  keysOf: (event) => (isTakeBack(event) ? [event.id] : []),
  evolve: (document, event) => (isTakeBack(event) ? { reason: event.data.reason } : document),
};

const isTakeBack = (event: RecordedEvent): event is RecordedEvent<'PaymentRefunded' | 'DealCancelled'> =>
  event.type === 'PaymentRefunded' || event.type === 'DealCancelled';
