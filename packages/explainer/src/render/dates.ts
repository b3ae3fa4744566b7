import type { Locale } from './renderer.ts';

const months = {
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  ru: [
    'января',
    'февраля',
    'марта',
    'апреля',
    'мая',
    'июня',
    'июля',
    'августа',
    'сентября',
    'октября',
    'ноября',
    'декабря',
  ],
} as const;
const russianMonth = [
  'январь',
  'февраль',
  'март',
  'апрель',
  'май',
  'июнь',
  'июль',
  'август',
  'сентябрь',
  'октябрь',
  'ноябрь',
  'декабрь',
];

/** `2017-07-09` as `9 July 2017` or `9 июля 2017`. Whatever is no date stays as it is. */
export const localDay = (date: string, locale: Locale): string => {
  const [year, month, day] = date.split('-').map(Number);
  const name = months[locale][(month ?? 0) - 1];
  return name === undefined || day === undefined ? date : `${day} ${name} ${year}`;
};

/** The window of a counter, such as `2017-Q1`, as a part of a sentence. */
export const localWindow = (window: string, locale: Locale): string => {
  const [year = '', part] = window.split('-');
  if (window === 'ever') return locale === 'en' ? 'so far' : 'за всё время';
  if (part === undefined) return locale === 'en' ? `in ${year}` : `за ${year} год`;
  if (part.startsWith('Q')) return locale === 'en' ? `in ${part} ${year}` : `за ${part.slice(1)}-й квартал ${year}`;
  const month = Number(part) - 1;
  return locale === 'en' ? `in ${months.en[month] ?? part} ${year}` : `за ${russianMonth[month] ?? part} ${year}`;
};
