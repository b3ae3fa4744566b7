import { format } from '@commission-ledger/money';
import { balanceFigures, type BalanceRow, type TrialBalanceRow } from '@commission-ledger/projections';
import { csvLines, textCell } from './csvCells.ts';

/** A trial balance as CSV: `account`, `currency`, and `balance`, which is debits less credits. */
export const trialBalanceCsv = (rows: readonly TrialBalanceRow[]): string =>
  csvLines([
    ['account', 'currency', 'balance'],
    ...rows.map(({ account, currency, balance }) => [textCell(account), currency, format(balance)]),
  ]);

/** Balances as CSV: whose account, its currency, and a column for every figure. */
export const balancesCsv = (rows: readonly BalanceRow[]): string =>
  csvLines([
    ['program', 'programName', 'partner', 'partnerName', 'currency', ...balanceFigures],
    ...rows.map((row) => [
      ...[row.program, row.programName, row.partner, row.partnerName].map(textCell),
      row.currency,
      ...balanceFigures.map((figure) => format(row[figure])),
    ]),
  ]);
