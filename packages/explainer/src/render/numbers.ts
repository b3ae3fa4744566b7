import { unrounded, valueToJson, type ValueJson } from '@commission-ledger/calculation';
import { localNumber, localRate as rateInPercent } from '@commission-ledger/locale';
import { currency, exactFromJson, exactMul, scaleOf } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Locale } from '@commission-ledger/locale';

/** An amount without its currency; one that no decimal can say is a fraction. */
export const localAmount = (value: ValueJson, locale: Locale): string => {
  if (typeof value === 'string') return localNumber(value, locale);
  if ('amount' in value) return localNumber(value.amount, locale);
  if ('exact' in value) return localNumber(inUnits(value.exact, value.currency), locale);
  if ('rate' in value) return localNumber(value.rate, locale);
  return `${localNumber(value.num, locale)}/${localNumber(value.den, locale)}`;
};

/** An exact amount with at least the decimals of its currency, so that `1500` and `1,500.00` look alike. */
const inUnits = (exact: string, code: string): string => {
  const unit = currency(code);
  if (E.isLeft(unit)) return exact;
  const [whole = '', decimals = ''] = exact.split('.');
  const padded = decimals.padEnd(scaleOf(unit.right), '0');
  return padded === '' ? whole : `${whole}.${padded}`;
};

/** A ratio in percent; one that no decimal can say stays a fraction, so that what is shown is what was used. */
export const localRate = (value: ValueJson, locale: Locale): string => {
  if (typeof value === 'string' || !('rate' in value)) return localAmount(value, locale);
  const rate = exactFromJson(value.rate);
  if (E.isLeft(rate)) throw new TypeError('A rate is a decimal.');
  return rateInPercent(rate.right, locale);
};

/** The amount without its sign. */
export const withoutSign = (value: ValueJson): ValueJson => {
  if (typeof value === 'string') return value;
  if ('amount' in value) return { ...value, amount: bare(value.amount) };
  if ('exact' in value) return { ...value, exact: bare(value.exact) };
  return 'num' in value ? { ...value, num: bare(value.num) } : { rate: bare(value.rate) };
};

const bare = (text: string): string => (text.startsWith('-') ? text.slice(1) : text);

/** Whether the amount is below zero. */
export const isBelowZero = (value: ValueJson): boolean => {
  if (typeof value === 'string') return false;
  if ('amount' in value) return value.amount.startsWith('-');
  if ('exact' in value) return value.exact.startsWith('-');
  return ('num' in value ? value.num : value.rate).startsWith('-');
};

/** Whether the amount is nothing. */
export const isNothing = (value: ValueJson): boolean => /^[0.]*$/.test(localAmount(withoutSign(value), 'en'));

/** A share of an amount before it is rounded; nothing where one of them is no number. */
export const productOfAmount = (whole: ValueJson, rate: ValueJson): ValueJson | undefined => {
  if (typeof whole !== 'object' || !('currency' in whole) || typeof rate !== 'object') return undefined;
  const unit = currency(whole.currency);
  const factors = [exactOf(whole), exactOf(rate)] as const;
  if (E.isLeft(unit) || E.isLeft(factors[0]) || E.isLeft(factors[1])) return undefined;
  return valueToJson(unrounded(exactMul(factors[0].right, factors[1].right), unit.right));
};

const exactOf = (value: Exclude<ValueJson, string>) => {
  if ('amount' in value) return exactFromJson(value.amount);
  if ('exact' in value) return exactFromJson(value.exact);
  return exactFromJson('rate' in value ? value.rate : { num: value.num, den: value.den });
};

/** Whether two amounts are equal, however they are written. */
export const isSameNumber = (a: ValueJson, b: ValueJson): boolean =>
  localAmount(a, 'en').replace(/\.?0*$/, '') === localAmount(b, 'en').replace(/\.?0*$/, '');
