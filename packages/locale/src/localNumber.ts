import type { Locale } from './locale.ts';

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

/** The percent sign after its number, with the space the language asks for. */
export const withPercentSign = (number: string, locale: Locale): string => `${number}${marks[locale].percent}`;
