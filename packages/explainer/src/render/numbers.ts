import type { ValueJson } from '@commission-ledger/calculation';
import { currency, exactFromJson, percent, scaleOf } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Locale } from './renderer.ts';

/** No-break space: what Russian sets between groups of digits, and before the percent sign. */
const gap = '\u00A0';
const marks = {
  en: { group: ',', point: '.', percent: '%' },
  ru: { group: gap, point: ',', percent: `${gap}%` },
} as const;

/**
 * A decimal as people of a language write it: `-12345.60` is `−12,345.60` or `−12 345,60`. The digits are those
 * given, all of them, however many: they never pass through a floating-point number.
 */
export const localNumber = (decimal: string, locale: Locale): string => {
  const { group, point } = marks[locale];
  const negative = decimal.startsWith('-');
  const [whole = '', decimals] = decimal.slice(negative ? 1 : 0).split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, group);
  return `${negative ? '−' : ''}${grouped}${decimals === undefined ? '' : `${point}${decimals}`}`;
};

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
  return `${localNumber(percent(rate.right), locale)}${marks[locale].percent}`;
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
