import { localDay, localNumber, localRate } from '@commission-ledger/locale';
import { currency, exactFromJson, exactMul, format, money, scaleOf, toExact } from '@commission-ledger/money';
import type {
  AmountTerm,
  Counter,
  LocalizedText,
  PlanDocument,
  PointTerm,
  RateJson,
  RateTerm,
} from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Language, Limited } from './language.ts';

/** How the plan's names and numbers are written on its page. */
export type Glossary = Readonly<{
  text: (text: LocalizedText) => string;
  day: (date: string) => string;
  amount: (amount: string) => string;
  rate: (rate: RateTerm) => string;
  term: (amount: AmountTerm) => string;
  /** What the plan sets for a parameter, where an enrolment does not. */
  parameterValue: (name: string) => string;
  /** A place along money (an amount) or along a quantity (a plain number). */
  point: (point: PointTerm, money: boolean) => string;
  attribute: (name: string) => string;
  measure: (id: string) => string;
  /** The measure after “of”. */
  measureOf: (id: string) => string;
  counter: (id: string) => string;
  /** A counter that a limit is held against. */
  limited: (id: string) => Limited;
  /** The clauses of rules, as the explanations cite them. */
  clauses: (rules: readonly string[]) => string;
  isMoney: (measure: string) => boolean;
  /** Whether a counter counts money. */
  countsMoney: (counter: string) => boolean;
}>;

/** The words of one plan in one language. */
export const glossaryOf = (document: PlanDocument, language: Language): Glossary => {
  const { locale } = language;
  const text = (given: LocalizedText): string => (locale === 'ru' ? (given.ru ?? given.en) : given.en);
  const amount = (given: string): string =>
    `${localNumber(inDecimals(given, document.currency), locale)} ${document.currency}`;
  const plainRate = (rate: RateJson): string => {
    const read = exactFromJson(rate);
    if (E.isLeft(read)) throw new TypeError('A validated plan has readable rates.');
    return localRate(read.right, locale);
  };
  const declared = (name: string): Parameter => {
    const found = own(document.parameters, name);
    if (found === undefined) throw new TypeError(`The plan has no parameter ${name}.`);
    return found;
  };
  const parameterValue = (name: string): string => {
    const found = declared(name);
    return 'amount' in found ? amount(found.amount) : plainRate(found.rate);
  };
  const parameter = (name: string): string => {
    const { title } = declared(name);
    return language.parameter(title === undefined ? name : text(title), parameterValue(name));
  };
  const rate = (given: RateTerm): string =>
    typeof given === 'object' && 'parameter' in given ? parameter(given.parameter) : plainRate(given);
  const term = (given: AmountTerm): string => (typeof given === 'string' ? amount(given) : parameter(given.parameter));
  const point = (given: PointTerm, ofMoney: boolean): string => {
    if (typeof given === 'string') return ofMoney ? amount(given) : localNumber(given, locale);
    if ('parameter' in given) return parameter(given.parameter);
    const whole = own(document.parameters, given.of);
    const at =
      whole !== undefined && 'amount' in whole
        ? shareOfAmount(given.share, whole.amount, document.currency)
        : undefined;
    const words = language.shareOf(plainRate(given.share), whole?.title === undefined ? given.of : text(whole.title));
    return at === undefined ? words : `${words} (${localNumber(at, locale)} ${document.currency})`;
  };
  const nameOf = (title: string | undefined, id: string): string =>
    title === undefined ? language.quoted(id.replaceAll(/[-_]/g, ' ')) : language.named(title);
  const measureTitle = (id: string): string | undefined => {
    const title = own(document.measures, id)?.title;
    return title === undefined ? undefined : text(title);
  };
  const measure = (id: string): string => {
    if (id === 'payment' || id === 'deal') return language[id];
    if (id === 'count') return language.count.any;
    return nameOf(measureTitle(id), id);
  };
  const measureOf = (id: string): string =>
    id === 'payment' || id === 'deal' || id === 'count' ? language.of[id] : language.ofNamed(measure(id));
  const isMoney = (id: string): boolean => {
    if (id === 'payment' || id === 'deal') return true;
    const found = own(document.measures, id);
    if (found === undefined) return false;
    if ('sum' in found) return found.sum.every(isMoney);
    return 'amount' in found || 'commission' in found;
  };
  const attribute = (name: string): string => {
    const title = own(document.attributes, name)?.title;
    return title === undefined ? name : text(title);
  };
  const counterOf = (id: string): Counter | undefined => document.counters.find((candidate) => candidate.id === id);
  return {
    text,
    amount,
    rate,
    term,
    parameterValue,
    point,
    measure,
    measureOf,
    isMoney,
    day: (date) => localDay(date, locale),
    attribute,
    counter: (id) => {
      const title = counterOf(id)?.title;
      return nameOf(title && text(title), id);
    },
    limited: (id) => {
      const { title, window, per } = counterOf(id) ?? { title: undefined, window: 'ever', per: undefined };
      const each = per === undefined ? '' : language.per(per === 'deal' ? undefined : attribute(per.attribute));
      return { name: nameOf(title && text(title), id), window, per: each };
    },
    clauses: (rules) =>
      language.and(rules.map((rule) => `§${document.rules.find(({ id }) => id === rule)?.clause ?? rule}`)),
    countsMoney: (id) => {
      const counted = counterOf(id)?.measure;
      return typeof counted === 'string' ? isMoney(counted) : true;
    },
  };
};

type Parameter = NonNullable<PlanDocument['parameters']>[string];

/** A field of a record that may be absent, and only its own. */
const own = <Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;

const inDecimals = (amount: string, code: string): string => {
  const read = money(amount, code);
  return E.isRight(read) ? format(read.right) : amount;
};

const shareOfAmount = (share: RateJson, amount: string, code: string): string | undefined => {
  const [factor, whole, unit] = [exactFromJson(share), money(amount, code), currency(code)];
  if (E.isLeft(factor) || E.isLeft(whole) || E.isLeft(unit)) return undefined;
  const { num, den } = exactMul(toExact(whole.right), factor.right);
  return den.eq(1) && num.decimalPlaces() <= scaleOf(unit.right) ? num.toFixed(scaleOf(unit.right)) : undefined;
};
