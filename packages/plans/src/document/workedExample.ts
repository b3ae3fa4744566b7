import type { LocalizedText, RateJson } from './words.ts';

/** A calculation with its expected result, in the plan's own words and numbers: one cause, or a small history. */
export type WorkedExample = OneCause | SmallHistory;

/** Every rule that pays must be listed in `expect`, no other may pay. */
export type OneCause = Readonly<{
  title: LocalizedText;
  given: GivenCause;
  /** Amount by rule id. */
  expect: Readonly<Record<string, string>>;
}>;

/** What a cause is, for an example. Without a payment, the cause is the win of the deal. */
export type GivenCause = Readonly<{
  payment?: string;
  deal?: string;
  /** Amounts and numbers that measures read, by name. */
  amounts?: Readonly<Record<string, string>>;
  quantities?: Readonly<Record<string, string>>;
  attributes?: Readonly<Record<string, string>>;
  /** Counters before the cause, by id; zero where not given. */
  counters?: Readonly<Record<string, string>>;
  /** The local date of the cause; without it, the plan's first day. */
  date?: string;
}>;

/** Steps in order, from an empty account. Amounts that are not listed are zero. */
export type SmallHistory = Readonly<{
  title: LocalizedText;
  /** Numbers that the partner's enrolment sets. */
  parameters?: Readonly<Record<string, RateJson>>;
  steps: readonly ExampleStep[];
}>;

/** Something that happens on a date, and what follows: commission by rule id (negative when it is taken back), or a payout. */
export type ExampleStep = Readonly<{ date: string }> &
  (
    | Readonly<{ win: ExampleDeal; expect: Readonly<Record<string, string>> }>
    | Readonly<{ payment: ExamplePayment; expect: Readonly<Record<string, string>> }>
    | Readonly<{ refund: Readonly<{ payment: string; amount: string }>; expect: Readonly<Record<string, string>> }>
    | Readonly<{ cancel: Readonly<{ deal: string }>; expect: Readonly<Record<string, string>> }>
    | Readonly<{ payout: Readonly<{ status?: string }>; expect: ExpectedPayout }>
  );

/** A deal that is won. `share` is the part of it credited to the partner; without it, all. */
export type ExampleDeal = Readonly<{
  deal: string;
  amount: string;
  amounts?: Readonly<Record<string, string>>;
  quantities?: Readonly<Record<string, string>>;
  attributes?: Readonly<Record<string, string>>;
  leadOn?: string;
  share?: RateJson;
}>;

/** A payment on a deal; a deal that was not won in the example is won with it, for the amount of the payment. */
export type ExamplePayment = Readonly<{
  payment: string;
  deal: string;
  amount: string;
  amounts?: Readonly<Record<string, string>>;
  quantities?: Readonly<Record<string, string>>;
  attributes?: Readonly<Record<string, string>>;
}>;

/** What a payout date brings: what is paid, or why nothing is. Only what is listed is compared. */
export type ExpectedPayout = Readonly<{
  /** Commission that matured, after what was taken back. */
  matured?: string;
  advanced?: string;
  recovered?: string;
  /** The draw debt after the payout. */
  debt?: string;
  /** What the payout is made for: matured and advanced, less recovered. */
  gross?: string;
  withheld?: string;
  vat?: string;
  fees?: string;
  /** What arrives: gross and VAT, less what is kept back. */
  net?: string;
  deferred?: 'below-minimum' | 'negative-balance' | 'nothing-due';
  /** What stays in the account afterwards, matured or not. */
  carried?: string;
}>;
