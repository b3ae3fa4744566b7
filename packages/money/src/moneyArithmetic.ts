import type { CurrencyCode } from './currency.ts';
import { ofMinor, zero, type Money } from './money.ts';

/** Thrown when amounts of two currencies meet. A defect: ask {@link sameCurrency} before. */
export class MixedCurrencies extends Error {
  override readonly name = 'MixedCurrencies';
  constructor(a: CurrencyCode, b: CurrencyCode) {
    super(`${a} and ${b} cannot be added or compared. Convert at a recorded rate first.`);
  }
}

/** Whether two amounts can be added and compared. */
export const sameCurrency = (a: Money, b: Money): boolean => a.currency === b.currency;

/** @throws MixedCurrencies */
export const add = (a: Money, b: Money): Money => ofMinor(a.minor + matching(a, b), a.currency);

/** @throws MixedCurrencies */
export const subtract = (a: Money, b: Money): Money => ofMinor(a.minor - matching(a, b), a.currency);

/** What is owed becomes what is due back, and the other way round. */
export const negate = (amount: Money): Money => ofMinor(-amount.minor, amount.currency);

/** −1, 0 or 1, for sorting from the smallest. @throws MixedCurrencies */
export const compare = (a: Money, b: Money): -1 | 0 | 1 => {
  const other = matching(a, b);
  if (a.minor === other) return 0;
  return a.minor < other ? -1 : 1;
};

/** Same currency and same amount. Unlike `compare` this never throws: 0 EUR is not 0 USD. */
export const equals = (a: Money, b: Money): boolean => a.minor === b.minor && sameCurrency(a, b);

export const isZero = ({ minor }: Money): boolean => minor === 0n;

export const isNegative = ({ minor }: Money): boolean => minor < 0n;

export const isPositive = ({ minor }: Money): boolean => minor > 0n;

/** The total of any number of amounts; `currency` says what nothing adds up to. @throws MixedCurrencies */
export const sum = (currency: CurrencyCode, amounts: readonly Money[]): Money => amounts.reduce(add, zero(currency));

/** The smaller amount. @throws MixedCurrencies */
export const min = (a: Money, b: Money): Money => (compare(a, b) <= 0 ? a : b);

/** The larger amount. @throws MixedCurrencies */
export const max = (a: Money, b: Money): Money => (compare(a, b) >= 0 ? a : b);

const matching = (a: Money, b: Money): bigint => {
  if (!sameCurrency(a, b)) throw new MixedCurrencies(a.currency, b.currency);
  return b.minor;
};
