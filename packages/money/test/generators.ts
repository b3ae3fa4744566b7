import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { currency, exactOf, ofMinor, ratio, type CurrencyCode, type Exact } from '../src/index.ts';

/** The value of an `Either` that a test knows to be right. */
export const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left));
  return either.right;
};

/** The refusal that a test expects. */
export const left = <L>(either: E.Either<L, unknown>): L => {
  if (E.isRight(either)) throw new Error('Nothing was refused.');
  return either.left;
};

export const code = (text: string): CurrencyCode => right(currency(text));

/** No decimals, two and three. */
export const someCurrency = fc.constantFrom(code('JPY'), code('EUR'), code('KWD'));

/** A few cents, or amounts beyond what a JavaScript number can count. */
export const someMinor = fc.oneof(fc.bigInt(-9n, 9n), fc.bigInt(-(10n ** 24n), 10n ** 24n));

export const someMoney = fc.tuple(someMinor, someCurrency).map(([minor, unit]) => ofMinor(minor, unit));

/** A quotient of small numbers, terminating or not, kept beside what it was made of. */
export const someQuotient: fc.Arbitrary<Readonly<{ value: Exact; num: bigint; den: bigint }>> = fc
  .tuple(fc.bigInt(-60n, 60n), fc.oneof(fc.bigInt(1n, 60n), fc.constantFrom(10n, 100n, 1000n, 8000n)))
  .map(([num, den]) => ({ value: ratio(num, den), num, den }));

/** A number as a fraction, read from its written form and not from the code under test. */
export const fractionIn = ({ num, den }: Exact): Readonly<{ num: bigint; den: bigint }> => {
  const [whole = '', fraction = ''] = num.toFixed().split('.');
  return { num: BigInt(whole + fraction), den: 10n ** BigInt(fraction.length) * BigInt(den.toFixed()) };
};

export const exactly = (num: bigint, den = 1n): Exact => (den === 1n ? exactOf(num) : ratio(num, den));
