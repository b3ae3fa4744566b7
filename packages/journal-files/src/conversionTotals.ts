import { isNegative, type Money, negate } from '@commission-ledger/money';
import type { Posting } from '@commission-ledger/projections';

/**
 * The total price of each posting of a transaction, above zero, or `undefined`. Of a converted payout, what comes in and
 * leaves the bank in the other currency is priced by what left the account, so that the transaction also balances at
 * cost, and the books at cost are all in the currency of the account.
 */
export const conversionTotals = (postings: readonly Posting[]): readonly (Money | undefined)[] => {
  const conversion = postings.find(({ total }) => total !== undefined);
  if (conversion?.total === undefined) return postings.map(() => undefined);
  const [price, converted] = [unsigned(conversion.amount), unsigned(conversion.total)];
  return postings.map(({ amount }) =>
    amount.currency === converted.currency && unsigned(amount).minor === converted.minor ? price : undefined,
  );
};

const unsigned = (amount: Money): Money => (isNegative(amount) ? negate(amount) : amount);
