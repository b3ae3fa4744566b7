import type { Instant, LocalDate } from '@commission-ledger/calendar';
import type { Digest } from '@commission-ledger/digest';
import { derivedId } from '@commission-ledger/events';
import type {
  AccountSchedule,
  AnnouncementForPartner,
  BalanceRow,
  Days,
  DeferralRow,
  Effectiveness,
  InquiryRow,
  LeadRow,
  LeadScope,
  OverdueLead,
  PayoutRow,
  Statement,
  StatementQuery,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { CommissionLedger } from '../commissionLedger.ts';
import type { LeadInFull } from '../questions/leadQuestions.ts';
import type { Reach } from './reach.ts';
import { type Answer, reaching } from './reaching.ts';
import type { PartnerScope } from './scope.ts';
import { type Asker, type ScopedQuestions, scopedQuestions } from './scopedQuestions.ts';
import { leadInReach, shownLeads, shownOverdue } from './shownLeads.ts';
import { type Told, told } from './told.ts';

type InputOf<Command extends 'submitLead' | 'openInquiry'> = Parameters<CommissionLedger[Command]>[0];

/** What a partner sends with a lead; `key` is their own word for it: the same key is the same lead. It happens now. */
export type PartnersLead = Omit<InputOf<'submitLead'>, 'lead' | 'program' | 'partner' | 'occurredAt'> &
  Readonly<{ key: string }>;

/** What a partner asks, proposes or objects to; `key` is their own word for it: the same key is the same inquiry. */
export type PartnersInquiry = Omit<InputOf<'openInquiry'>, 'inquiry' | 'program' | 'partner' | 'occurredAt'> &
  Readonly<{ key: string }>;

/** Where a lead stands right after it came in, such as `duplicate`, and why, without a word about others. */
export type LeadReceipt = Told & Pick<LeadRow, 'lead' | 'state' | 'reason'>;

/** Whoever calls without types cannot date anything back either. */
type Undated<Input> = Input & Readonly<{ occurredAt?: unknown }>;

/**
 * The ledger as one partner of one program sees it: what others do or have can neither be reached nor guessed, and changes
 * no answer. Two things are shared by their nature: that somebody else has a customer, which the partner is told without
 * a name; and the explanation of a deal that several share: it has the shares of all, and names nobody else (`isMasked`).
 *
 * Failures of the ledger itself, such as a read model that stands still, speak of its streams: they are for whoever runs
 * it, not for the partner.
 */
export type PartnerBooks = ScopedQuestions &
  Readonly<{
    /** The id of the lead follows from the partner and the key, so the keys of others never stand in the way. */
    submitLead: (input: PartnersLead) => Answer<LeadReceipt>;
    leads: (scope?: Pick<LeadScope, 'state'>) => Answer<readonly LeadRow[]>;
    lead: (lead: string) => Answer<LeadInFull>;
    /** The leads about which the program is late with its promise. */
    overdueLeads: () => Answer<readonly OverdueLead[]>;
    balances: (query: Readonly<{ asOf: LocalDate }>) => Answer<readonly BalanceRow[]>;
    schedule: (query: Readonly<{ asOf: LocalDate }>) => Answer<readonly AccountSchedule[]>;
    payouts: () => Answer<readonly PayoutRow[]>;
    deferrals: () => Answer<readonly DeferralRow[]>;
    /** Corrections by hand are in it once they are approved. */
    statement: (query: Omit<StatementQuery, 'program' | 'partner'>) => Answer<Statement | undefined>;
    effectiveness: (days: Days) => Answer<Effectiveness | undefined>;
    openInquiry: (input: PartnersInquiry) => Answer<Told & Readonly<{ inquiry: string }>>;
    reopenInquiry: (input: Readonly<{ inquiry: string; reason: string }>) => Answer<Told>;
    withdrawInquiry: (input: Readonly<{ inquiry: string; text: string }>) => Answer<Told>;
    inquiries: () => Answer<readonly InquiryRow[]>;
    inquiry: (inquiry: string) => Answer<InquiryRow>;
    announcements: () => Answer<readonly AnnouncementForPartner[]>;
    /** Says that an announcement was read. */
    acknowledge: (announcement: string) => Answer<Told>;
    /** What happened between two instants, by default up to now; `undefined` for somebody who never joined. */
    digest: (window: Readonly<{ from: Instant; to?: Instant }>) => Answer<Digest | undefined>;
  }>;

/** The books of a partner. */
export const partnerBooks = (
  books: CommissionLedger,
  { program, partner }: PartnerScope,
  reach: Reach,
  asker: Asker,
): PartnerBooks => {
  const own = { program, partner };
  const meta = { actor: partner };
  const reached = reaching(books);
  return {
    submitLead: async (given: Undated<PartnersLead>) => {
      const { key, occurredAt: _, ...input } = given;
      const lead = derivedId('L', program, partner, key);
      const outcome = await told(books.submitLead({ ...input, ...own, lead }, meta));
      if (E.isLeft(outcome)) return outcome;
      const row = await books.lead(lead);
      if (E.isLeft(row)) return row;
      const { state, reason } = row.right ?? { state: 'submitted', reason: null };
      return E.right({ ...outcome.right, lead, state, reason });
    },
    leads: (scope = {}) => shownLeads(reach)(books.leads({ ...scope, ...own })),
    lead: leadInReach(books, reach, reached),
    overdueLeads: () => shownOverdue(reach)(books.overdueLeads(own)),
    balances: ({ asOf }) => books.balances({ asOf, ...own }),
    schedule: ({ asOf }) => books.schedule({ asOf, ...own }),
    payouts: () => books.payouts(own),
    deferrals: () => books.deferrals(own),
    statement: (query) => books.statement({ ...query, ...own }),
    ...scopedQuestions(books, reach, asker),
    effectiveness: ({ start, end }) => books.effectiveness({ ...own, start, end }),
    openInquiry: async (given: Undated<PartnersInquiry>) => {
      const { key, occurredAt: _, ...input } = given;
      const inquiry = derivedId('Q', program, partner, key);
      const outcome = await told(books.openInquiry({ ...input, ...own, inquiry }, meta));
      if (E.isRight(outcome)) return E.right({ ...outcome.right, inquiry });
      const { left } = outcome;
      return left._tag === 'UnknownInquirySubject'
        ? E.left({ _tag: 'NotFound', what: left.kind, id: left.id })
        : E.left(left);
    },
    reopenInquiry: ({ inquiry: id, reason }) =>
      reached(
        () => reach.inquiry(id),
        ({ inquiry }) => told(books.reopenInquiry({ inquiry, reason, by: partner }, meta)),
      ),
    withdrawInquiry: ({ inquiry: id, text }) =>
      reached(
        () => reach.inquiry(id),
        ({ inquiry }) => told(books.resolveInquiry({ inquiry, outcome: 'withdrawn', text, by: partner }, meta)),
      ),
    inquiries: () => books.inquiries({ ...own, status: 'all' }),
    inquiry: (id) =>
      reached(
        () => reach.inquiry(id),
        async (row) => E.right(row),
      ),
    announcements: () => books.announcementsFor(own),
    acknowledge: async (announcement) => {
      const published = await books.announcementsFor(own);
      if (E.isLeft(published)) return published;
      return published.right.some((each) => each.announcement === announcement)
        ? told(books.acknowledgeAnnouncement({ ...own, announcement }, meta))
        : E.left({ _tag: 'NotFound', what: 'announcement', id: announcement });
    },
    digest: (window) => books.digest({ ...window, ...own }),
  };
};
