import { type Locale, localNumber, localRate } from '@commission-ledger/locale';
import { type CurrencyCode, type Exact, exactToJson, format, round, roundTo } from '@commission-ledger/money';

/** What stands where there is nothing to divide by. */
const UNDEFINED = '—';

/** A quotient to be read, with one decimal at most: `2.5`, `2,5`. JSON has it exactly. */
export const decimalText = (value: Exact | null, locale: Locale): string => {
  if (value === null) return UNDEFINED;
  const rounded = exactToJson(roundTo(value, 1, 'half-even'));
  return typeof rounded === 'string' ? localNumber(rounded, locale) : UNDEFINED;
};

/** A part to be read, as a percentage with one decimal at most: `62.5%`, `62,5 %`. */
export const partText = (value: Exact | null, locale: Locale): string =>
  value === null ? UNDEFINED : localRate(roundTo(value, 3, 'half-even'), locale);

/** An average amount to be read, rounded to the currency. */
export const averageText = (value: Exact | null, currency: CurrencyCode, locale: Locale): string =>
  value === null ? UNDEFINED : localNumber(format(round(value, currency, 'half-even').money), locale);
