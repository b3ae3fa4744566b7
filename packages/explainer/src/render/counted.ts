import { localNumber, plural, type Forms, type Locale } from '@commission-ledger/locale';

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
  otherDays: {
    en: { one: 'other day', other: 'other days' },
    ru: { one: 'другой день', few: 'другие дни', many: 'других дней', other: 'других дней' },
  },
  lines: {
    en: { one: 'line', other: 'lines' },
    ru: { one: 'строка', few: 'строки', many: 'строк', other: 'строки' },
  },
  payments: {
    en: { one: 'payment', other: 'payments' },
    ru: { one: 'платёж', few: 'платежа', many: 'платежей', other: 'платежа' },
  },
  /** What so many of them do. */
  waiting: { en: { one: 'waits', other: 'wait' }, ru: { one: 'ждёт', other: 'ждут' } },
  days: { en: { one: 'day', other: 'days' }, ru: { one: 'день', few: 'дня', many: 'дней', other: 'дня' } },
  months: {
    en: { one: 'month', other: 'months' },
    ru: { one: 'месяц', few: 'месяца', many: 'месяцев', other: 'месяца' },
  },
  changes: {
    en: { one: 'change', other: 'changes' },
    ru: { one: 'изменение', few: 'изменения', many: 'изменений', other: 'изменения' },
  },
  steps: { en: { one: 'step', other: 'steps' }, ru: { one: 'шаг', few: 'шага', many: 'шагов', other: 'шага' } },
  values: {
    en: { one: 'value', other: 'values' },
    ru: { one: 'значение', few: 'значения', many: 'значений', other: 'значения' },
  },
  terms: {
    en: { one: 'number or term', other: 'numbers and terms' },
    ru: { one: 'условие', few: 'условия', many: 'условий', other: 'условия' },
  },
  times: { en: { one: 'time', other: 'times' }, ru: { one: 'раз', few: 'раза', many: 'раз', other: 'раза' } },
  accruals: {
    en: { one: 'accrual', other: 'accruals' },
    ru: { one: 'начисление', few: 'начисления', many: 'начислений', other: 'начисления' },
  },
  records: {
    en: { one: 'record', other: 'records' },
    ru: { one: 'запись', few: 'записи', many: 'записей', other: 'записи' },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Locale, Forms>>>>;

/** Something that is counted. */
export type Noun = keyof typeof nouns;

/** Whether the word is one of them. */
export const isNoun = (word: string): word is Noun => Object.hasOwn(nouns, word);

/** `3 deals`, `21 сделку`. */
export const counted = (count: number, noun: Noun, locale: Locale): string =>
  `${localNumber(`${count}`, locale)} ${plural(count, nouns[noun][locale], locale)}`;
