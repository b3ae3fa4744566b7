import type { LocalizedText, RateJson } from './words.ts';

/** When matured commission is paid, from which amount on, and what is added or kept back. A smaller balance is carried over. */
export type PayoutTerms = PayoutDays &
  Readonly<{
    /** Where a date goes that is no business day. */
    convention: 'none' | 'following' | 'modified-following' | 'preceding';
    /** What is paid: everything that matured before this. Days are counted back from the nominal payout day. */
    cutOff: 'start-of-month' | Readonly<{ daysBefore: number }>;
    minimum: string;
    /** A balance below zero is carried to the next payouts (the default), or written off when a payout is due. */
    negative?: 'carry' | 'write-off';
    draw?: Draw;
    withholding?: readonly TaxRate[];
    /** Added on top of the commission, for partners whose status says so. */
    vat?: readonly TaxRate[];
    fees?: readonly Fee[];
  }>;

/** On one day of the month (1–28), of certain months only; on several days of each month; or on a day of each week. */
export type PayoutDays =
  | Readonly<{ day: number; months?: readonly number[] }>
  | Readonly<{ days: readonly number[] }>
  | Readonly<{ weekday: 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday' }>;

/**
 * A guaranteed payout: when less has matured, the difference is advanced. A recoverable draw is a debt, paid back from
 * what exceeds the draw; a non-recoverable one is not; a forgiven one is, until what is left is written off on `until`.
 */
export type Draw = Readonly<{
  amount: string;
  kind: 'recoverable' | 'non-recoverable' | 'forgiven';
  /** The first and the last payout date with a draw. Debt is recovered afterwards too, unless it is forgiven. */
  from: string;
  until?: string;
  /** The share of what exceeds the draw that goes to the debt; without it, all. */
  recovery?: RateJson;
}>;

/** A dated rate for partners of a tax status, as of the payout date; `none` is a partner who has told nothing. */
export type TaxRate = Readonly<{ status: string; rate: RateJson; from: string; title?: LocalizedText }>;

/** Kept back from a payout by its gross amount: a share, a fixed amount, or both. Payouts of `waivedFrom` or more have none. */
export type Fee = Readonly<{
  id: string;
  title: LocalizedText;
  rate?: RateJson;
  fixed?: string;
  waivedFrom?: string;
  /** `partner`: kept back; `program`: recorded with the payout, and not kept back. */
  bornBy: 'partner' | 'program';
}>;

/**
 * Who is credited with a deal when several partners touched the customer: the first or the last touch within `days`
 * before the win, or the first registration, which locks the customer for `days`. A touch exactly `days` before counts.
 */
export type AttributionTerms = Readonly<{ model: 'first-touch' | 'last-touch' | 'first-registration'; days: number }>;

/** What the cancellation of a deal takes back of everything earned on it: the share of the term not served, or all. No counter moves. */
export type CancellationTerms = Readonly<{
  takeBack: 'unserved' | 'all';
  /** Months from the win of the deal that are final when served. */
  term: number;
  /** Served time counts in whole months, or in days. */
  by: 'months' | 'days';
}>;
