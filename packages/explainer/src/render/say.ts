import { counted, isNoun } from './counted.ts';
import { localDay, localNumber } from '@commission-ledger/locale';
import { localWindow } from './dates.ts';
import { isMasked } from '../mask/maskDocument.ts';
import { fieldWords } from './fieldWords.ts';
import { localAmount, localRate } from './numbers.ts';
import type { Locale } from '@commission-ledger/locale';
import { templates, type Formula, type Position, type RoundingMode, type Said } from './templates.ts';

/** Who is spoken to: the language, what partners are called, and how text from outside is made safe where it is shown. */
export type Speaker = Readonly<{
  locale: Locale;
  outside: (text: string) => string;
  names?: (partner: string) => string | undefined;
}>;

/** The sentence in a language. */
export const say = (speaker: Speaker, { key, holes }: Said): string => {
  const values = new Map<string, unknown>(Object.entries(holes ?? {}));
  return templates[key][speaker.locale].replaceAll(
    /\{(\w+):(\w+)\}(\.?)/g,
    (_, name: string, kind: string, stop: string) => {
      const text = filled(kind, values.get(name), speaker);
      // Text from outside, such as a reason, may end its own sentence.
      return kind === 'text' && /[.!?…]$/u.test(text) ? text : `${text}${stop}`;
    },
  );
};

const filled = (kind: string, value: unknown, { locale, outside, names }: Speaker): string => {
  if (isNoun(kind) && typeof value === 'number') return counted(value, kind, locale);
  if (isFormula(value)) return formulaOf(value, locale);
  if (isValue(value) && kind === 'money') return localAmount(value, locale);
  if (isValue(value) && kind === 'rate') return localRate(value, locale);
  if (kind === 'title' && Array.isArray(value)) return outside(titleOf(value, locale));
  if (Array.isArray(value))
    return value
      .filter(isValue)
      .map((each) => valueOf(each, locale))
      .join('; ');
  // Numbers of deals, of days and the like are no amounts.
  if (kind === 'money' && typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value))
    return localNumber(value, locale);
  if (typeof value !== 'string') throw new TypeError(`A hole for ${kind} cannot take a ${typeof value}.`);
  if (kind === 'date') return outside(localDay(value, locale));
  if (kind === 'window') return localWindow(value, locale, outside);
  if (kind === 'mode') return outside(modeOf(value, locale));
  if (isMasked(value)) return outside(hiddenName(value, locale));
  if (kind === 'partner') return outside(names?.(value) ?? value);
  if (kind === 'field') return outside(fieldWords(value, locale));
  if (kind === 'position') return positions[value]?.[locale] ?? '';
  return outside(value);
};

/** Who is not named, with the digits by which one can see where it is the same person. */
const hiddenName = (masked: string, locale: Locale): string =>
  `[${locale === 'en' ? 'name hidden' : 'имя скрыто'}, ${masked.slice(-6)}]`;

/** In English first, then in Russian where the plan has that. */
const titleOf = ([english, russian]: readonly unknown[], locale: Locale): string =>
  String(locale === 'ru' ? (russian ?? english) : english);

type Shown = Parameters<typeof localAmount>[0];

const isValue = (value: unknown): value is Shown =>
  typeof value === 'object' &&
  value !== null &&
  ('amount' in value || 'exact' in value || 'rate' in value || 'num' in value);

const isFormula = (value: unknown): value is Formula => typeof value === 'object' && value !== null && 'op' in value;

const modes: Readonly<Record<RoundingMode, Readonly<Record<Locale, string>>>> = {
  'half-even': { en: 'half-even', ru: 'к чётному' },
  'half-up': { en: 'half-up', ru: 'от половины вверх' },
  down: { en: 'down', ru: 'вниз' },
  up: { en: 'up', ru: 'вверх' },
};

const modeOf = (mode: string, locale: Locale): string =>
  mode === 'half-even' || mode === 'half-up' || mode === 'down' || mode === 'up' ? modes[mode][locale] : mode;

const positions: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  counted: { en: 'counted: ', ru: 'зачтено: ' },
  'running-total': { en: 'running total: ', ru: 'накоплено: ' },
  payment: { en: 'payment: ', ru: 'платёж: ' },
  deal: { en: 'deal: ', ru: 'сделка: ' },
  quantity: { en: 'number: ', ru: 'количество: ' },
  'months-since-first-payment': { en: 'months since the first payment: ', ru: 'месяцев с первого платежа: ' },
  'months-since-win': { en: 'months since the deal was won: ', ru: 'месяцев с заключения сделки: ' },
  'months-since-lead': { en: 'months since the lead came in: ', ru: 'месяцев с заявки: ' },
  'days-since-first-payment': { en: 'days since the first payment: ', ru: 'дней с первого платежа: ' },
  'days-since-win': { en: 'days since the deal was won: ', ru: 'дней с заключения сделки: ' },
  'days-since-lead': { en: 'days since the lead came in: ', ru: 'дней с заявки: ' },
} satisfies Readonly<Record<Exclude<Position, ''>, Readonly<Record<Locale, string>>>>;

/** Whether the word says what a number is that is held against a limit. */
export const isPosition = (word: string): boolean => word === '' || Object.hasOwn(positions, word);

const signs: ReadonlyMap<string, string> = new Map([
  ['sum', ' + '],
  ['sub', ' − '],
  ['mul', ' × '],
  ['div', ' ÷ '],
]);

/** An operation without a sentence of its own: `a + b = c`, or `max(a; b) = c`. */
const formulaOf = ({ op, args, value }: Formula, locale: Locale): string => {
  const shown = args.map((arg) => valueOf(arg, locale));
  const sign = signs.get(op);
  const left = sign === undefined ? `${op}(${shown.join('; ')})` : shown.join(sign);
  return `${left} = ${valueOf(value, locale)}`;
};

const valueOf = (value: Shown, locale: Locale): string =>
  typeof value === 'object' && 'rate' in value ? localRate(value, locale) : localAmount(value, locale);
