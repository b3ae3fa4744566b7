import type { Hash } from 'node:crypto';
import type { Format } from '../mapping/mapping.ts';
import { type CsvRecord, csvReader } from './csvRecords.ts';
import { type Line, MAX_LINE, linesOf, textOf } from './lines.ts';
import { type CellProblem, NO_NUMBERS, type Row, badRow } from './row.ts';
import { strictJsonObject } from './strictJson.ts';

/** The file is not what the mapping says it is. */
export class NotTheFormat extends Error {
  override readonly name = 'NotTheFormat';
}

/** The columns of the file, as far as it says, and its rows, in lists that are small beside the file. */
export type RowReader = Readonly<{
  /** Told once, before the first rows; `undefined` for NDJSON, where each row has its own fields. */
  columns: readonly string[] | undefined;
  rows: readonly Row[];
}>;

/** Reads a file row by row, in bounded memory. @throws NotTheFormat when it has no header that can be read */
export async function* rowsOf(file: string, format: Format, hash?: Hash): AsyncGenerator<RowReader> {
  if (format.type === 'ndjson') {
    for await (const lines of linesOf(file, hash)) yield { columns: undefined, rows: lines.flatMap(rowOfJson) };
    return;
  }
  const reader = csvReader(format.delimiter);
  let columns: readonly string[] | undefined;
  const rows = (records: readonly CsvRecord[]): readonly Row[] => {
    const [first] = records;
    if (columns !== undefined || first === undefined) return records.map((record) => rowOfCsv(record, columns ?? []));
    columns = headerOf(first);
    return records.slice(1).map((record) => rowOfCsv(record, columns ?? []));
  };
  for await (const lines of linesOf(file, hash)) {
    const read = rows(reader.take(lines));
    if (columns !== undefined) yield { columns, rows: read };
  }
  const read = rows(reader.end());
  if (columns === undefined) throw new NotTheFormat('it is empty; its first line must name the columns');
  yield { columns, rows: read };
}

/** The names of the columns. @throws NotTheFormat when they cannot be read */
export const headerOf = (record: CsvRecord): readonly string[] => {
  if ('problem' in record) throw new NotTheFormat(`its first line, which must name the columns, ${record.problem}`);
  const names = record.fields.map((bytes) => {
    const text = textOf(bytes);
    if (typeof text === 'string') throw new NotTheFormat(`its first line, which must name the columns, ${text}`);
    return text.text;
  });
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new NotTheFormat(`two of its columns are named '${twice.slice(0, 40)}'`);
  return names;
};

/** The values of a record by column, or why it is none. */
export const rowOfCsv = (record: CsvRecord, columns: readonly string[]): Row => {
  const { line } = record;
  if ('problem' in record) return badRow(line, `the row ${record.problem}`, printed(record.text));
  const values = new Map<string, string>();
  const problems: CellProblem[] = [];
  for (const [index, column] of columns.entries()) {
    const bytes = record.fields[index] ?? '';
    const text = textOf(bytes);
    if (typeof text === 'string') problems.push({ column, value: printed(bytes), reason: text });
    else values.set(column, text.text);
  }
  if (problems.length > 0) return { _tag: 'BadRow', line, problems };
  return { _tag: 'Row', line, values, numbers: NO_NUMBERS };
};

const printed = (bytes: string): string => bytes.slice(0, 80).replaceAll(/[^ -~]/g, '?');

const rowOfJson = ({ number: line, bytes }: Line): readonly Row[] => {
  if (bytes === undefined) return [badRow(line, `the row is longer than ${MAX_LINE} characters; shorten it`)];
  if (bytes === '') return [];
  const text = textOf(bytes);
  if (typeof text === 'string') return [badRow(line, `the row ${text}`, printed(bytes))];
  const object = strictJsonObject(text.text);
  if (typeof object === 'string') return [badRow(line, `the row ${object}`, printed(bytes))];
  return [rowOfObject(line, object)];
};

const rowOfObject = (line: number, object: Readonly<Record<string, unknown>>): Row => {
  const values = new Map<string, string>();
  const numbers = new Set<string>();
  const problems: CellProblem[] = [];
  for (const [column, value] of Object.entries(object)) {
    if (typeof value === 'number') numbers.add(column);
    if (typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value))
      values.set(column, String(value));
    else if (value !== null) problems.push({ column, value: '', reason: 'must be text in quotes' });
  }
  if (problems.length > 0) return { _tag: 'BadRow', line, problems };
  return { _tag: 'Row', line, values, numbers };
};
