import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { describeAmountRefusal } from './amountRefusal.ts';
import { format } from './format.ts';
import { money, type Money } from './money.ts';
import { maxInputLength } from './parseDecimal.ts';

/** Money as it is written: `{"amount":"437.50","currency":"EUR"}`, major units as text. */
export type MoneyRecord = Readonly<{ amount: string; currency: string }>;

/** The stored form, with exactly the currency's decimals. @throws RangeError for an amount too long to be read back */
export const toJson = (amount: Money): MoneyRecord => {
  const text = format(amount);
  if (text.length > maxInputLength) throw new RangeError(`An amount has at most ${maxInputLength} characters.`);
  return { amount: text, currency: amount.currency };
};

const Shape = t.type({ amount: t.string, currency: t.string });

const isMoney = (input: unknown): input is Money =>
  t.type({ minor: t.bigint, currency: t.string }).is(input) && E.isRight(money('0', input.currency));

/** {@link Money} at a boundary. Fewer decimals than the currency has are read, more are refused; unknown fields drop. */
export const MoneyJson: t.Type<Money, MoneyRecord> = new t.Type<Money, MoneyRecord>(
  'Money',
  isMoney,
  (input, context) => {
    const shape = Shape.validate(input, context);
    if (E.isLeft(shape)) return shape;
    const read = money(shape.right.amount, shape.right.currency);
    return E.isRight(read) ? read : t.failure(input, context, describeAmountRefusal(read.left));
  },
  toJson,
);
