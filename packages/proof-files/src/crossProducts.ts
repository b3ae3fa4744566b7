import * as E from 'fp-ts/lib/Either.js';
import { commonDenominator, type Fraction, gcd } from './fraction.ts';
import type { NoProofFile } from './proofSource.ts';
import type { Step, Worksheet } from './worksheet.ts';

/** What a step gives before it is brought to lowest terms, and by what it is divided for that. */
export type Unreduced = Readonly<{ num: bigint; den: bigint; common: bigint }>;

/** The value of the step with that number. */
export const valueIn =
  ({ steps }: Worksheet) =>
  (number: number): Fraction => {
    const step = steps[number - 1];
    if (step === undefined) throw new RangeError('A step rests on earlier ones.');
    return step.value;
  };

/** The numbers that come up in a step, and nothing larger. */
export const unreduced = (step: Step, valueAt: (number: number) => Fraction): Unreduced => {
  switch (step.op) {
    case 'given':
    case 'min':
    case 'max':
      return of(step.value.num, step.value.den);
    case 'sum': {
      const values = step.args.map(valueAt);
      const den = commonDenominator(values);
      return of(
        values.reduce((total, value) => total + value.num * (den / value.den), 0n),
        den,
      );
    }
    case 'sub': {
      const [a, b] = pairOf(step.args, valueAt);
      return of(a.num * b.den - b.num * a.den, a.den * b.den);
    }
    case 'mul': {
      const [a, b] = pairOf(step.args, valueAt);
      return of(a.num * b.num, a.den * b.den);
    }
    case 'div': {
      const [a, b] = pairOf(step.args, valueAt);
      const sign = b.num < 0n ? -1n : 1n;
      return of(a.num * b.den * sign, a.den * b.num * sign);
    }
    case 'round': {
      const { num } = valueAt(step.arg);
      return of(num * step.units, step.units);
    }
    case 'floor':
      return of(valueAt(step.arg).num, 1n);
    case 'test': {
      const [a, b] = pairOf(step.args, valueAt);
      return of(a.num * b.den, b.num * a.den);
    }
  }
};

const of = (num: bigint, den: bigint): Unreduced => ({ num, den, common: gcd(num, den) });

const pairOf = ([a, b]: readonly [number, number], valueAt: (number: number) => Fraction) =>
  [valueAt(a), valueAt(b)] as const;

/** The sheet, where every number that comes up stays below a limit that has so many digits. */
export const within = (sheet: Worksheet, limit: bigint): E.Either<NoProofFile, Worksheet> => {
  const valueAt = valueIn(sheet);
  for (const step of sheet.steps) {
    const { num, den } = unreduced(step, valueAt);
    const largest = [num, den].map((each) => (each < 0n ? -each : each)).reduce((a, b) => (a > b ? a : b));
    // What is rounded is doubled, to see whether it is a half.
    if (largest * 2n >= limit)
      return E.left({
        _tag: 'NumberTooLong',
        step: step.number,
        digits: `${largest}`.length,
        most: `${limit}`.length - 1,
      });
  }
  return E.right(sheet);
};
