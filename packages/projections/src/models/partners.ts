import type { RecordedEvent } from '@commission-ledger/events';
import { exactToJson, type ExactRecord } from '@commission-ledger/money';
import { CannotApply, type Projection } from '../projection.ts';

/** From when on a partner's deals in a program are under a plan. */
export type Enrolment = Readonly<{
  program: string;
  plan: string;
  from: string;
  /** The version the partner keeps, whatever is published later; `null` is whichever is in force. */
  version: number | null;
  /** Numbers of the plan that are other ones for this partner. */
  parameters: Readonly<Record<string, ExactRecord>>;
}>;

/** From when on a partner is suspended in a program, or no longer is; `earning` is what deals earn meanwhile. */
export type Suspension = Readonly<{ program: string; from: string; reason: string }> &
  Readonly<{ suspended: true; earning: 'continues' | 'stops' } | { suspended: false }>;

/** A partner as we know it now. The lists are in the order recorded; the entry in force on a date has the latest `from` up to it. */
export type PartnerDocument = Readonly<{
  partner: string;
  name: string;
  /** The key under which another system knows the partner, where it differs from the id. */
  foreignKey: string | null;
  joinedAt: string;
  enrolments: readonly Enrolment[];
  managers: readonly Readonly<{ program: string; manager: string; from: string }>[];
  uplines: readonly Readonly<{ program: string; upline: string; from: string }>[];
  /** The host's reference to where the partner is paid. */
  destination: string | null;
  /** The currency in which payouts arrive there, where that is told. */
  destinationCurrency: string | null;
  /** When the destination was changed, in the order recorded, and not before that was told; the first one is no change. */
  destinationChanges: readonly string[];
  /** Suspensions and, with `suspended: false`, their ends. */
  suspensions: readonly Suspension[];
  taxStatuses: readonly Readonly<{ status: string; from: string }>[];
}>;

/** One document for each partner. */
export const partners: Projection<PartnerDocument> = {
  name: 'partners',
  version: 4,
  keysOf: (event) => (isPartnerEvent(event) ? [event.data.partner] : []),
  evolve: (document, event) => {
    if (!isPartnerEvent(event)) return document;
    if (event.type === 'PartnerJoined') {
      if (document !== undefined) throw new CannotApply(`Partner ${event.data.partner} joined before.`);
      return joinedBy(event);
    }
    if (document === undefined) throw new CannotApply(`Partner ${event.data.partner} never joined.`);
    return changedBy(document, event);
  },
};

type PartnerEvent = RecordedEvent<
  | 'PartnerJoined'
  | 'PartnerEnrolled'
  | 'ManagerAssigned'
  | 'UplineAssigned'
  | 'PayoutDestinationChanged'
  | 'TaxStatusRecorded'
  | 'PartnerSuspended'
  | 'PartnerReinstated'
>;

const TYPES: ReadonlySet<string> = new Set<PartnerEvent['type']>([
  'PartnerJoined',
  'PartnerEnrolled',
  'ManagerAssigned',
  'UplineAssigned',
  'PayoutDestinationChanged',
  'TaxStatusRecorded',
  'PartnerSuspended',
  'PartnerReinstated',
]);

const isPartnerEvent = (event: RecordedEvent): event is PartnerEvent => TYPES.has(event.type);

type Joined = Extract<PartnerEvent, { type: 'PartnerJoined' }>;

const joinedBy = ({ data: { partner, name, foreignKey, occurredAt } }: Joined): PartnerDocument => ({
  partner,
  name,
  foreignKey: foreignKey ?? null,
  joinedAt: occurredAt,
  enrolments: [],
  managers: [],
  uplines: [],
  destination: null,
  destinationCurrency: null,
  destinationChanges: [],
  suspensions: [],
  taxStatuses: [],
});

const changedBy = (document: PartnerDocument, event: Exclude<PartnerEvent, Joined>): PartnerDocument => {
  switch (event.type) {
    case 'PartnerEnrolled':
      return { ...document, enrolments: [...document.enrolments, enrolmentBy(event)] };
    case 'ManagerAssigned': {
      const { program, manager, from } = event.data;
      return { ...document, managers: [...document.managers, { program, manager, from }] };
    }
    case 'UplineAssigned': {
      const { program, upline, from } = event.data;
      return { ...document, uplines: [...document.uplines, { program, upline, from }] };
    }
    case 'PayoutDestinationChanged':
      return { ...document, ...movedBy(document, event) };
    case 'TaxStatusRecorded': {
      const { status, from } = event.data;
      return { ...document, taxStatuses: [...document.taxStatuses, { status, from }] };
    }
    case 'PartnerSuspended':
    case 'PartnerReinstated':
      return { ...document, suspensions: [...document.suspensions, suspensionBy(event)] };
  }
};

const suspensionBy = ({ type, data }: RecordedEvent<'PartnerSuspended' | 'PartnerReinstated'>): Suspension => {
  const { program, from, reason } = data;
  return type === 'PartnerSuspended'
    ? { program, from, reason, suspended: true, earning: data.earning }
    : { program, from, reason, suspended: false };
};

const movedBy = (
  { destination, destinationChanges }: PartnerDocument,
  { data: { reference, currency, occurredAt }, recordedAt }: RecordedEvent<'PayoutDestinationChanged'>,
): Pick<PartnerDocument, 'destination' | 'destinationCurrency' | 'destinationChanges'> => ({
  destination: reference,
  destinationCurrency: currency ?? null,
  destinationChanges:
    destination === null ? [] : [...destinationChanges, occurredAt > recordedAt ? occurredAt : recordedAt],
});

const enrolmentBy = ({ data }: RecordedEvent<'PartnerEnrolled'>): Enrolment => {
  const { program, plan, from, version = null, parameters = {} } = data;
  const numbers = Object.entries(parameters).map(([name, value]) => [name, exactToJson(value)] as const);
  return { program, plan, from, version, parameters: Object.fromEntries(numbers) };
};
