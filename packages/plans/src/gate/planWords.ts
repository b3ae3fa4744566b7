import {
  currency as currencyOf,
  describeAmountRefusal,
  describeRateRefusal,
  isNegative,
  money,
  rate as rateOf,
  type Money,
} from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { RateJson } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';

const idGrammar = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** Ids of plans, rules, counters and attributes. */
export const problemsOfId = (id: string, path: string): readonly PlanProblem[] => {
  if (idGrammar.test(id)) return [];
  const message = `"${id.slice(0, 64)}" is not an id. Use 1 to 64 letters, digits, "_" and "-", beginning with a letter or digit.`;
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

/** The amount, when it can be read. */
export const readAmount = (amount: string | undefined, code: string): Money | undefined => {
  const read = amount === undefined ? undefined : money(amount, code);
  return read === undefined || E.isLeft(read) ? undefined : read.right;
};

/** A rate from 0 to 1, or above when the plan says so on purpose. */
export const problemsOfRate = (rate: RateJson, path: string, allowAboveOne: boolean): readonly PlanProblem[] => {
  const read = rateOf(rate, { allowAboveOne });
  if (E.isRight(read)) return [];
  if (read.left._tag !== 'RateAboveOne') {
    return [{ path, code: 'bad-rate', message: describeRateRefusal(read.left) }];
  }
  const message =
    'The rate is above 100 %. Write 5 % as "0.05", or say "above100": true in a percentage that means it.';
  return [{ path, code: 'rate-above-100', message }];
};

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
    const message = `"${key.slice(0, 64)}" is taken by ${path}/${before}. Each ${field} may stand once.`;
    return [{ path: `${path}/${index}/${field}`, code: 'duplicate', message }];
  });
};

/** A key as a part of a JSON Pointer. @see https://www.rfc-editor.org/rfc/rfc6901 */
export const pointer = (key: string): string => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
