import { round, scaleOf, type Exact, type Money, type RoundingMode } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { fault, type Fault } from './fault.ts';
import { amountOf } from './operations.ts';
import type { Value } from './value.ts';

/** Booked money, the decimals it was rounded to, and what was left over: unrounded less rounded. */
export type RoundedValue = Readonly<{ money: Money; decimals: number; residue: Exact }>;

/** Turns money into booked money, in the decimals of its currency. The only way from unrounded to booked. */
export const roundValue = (value: Value, mode: RoundingMode): E.Either<Fault, RoundedValue> => {
  const whole = amountOf(value);
  if (whole === undefined) return fault('only money is rounded');
  const { money, residue } = round(whole.amount, whole.currency, mode);
  return E.right({ money, decimals: scaleOf(whole.currency), residue });
};
