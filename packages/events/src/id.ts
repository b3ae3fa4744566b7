import * as t from 'io-ts';
import { hashOf } from './frame.ts';

const GRAMMAR = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/**
 * The id of a program, plan, partner, lead, deal, payment, accrual or payout: 1–64 ASCII letters, digits, `_`
 * and `-`, beginning with a letter or digit. So `.` separates ids inside stream names, and the first `-` of a
 * stream name ends its category.
 */
export const Id = new t.Type<string, string>(
  'Id',
  (input): input is string => typeof input === 'string' && GRAMMAR.test(input),
  (input, context) =>
    typeof input === 'string' && GRAMMAR.test(input)
      ? t.success(input)
      : t.failure(input, context, 'must be 1–64 of A–Z a–z 0–9 _ - and begin with a letter or digit'),
  t.identity,
);

/** Whether the text can be an id as it stands. */
export const isId = (text: string): boolean => GRAMMAR.test(text);

/**
 * A short id derived from what it stands for: a prefix and 64 bits of SHA-256. The same parts always give the same id.
 * @throws RangeError when the prefix does not begin an id.
 */
export const derivedId = (prefix: string, ...parts: readonly string[]): string => {
  const id = `${prefix}-${hashOf(JSON.stringify(parts)).slice(0, 16)}`;
  if (!isId(id)) throw new RangeError('The prefix of an id is 1–47 letters, digits, `_` and `-`.');
  return id;
};
