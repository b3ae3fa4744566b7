import type { Instant, LocalDate } from '@commission-ledger/calendar';
import type { Digest } from '@commission-ledger/digest';
import { derivedId, partnerStream } from '@commission-ledger/events';
import type { Recorded } from '@commission-ledger/ledger';
import type {
  AccountSchedule,
  AnnouncementRow,
  BalanceRow,
  Days,
  DeferralRow,
  Effectiveness,
  InquiryRow,
  LeadRow,
  LeadScope,
  OverdueLead,
  PayoutRow,
  ProgramMedians,
  Statement,
  StatementQuery,
} from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { CommissionLedger } from '../commissionLedger.ts';
import type { LeadInFull } from '../questions/leadQuestions.ts';
import { announcementsWithin } from './announcementsWithin.ts';
import { idTakenElsewhere } from './idTaken.ts';
import { type PartnerInScope, partnersInScope } from './partnersInScope.ts';
import type { Reach } from './reach.ts';
import { type Answer, reaching } from './reaching.ts';
import type { ManagerScope } from './scope.ts';
import { type Asker, type ScopedQuestions, scopedQuestions } from './scopedQuestions.ts';
import { leadInReach, shownLeads, shownOverdue } from './shownLeads.ts';
import { type Told, told } from './told.ts';
import type { Place, Within } from './within.ts';

type InputOf<Command extends keyof CommissionLedger> = CommissionLedger[Command] extends (
  input: infer Input,
  ...rest: never[]
) => unknown
  ? Input
  : never;

type OnLead<Command extends 'acceptLead' | 'rejectLead' | 'advanceLead' | 'loseLead' | 'reopenLead'> = (
  input: InputOf<Command>,
) => Answer<Told>;

type OnInquiry<Command extends 'answerInquiry' | 'escalateInquiry' | 'resolveInquiry' | 'reopenInquiry'> = (
  input: Omit<InputOf<Command>, 'by'>,
) => Answer<Told>;

/** What a manager tells some of their partners; `key` is their own word for it: the same key is the same announcement. */
export type ManagersAnnouncement = Omit<
  InputOf<'publishAnnouncement'>,
  'announcement' | 'program' | 'author' | 'audience' | 'occurredAt'
> &
  Readonly<{ key: string; partners: readonly string[] }>;

/**
 * The desk of a manager: the leads and inquiries of the partners whom they have today; money only to look at. An inquiry
 * that was escalated to them is theirs as well, whoever the partner is. What is done to other partners changes no answer
 * but `medians`, which is about all of the program, and explanations of what they share with partners of this manager:
 * these have the shares of all, and name the manager's own only (`isMasked`).
 */
export type ManagerBooks = ScopedQuestions &
  Readonly<{
    partners: () => Answer<readonly PartnerInScope[]>;
    acceptLead: OnLead<'acceptLead'>;
    rejectLead: OnLead<'rejectLead'>;
    advanceLead: OnLead<'advanceLead'>;
    loseLead: OnLead<'loseLead'>;
    reopenLead: OnLead<'reopenLead'>;
    /** Of another lead of their partners. */
    markLeadDuplicate: (input: InputOf<'markLeadDuplicate'>) => Answer<Told>;
    leads: (scope?: Pick<LeadScope, 'state'>) => Answer<readonly LeadRow[]>;
    lead: (lead: string) => Answer<LeadInFull>;
    /** Of their partners, the leads about which the program is late. */
    overdueLeads: () => Answer<readonly OverdueLead[]>;
    answerInquiry: OnInquiry<'answerInquiry'>;
    escalateInquiry: OnInquiry<'escalateInquiry'>;
    resolveInquiry: OnInquiry<'resolveInquiry'>;
    reopenInquiry: OnInquiry<'reopenInquiry'>;
    /** What is not resolved: of their partners, whoever has it, and what came to them. */
    inquiries: () => Answer<readonly InquiryRow[]>;
    inquiry: (inquiry: string) => Answer<InquiryRow>;
    overdueInquiries: () => Answer<readonly InquiryRow[]>;
    /** Tells some of their partners of something; the manager is its author. */
    announce: (input: ManagersAnnouncement) => Answer<Told & Readonly<{ announcement: string }>>;
    /** Those for any of their partners, with who of these has read them. */
    announcements: () => Answer<readonly AnnouncementRow[]>;
    balances: (query: Readonly<{ partner: string; asOf: LocalDate }>) => Answer<readonly BalanceRow[]>;
    schedule: (query: Readonly<{ partner: string; asOf: LocalDate }>) => Answer<readonly AccountSchedule[]>;
    payouts: (query: Readonly<{ partner: string }>) => Answer<readonly PayoutRow[]>;
    deferrals: (query: Readonly<{ partner: string }>) => Answer<readonly DeferralRow[]>;
    statement: (query: Omit<StatementQuery, 'program'>) => Answer<Statement | undefined>;
    effectiveness: (query: Readonly<{ partner: string }> & Days) => Answer<Effectiveness | undefined>;
    /** The median of all partners of the program. */
    medians: (days: Days) => Answer<ProgramMedians | undefined>;
    digest: (query: Readonly<{ partner: string; from: Instant; to?: Instant }>) => Answer<Digest | undefined>;
    recordDigestDelivered: (input: Omit<InputOf<'recordDigestDelivered'>, 'program'>) => Answer<Told>;
  }>;

const ownDigest = (partner: string) => idTakenElsewhere((stream) => stream === partnerStream(partner));

/** How far the books of a manager reach, and how what they are told is made theirs. */
type Desk = Readonly<{ place: Place; reach: Reach; within: Within; asker: Asker }>;

/** The books of a manager. */
export const managerBooks = (
  books: CommissionLedger,
  { program, manager }: ManagerScope,
  { place, reach, within, asker }: Desk,
): ManagerBooks => {
  const meta = { actor: manager };
  const by = manager;
  const reached = reaching(books);
  const onLead =
    <Input extends Readonly<{ lead: string }>>(command: (input: Input, meta: { actor: string }) => Answer<Recorded>) =>
    (input: Input): Answer<Told> =>
      reached(
        () => reach.lead(input.lead),
        () => told(command(input, meta)),
      );
  const onInquiry = (inquiry: string, command: () => Answer<Recorded>): Answer<Told> =>
    reached(
      () => reach.inquiry(inquiry),
      () => told(command()),
    );
  const ofPartner = <Value>(partner: string, ask: () => Answer<Value>): Answer<Value> =>
    reached(() => reach.partner(partner), ask);
  const mine = async <Row>(
    answer: Answer<readonly Row[]>,
    partnerOf: (row: Row) => string,
    isMine: (row: Row) => boolean = () => false,
  ): Answer<readonly Row[]> => {
    const rows = await answer;
    if (E.isLeft(rows)) return rows;
    const assigned = await amongThem(within, rows.right.map(partnerOf));
    return E.right(rows.right.filter((row) => isMine(row) || assigned.has(partnerOf(row))));
  };
  const myInquiries = (answer: Answer<readonly InquiryRow[]>): Answer<readonly InquiryRow[]> =>
    mine(
      answer,
      ({ partner }) => partner,
      ({ assignee }) => assignee === manager,
    );
  return {
    partners: () =>
      reached(
        async () => E.right(undefined),
        async () => E.right(await partnersInScope(place, within)),
      ),
    acceptLead: onLead(books.acceptLead),
    rejectLead: onLead(books.rejectLead),
    advanceLead: onLead(books.advanceLead),
    loseLead: onLead(books.loseLead),
    reopenLead: onLead(books.reopenLead),
    markLeadDuplicate: (input) =>
      reached(
        () => reach.lead(input.of),
        () => onLead(books.markLeadDuplicate)(input),
      ),
    leads: (scope = {}) => shownLeads(reach)(mine(books.leads({ ...scope, program }), ({ partner }) => partner)),
    lead: leadInReach(books, reach, reached),
    overdueLeads: () => shownOverdue(reach)(mine(books.overdueLeads({ program }), ({ lead }) => lead.partner)),
    answerInquiry: (input) => onInquiry(input.inquiry, () => books.answerInquiry({ ...input, by }, meta)),
    escalateInquiry: (input) => onInquiry(input.inquiry, () => books.escalateInquiry({ ...input, by }, meta)),
    resolveInquiry: (input) => onInquiry(input.inquiry, () => books.resolveInquiry({ ...input, by }, meta)),
    reopenInquiry: (input) => onInquiry(input.inquiry, () => books.reopenInquiry({ ...input, by }, meta)),
    inquiries: () => myInquiries(books.inquiries({ program })),
    inquiry: (id) =>
      reached(
        () => reach.inquiry(id),
        async (row) => E.right(row),
      ),
    overdueInquiries: () => myInquiries(books.overdueInquiries({ program })),
    announce: ({ key, partners, ...input }) =>
      reached(
        async () => E.sequenceArray(await Promise.all(partners.map(reach.partner))),
        async () => {
          const announcement = derivedId('N', program, manager, key);
          const about = { ...input, program, announcement, audience: { partners }, author: manager };
          const outcome = await told(books.publishAnnouncement(about, meta));
          return E.map((answer: Told) => ({ ...answer, announcement }))(outcome);
        },
      ),
    announcements: () => announcementsWithin(within)(books.announcements({ program })),
    balances: ({ partner, asOf }) => ofPartner(partner, () => books.balances({ program, partner, asOf })),
    schedule: ({ partner, asOf }) => ofPartner(partner, () => books.schedule({ program, partner, asOf })),
    payouts: ({ partner }) => ofPartner(partner, () => books.payouts({ program, partner })),
    deferrals: ({ partner }) => ofPartner(partner, () => books.deferrals({ program, partner })),
    statement: (query) => ofPartner(query.partner, () => books.statement({ ...query, program })),
    ...scopedQuestions(books, reach, asker),
    effectiveness: (query) => ofPartner(query.partner, () => books.effectiveness({ ...query, program })),
    medians: (days) => books.medians({ ...days, program }),
    digest: (query) => ofPartner(query.partner, () => books.digest({ ...query, program })),
    recordDigestDelivered: (input) =>
      ofPartner(input.partner, () =>
        ownDigest(input.partner)(input.digest, told(books.recordDigestDelivered({ ...input, program }, meta))),
      ),
  };
};

/** Those of the partners who are within the scope. */
const amongThem = async (within: Within, partners: readonly string[]): Promise<ReadonlySet<string>> => {
  const each = [...new Set(partners)];
  const theirs = await Promise.all(each.map(within));
  return new Set(each.filter((_, index) => theirs[index]));
};
