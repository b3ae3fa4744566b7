import { percent, type Exact } from '@commission-ledger/money';
import type { Locale } from './locale.ts';
import { localNumber, withPercentSign } from './localNumber.ts';

/** A rate in percent: 0.055 is `5.5%` or `5,5 %`; a third, which no decimal says, ends in an ellipsis. */
export const localRate = (rate: Exact, locale: Locale): string =>
  withPercentSign(localNumber(percent(rate), locale), locale);
