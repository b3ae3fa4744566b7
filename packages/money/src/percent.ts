import { decimalOf } from './decimal.ts';
import { exactMul } from './exactArithmetic.ts';
import { terminates, terminating, type Exact } from './exact.ts';
import { roundTo } from './round.ts';

const hundred = terminating(decimalOf(100));

/**
 * A rate for people to read, without the sign: `5.5` for 0.055. A rate that no decimal can say is cut after two
 * decimals and ends in an ellipsis: `33.33…` for a third. For display only; store `exactToJson`.
 */
export const percent = (value: Exact): string => {
  const hundredfold = exactMul(value, hundred);
  if (terminates(hundredfold)) return hundredfold.num.toFixed();
  const cut = roundTo(hundredfold, 2, 'down').num;
  const sign = value.num.isNegative() ? '-' : '';
  return `${sign}${cut.abs().toFixed(2)}…`;
};
