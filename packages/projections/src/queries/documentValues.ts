import { type LocalDate, localDate } from '@commission-ledger/calendar';
import { type CurrencyCode, currency, type Money, money, type MoneyRecord, ofMinor } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';

/** The currency of a document. It came from an event, so it exists; anything else is a defect. */
export const currencyIn = (code: string): CurrencyCode => {
  const known = currency(code);
  if (E.isLeft(known)) throw new Error(`A read model names the currency ${known.left.input}. Rebuild the projections.`);
  return known.right;
};

/** Money from the minor units of a document. */
export const fromMinor = (minor: string, code: string): Money => ofMinor(BigInt(minor), currencyIn(code));

/** Money as a document writes it. */
export const moneyIn = ({ amount, currency: code }: MoneyRecord): Money => {
  const read = money(amount, code);
  if (E.isLeft(read)) throw new Error(`A read model has the amount ${amount} ${code}. Rebuild the projections.`);
  return read.right;
};

/** A date as a document writes it. */
export const dateIn = (text: string): LocalDate => {
  const read = localDate(text);
  if (E.isLeft(read)) throw new Error(`A read model has the date ${read.left.input}. Rebuild the projections.`);
  return read.right;
};

// What documents write of time stands apart; it can be had from here too.
