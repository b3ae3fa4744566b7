import { type Locale, localNumber } from '@commission-ledger/locale';
import { type Money, format } from '@commission-ledger/money';

/** The amount with its currency, digit for digit as booked. */
export const moneyText = (amount: Money): string => `${format(amount)} ${amount.currency}`;

/** The amount as people of the language write it; its currency stands elsewhere. */
export const localAmount = (amount: Money, locale: Locale): string => localNumber(format(amount), locale);

/** The amount with its currency as people of the language write it. */
export const localMoney = (amount: Money, locale: Locale): string =>
  `${localAmount(amount, locale)} ${amount.currency}`;
