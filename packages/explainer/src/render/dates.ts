import { localDay, localMonth, type Locale } from '@commission-ledger/locale';

/**
 * The window of a counter, such as `2017-Q1`, as a part of a sentence; for each deal or value with that behind a stroke:
 * `2017-Q1/D-7`.
 */
export const localWindow = (window: string, locale: Locale, outside: (text: string) => string): string => {
  const stroke = window.indexOf('/');
  const period = periodText(stroke < 0 ? window : window.slice(0, stroke), locale);
  return stroke < 0 ? period : `${period} (${outside(window.slice(stroke + 1))})`;
};

const periodText = (period: string, locale: Locale): string => {
  const [year = '', part, day] = period.split('-');
  if (period === 'ever') return locale === 'en' ? 'so far' : 'за всё время';
  if (part === undefined) return locale === 'en' ? `in ${year}` : `за ${year} год`;
  if (day !== undefined) return locale === 'en' ? `on ${localDay(period, 'en')}` : `за ${localDay(period, 'ru')}`;
  if (part.startsWith('Q')) return locale === 'en' ? `in ${part} ${year}` : `за ${part.slice(1)}-й квартал ${year}`;
  if (part.startsWith('W')) {
    const week = Number(part.slice(1));
    return locale === 'en' ? `in week ${week} of ${year}` : `за ${week}-ю неделю ${year}`;
  }
  const month = localMonth(Number(part), locale);
  return locale === 'en' ? `in ${month} ${year}` : `за ${month} ${year}`;
};
