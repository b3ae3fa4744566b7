import type { Locale } from '@commission-ledger/locale';
import type { Beneficiary, CounterAt, Counter, Draw, PayoutTerms, PlanDocument } from '@commission-ledger/plans';

/** One end of a band: the number as written, and whether the band has it. */
export type Edge = Readonly<{ at: string; included: boolean }>;

/** The running total that a limit is held against: its name, its window, and for what each it is kept (see `per`). */
export type Limited = Readonly<{ name: string; window: Counter['window']; per: string }>;

/** The sentences of a contract page in one language. What is passed in is ready to be read: numbers, names, other sentences. */
export type Language = Readonly<{
  locale: Locale;
  headings: Readonly<
    Record<'commission' | 'definitions' | 'hold' | 'payout' | 'takenBack' | 'credit' | 'examples' | 'rounding', string>
  >;
  columns: Readonly<Record<'band' | 'pays' | 'status' | 'rate' | 'from' | 'what' | 'expected' | 'day', string>>;
  /** Joins phrases that all hold, or of which one does. */
  and: (phrases: readonly string[]) => string;
  or: (phrases: readonly string[]) => string;
  version: (version: number, from: string, currency: string) => string;
  selectedBy: Readonly<Record<PlanDocument['selectedBy'], string>>;
  existingPartners: Readonly<Record<'move' | 'stay', string>>;
  converts: (currencies: string) => string;
  rounding: Readonly<Record<PlanDocument['rounding']['mode'], string>>;
  /** Who earns when. */
  earns: (who: string, earnedOn: 'win' | 'payment') => string;
  who: (beneficiary: Beneficiary) => string;
  onlyIf: (condition: string) => string;
  /** `shares` are those of everyone who has a part of the same commission, in their order. */
  split: (share: string, shares: string) => string;
  overlay: string;
  /** A name that the plan gave something, inside a sentence. */
  named: (title: string) => string;
  /** An id that has no title. */
  quoted: (words: string) => string;
  // measures
  payment: string;
  deal: string;
  count: Readonly<Record<'win' | 'payment' | 'any', string>>;
  /** Measures after “of”: those of the language, and one with a name. */
  of: Readonly<Record<'payment' | 'deal' | 'count', string>>;
  ofNamed: (name: string) => string;
  carriedAmount: (name: string, of: 'payment' | 'deal') => string;
  carriedQuantity: (name: string, of: 'payment' | 'deal') => string;
  ifMissing: (value: string) => string;
  /** `share`: only this part of the sum. */
  isSum: (of: string, less: string, share: string | undefined, notBelowZero: boolean) => string;
  elapsed: (unit: 'months' | 'days', since: 'lead' | 'win' | 'first-payment') => string;
  commissionOf: (clauses: string) => string;
  // counters
  added: Readonly<Record<'payment' | 'deal', string>>;
  window: Readonly<Record<Counter['window'], string>>;
  per: (what: string | undefined) => string;
  counts: (what: string, window: string, per: string, where: string) => string;
  earned: (clauses: string) => string;
  unlimited: (clause: string) => string;
  excess: (clause: string) => string;
  counterOf: (who: string) => string;
  counterRefunds: Readonly<Record<'lower' | 'whole' | 'keep', string>>;
  counterAt: (counter: string, at: CounterAt) => string;
  // parameters
  parameter: (name: string, value: string) => string;
  /** The same as a sentence of its own. */
  parameterIs: (name: string, value: string) => string;
  shareOf: (share: string, of: string) => string;
  // conditions
  isOneOf: (name: string, values: string) => string;
  isNoneOf: (name: string, values: string) => string;
  attributeDefault: (name: string, value: string) => string;
  atLeast: (what: string, limit: string) => string;
  lessThan: (what: string, limit: string) => string;
  between: (from: string | undefined, to: string | undefined) => string;
  not: (condition: string) => string;
  // pay
  fixed: (amount: string) => string;
  each: (amount: string, of: string) => string;
  percent: (rate: string, of: string) => string;
  marginal: (of: string, counter: string | undefined) => string;
  slab: (counter: string, total: string) => string;
  lookup: (of: string, by: string) => string;
  band: (lower: Edge | undefined, upper: Edge | undefined) => string;
  bandRate: (rate: string) => string;
  bandEach: (amount: string) => string;
  bandFlat: (amount: string, once: boolean) => string;
  bandSpread: (amount: string) => string;
  sum: string;
  least: string;
  greatest: string;
  first: string;
  otherwise: string;
  when: (condition: string) => string;
  cap: (at: string, counter: Limited | undefined, carried: boolean) => string;
  floor: (at: string, counter: Limited | undefined) => string;
  collected: string;
  // hold
  hold: (months: number, days: number, from: 'cause' | 'end-of-month') => string;
  matures: (hold: string) => string;
  installment: (share: string, hold: string) => string;
  // payouts
  payoutDays: (terms: PayoutTerms) => string;
  convention: Readonly<Record<PayoutTerms['convention'], string>>;
  cutOff: (cutOff: PayoutTerms['cutOff']) => string;
  minimum: (amount: string | undefined) => string;
  negative: Readonly<Record<'carry' | 'write-off', string>>;
  draw: (
    amount: string,
    kind: Draw['kind'],
    from: string,
    until: string | undefined,
    recovery: string | undefined,
  ) => string;
  withholding: string;
  vat: string;
  noStatus: string;
  fee: (title: string, amount: string, waived: string | undefined, bornBy: 'partner' | 'program') => string;
  // taken back
  refunds: Readonly<Record<'refunded-share' | 'keep' | 'true-up', string>>;
  refundsWithin: (days: number) => string;
  countersLower: Readonly<Record<'lower' | 'keep', string>>;
  cancellation: (takeBack: 'unserved' | 'all', term: number, by: 'months' | 'days') => string;
  noCancellation: string;
  attribution: (model: 'first-touch' | 'last-touch' | 'first-registration', days: number) => string;
  sharing: Readonly<Record<'base' | 'commission', string>>;
  // examples
  example: Readonly<{
    win: (deal: string, amount: string) => string;
    payment: (payment: string, deal: string, amount: string) => string;
    refund: (payment: string, amount: string) => string;
    cancel: (deal: string) => string;
    payout: (status: string | undefined) => string;
    cause: (amount: string, earnedOn: 'win' | 'payment') => string;
    before: (counter: string, value: string) => string;
    leadOn: (day: string) => string;
    share: (share: string) => string;
    nothing: string;
    figures: Readonly<Record<string, string>>;
  }>;
  integrity: (hash: string) => string;
}>;
