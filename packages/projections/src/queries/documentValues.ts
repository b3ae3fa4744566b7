import { type LocalDate, localDate } from '@commission-ledger/calendar';
import { type CurrencyCode, currency, type Money, money, type MoneyRecord, ofMinor } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { damagedReadModel } from '../damagedReadModel.ts';

// What documents hold came from events, and was valid there. Where it is not, the document is damaged.

/** The currency of a document. */
export const currencyIn = (code: string): CurrencyCode => {
  const known = currency(code);
  if (E.isLeft(known)) throw damagedReadModel(`it names the currency ${known.left.input}`);
  return known.right;
};

/** Minor units as a document writes them. */
export const minorIn = (text: string): bigint => {
  if (typeof text === 'string' && /^-?\d+$/.test(text)) return BigInt(text);
  throw damagedReadModel(`it has ${shortly(text)} where minor units should be`);
};

/** Money from the minor units of a document. */
export const fromMinor = (minor: string, code: string): Money => ofMinor(minorIn(minor), currencyIn(code));

/** Money as a document writes it. */
export const moneyIn = ({ amount, currency: code }: MoneyRecord): Money => {
  const read = typeof amount === 'string' ? money(amount, code) : undefined;
  if (read === undefined || E.isLeft(read))
    throw damagedReadModel(`it has the amount ${shortly(amount)} ${shortly(code)}`);
  return read.right;
};

/** A date as a document writes it. */
export const dateIn = (text: string): LocalDate => {
  const read = localDate(text);
  if (E.isLeft(read)) throw damagedReadModel(`it has the date ${shortly(text)}`);
  return read.right;
};

/** A value that may be anything, as a sentence can have it. */
export const shortly = (value: unknown): string =>
  value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 40);
