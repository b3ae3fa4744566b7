import type { Instant } from '@commission-ledger/calendar';
import { type Digest, digestOf } from '@commission-ledger/digest';
import {
  type AnnouncementForPartner,
  type AnnouncementRow,
  type Days,
  type Effectiveness,
  type InquiryRow,
  type InquiryScope,
  type PartnerInProgram,
  type ProgramMedians,
  announcementsFor,
  announcementsOf,
  effectivenessOf,
  inquiriesOf,
  inquiryOf,
  overdueInquiries,
  programMedians,
} from '@commission-ledger/projections';
import type { Answer, Asking } from './ask.ts';

/** Without `now`, the clocks are read as of now. */
type Inquiries = Omit<InquiryScope, 'now'> & Readonly<{ now?: Instant }>;

/** Questions about what is between a program and its partners. */
export type PartnerQuestions = Readonly<{
  /** The inquiries, the longest open first; without a status, all that are not resolved. */
  inquiries: (scope?: Inquiries) => Answer<readonly InquiryRow[]>;
  /** One inquiry with its thread; `undefined` when it was never opened. */
  inquiry: (inquiry: string, now?: Instant) => Answer<InquiryRow | undefined>;
  /** Those that wait for longer than was promised, the most overdue first. */
  overdueInquiries: (scope?: Omit<Inquiries, 'status'>) => Answer<readonly InquiryRow[]>;
  /** The announcements of a program: read by whom, and waiting for whom. */
  announcements: (query: Readonly<{ program: string }>) => Answer<readonly AnnouncementRow[]>;
  /** The announcements that are for a partner. */
  announcementsFor: (partner: PartnerInProgram) => Answer<readonly AnnouncementForPartner[]>;
  /** What happened to a partner between two instants, by default up to now; `undefined` for a stranger. */
  digest: (query: PartnerInProgram & Readonly<{ from: Instant; to?: Instant }>) => Answer<Digest | undefined>;
  /** How a partner does over some days, by months; `undefined` for a program that there is not. */
  effectiveness: (query: PartnerInProgram & Days) => Answer<Effectiveness | undefined>;
  /** The median partner of a program over some days. */
  medians: (query: Days & Readonly<{ program: string }>) => Answer<ProgramMedians | undefined>;
}>;

/** Makes these questions. */
export const partnerQuestions = ({ documents, now, ask }: Asking): PartnerQuestions => ({
  inquiries: ask((scope) => inquiriesOf(documents, { now: now(), ...scope })),
  inquiry: ask((inquiry, at = now()) => inquiryOf(documents, inquiry, at)),
  overdueInquiries: ask((scope) => overdueInquiries(documents, { now: now(), ...scope })),
  announcements: ask((query) => announcementsOf(documents, query)),
  announcementsFor: ask((partner) => announcementsFor(documents, partner)),
  digest: ask((query) => digestOf(documents, { to: now(), ...query })),
  effectiveness: ask((query) => effectivenessOf(documents, query)),
  medians: ask((query) => programMedians(documents, query)),
});
