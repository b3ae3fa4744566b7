import { format } from '@commission-ledger/money';
import type { BalanceRow, TrialBalanceRow } from '@commission-ledger/projections';
import { csvLines, textCell } from './csvCells.ts';

/** A trial balance as CSV: `account`, `currency`, and `balance`, which is debits less credits. */
export const trialBalanceCsv = (rows: readonly TrialBalanceRow[]): string =>
  csvLines([
    ['account', 'currency', 'balance'],
    ...rows.map(({ account, currency, balance }) => [textCell(account), currency, format(balance)]),
  ]);

const FIGURES = [
  'accrued',
  'reversed',
  'adjusted',
  'onHold',
  'payable',
  'inFlight',
  'paid',
  'withheld',
  'taxDue',
  'unclaimed',
  'receivable',
  'disputed',
  'drawDebt',
] as const satisfies readonly (keyof BalanceRow)[];

/** Balances as CSV: whose account, its currency, and a column for every figure. */
export const balancesCsv = (rows: readonly BalanceRow[]): string =>
  csvLines([
    ['program', 'programName', 'partner', 'partnerName', 'currency', ...FIGURES],
    ...rows.map((row) => [
      ...[row.program, row.programName, row.partner, row.partnerName].map(textCell),
      row.currency,
      ...FIGURES.map((figure) => format(row[figure])),
    ]),
  ]);
