import { localDate } from '@commission-ledger/calendar';
import {
  currency as currencyOf,
  describeAmountRefusal,
  describeRateRefusal,
  exact,
  isNegative,
  money,
  rate as rateOf,
} from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { LocalizedText, RateJson } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';

const idGrammar = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** Ids of plans, rules, counters and attributes. */
export const problemsOfId = (id: string, path: string): readonly PlanProblem[] => {
  if (idGrammar.test(id)) return [];
  const message = `"${named(id)}" is not an id. Use 1 to 64 letters, digits, "_" and "-", beginning with a letter or digit.`;
  return [{ path, code: 'bad-id', message }];
};

/** An amount of the plan's currency, not negative. In an unknown currency, which is a problem of its own, nothing is said. */
export const problemsOfAmount = (amount: string, code: string, path: string, what: string): readonly PlanProblem[] => {
  if (E.isLeft(currencyOf(code))) return [];
  const read = money(amount, code);
  if (E.isLeft(read)) return [{ path, code: 'bad-amount', message: describeAmountRefusal(read.left) }];
  return isNegative(read.right)
    ? [{ path, code: 'bad-amount', message: `${what} is negative. It must be zero or more.` }]
    : [];
};

/** An amount that may be below zero: what is taken back, or what stands after it was. */
export const problemsOfSignedAmount = (amount: string, code: string, path: string): readonly PlanProblem[] => {
  if (E.isLeft(currencyOf(code))) return [];
  const read = money(amount, code);
  return E.isRight(read) ? [] : [{ path, code: 'bad-amount', message: describeAmountRefusal(read.left) }];
};

/** A plain number, not negative: seats, months, deals. */
export const problemsOfQuantity = (quantity: string, path: string, what: string): readonly PlanProblem[] => {
  const read = exact(quantity);
  if (E.isLeft(read)) {
    const message = `"${named(quantity)}" is not a number. Write a plain decimal as text, such as "3" or "2.5".`;
    return [{ path, code: 'bad-number', message }];
  }
  return read.right.num.isNegative()
    ? [{ path, code: 'bad-number', message: `${what} is negative. It must be zero or more.` }]
    : [];
};

/** A day of the calendar. */
export const problemsOfDate = (date: string, path: string): readonly PlanProblem[] =>
  E.isRight(localDate(date))
    ? []
    : [{ path, code: 'bad-date', message: `"${named(date)}" is not a date. Write YYYY-MM-DD.` }];

/** A whole number within bounds. */
export const problemsOfRange = (
  value: number,
  [least, most]: readonly [number, number],
  path: string,
  what: string,
): readonly PlanProblem[] =>
  value >= least && value <= most
    ? []
    : [{ path, code: 'bad-number', message: `${what} is ${least} to ${most}, not ${value}.` }];

/** What nobody could read in a contract. */
export const problemsOfTitle = (title: LocalizedText, path: string, what: string): readonly PlanProblem[] =>
  title.en.trim() === ''
    ? [{ path: `${path}/en`, code: 'bad-text', message: `${what} needs a title in English.` }]
    : [];

/** A name as it was written, short enough for a message. */
export const named = (name: string): string => name.slice(0, 64);

/** A rate from 0 to 1, or above when the plan says so on purpose. */
export const problemsOfRate = (rate: RateJson, path: string, allowAboveOne: boolean): readonly PlanProblem[] => {
  const read = rateOf(rate, { allowAboveOne });
  if (E.isRight(read)) return [];
  if (read.left._tag !== 'RateAboveOne') {
    return [{ path, code: 'bad-rate', message: describeRateRefusal(read.left) }];
  }
  const message =
    'The rate is above 100 %. Write 5 % as "0.05", or say "above100": true in a percentage or a band that means it.';
  return [{ path, code: 'rate-above-100', message }];
};

/** A share of something whole: from 0 to 1. */
export const problemsOfShare = (share: RateJson, path: string): readonly PlanProblem[] =>
  problemsOfRate(share, path, false).map((problem) =>
    problem.code === 'rate-above-100'
      ? { ...problem, message: 'This cannot be more than 100 %. Write 5 % as "0.05".' }
      : problem,
  );

/** What must not stand twice in a list. */
export const repeated = <A>(
  members: readonly A[],
  keyOf: (member: A) => string,
  path: string,
  field: string,
): readonly PlanProblem[] => {
  const first = new Map<string, number>();
  return members.flatMap((member, index): readonly PlanProblem[] => {
    const key = keyOf(member);
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, index);
      return [];
    }
    const message = `"${named(key)}" is taken by ${path}/${before}. Each ${field} may stand once.`;
    return [{ path: `${path}/${index}/${field}`, code: 'duplicate', message }];
  });
};

/** A key as a part of a JSON Pointer. @see https://www.rfc-editor.org/rfc/rfc6901 */
export const pointer = (key: string): string => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
