import type { Locale } from './locale.ts';

const named = {
  en: new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }),
  ru: new Intl.DateTimeFormat('ru-RU', { month: 'long', timeZone: 'UTC' }),
};

/** The name of a month that stands alone, from 1: `January`, `январь`. */
export const localMonth = (month: number, locale: Locale): string =>
  named[locale].format(new Date(Date.UTC(2000, month - 1, 1)));
