import { convert, fact, ratioOf, roundNode, text, type EventRef, type Node } from '@commission-ledger/calculation';
import type { CurrencyCode, Exact, Money, RoundingMode } from '@commission-ledger/money';
import { bookedIn } from './payoutInput.ts';

/** What arrives in the currency of the destination, as money and as the calculation that gives it. */
export type ConvertedPayout = Readonly<{ amount: Money; root: Node }>;

/** The rate of a day, with the event that told of it, and the currency with the event that asked for it. */
export type ConversionBasis = Readonly<{
  rate: Exact;
  rateFrom: readonly EventRef[];
  currency: CurrencyCode;
  currencyFrom: readonly EventRef[];
  /** Of the plan that pays. */
  rounding: RoundingMode;
}>;

/**
 * The net of a payout at the rate of a day, rounded once, by the rounding of the plan. The one calculation for payout
 * runs, previews and explanations; the account itself is relieved in its own currency.
 */
export const convertedPayout = (net: Node, basis: ConversionBasis): ConvertedPayout => {
  const { currency, rate, rounding } = basis;
  const target = fact(text(currency), basis.currencyFrom, 'currency');
  const told = fact(ratioOf(rate), basis.rateFrom, 'fx-rate');
  const root = roundNode(convert(net, told, target), rounding, { name: 'payout' });
  return { amount: bookedIn(root), root };
};
