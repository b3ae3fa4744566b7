import { add, type Exact, exactMul, type Money, toExact, zero } from '@commission-ledger/money';
import { currencyIn } from '../documentValues.ts';
import { perEach, sumOf } from './middle.ts';

/** A deal as one partner is credited with it. */
export type CreditedDeal = Readonly<{ wonAt: string; amount: Money; share: Exact; cancelled: boolean }>;

/** What was earned at a moment; negative where more was taken back. */
export type Earned = Readonly<{ at: string; amount: Money }>;

/** The deals of a partner and what they gave, in one currency. */
export type MoneyFigures = Readonly<{
  currency: string;
  /** Deals that were not cancelled. */
  deals: number;
  /** What they are worth, each by the partner's share of it. */
  value: Exact;
  average: Exact | null;
  /** Accruals and true-ups of the time, less what was taken back in it. */
  earned: Money;
  /** For each lead submitted in the time, won or not. */
  earnedPerLead: Exact | null;
}>;

/** The figures in each currency there is, by its code. */
export const moneyFigures = (
  deals: readonly CreditedDeal[],
  earned: readonly Earned[],
  leads: number,
): readonly MoneyFigures[] => {
  const standing = deals.filter(({ cancelled }) => !cancelled);
  const currencies = new Set([...standing, ...earned].map(({ amount }) => amount.currency));
  return [...currencies].toSorted().map((currency) => {
    const values = standing
      .filter(({ amount }) => amount.currency === currency)
      .map(({ amount, share }) => exactMul(toExact(amount), share));
    const sum = earned
      .filter(({ amount }) => amount.currency === currency)
      .reduce((total, { amount }) => add(total, amount), zero(currencyIn(currency)));
    const value = sumOf(values);
    return {
      currency,
      deals: values.length,
      value,
      average: perEach(value, values.length),
      earned: sum,
      earnedPerLead: perEach(toExact(sum), leads),
    };
  });
};
