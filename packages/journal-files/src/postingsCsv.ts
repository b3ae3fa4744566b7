import { format } from '@commission-ledger/money';
import type { Transaction } from '@commission-ledger/projections';
import { csvLines, textCell } from './csvCells.ts';
import type { HashOf } from './hashOf.ts';
import { inChunks } from './inChunks.ts';
import { type PostingRow, postingRows } from './postingRow.ts';

const COLUMNS =
  'date,kind,id,program,partner,account,amount,currency,total,total_currency,event,stream,revision,hash'.split(',');

/**
 * The postings of a journal as CSV, in pieces: a header, then one line for each posting. Amounts are numbers with exactly
 * the decimals of their currency, debits positive; no cell is a formula to a spreadsheet.
 */
export const postingsCsv = (
  transactions: AsyncIterable<Transaction> | Iterable<Transaction>,
  { hashOf }: Readonly<{ hashOf?: HashOf }> = {},
): AsyncGenerator<string, void, undefined> => inChunks(linesOf(transactions, hashOf));

async function* linesOf(
  transactions: AsyncIterable<Transaction> | Iterable<Transaction>,
  hashOf: HashOf | undefined,
): AsyncGenerator<string, void, undefined> {
  let rows: (readonly string[])[] = [COLUMNS];
  for await (const row of postingRows(transactions, hashOf)) {
    rows.push(cellsOf(row));
    if (rows.length < ROWS_AT_ONCE) continue;
    yield csvLines(rows);
    rows = [];
  }
  if (rows.length > 0) yield csvLines(rows);
}

const ROWS_AT_ONCE = 500;

const cellsOf = ({ transaction, account, amount, total, hash }: PostingRow): readonly string[] => {
  const { date, kind, id, program, partner, event } = transaction;
  return [
    date,
    kind,
    textCell(id),
    textCell(program),
    textCell(partner),
    textCell(account),
    format(amount),
    amount.currency,
    total === undefined ? '' : format(total),
    total?.currency ?? '',
    textCell(event.id),
    textCell(event.stream),
    `${event.revision}`,
    textCell(hash ?? ''),
  ];
};
