import { type MoneyRecord, sum, toJson } from '@commission-ledger/money';
import { currencyIn, moneyIn } from '@commission-ledger/projections';

/** The total of amounts of one currency, as read models write them. */
export const sumOfRecords = (code: string, amounts: readonly MoneyRecord[]): MoneyRecord =>
  toJson(sum(currencyIn(code), amounts.map(moneyIn)));
