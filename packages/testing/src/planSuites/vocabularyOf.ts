import {
  exactMul,
  money,
  rate,
  roundTo,
  scaleOf,
  toExact,
  currency,
  type CurrencyCode,
  type Exact,
} from '@commission-ledger/money';
import type { CarriedBy, PlanDocument, RateJson } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';

/** What causes may say that this plan listens to. */
export type Vocabulary = Readonly<{
  currency: CurrencyCode;
  /** Amounts where the plan changes what it does, in minor units, ascending: edges, limits, thresholds. */
  edges: readonly bigint[];
  /** Numbers where it does, as the plan writes them. */
  numbers: readonly string[];
  /** For each attribute, the values that conditions name, one that none names, and whether it may be left out. */
  attributes: readonly Word[];
  amounts: Readonly<Record<CarriedBy, readonly Word[]>>;
  quantities: Readonly<Record<CarriedBy, readonly Word[]>>;
  /** The first day of the plan, and the days around those that conditions name. */
  dates: readonly string[];
}>;

/** Something told beside the amount; `mayBeMissing` when the plan says what it is then. */
export type Word = Readonly<{ name: string; values: readonly string[]; mayBeMissing: boolean }>;

/** Reads from the document which facts can make a difference. */
export const vocabularyOf = (document: PlanDocument): Vocabulary => {
  const code = currencyOf(document);
  const texts = [...textsIn(document.rules), ...textsIn(document.counters), ...textsIn(document.parameters ?? {})];
  const points = texts.filter(({ field }) => pointFields.has(field)).map(({ text }) => text);
  const minors = [...points, ...sharesOfParameters(document)].flatMap((text) => minorOf(text, code));
  const measures = Object.values(document.measures ?? {});
  const amounts = measures.flatMap((definition) => ('amount' in definition ? [definition] : []));
  const quantities = measures.flatMap((definition) => ('quantity' in definition ? [definition] : []));
  const numbers = [...new Set(['0', '1', '2', ...points])];
  const wordsOf = (carriedBy: CarriedBy): readonly Word[] =>
    amounts.flatMap(({ amount, of, ifMissing }) =>
      of === carriedBy ? [{ name: amount, values: [], mayBeMissing: ifMissing !== undefined }] : [],
    );
  const numbersOf = (carriedBy: CarriedBy): readonly Word[] =>
    quantities.flatMap(({ quantity, of, ifMissing }) =>
      of === carriedBy ? [{ name: quantity, values: numbers, mayBeMissing: ifMissing !== undefined }] : [],
    );
  return {
    currency: code,
    edges: [...new Set(minors)].filter((minor) => minor > 0n).toSorted((a, b) => (a < b ? -1 : 1)),
    numbers,
    attributes: attributesOf(document),
    amounts: { payment: wordsOf('payment'), deal: wordsOf('deal') },
    quantities: { payment: numbersOf('payment'), deal: numbersOf('deal') },
    dates: datesOf(document, texts),
  };
};

const currencyOf = (document: PlanDocument): CurrencyCode => {
  const code = currency(document.currency);
  if (E.isLeft(code)) throw new RangeError(`${document.currency} is no currency: publish the plan first.`);
  return code.right;
};

/** Fields whose value is a place along something. */
const pointFields = new Set(['upTo', 'below', 'atLeast', 'lessThan', 'at', 'amount']);

type Text = Readonly<{ field: string; text: string }>;

/** Every text in a piece of the document, with the field it stands in. */
const textsIn = (json: unknown, field = ''): readonly Text[] => {
  if (typeof json === 'string') return [{ field, text: json }];
  if (Array.isArray(json)) return json.flatMap((each: unknown) => textsIn(each, field));
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([name, value]: readonly [string, unknown]) => textsIn(value, name));
};

const minorOf = (text: string, code: CurrencyCode): readonly bigint[] => {
  const amount = money(text, code);
  return E.isRight(amount) ? [amount.right.minor] : [];
};

/** Edges such as 125 % of the quota, to the minor unit on either side. */
const sharesOfParameters = (document: PlanDocument): readonly string[] =>
  sharesIn([document.rules, document.counters]).flatMap(({ share, of }) => {
    const parameter = document.parameters?.[of];
    if (parameter === undefined || !('amount' in parameter)) return [];
    const amount = money(parameter.amount, document.currency);
    const factor = exactOf(share);
    if (E.isLeft(amount) || factor === undefined) return [];
    const point = exactMul(factor, toExact(amount.right));
    const decimals = scaleOf(amount.right.currency);
    return (['down', 'up'] as const).map((mode) => roundTo(point, decimals, mode).num.toFixed(decimals));
  });

type Share = Readonly<{ share: RateJson; of: string }>;

const sharesIn = (json: unknown): readonly Share[] => {
  if (typeof json !== 'object' || json === null) return [];
  const within = Object.values(json).flatMap(sharesIn);
  return isShare(json) ? [json, ...within] : within;
};

const isShare = (json: object): json is Share => 'share' in json && 'of' in json && typeof json.of === 'string';

const exactOf = (share: RateJson): Exact | undefined => {
  const read = rate(share, { allowAboveOne: true });
  return E.isRight(read) ? read.right : undefined;
};

/** The values that conditions name of an attribute, and one that they do not. */
const attributesOf = (document: PlanDocument): readonly Word[] =>
  Object.entries(document.attributes).map(([name, { ifMissing }]) => ({
    name,
    values: [...new Set([...namedValues([document.rules, document.counters], name), 'something else'])],
    mayBeMissing: ifMissing !== undefined,
  }));

const namedValues = (json: unknown, attribute: string): readonly string[] => {
  if (typeof json !== 'object' || json === null) return [];
  const within = Object.values(json).flatMap((each: unknown) => namedValues(each, attribute));
  const isTest = 'attribute' in json && json.attribute === attribute;
  return isTest
    ? [...textsIn(json).flatMap(({ field, text }) => (field === 'attribute' ? [] : [text])), ...within]
    : within;
};

/** Days that conditions name: not before the plan is in force, where no cause of it is. */
const datesOf = ({ effectiveFrom }: PlanDocument, texts: readonly Text[]): readonly string[] => {
  const named = texts.filter(({ field }) => field === 'from' || field === 'to').map(({ text }) => text);
  return [
    ...new Set([effectiveFrom, ...named.filter((date) => /^\d{4}-\d\d-\d\d$/.test(date) && date > effectiveFrom)]),
  ];
};
