import type { Locale } from '@commission-ledger/locale';
import type {
  ComingPayout,
  DigestDealChange,
  DigestDeferral,
  DigestDispute,
  DigestEntry,
  DigestInquiry,
  DigestLeadChange,
  DigestPayout,
  DigestStanding,
} from './digest.ts';

/** Why a payout is not made: when it was due, or as things are going. */
export type Obstacle = Exclude<DigestDeferral['reason'] | ComingPayout['outcome'], 'pays'>;

type Message = DigestInquiry['messages'][number];

/** The sentences of a digest in one language. What is passed in is ready to be read: names, amounts, days. */
export type Language = Readonly<{
  locale: Locale;
  title: (program: string) => string;
  period: (from: string, to: string) => string;
  greeting: (partner: string) => string;
  nothing: string;
  headings: Readonly<
    Record<'waiting' | 'payouts' | 'money' | 'leads' | 'deals' | 'inquiries' | 'news' | 'coming', string>
  >;
  quoted: (words: string) => string;
  /** How many more there are than are shown. */
  more: (count: number) => string;
  // what waits
  acknowledge: (title: string, id: string, since: string) => string;
  answered: (inquiry: string, about: string, since: string) => string;
  // leads
  lead: (id: string, prospect: string | null) => string;
  leadChange: (change: Changed) => string;
  // deals
  dealChange: (change: DealChanged) => string;
  // money
  earned: (amount: string) => string;
  takenBack: (amount: string) => string;
  adjusted: (amount: string) => string;
  matured: (amount: string) => string;
  entryKind: Readonly<Record<DigestEntry['kind'], string>>;
  ofDeal: (deal: string) => string;
  entries: (count: number) => string;
  disputed: (dispute: Disputed) => string;
  // payouts
  /** From which day on. */
  standing: Readonly<Record<DigestStanding['kind'], (day: string) => string>>;
  payout: Readonly<Record<DigestPayout['step'], (payout: string, amount: string, on: string) => string>>;
  reference: (reference: string) => string;
  deferral: (amount: string, date: string, why: string) => string;
  obstacle: (obstacle: Obstacle, until: string | null) => string;
  // what is coming
  coming: (amount: string, date: string) => string;
  comingNot: (amount: string, date: string | null, why: string) => string;
  converted: (currency: string) => string;
  // inquiries
  subject: Readonly<Record<DigestInquiry['about']['kind'], string>>;
  inquiryKind: Readonly<Record<DigestInquiry['kind'], string>>;
  message: (message: Message, on: string) => string;
  /** A reason or a text that stands after what it belongs to. */
  reason: (text: string) => string;
  // the short message
  short: Readonly<{
    earned: (amounts: string) => string;
    takenBack: (amounts: string) => string;
    paid: (amounts: string) => string;
    issued: (amounts: string) => string;
    matured: (amounts: string) => string;
    failed: (count: number) => string;
    disputes: (count: number) => string;
    deals: (count: number) => string;
    standing: Readonly<Record<DigestStanding['kind'], string>>;
    deferred: (count: number) => string;
    leads: (count: number) => string;
    answers: (count: number) => string;
    news: (count: number) => string;
    waiting: (count: number) => string;
    nothing: string;
  }>;
}>;

/** A change of a lead, with its days ready to be read. */
export type Changed = Omit<DigestLeadChange, 'on' | 'until'> & Readonly<{ on: string; until: string | null }>;

/** A change of a deal, with its day ready to be read. */
export type DealChanged = Omit<DigestDealChange, 'on'> & Readonly<{ on: string }>;

/** A dispute, with its day and its amount ready to be read. */
export type Disputed = Omit<DigestDispute, 'on' | 'amount'> & Readonly<{ on: string; amount: string | null }>;
