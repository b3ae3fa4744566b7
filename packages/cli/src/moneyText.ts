import { type Money, format } from '@commission-ledger/money';

/** The amount with its currency, digit for digit as booked. */
export const moneyText = (amount: Money): string => `${format(amount)} ${amount.currency}`;
