import type { Locale } from './locale.ts';

const written = {
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  ru: new Intl.DateTimeFormat('ru-RU', { day: 'numeric', month: 'long', timeZone: 'UTC' }),
};

/** `2017-07-09` as `9 July 2017` or `9 июля 2017`. Whatever is no date stays as it is. */
export const localDay = (date: string, locale: Locale): string => {
  const day = new Date(`${date}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(day.getTime())) return date;
  // Russian would end in «г.», which does not stand in the middle of a sentence.
  return locale === 'en' ? written.en.format(day) : `${written.ru.format(day)} ${date.slice(0, 4)}`;
};
