import { ForeignKey, idOfForeignKey, slugOfName } from '@commission-ledger/events';
import type { Expression } from '../mapping/mapping.ts';
import { amountText } from './amountText.ts';
import type { Values } from './columnValues.ts';
import { dateIn } from './momentOf.ts';

/** What an expression comes to in a row. */
export type Evaluated =
  | Readonly<{ _tag: 'Value'; value: unknown }>
  | Readonly<{ _tag: 'Blank'; column: string }>
  | Readonly<{ _tag: 'Wrong'; column: string; reason: string }>;

/** Computes an expression over a row. Nothing is guessed: what does not read is wrong. */
export const evaluate = (expression: Expression, values: Values): Evaluated => {
  if ('amount' in expression) return amount(expression, values);
  const column = columnOf(expression);
  const text = values.at(column);
  if (text === '') return { _tag: 'Blank', column };
  const wrong = (reason: string): Evaluated => ({ _tag: 'Wrong', column, reason });
  if ('column' in expression) return { _tag: 'Value', value: (expression.prefix ?? '') + text };
  if ('date' in expression) {
    const date = dateIn(text, expression.format);
    return typeof date === 'string' ? wrong(date) : { _tag: 'Value', value: date.date };
  }
  if (!ForeignKey.is(text)) return wrong('must be 1–500 characters without control characters');
  return { _tag: 'Value', value: 'id' in expression ? idOfForeignKey(text) : slugOfName(text) };
};

const columnOf = (expression: Exclude<Expression, { amount: string }>): string => {
  if ('column' in expression) return expression.column;
  if ('date' in expression) return expression.date;
  return 'id' in expression ? expression.id : expression.slug;
};

const amount = (expression: Extract<Expression, { amount: string }>, values: Values): Evaluated => {
  const { amount: column, currency: said } = expression;
  const text = values.at(column);
  if (text === '') return { _tag: 'Blank', column };
  if (values.isNumber(column))
    return {
      _tag: 'Wrong',
      column,
      reason: 'is a JSON number, which can lose cents; write it as text, such as "437.50"',
    };
  const currency = typeof said === 'string' ? said : values.at(said.column);
  if (currency === '' && typeof said !== 'string') return { _tag: 'Blank', column: said.column };
  const read = amountText(text, currency, expression);
  if (typeof read !== 'string') return { _tag: 'Value', value: { amount: read.amount, currency } };
  return { _tag: 'Wrong', column, reason: read };
};
