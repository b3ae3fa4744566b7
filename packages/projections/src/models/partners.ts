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
  taxStatuses: readonly Readonly<{ status: string; from: string }>[];
}>;

/** One document for each partner. */
export const partners: Projection<PartnerDocument> = {
  name: 'partners',
  version: 2,
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
>;

const TYPES: ReadonlySet<string> = new Set<PartnerEvent['type']>([
  'PartnerJoined',
  'PartnerEnrolled',
  'ManagerAssigned',
  'UplineAssigned',
  'PayoutDestinationChanged',
  'TaxStatusRecorded',
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
      return { ...document, destination: event.data.reference };
    case 'TaxStatusRecorded': {
      const { status, from } = event.data;
      return { ...document, taxStatuses: [...document.taxStatuses, { status, from }] };
    }
  }
};

const enrolmentBy = ({ data }: RecordedEvent<'PartnerEnrolled'>): Enrolment => {
  const { program, plan, from, version = null, parameters = {} } = data;
  const numbers = Object.entries(parameters).map(([name, value]) => [name, exactToJson(value)] as const);
  return { program, plan, from, version, parameters: Object.fromEntries(numbers) };
};
