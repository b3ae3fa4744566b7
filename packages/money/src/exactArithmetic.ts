import { bounded, decimalOf, type Decimal } from './decimal.ts';
import { terminates, terminating, type Exact } from './exact.ts';
import { exactOfFraction, fractionOf, type Fraction } from './fraction.ts';

/** `num` / `den`, exactly: `ratio(1n, 3n)` stays a third. @throws RangeError when `den` is zero */
export const ratio = (num: bigint | Decimal, den: bigint | Decimal): Exact =>
  exactDiv(terminating(decimalFrom(num)), terminating(decimalFrom(den)));

/** @throws TooManyDigits */
export const exactAdd = (a: Exact, b: Exact): Exact =>
  terminates(a) && terminates(b)
    ? terminating(bounded(a.num.plus(b.num)))
    : asFractions(a, b, (x, y) => ({ num: x.num * y.den + y.num * x.den, den: x.den * y.den }));

/** @throws TooManyDigits */
export const exactSub = (a: Exact, b: Exact): Exact =>
  terminates(a) && terminates(b)
    ? terminating(bounded(a.num.minus(b.num)))
    : asFractions(a, b, (x, y) => ({ num: x.num * y.den - y.num * x.den, den: x.den * y.den }));

/** @throws TooManyDigits */
export const exactMul = (a: Exact, b: Exact): Exact =>
  terminates(a) && terminates(b)
    ? terminating(bounded(a.num.times(b.num)))
    : asFractions(a, b, (x, y) => ({ num: x.num * y.num, den: x.den * y.den }));

/** @throws RangeError when `b` is zero @throws TooManyDigits */
export const exactDiv = (a: Exact, b: Exact): Exact =>
  asFractions(a, b, (x, y) => ({ num: x.num * y.den, den: x.den * y.num }));

/** The same number with the other sign; zero stays zero. */
export const exactNeg = ({ num, den }: Exact): Exact => ({ num: bounded(num.negated()), den });

/** −1, 0 or 1, for sorting from the smallest. */
export const exactCompare = (a: Exact, b: Exact): -1 | 0 | 1 => {
  if (terminates(a) && terminates(b)) return sign(a.num.comparedTo(b.num));
  const [x, y] = [fractionOf(a), fractionOf(b)];
  const [left, right] = [x.num * y.den, y.num * x.den];
  if (left === right) return 0;
  return left < right ? -1 : 1;
};

export const exactEquals = (a: Exact, b: Exact): boolean => a.num.eq(b.num) && a.den.eq(b.den);

export const exactIsZero = ({ num }: Exact): boolean => num.isZero();

/** The smaller number. */
export const exactMin = (a: Exact, b: Exact): Exact => (exactCompare(a, b) <= 0 ? a : b);

/** The larger number. */
export const exactMax = (a: Exact, b: Exact): Exact => (exactCompare(a, b) >= 0 ? a : b);

const decimalFrom = (value: bigint | Decimal): Decimal =>
  decimalOf(typeof value === 'bigint' ? value.toString() : value);

const asFractions = (a: Exact, b: Exact, combine: (x: Fraction, y: Fraction) => Fraction): Exact =>
  exactOfFraction(combine(fractionOf(a), fractionOf(b)));

const sign = (order: number): -1 | 0 | 1 => {
  if (order === 0) return 0;
  return order < 0 ? -1 : 1;
};
