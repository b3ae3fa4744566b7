import type { Instant, LocalDate } from '@commission-ledger/calendar';
import type { MoneyRecord } from '@commission-ledger/money';
import type {
  Activity,
  AmendedField,
  DisputeHolder,
  InquiryDocument,
  InquiryMessage,
  LeadChange,
  LocalisedText,
  ScheduledDate,
} from '@commission-ledger/projections';

/**
 * What happened to a partner in a program, recorded after `from`, up to and including `to`, and how things stand then.
 * Plain JSON; nothing in it tells of other partners, and what others do does not change a byte of it.
 */
export type Digest = Readonly<{
  /** The same for the same partner, program and window, see {@link digestIdOf}. */
  digest: string;
  program: string;
  programName: string;
  partner: string;
  partnerName: string;
  from: Instant;
  to: Instant;
  /** The local dates of the program on which the window begins and ends. */
  fromDay: LocalDate;
  toDay: LocalDate;
  /** Nothing happened: what is only coming, or still waits for the partner, does not count. */
  isEmpty: boolean;
  leads: readonly DigestLead[];
  deals: readonly DigestDeal[];
  money: readonly DigestMoney[];
  disputes: readonly DigestDispute[];
  payouts: readonly DigestPayout[];
  deferrals: readonly DigestDeferral[];
  standing: readonly DigestStanding[];
  inquiries: readonly DigestInquiry[];
  news: readonly DigestNews[];
  /**
   * The next payout dates as of `to`, the earliest first; without a date where none is known. Empty once something was
   * recorded about the partner after `to`: what was to come then is not known any more.
   */
  coming: readonly ComingPayout[];
  /** What is the partner's turn as of `to`. */
  waiting: readonly WaitingForPartner[];
}>;

/** A lead about which something was recorded. */
export type DigestLead = Readonly<{
  lead: string;
  /** The host's reference to the prospect, where it is not encrypted. */
  prospect: string | null;
  changes: readonly DigestLeadChange[];
}>;

/** One change of a lead; `claim-lost`: another partner has the customer, up to and including `until`. */
export type DigestLeadChange = Readonly<{
  kind: LeadChange['kind'] | 'claim-lost';
  stage: string | null;
  reason: string | null;
  deal: string | null;
  until: string | null;
  on: LocalDate;
}>;

/** A deal that was won, changed or called off, or of which something earned nothing; a win that a lead tells is left out. */
export type DigestDeal = Readonly<{ deal: string; changes: readonly DigestDealChange[] }>;

/** One change of a deal: which fields an amendment replaced, why it was cancelled, what earned nothing. */
export type DigestDealChange = Readonly<{
  kind: 'won' | 'amended' | 'cancelled' | 'earned-nothing';
  changed: readonly AmendedField[];
  cause: 'win' | 'payment' | null;
  reason: string | null;
  on: LocalDate;
}>;

/** Something about the partner: where payouts go, or a suspension or its end, from a local date on and with its reason. */
export type DigestStanding = Readonly<{
  kind: 'destination-changed' | 'suspended' | 'reinstated';
  from: string | null;
  reason: string | null;
  on: LocalDate;
}>;

/** What happened in one currency: sums, all signed, and every entry behind them. */
export type DigestMoney = Readonly<{
  currency: string;
  earned: MoneyRecord;
  takenBack: MoneyRecord;
  /** Corrections, true-ups, and what payouts add or keep: draws, their recovery, balances written off. */
  adjusted: MoneyRecord;
  /** What can be paid for the first time, now that it is due and not disputed: of these entries and of earlier ones. */
  matured: MoneyRecord;
  entries: readonly DigestEntry[];
  maturedEntries: readonly Readonly<{ entry: string; kind: EntryActivity['kind']; amount: MoneyRecord }>[];
}>;

type EntryActivity = Extract<Activity, { type: 'entry' }>;

/** One entry of an account. */
export type DigestEntry = Readonly<{
  group: 'earned' | 'taken-back' | 'adjusted';
  kind: EntryActivity['kind'];
  entry: string;
  amount: MoneyRecord;
  deal: string | null;
  reason: string | null;
  on: LocalDate;
}>;

/** An accrual is kept out of payouts, or is so no longer. */
export type DigestDispute = Readonly<{
  accrual: string;
  deal: string | null;
  amount: MoneyRecord | null;
  state: 'held' | 'released';
  /** Whether somebody keeps it out of payouts afterwards. */
  isStillHeld: boolean;
  reason: string;
  by: DisputeHolder | null;
  on: LocalDate;
}>;

/** A step of a payout. `arrives` is what the partner gets: after tax and fees, in the currency of the destination. */
export type DigestPayout = Readonly<{
  payout: string;
  step: Extract<Activity, { type: 'payout' }>['step'];
  arrives: MoneyRecord;
  reason: string | null;
  reference: string | null;
  on: LocalDate;
}>;

/** A payout that was due and not made. */
export type DigestDeferral = Readonly<{
  date: string;
  amount: MoneyRecord;
  reason: Extract<Activity, { type: 'deferral' }>['reason'];
  until: string | null;
}>;

/** An inquiry about which something was said. */
export type DigestInquiry = Readonly<{
  inquiry: string;
  kind: InquiryDocument['kind'];
  about: Readonly<{ kind: InquiryDocument['about']['kind']; id: string }>;
  messages: readonly (Pick<InquiryMessage, 'kind' | 'text' | 'by' | 'to' | 'outcome'> & Readonly<{ on: LocalDate }>)[];
}>;

/** A change of the program. */
export type DigestNews = Readonly<{
  announcement: string;
  title: LocalisedText;
  body: LocalisedText;
  on: LocalDate;
}>;

/** What is to be paid, or why it is not yet. */
export type ComingPayout = Readonly<{
  date: LocalDate | null;
  amount: MoneyRecord;
  outcome: ScheduledDate['outcome']['_tag'];
  /** The last day of a cool-off, where that is why. */
  until: string | null;
  /** The currency into which it is converted at the rate of the day. */
  convertedInto: string | null;
}>;

/** What is the partner's turn: to say that an announcement was read; to come back to an answer, or leave it at that. */
export type WaitingForPartner =
  | Readonly<{ kind: 'acknowledge'; announcement: string; title: LocalisedText; since: LocalDate }>
  | Readonly<{ kind: 'answered'; inquiry: string; about: DigestInquiry['about']; since: LocalDate }>;
