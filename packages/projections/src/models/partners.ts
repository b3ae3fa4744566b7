import type { RecordedEvent } from '@commission-ledger/events';
import { CannotApply, type Projection } from '../projection.ts';

/** A partner as we know it now. The lists are in the order recorded; the entry in force on a date has the latest `from` up to it. */
export type PartnerDocument = Readonly<{
  partner: string;
  name: string;
  /** The key under which another system knows the partner, where it differs from the id. */
  foreignKey: string | null;
  joinedAt: string;
  enrolments: readonly Readonly<{ program: string; plan: string; from: string }>[];
  managers: readonly Readonly<{ program: string; manager: string; from: string }>[];
  uplines: readonly Readonly<{ program: string; upline: string; from: string }>[];
  /** The host's reference to where the partner is paid. */
  destination: string | null;
}>;

/** One document for each partner. */
export const partners: Projection<PartnerDocument> = {
  name: 'partners',
  version: 1,
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
  'PartnerJoined' | 'PartnerEnrolled' | 'ManagerAssigned' | 'UplineAssigned' | 'PayoutDestinationChanged'
>;

const TYPES: ReadonlySet<string> = new Set<PartnerEvent['type']>([
  'PartnerJoined',
  'PartnerEnrolled',
  'ManagerAssigned',
  'UplineAssigned',
  'PayoutDestinationChanged',
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
});

const changedBy = (document: PartnerDocument, event: Exclude<PartnerEvent, Joined>): PartnerDocument => {
  switch (event.type) {
    case 'PartnerEnrolled': {
      const { program, plan, from } = event.data;
      return { ...document, enrolments: [...document.enrolments, { program, plan, from }] };
    }
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
  }
};
