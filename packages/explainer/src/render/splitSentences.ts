import { unrounded, valueToJson, type ValueJson } from '@commission-ledger/calculation';
import {
  allocate,
  exactAdd,
  exactCompare,
  exactDiv,
  exactFromJson,
  exactMul,
  exactSub,
  MoneyJson,
  ofMinor,
  round,
  subtract,
  sum,
  toExact,
  toJson,
  type CurrencyCode,
  type Exact,
  type Money,
} from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Said } from './templates.ts';

/** One part of an amount that is divided: its place from 1, what it would be unrounded, and what it is. */
type Part = Readonly<{ place: number; remainder: Exact; got: boolean }>;

/** So many remainders are listed; beside them that of the part itself. */
const MOST_REMAINDERS = 6;

/**
 * Where the odd cent of a division went: every part rounded down, what is left over then, the remainders in the order in
 * which it goes to them, and whether this part gets some of it. Parts are named by their places alone, so that nobody is
 * told who else shares. Nothing where the division leaves nothing over.
 */
export const whereTheCentWent = (
  whole: ValueJson,
  place: ValueJson,
  weights: readonly ValueJson[],
): readonly Said[] => {
  const money = MoneyJson.decode(whole);
  const shares = weights.flatMap((weight) => exactIn(weight) ?? []);
  if (E.isLeft(money) || shares.length < weights.length) return [];
  const own = Number(place);
  const { parts, down, left, unit } = divided(money.right, shares);
  if (left.minor === 0n || parts[own - 1] === undefined) return [];
  const inOrder = parts.toSorted((a, b) => largestFirst(a, b, money.right.minor < 0n));
  const listed = inOrder.filter(({ place: each }, index) => index < MOST_REMAINDERS || each === own);
  return [
    { key: 'splitLeft', holes: { of: `${parts.length}`, down: toJson(down), left: toJson(left) } },
    { key: 'splitOrder', holes: {} },
    ...listed.map(({ place: each, remainder }): Said => ({
      key: 'splitRemainder',
      holes: { place: `${each}`, remainder: inMoney(remainder, money.right.currency) },
    })),
    {
      key: parts[own - 1]?.got === true ? 'splitGot' : 'splitGotNot',
      holes: { place: `${own}`, unit: toJson(unit) },
    },
  ];
};

const exactIn = (value: ValueJson): Exact | undefined => {
  if (typeof value === 'string' || 'currency' in value) return undefined;
  const read = exactFromJson('rate' in value ? value.rate : { num: value.num, den: value.den });
  return E.isRight(read) ? read.right : undefined;
};

const inMoney = (value: Exact, code: CurrencyCode): ValueJson => valueToJson(unrounded(value, code));

const divided = (
  whole: Money,
  weights: readonly Exact[],
): Readonly<{ parts: readonly Part[]; down: Money; left: Money; unit: Money }> => {
  const total = weights.reduce(exactAdd);
  const booked = allocate(whole, weights);
  const rounded = weights.map((weight) => {
    const exact = exactDiv(exactMul(toExact(whole), weight), total);
    return { exact, ...round(exact, whole.currency, 'down') };
  });
  const down = sum(
    whole.currency,
    rounded.map(({ money }) => money),
  );
  return {
    parts: rounded.map(({ exact, money }, index) => ({
      place: index + 1,
      remainder: exactSub(exact, toExact(money)),
      got: booked[index]?.minor !== money.minor,
    })),
    down,
    left: subtract(whole, down),
    unit: ofMinor(whole.minor < 0n ? -1n : 1n, whole.currency),
  };
};

/** Of equal remainders the earlier place comes first; below zero the largest is the lowest. */
const largestFirst = (a: Part, b: Part, isNegative: boolean): number => {
  const order = exactCompare(b.remainder, a.remainder) * (isNegative ? -1 : 1);
  return order === 0 ? a.place - b.place : order;
};
