import type { ValueJson } from '@commission-ledger/calculation';

/** An exact number in lowest terms; `den` is above zero. Money is in major units. */
export type Fraction = Readonly<{ num: bigint; den: bigint }>;

/** `num` over `den` in lowest terms. @throws RangeError when `den` is zero */
export const fraction = (num: bigint, den: bigint): Fraction => {
  if (den === 0n) throw new RangeError('Nothing is divided by zero.');
  const common = gcd(num, den) * (den < 0n ? -1n : 1n);
  return { num: num / common, den: den / common };
};

/** The greatest common divisor, above zero. */
export const gcd = (a: bigint, b: bigint): bigint => {
  let [left, right] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (right !== 0n) [left, right] = [right, left % right];
  return left === 0n ? 1n : left;
};

/** The least common multiple of denominators. */
export const commonDenominator = (fractions: readonly Fraction[]): bigint =>
  fractions.reduce((common, { den }) => (common / gcd(common, den)) * den, 1n);

/** Below zero where `a` is less than `b`, above where it is more. */
export const compare = (a: Fraction, b: Fraction): bigint => a.num * b.den - b.num * a.den;

/** A number, or an amount, of a document; `undefined` for a text. */
export const fractionOf = (value: ValueJson): Fraction | undefined => {
  if (typeof value === 'string') return undefined;
  if ('amount' in value) return ofDecimal(value.amount);
  if ('exact' in value) return ofDecimal(value.exact);
  if ('rate' in value) return ofDecimal(value.rate);
  return fraction(BigInt(value.num), BigInt(value.den));
};

const ofDecimal = (text: string): Fraction => {
  const [whole = '', decimals = ''] = text.split('.');
  return fraction(BigInt(`${whole}${decimals}`), 10n ** BigInt(decimals.length));
};

/** As people write it: a decimal where it is one, else `1000/3`. */
export const textOf = ({ num, den }: Fraction): string => {
  let [decimals, rest] = [0, den];
  while (rest % 10n === 0n) [decimals, rest] = [decimals + 1, rest / 10n];
  for (const prime of [2n, 5n]) for (; rest % prime === 0n; rest /= prime) decimals += 1;
  if (rest !== 1n) return `${num}/${den}`;
  const digits = `${((num < 0n ? -num : num) * 10n ** BigInt(decimals)) / den}`.padStart(decimals + 1, '0');
  const [whole, fractional] = [digits.slice(0, digits.length - decimals), digits.slice(digits.length - decimals)];
  const shown = fractional.replace(/0+$/, '');
  return `${num < 0n ? '-' : ''}${whole}${shown === '' ? '' : `.${shown}`}`;
};
