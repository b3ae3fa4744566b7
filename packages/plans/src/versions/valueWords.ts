import { percent, rate as rateOf } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { changeWords, conditionWords, fieldWords, type ChangeLanguage } from './changeWords.ts';
import { wordsOfChoice, wordsOfDay } from './choiceWords.ts';
import { isDictionary } from './diffPlans.ts';

/** A name that the plan itself gave is shown as it is. */
export const wordsOfField = (field: string, language: ChangeLanguage): string =>
  fieldWords.get(field)?.[language] ?? field;

/** A value of the document as people write it: rates in percent, amounts grouped, conditions as sentences. */
export const wordsOfValue = (json: unknown, field: string, language: ChangeLanguage): string => {
  if (typeof json === 'string' || typeof json === 'number') return wordsOfText(String(json), field, language);
  if (typeof json !== 'object' || json === null) return String(json);
  if (Array.isArray(json)) return json.map((item) => wordsOfValue(item, field, language)).join('; ');
  const test = wordsOfCondition(json, language);
  if (test !== undefined) return test;
  if ('num' in json && 'den' in json) return `${String(json.num)}/${String(json.den)}`;
  if ('parameter' in json) return String(json.parameter);
  if ('share' in json && 'of' in json) {
    return `${wordsOfValue(json.share, 'share', language)} ${changeWords.of[language]} ${String(json.of)}`;
  }
  if ('percent' in json && isShare(json.percent)) {
    const { rate, of } = json.percent;
    return `${wordsOfValue(rate, 'rate', language)} ${changeWords.of[language]} ${wordsOfValue(of, 'of', language)}`;
  }
  return Object.entries(json)
    .map(([key, value]) => {
      const words = isDictionary(field) ? key : wordsOfField(key, language);
      if (key === 'cap' || key === 'floor') return `${words} ${wordsOfLimited(value, language)}`;
      return key === 'pay' ? wordsOfValue(value, key, language) : `${words} ${wordsOfValue(value, key, language)}`;
    })
    .join(', ');
};

const isShare = (json: unknown): json is Readonly<{ rate: unknown; of: unknown }> =>
  typeof json === 'object' && json !== null && 'rate' in json && 'of' in json;

/** A cap or a floor: the limit needs no name of its own. */
export const wordsOfLimited = (json: unknown, language: ChangeLanguage): string => {
  if (typeof json !== 'object' || json === null || !('at' in json)) return wordsOfValue(json, '', language);
  const { at, ...rest } = json;
  const others = Object.keys(rest).length === 0 ? [] : [wordsOfValue(rest, '', language)];
  return [wordsOfValue(at, 'atLeast', language), ...others].join(', ');
};

const rates: ReadonlySet<string> = new Set(['rate', 'share', 'shares', 'recovery']);
const numbers: ReadonlySet<string> = new Set([
  'minimum',
  'fixed',
  'each',
  'flat',
  'spread',
  'waivedFrom',
  'amount',
  'at',
  'upTo',
  'below',
  'atLeast',
  'lessThan',
  'ifMissing',
  'payment',
  'deal',
]);

const wordsOfText = (written: string, field: string, language: ChangeLanguage): string => {
  if (rates.has(field)) {
    const read = rateOf(written, { allowAboveOne: true });
    if (E.isRight(read)) return `${percent(read.right).replace('.', point(language))} %`;
  }
  const words = wordsOfChoice(written, field, language) ?? wordsOfDay(written, language);
  return words ?? (numbers.has(field) ? grouped(written, language) : written);
};

/** Thousands apart, as the language has them. */
const grouped = (written: string, language: ChangeLanguage): string => {
  if (!/^-?\d+(?:\.\d+)?$/.test(written)) return written;
  const [whole = '', fraction] = written.split('.');
  const apart = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, language === 'en' ? ',' : '\u00A0');
  if (fraction === undefined) return apart;
  return `${apart}${point(language)}${fraction}`;
};

const point = (language: ChangeLanguage): string => (language === 'en' ? '.' : ',');

/** What has the form of a condition, as a sentence. */
const wordsOfCondition = (json: object, language: ChangeLanguage): string | undefined => {
  const { is, isNot, or, and, not, from, to } = conditionWords[language];
  const listed = (parts: readonly unknown[], between: string): string =>
    parts.map((part) => inBrackets(wordsOfValue(part, '', language), parts.length > 1)).join(` ${between} `);
  if ('all' in json && Array.isArray(json.all)) return listed(json.all, and);
  if ('any' in json && Array.isArray(json.any)) return listed(json.any, or);
  if ('not' in json) return `${not} ${inBrackets(wordsOfValue(json.not, '', language), true)}`;
  if ('date' in json && typeof json.date === 'object' && json.date !== null) {
    const begins = 'from' in json.date ? [`${from} ${wordsOfValue(json.date.from, '', language)}`] : [];
    return begins.concat('to' in json.date ? [`${to} ${wordsOfValue(json.date.to, '', language)}`] : []).join(' ');
  }
  if ('attribute' in json && 'in' in json && Array.isArray(json.in)) {
    return `${String(json.attribute)} ${is} ${json.in.join(` ${or} `)}`;
  }
  if ('attribute' in json && 'notIn' in json && Array.isArray(json.notIn)) {
    return `${String(json.attribute)} ${isNot} ${json.notIn.join(` ${or} `)}`;
  }
  return wordsOfLimit(json, language);
};

const wordsOfLimit = (json: object, language: ChangeLanguage): string | undefined => {
  const subject =
    'counter' in json && 'at' in json
      ? `${String(json.counter)} (${conditionWords[language].at.get(String(json.at)) ?? String(json.at)})`
      : 'measure' in json
        ? String(json.measure)
        : undefined;
  if (subject === undefined) return undefined;
  for (const [field, limit] of Object.entries(json)) {
    if (field === 'atLeast' || field === 'lessThan') {
      return `${subject} ${wordsOfField(field, language)} ${wordsOfValue(limit, field, language)}`;
    }
  }
  return undefined;
};

/** Only what is itself put together needs brackets. */
const inBrackets = (words: string, among: boolean): string =>
  among && / (?:and|or|и|или) /u.test(words) ? `(${words})` : words;
