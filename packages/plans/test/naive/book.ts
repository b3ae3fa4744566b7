import type { Beneficiary, CarriedBy, PlanDocument, RateJson, TaxRate } from '../../src/document/planDocument.ts';
import { exactly, negative, rounded, sumOf, zero, type Rational } from './rational.ts';

/** A deal as it was won. */
export type Deal = Readonly<{
  id: string;
  amount: Rational;
  amounts: Readonly<Record<string, string>>;
  quantities: Readonly<Record<string, string>>;
  attributes: Readonly<Record<string, string>>;
  leadOn: string;
  wonOn: string;
  /** The part credited to the partner of the example; the rest goes to somebody else. */
  share?: RateJson;
}>;

/** A payment as it came. */
export type Payment = Readonly<{
  id: string;
  deal: Deal;
  amount: Rational;
  amounts: Readonly<Record<string, string>>;
  quantities: Readonly<Record<string, string>>;
  attributes: Readonly<Record<string, string>>;
  date: string;
}>;

/** What earns: the win of a deal, or a payment on it. */
export type Cause = Readonly<{ id: string; on: 'win' | 'payment'; deal: Deal; payment?: Payment; date: string }>;

/** A step of a counter, up or down, on one page of it (a window). */
export type Move = Readonly<{ counter: string; page: string; by: Rational; cause: string }>;

/** A line in somebody's account. */
export type Line = Readonly<{
  account: Beneficiary;
  kind: 'accrual' | 'reversal' | 'true-up' | 'draw' | 'write-off';
  rule: string;
  cause: string;
  deal: string;
  amount: Rational;
  maturesOn: string;
  /** The accrual that a reversal takes back from: its place among the lines. */
  of?: number;
}>;

/** Everything that has happened, in its order; nothing is added up in advance. */
export type Book = {
  readonly plan: PlanDocument;
  readonly parameters: Readonly<Record<string, RateJson>>;
  readonly deals: Deal[];
  readonly payments: Payment[];
  readonly refunds: { payment: string; amount: Rational; date: string }[];
  readonly cancelled: string[];
  readonly moves: Move[];
  readonly lines: Line[];
  /** The places of lines that a payout has paid. */
  readonly paid: Set<number>;
  readonly draws: { owed: Rational }[];
};

/** Before anything has happened, for a partner whose enrolment sets these numbers. */
export const emptyBook = (plan: PlanDocument, parameters: Readonly<Record<string, RateJson>>): Book => ({
  plan,
  parameters,
  deals: [],
  payments: [],
  refunds: [],
  cancelled: [],
  moves: [],
  lines: [],
  paid: new Set(),
  draws: [],
});

/** To be written in, and thrown away when the step is refused. */
export const copyOf = (book: Book): Book => ({
  ...book,
  deals: [...book.deals],
  payments: [...book.payments],
  refunds: [...book.refunds],
  cancelled: [...book.cancelled],
  moves: [...book.moves],
  lines: [...book.lines],
  paid: new Set(book.paid),
  draws: [...book.draws],
});

/** Why a step cannot be played. */
export class Refused extends Error {
  readonly tag: string;
  constructor(tag: string, what: string) {
    super(`${tag}: ${what}`);
    this.tag = tag;
  }
}

const decimalsOf: Readonly<Record<string, number>> = { EUR: 2, USD: 2, JPY: 0, KWD: 3 };

/** How many decimals the plan’s currency has. */
export const decimals = ({ plan }: Book): number => decimalsOf[plan.currency] ?? 2;

/** To the minor unit, as the plan rounds. */
export const booked = (book: Book, amount: Rational): Rational =>
  rounded(amount, decimals(book), book.plan.rounding.mode);

/** Whether a measure is an amount of money, not a plain number. */
export const isMoney = (book: Book, measure: unknown): boolean => {
  if (measure === 'payment' || measure === 'deal') return true;
  const definition = typeof measure === 'string' ? book.plan.measures?.[measure] : undefined;
  if (definition === undefined) return false;
  if ('sum' in definition) return definition.sum.concat(definition.less ?? []).some((each) => isMoney(book, each));
  return 'amount' in definition || 'commission' in definition;
};

/** What a counter has come to on a page. */
export const standing = (moves: readonly Move[], counter: string, page: string): Rational =>
  sumOf(moves.filter((move) => move.counter === counter && move.page === page).map(({ by }) => by));

/** What has been taken back of the accrual at a place, as a part of it. */
export const takenBack = ({ lines }: Book, place: number): Rational =>
  negative(sumOf(lines.filter(({ of }) => of === place).map(({ amount }) => amount)));

/** What carries an amount or a number of the cause: its payment, if there is one, or its deal. */
export const wholeOf = (cause: Cause, carriedBy: CarriedBy): Payment | Deal | undefined =>
  carriedBy === 'payment' ? cause.payment : cause.deal;

/** The rate of a tax status on a date; none where the list says nothing. */
export const taxRate = (list: readonly TaxRate[] | undefined, status: string, date: string): Rational => {
  const known = (list ?? []).filter((entry) => entry.status === status && entry.from <= date);
  const latest = known.toSorted((a, b) => (a.from < b.from ? -1 : 1)).at(-1);
  return latest === undefined ? zero : exactly(latest.rate);
};
