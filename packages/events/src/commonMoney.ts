import { currency, type Money, ofMinor, scaleOf } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { JsonObject } from './upcasts.ts';

/**
 * Money as nearly all of it is stored, at most 15 digits; `undefined` for all else, which is for the codec to judge. A
 * history is full of amounts, and this is several times as fast.
 */
export const commonMoney = (record: JsonObject): Money | undefined => {
  const { amount, currency: code } = record;
  if (typeof amount !== 'string' || typeof code !== 'string') return undefined;
  const known = currency(code);
  if (E.isLeft(known)) return undefined;
  const minor = minorUnitsOf(amount, scaleOf(known.right));
  return minor === undefined ? undefined : ofMinor(BigInt(minor), known.right);
};

/** The digits without the point, when there are just so many after it. */
const minorUnitsOf = (amount: string, decimals: number): number | undefined => {
  const first = amount.charCodeAt(0) === MINUS ? 1 : 0;
  const end = decimals === 0 ? amount.length : amount.length - decimals - 1;
  const hasPoint = decimals === 0 || amount.charCodeAt(end) === POINT;
  const isShort = end > first && amount.length <= 16;
  // No leading zero, except for a lone one.
  if (!hasPoint || !isShort || (amount.charCodeAt(first) === ZERO && end > first + 1)) return undefined;
  let minor = 0;
  for (let index = first; index < amount.length; index += 1) {
    if (index === end) continue;
    const digit = amount.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    minor = minor * 10 + digit;
  }
  return first === 1 ? -minor : minor;
};

const [ZERO, MINUS, POINT] = [0x30, 0x2d, 0x2e];
