import { booked, fact, param, ratioOf, text, type Name, type Node, type RuleRef } from '@commission-ledger/calculation';
import type { LocalDate } from '@commission-ledger/calendar';
import { money, rate, type CurrencyCode, type Money, type RoundingMode } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { RateJson } from '../document/planDocument.ts';

/**
 * What is known of an account on a payout date. Numbers may come as nodes of a calculation, which then is the beginning
 * of the payout's own; bare ones count as facts without a source.
 */
export type PayoutInput = Readonly<{
  /** The plan version whose terms are applied, without a rule. */
  plan: RuleRef;
  currency: CurrencyCode;
  /** Of the plan: how withholding, VAT and fees are rounded. */
  rounding: RoundingMode;
  /** The open entries that matured before the cut-off, added up (signed booked money), and how many they are. */
  matured: Money | Node;
  lines: number;
  /** The date on which the payout is made. */
  date: LocalDate | Node;
  /** What is still owed of draws. */
  debt: Money | Node;
  /** The partner's tax status on the date; `none` where nothing has been recorded. */
  taxStatus: string | Node;
}>;

/** The same input, every number a node, with readers for the numbers of the terms. */
export type PreparedPayout = Readonly<{
  currency: CurrencyCode;
  rounding: RoundingMode;
  matured: Node;
  lines: number;
  date: Node;
  debt: Node;
  taxStatus: Node;
  amountParam: (amount: string, path: string, name?: Name) => Node;
  rateParam: (written: RateJson, path: string, name?: Name) => Node;
  textParam: (written: string, path: string, name?: Name) => Node;
}>;

/** Makes nodes of what is given. */
export const preparePayout = (input: PayoutInput): PreparedPayout => {
  const { plan, currency } = input;
  return {
    currency,
    rounding: input.rounding,
    lines: input.lines,
    matured: moneyNode(input.matured, 'matured'),
    debt: moneyNode(input.debt, 'debt'),
    date: textNode(input.date, 'payout-date'),
    taxStatus: textNode(input.taxStatus, 'status'),
    amountParam: (amount, path, name) => param(booked(sound(money(amount, currency))), plan, path, name),
    rateParam: (written, path, name) =>
      param(ratioOf(sound(rate(written, { allowAboveOne: true }))), plan, path, name ?? 'rate'),
    textParam: (written, path, name) => param(text(written), plan, path, name),
  };
};

const moneyNode = (value: Money | Node, name: Name): Node => ('kind' in value ? value : fact(booked(value), [], name));

const textNode = (value: string | Node, name: Name): Node =>
  typeof value === 'string' ? fact(text(value), [], name) : value;

/** The terms were validated when the plan was published. */
const sound = <A>(read: E.Either<Readonly<{ _tag: string }>, A>): A => {
  if (E.isLeft(read)) throw new RangeError(`Payout terms that were never validated: ${read.left._tag}.`);
  return read.right;
};

/** The money of a node of a payout: all of them are booked. */
export const bookedIn = ({ value }: Node): Money => {
  if (value._tag !== 'money') throw new TypeError('Payouts are made of booked money.');
  return value.money;
};

/** The text of a node: a date, a status. */
export const textIn = ({ value }: Node): string => {
  if (value._tag !== 'text') throw new TypeError('A date or a tax status is text.');
  return value.text;
};
