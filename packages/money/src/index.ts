export { allocate } from './allocate.ts';
export { describeAmountRefusal, type AmountRefusal, type TooManyDecimals } from './amountRefusal.ts';
export { currency, CurrencyCodeJson, scaleOf, type CurrencyCode, type UnknownCurrency } from './currency.ts';
export { maxDigits, TooManyDigits, type Decimal } from './decimal.ts';
export { exact, exactOf, toExact, type Exact } from './exact.ts';
export {
  exactAdd,
  exactCompare,
  exactDiv,
  exactEquals,
  exactIsZero,
  exactMax,
  exactMin,
  exactMul,
  exactNeg,
  exactSub,
  ratio,
} from './exactArithmetic.ts';
export {
  exactFromJson,
  ExactJson,
  exactToJson,
  type ExactRecord,
  type NotAFraction,
  type NotExact,
} from './exactJson.ts';
export { format } from './format.ts';
export { money, ofMinor, zero, type Money } from './money.ts';
export {
  add,
  compare,
  equals,
  isNegative,
  isPositive,
  isZero,
  max,
  min,
  MixedCurrencies,
  negate,
  sameCurrency,
  subtract,
  sum,
} from './moneyArithmetic.ts';
export { MoneyJson, toJson, type MoneyRecord } from './moneyJson.ts';
export { parseDecimal, type NotADecimal } from './parseDecimal.ts';
export { percent } from './percent.ts';
export {
  describeRateRefusal,
  rate,
  type NegativeRate,
  type Rate,
  type RateAboveOne,
  type RateRefusal,
} from './rate.ts';
export { round, roundTo, RoundingModeJson, type Rounded, type RoundingMode } from './round.ts';
