import { format } from '@commission-ledger/money';
import { stringify } from 'csv-stringify/sync';
import type { FileLine } from './fileLine.ts';

/** The columns of a file, in their order. */
const COLUMNS = ['payout', 'run', 'date', 'partner', 'name', 'account', 'bank', 'amount', 'currency'] as const;

/**
 * One line for each payout as RFC 4180 has it, with a header. A cell that a spreadsheet would take for a formula begins
 * with an apostrophe; amounts never do, as none is below zero.
 */
export const csvText = (lines: readonly FileLine[]): string =>
  stringify(
    lines.map(({ payout, amount, details }) => [
      payout.payoutId,
      payout.run,
      payout.date,
      payout.partner,
      details.name,
      details.account,
      details.bank ?? '',
      format(amount),
      amount.currency,
    ]),
    { header: true, columns: [...COLUMNS], escape_formulas: true, record_delimiter: 'windows' },
  );
