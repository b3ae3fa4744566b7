import {
  currency,
  exactFromJson,
  exactToJson,
  format,
  money,
  toJson,
  type CurrencyCode,
  type Exact,
} from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { booked, ratioOf, text, unrounded, type Value, type ValueJson } from './value.ts';

/** The value as `explain/1` writes it. One value has one form. */
export const valueToJson = (value: Value): ValueJson => {
  switch (value._tag) {
    case 'money':
      return toJson(value.money);
    case 'unrounded':
      return unroundedToJson(value.amount, value.currency);
    case 'ratio': {
      const json = exactToJson(value.ratio);
      return typeof json === 'string' ? { rate: json } : json;
    }
    case 'text':
      return value.text;
  }
};

/** Money that is not rounded yet, or the residue of a rounding. */
export const unroundedToJson = (amount: Exact, code: CurrencyCode): ValueJson => {
  const json = exactToJson(amount);
  return typeof json === 'string' ? { exact: json, currency: code } : { ...json, currency: code };
};

/** A value that is not one of the forms of `explain/1`, with the form that was expected. */
export type NotAValue = Readonly<{ _tag: 'NotAValue'; expected: string }>;

/** Reads a value of `explain/1`. Only the one form that {@link valueToJson} writes is taken, to the last digit. */
export const valueFromJson = (json: unknown): E.Either<NotAValue, Value> => {
  if (typeof json === 'string')
    return loneSurrogate.test(json) ? no('text in well-formed Unicode') : E.right(text(json));
  if (!isTexts(json)) return no('text, or an object of texts');
  switch (Object.keys(json).toSorted().join()) {
    case 'amount,currency':
      return bookedFrom(json['amount'], json['currency']);
    case 'currency,exact':
      return unroundedFrom(json['exact'], json['currency']);
    case 'currency,den,num':
      return unroundedFrom({ num: json['num'], den: json['den'] }, json['currency']);
    case 'rate':
      return E.map(ratioOf)(exactFrom(json['rate']));
    case 'den,num':
      return E.map(ratioOf)(exactFrom({ num: json['num'], den: json['den'] }));
    default:
      return no('amount and currency, exact and currency, num, den and currency, rate, num and den, or a text');
  }
};

/** Half of a pair that stands alone: it has no UTF-8 form, so it cannot be hashed. */
export const loneSurrogate = /\p{Surrogate}/u;

const no = (expected: string): E.Either<NotAValue, never> => E.left({ _tag: 'NotAValue', expected });

const isTexts = (json: unknown): json is Readonly<Record<string, string>> =>
  typeof json === 'object' &&
  json !== null &&
  !Array.isArray(json) &&
  Object.values(json).every((field) => typeof field === 'string');

const bookedFrom = (amount: string | undefined, code: string | undefined): E.Either<NotAValue, Value> => {
  const read = money(amount ?? '', code ?? '');
  if (E.isLeft(read)) return no('an amount in the decimals of a known currency');
  if (format(read.right) !== amount) return no(`the amount written as ${format(read.right)}`);
  return E.right(booked(read.right));
};

const unroundedFrom = (json: unknown, code: string | undefined): E.Either<NotAValue, Value> => {
  const unit = currency(code ?? '');
  if (E.isLeft(unit)) return no('a known currency');
  return E.map((amount: Exact) => unrounded(amount, unit.right))(exactFrom(json));
};

const exactFrom = (json: unknown): E.Either<NotAValue, Exact> => {
  const read = exactFromJson(json);
  if (E.isLeft(read)) return no('a decimal, or num and den that are whole');
  return JSON.stringify(exactToJson(read.right)) === JSON.stringify(json)
    ? read
    : no('the shortest form: no trailing zeros, fractions in lowest terms');
};
