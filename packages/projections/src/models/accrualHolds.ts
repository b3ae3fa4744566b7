import type { EventData, RecordedEvent } from '@commission-ledger/events';
import type { Projection } from '../projection.ts';
import { accountKey, accountOf } from './accountEvent.ts';

/** A hold on an accrual begins or ends. */
export type HoldStep = Readonly<{
  /** Who holds: `by-hand`, or an inquiry or a chargeback by its id. */
  holder: string;
  isHeld: boolean;
  occurredAt: string;
  recordedAt: string;
  event: Readonly<{ stream: string; revision: number; id: string }>;
}>;

/** The holds on one accrual, in the order in which they were recorded. */
export type AccrualHoldsDocument = Readonly<{ accrual: string; steps: readonly HoldStep[] }>;

/** One document for each accrual that was ever held, by account. */
export const accrualHolds: Projection<AccrualHoldsDocument> = {
  name: 'accrual-holds',
  version: 2,
  keysOf: (event) => (isDispute(event) ? [`${accountKey(accountOf(event))}/${event.data.accrual}`] : []),
  evolve: (document, event) => {
    if (!isDispute(event)) return document;
    const { accrual, occurredAt, by } = event.data;
    const step = {
      holder: holderOf(by),
      isHeld: event.type === 'AccrualHeld',
      occurredAt,
      recordedAt: event.recordedAt,
      event: { stream: event.stream, revision: event.revision, id: event.id },
    };
    return { accrual, steps: [...(document?.steps ?? []), step] };
  },
};

type DisputeEvent = RecordedEvent<'AccrualHeld' | 'AccrualReleased'>;

const isDispute = (event: RecordedEvent): event is DisputeEvent =>
  event.type === 'AccrualHeld' || event.type === 'AccrualReleased';

const holderOf = (by: EventData<'AccrualHeld'>['by']): string => (by === undefined ? 'by-hand' : `${by.kind}/${by.id}`);
