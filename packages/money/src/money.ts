import * as E from 'fp-ts/lib/Either.js';
import type { AmountRefusal } from './amountRefusal.ts';
import { currency as currencyOf, scaleOf, type CurrencyCode } from './currency.ts';
import { decimalText, maxInputLength } from './parseDecimal.ts';

/** An amount of money: whole minor units (cents) of one currency. */
export type Money = Readonly<{ minor: bigint; currency: CurrencyCode }>;

/**
 * Reads an amount in major units, such as `money('437.50', 'EUR')`; see `parseDecimal` for the grammar.
 * Fewer decimals than the currency has are fine, more are refused: reading never rounds.
 */
export const money = (amount: string, currency: string): E.Either<AmountRefusal, Money> => {
  const code = currencyOf(currency);
  if (E.isLeft(code)) return code;
  const text = decimalText(maxInputLength, amount);
  if (E.isLeft(text)) return text;
  const [whole = '', fraction = ''] = text.right.split('.');
  const allowed = scaleOf(code.right);
  if (fraction.length > allowed) {
    return E.left({ _tag: 'TooManyDecimals', currency: code.right, allowed, given: fraction.length });
  }
  return E.right(ofMinor(BigInt(whole + fraction.padEnd(allowed, '0')), code.right));
};

/** Money from whole minor units: `ofMinor(43750n, eur)` is 437.50 EUR. */
export const ofMinor = (minor: bigint, currency: CurrencyCode): Money => ({ minor, currency });

/** Nothing, in this currency. */
export const zero = (currency: CurrencyCode): Money => ofMinor(0n, currency);
