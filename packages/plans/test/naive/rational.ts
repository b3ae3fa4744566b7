/** An exact number: a numerator over a positive denominator, in lowest terms. */
export type Rational = Readonly<{ n: bigint; d: bigint }>;

/** How an exact amount becomes whole minor units. */
export type Mode = 'half-even' | 'half-up' | 'down' | 'up';

const absolute = (n: bigint): bigint => (n < 0n ? -n : n);

const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisor(b, a % b));

/** The quotient of two whole numbers. */
export const over = (n: bigint, d: bigint): Rational => {
  if (d === 0n) throw new RangeError('Nothing can be divided by zero.');
  const common = divisor(absolute(n), absolute(d)) * (d < 0n ? -1n : 1n);
  return { n: n / common, d: d / common };
};

/** Reads `12`, `-0.05`, or `{num, den}`. */
export const exactly = (text: string | Readonly<{ num: string; den: string }>): Rational => {
  if (typeof text !== 'string') return divide(exactly(text.num), exactly(text.den));
  const [whole = '', fraction = ''] = text.split('.');
  return over(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
};

/** Nothing. */
export const zero = over(0n, 1n);
/** The whole, and the count of one cause. */
export const one = over(1n, 1n);

/** The sum of two. */
export const plus = (a: Rational, b: Rational): Rational => over(a.n * b.d + b.n * a.d, a.d * b.d);
/** The mirror on the other side of zero. */
export const negative = (a: Rational): Rational => over(-a.n, a.d);
/** What is left of the first without the second. */
export const minus = (a: Rational, b: Rational): Rational => plus(a, negative(b));
/** The product of two. */
export const times = (a: Rational, b: Rational): Rational => over(a.n * b.n, a.d * b.d);
/** The quotient of two; the second is not zero. */
export const divide = (a: Rational, b: Rational): Rational => over(a.n * b.d, a.d * b.n);
/** All added up. */
export const sumOf = (all: readonly Rational[]): Rational => all.reduce(plus, zero);

/** Below zero, zero or above, as `a` is less than, equal to or more than `b`. */
export const compare = (a: Rational, b: Rational): number => {
  const { n } = minus(a, b);
  if (n === 0n) return 0;
  return n < 0n ? -1 : 1;
};
/** The one that is not more. */
export const lesser = (a: Rational, b: Rational): Rational => (compare(a, b) <= 0 ? a : b);
/** The one that is not less. */
export const greater = (a: Rational, b: Rational): Rational => (compare(a, b) >= 0 ? a : b);
/** Nothing instead of less than nothing. */
export const notBelowZero = (a: Rational): Rational => greater(a, zero);

/** Whole minor units, by the sign-less amount: a negative amount is the mirror of the positive one. */
export const rounded = (a: Rational, decimals: number, mode: Mode): Rational => {
  const scale = 10n ** BigInt(decimals);
  const scaled = absolute(a.n) * scale;
  const below = scaled / a.d;
  const twiceRest = (scaled % a.d) * 2n;
  const units = below + (goesUp(mode, below, twiceRest, a.d) ? 1n : 0n);
  return over(a.n < 0n ? -units : units, scale);
};

const goesUp = (mode: Mode, below: bigint, twiceRest: bigint, whole: bigint): boolean => {
  switch (mode) {
    case 'down':
      return false;
    case 'up':
      return twiceRest > 0n;
    case 'half-up':
      return twiceRest >= whole;
    case 'half-even':
      return twiceRest > whole || (twiceRest === whole && below % 2n === 1n);
  }
};

/** With exactly so many decimals; the number has no more. */
export const written = (a: Rational, decimals: number): string => {
  const units = (a.n * 10n ** BigInt(decimals)) / a.d;
  const digits = absolute(units)
    .toString()
    .padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals === 0 ? '' : `.${digits.slice(digits.length - decimals)}`;
  return `${units < 0n ? '-' : ''}${whole}${fraction}`;
};
