import { byFields, closedRecord, dictionary, type JsonCodec } from './closedRecord.ts';
import { text, textOr, title } from './jsonCodec.ts';
import type { AmountTerm, LocalizedText, Parameter, ParameterRef, PointTerm, RateJson, RateTerm } from './words.ts';

/** Text in the languages of the product. */
export const LocalizedTextCodec: JsonCodec<LocalizedText> = closedRecord(
  'a text by language',
  { en: title },
  { ru: title },
);

const fraction = closedRecord('a rate: "0.05", or num and den', { num: text, den: text }, {});

/** A rate in either form. */
export const RateCodec: JsonCodec<RateJson> = textOr(text, fraction);

const parameter: JsonCodec<ParameterRef> = closedRecord('the name of a parameter', { parameter: text }, {});

/** An amount, or the parameter that holds one. */
export const AmountTermCodec: JsonCodec<AmountTerm> = textOr(text, parameter);

/** A rate, or the parameter that holds one. */
export const RateTermCodec: JsonCodec<RateTerm> = textOr<Exclude<RateTerm, string>, string>(
  text,
  byFields<Exclude<RateTerm, string>>('a rate: "0.05", or num and den', [
    ['parameter', () => parameter],
    ['num', () => fraction],
    ['den', () => fraction],
  ]),
);

/** Somewhere along a running total. */
export const PointTermCodec: JsonCodec<PointTerm> = textOr<Exclude<PointTerm, string>, string>(
  text,
  byFields<Exclude<PointTerm, string>>('an amount', [
    ['parameter', () => parameter],
    ['share', () => closedRecord('a share of a parameter', { share: RateCodec, of: text }, {})],
    ['of', () => closedRecord('a share of a parameter', { share: RateCodec, of: text }, {})],
  ]),
);

/** A named number of the plan. */
export const ParameterCodec: JsonCodec<Parameter> = byFields<Parameter>('a parameter', [
  ['amount', () => closedRecord('a parameter', { amount: text }, { title: LocalizedTextCodec })],
  ['rate', () => closedRecord('a parameter', { rate: RateCodec }, { title: LocalizedTextCodec })],
]);

/** Texts by any name. */
export const textByName = dictionary('texts by name', text);
