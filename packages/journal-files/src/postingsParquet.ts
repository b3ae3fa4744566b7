import { type Money, scaleOf } from '@commission-ledger/money';
import type { Transaction } from '@commission-ledger/projections';
import { ByteWriter, type ColumnSource, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { HashOf } from './hashOf.ts';
import { type PostingRow, postingRows } from './postingRow.ts';

/** The most decimals that a currency of ISO 4217 has: amounts of all currencies stand in one column. */
const SCALE = 4;

type Column = Readonly<{ schema: SchemaElement; valueOf: (row: PostingRow) => unknown }>;

const text = (name: string, valueOf: Column['valueOf'], isOptional = false): Column => ({
  schema: { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: isOptional ? 'OPTIONAL' : 'REQUIRED' },
  valueOf,
});

const decimal = (name: string, valueOf: (row: PostingRow) => Money | undefined, isOptional = false): Column => ({
  schema: {
    name,
    type: 'FIXED_LEN_BYTE_ARRAY',
    type_length: 16,
    converted_type: 'DECIMAL',
    precision: 38,
    scale: SCALE,
    repetition_type: isOptional ? 'OPTIONAL' : 'REQUIRED',
  },
  valueOf: (row) => {
    const amount = valueOf(row);
    return amount === undefined ? undefined : amount.minor * 10n ** BigInt(SCALE - scaleOf(amount.currency));
  },
});

const COLUMNS: readonly Column[] = [
  {
    schema: { name: 'date', type: 'INT32', converted_type: 'DATE', repetition_type: 'REQUIRED' },
    valueOf: ({ transaction }) => Date.parse(transaction.date) / DAY_MS,
  },
  text('kind', ({ transaction }) => transaction.kind),
  text('id', ({ transaction }) => transaction.id),
  text('program', ({ transaction }) => transaction.program),
  text('partner', ({ transaction }) => transaction.partner),
  text('account', ({ account }) => account),
  decimal('amount', ({ amount }) => amount),
  text('currency', ({ amount }) => amount.currency),
  decimal('total', ({ total }) => total, true),
  text('total_currency', ({ total }) => total?.currency, true),
  text('event', ({ transaction }) => transaction.event.id),
  text('stream', ({ transaction }) => transaction.event.stream),
  {
    schema: { name: 'revision', type: 'INT64', repetition_type: 'REQUIRED' },
    valueOf: ({ transaction }) => BigInt(transaction.event.revision),
  },
  text('hash', ({ hash }) => hash, true),
];

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The postings of a journal as a Parquet file, in pieces: one row for each posting, with the columns of `postingsCsv`.
 * Dates are DATE, amounts DECIMAL(38, 4), which holds every amount of every currency exactly. No more than one row group
 * is in memory.
 */
export async function* postingsParquet(
  transactions: AsyncIterable<Transaction> | Iterable<Transaction>,
  { hashOf, rowGroup = 50_000 }: Readonly<{ hashOf?: HashOf; rowGroup?: number }> = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const writer = new ByteWriter();
  const schema = [{ name: 'postings', num_children: COLUMNS.length }, ...COLUMNS.map((column) => column.schema)];
  const parquet = new ParquetWriter({ writer, schema });
  let rows: PostingRow[] = [];
  for await (const row of postingRows(transactions, hashOf)) {
    rows.push(row);
    if (rows.length < rowGroup) continue;
    await parquet.write({ columnData: columnsOf(rows), rowGroupSize: rowGroup });
    yield taken(writer);
    rows = [];
  }
  if (rows.length > 0) await parquet.write({ columnData: columnsOf(rows), rowGroupSize: rowGroup });
  await parquet.finish();
  yield taken(writer);
}

const columnsOf = (rows: readonly PostingRow[]): ColumnSource[] =>
  COLUMNS.map(({ schema, valueOf }) => ({ name: schema.name, data: rows.map(valueOf), offsetIndex: false }));

/** What was written since the last time; the writer goes on counting from where it is in the file. */
const taken = (writer: ByteWriter): Uint8Array => {
  const bytes = new Uint8Array(writer.buffer, 0, writer.index).slice();
  writer.index = 0;
  return bytes;
};
