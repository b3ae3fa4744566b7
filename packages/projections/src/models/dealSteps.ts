import type { EventData, RecordedEvent } from '@commission-ledger/events';
import type { Projection } from '../projection.ts';

/** Something that changed a deal after its win, and the event that says so. */
export type DealStep = Readonly<{ occurredAt: string; recordedAt: string; event: string }> &
  (
    | Readonly<{
        what: 'amended';
        /** Which fields were replaced. Why and by what is for the program to know: it may speak of other partners. */
        changed: readonly AmendedField[];
      }>
    | Readonly<{ what: 'cancelled'; reason: string }>
  );

/** What of a deal an amendment may replace. */
export type AmendedField = (typeof FIELDS)[number];

/** One deal, in the order recorded. */
export type DealStepsDocument = Readonly<{ deal: string; steps: readonly DealStep[] }>;

/** One document for each deal that was amended or cancelled. */
export const dealSteps: Projection<DealStepsDocument> = {
  name: 'deal-steps',
  version: 1,
  keysOf: (event) => (isDealStep(event) ? [event.data.deal] : []),
  evolve: (document, event, deal) =>
    isDealStep(event) ? { deal, steps: [...(document?.steps ?? []), stepOf(event)] } : document,
};

type Changing = RecordedEvent<'DealAmended' | 'DealCancelled'>;

const isDealStep = (event: RecordedEvent): event is Changing =>
  event.type === 'DealAmended' || event.type === 'DealCancelled';

const FIELDS = ['amount', 'attribution', 'overlays', 'attributes', 'amounts', 'quantities'] as const;

const stepOf = (event: Changing): DealStep => {
  const { recordedAt, id } = event;
  const when = { occurredAt: event.data.occurredAt, recordedAt, event: id };
  return event.type === 'DealCancelled'
    ? { what: 'cancelled', reason: event.data.reason, ...when }
    : { what: 'amended', changed: amendedFields(event.data), ...when };
};

/** The fields of a deal that an amendment replaces. */
export const amendedFields = (data: EventData<'DealAmended'>): readonly AmendedField[] =>
  FIELDS.filter((field) => data[field] !== undefined);
