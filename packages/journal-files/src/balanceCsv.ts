import type { LocalDate } from '@commission-ledger/calendar';
import { format, isNegative, type Money, negate } from '@commission-ledger/money';
import { balanceFigures, type BalanceRow, type TrialBalanceRow } from '@commission-ledger/projections';
import { csvLines, textCell } from './csvCells.ts';

/**
 * A trial balance at the end of a day as CSV: `date`, `account`, `currency`, `debit` and `credit`, of which one is empty,
 * and `balance`, which is debits less credits.
 */
export const trialBalanceCsv = (rows: readonly TrialBalanceRow[], date: LocalDate): string =>
  csvLines([
    ['date', 'account', 'currency', 'debit', 'credit', 'balance'],
    ...rows.map(({ account, currency, balance }) => [
      date,
      textCell(account),
      currency,
      ...sides(balance),
      format(balance),
    ]),
  ]);

const sides = (balance: Money): readonly [debit: string, credit: string] =>
  isNegative(balance) ? ['', format(negate(balance))] : [format(balance), ''];

/** Balances at the end of a day as CSV: whose account, its currency, and a column for every figure. */
export const balancesCsv = (rows: readonly BalanceRow[], date: LocalDate): string =>
  csvLines([
    ['date', 'program', 'programName', 'partner', 'partnerName', 'currency', ...balanceFigures],
    ...rows.map((row) => [
      date,
      ...[row.program, row.programName, row.partner, row.partnerName].map(textCell),
      row.currency,
      ...balanceFigures.map((figure) => format(row[figure])),
    ]),
  ]);
