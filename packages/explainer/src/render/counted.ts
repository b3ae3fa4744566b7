import { localNumber } from './numbers.ts';
import type { Locale } from './renderer.ts';

/** The forms of a noun that the plural rules of a language tell apart. */
type Forms = Readonly<Record<Locale, Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>>>;

/** What is counted. In Russian the forms stand after «за», which for these words are those of the plain count but for one. */
const nouns = {
  deals: { en: { one: 'deal', other: 'deals' }, ru: { one: 'сделку', few: 'сделки', many: 'сделок', other: 'сделки' } },
  refunds: {
    en: { one: 'refund', other: 'refunds' },
    ru: { one: 'возврат', few: 'возврата', many: 'возвратов', other: 'возврата' },
  },
  corrections: {
    en: { one: 'correction', other: 'corrections' },
    ru: { one: 'поправку', few: 'поправки', many: 'поправок', other: 'поправки' },
  },
  others: {
    en: { one: 'other line', other: 'other lines' },
    ru: { one: 'другая строка', few: 'другие строки', many: 'других строк', other: 'других строк' },
  },
  days: { en: { one: 'day', other: 'days' }, ru: { one: 'день', few: 'дня', many: 'дней', other: 'дня' } },
  steps: { en: { one: 'step', other: 'steps' }, ru: { one: 'шаг', few: 'шага', many: 'шагов', other: 'шага' } },
  records: {
    en: { one: 'record', other: 'records' },
    ru: { one: 'запись', few: 'записи', many: 'записей', other: 'записи' },
  },
} as const satisfies Readonly<Record<string, Forms>>;

/** Something that is counted. */
export type Noun = keyof typeof nouns;

/** Whether the word is one of them. */
export const isNoun = (word: string): word is Noun => Object.hasOwn(nouns, word);

const rules = { en: new Intl.PluralRules('en'), ru: new Intl.PluralRules('ru') };

/** `3 deals`, `21 сделку`. */
export const counted = (count: number, noun: Noun, locale: Locale): string => {
  const forms: Forms[Locale] = nouns[noun][locale];
  return `${localNumber(`${count}`, locale)} ${forms[rules[locale].select(count)] ?? forms.other}`;
};
