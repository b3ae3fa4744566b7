import type { EventData, RecordedEvent } from '@commission-ledger/events';
import { CannotApply, type Projection } from '../projection.ts';

/** Whose turn it is: the program's, the partner's, or nobody's. */
export type InquiryStatus = 'open' | 'answered' | 'resolved';

/** One thing that was said, and the event that says so. */
export type InquiryMessage = Readonly<{
  kind: 'opened' | 'answered' | 'escalated' | 'resolved' | 'reopened';
  /** What was asked, answered or given as the reason. */
  text: string;
  /** Who said it; `null` for the opening, which is the partner's. */
  by: string | null;
  /** To whom it was escalated. */
  to: string | null;
  /** How it was resolved. */
  outcome: EventData<'InquiryResolved'>['outcome'] | null;
  occurredAt: string;
  recordedAt: string;
  event: string;
}>;

/** One inquiry with everything that was said, in the order recorded. */
export type InquiryDocument = Readonly<{
  inquiry: string;
  program: string;
  partner: string;
  kind: EventData<'InquiryOpened'>['kind'];
  about: Readonly<{ kind: EventData<'InquiryOpened'>['about']['kind']; id: string; node: string | null }>;
  status: InquiryStatus;
  /** Who of the program has it now: the manager it came to, or to whom it was escalated last. */
  assignee: string | null;
  thread: readonly InquiryMessage[];
}>;

/** One document for each inquiry. */
export const inquiries: Projection<InquiryDocument> = {
  name: 'inquiries',
  version: 1,
  keysOf: (event) => (isInquiryEvent(event) ? [event.data.inquiry] : []),
  evolve: (document, event) => {
    if (!isInquiryEvent(event)) return document;
    const { inquiry } = event.data;
    if (event.type === 'InquiryOpened') {
      if (document !== undefined) throw new CannotApply(`Inquiry ${inquiry} was opened before.`);
      return openedBy(event);
    }
    if (document === undefined) throw new CannotApply(`Inquiry ${inquiry} was never opened.`);
    return {
      ...document,
      status: statusAfter(event) ?? document.status,
      assignee: event.type === 'InquiryEscalated' ? event.data.to : document.assignee,
      thread: [...document.thread, messageOf(event)],
    };
  },
};

type InquiryEvent = RecordedEvent<
  'InquiryOpened' | 'InquiryAnswered' | 'InquiryEscalated' | 'InquiryResolved' | 'InquiryReopened'
>;

const KINDS: Readonly<Record<InquiryEvent['type'], InquiryMessage['kind']>> = {
  InquiryOpened: 'opened',
  InquiryAnswered: 'answered',
  InquiryEscalated: 'escalated',
  InquiryResolved: 'resolved',
  InquiryReopened: 'reopened',
};

const isInquiryEvent = (event: RecordedEvent): event is InquiryEvent => Object.hasOwn(KINDS, event.type);

const openedBy = (event: RecordedEvent<'InquiryOpened'>): InquiryDocument => {
  const { inquiry, program, partner, kind, about, assignee } = event.data;
  const subject = { kind: about.kind, id: about.id, node: about.node ?? null };
  return { inquiry, program, partner, kind, about: subject, status: 'open', assignee, thread: [messageOf(event)] };
};

/** `undefined` where it stays. */
const statusAfter = ({ type }: InquiryEvent): InquiryStatus | undefined => {
  switch (type) {
    case 'InquiryAnswered':
      return 'answered';
    case 'InquiryResolved':
      return 'resolved';
    case 'InquiryOpened':
    case 'InquiryReopened':
      return 'open';
    case 'InquiryEscalated':
      return undefined;
  }
};

const messageOf = (event: InquiryEvent): InquiryMessage => ({
  kind: KINDS[event.type],
  text: 'text' in event.data ? event.data.text : event.data.reason,
  by: 'by' in event.data ? event.data.by : null,
  to: 'to' in event.data ? event.data.to : null,
  outcome: 'outcome' in event.data ? event.data.outcome : null,
  occurredAt: event.data.occurredAt,
  recordedAt: event.recordedAt,
  event: event.id,
});
