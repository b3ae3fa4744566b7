import * as E from 'fp-ts/lib/Either.js';
import type { Format } from '../mapping/mapping.ts';
import { csvReader } from './csvRecords.ts';
import { MAX_LINE } from './lines.ts';
import type { Row } from './row.ts';
import { NotTheFormat, headerOf, rowOfCsv } from './rowsOf.ts';

/** What stands between the values of a row. */
type Delimiter = Extract<Format, { type: 'csv' }>['delimiter'];

/** A CSV file that fits into memory: its columns, and its rows in their order, each by column or with what is wrong. */
export type CsvTable = Readonly<{ columns: readonly string[]; rows: readonly Row[] }>;

/**
 * Reads CSV (RFC 4180, UTF-8, a header) that is in memory, by default with commas. A row that cannot be read spoils no
 * other.
 *
 * @returns on the left why the file as a whole is none, as the rest of a sentence that begins with it.
 */
export const csvTable = (bytes: Uint8Array, delimiter: Delimiter = ','): E.Either<string, CsvTable> => {
  const reader = csvReader(delimiter);
  const [first, ...records] = [...reader.take(linesIn(bytes)), ...reader.end()];
  if (first === undefined) return E.left('it is empty; its first line must name the columns');
  try {
    const columns = headerOf(first);
    return E.right({ columns, rows: records.map((record) => rowOfCsv(record, columns)) });
  } catch (error) {
    if (error instanceof NotTheFormat) return E.left(error.message);
    throw error;
  }
};

/** One byte to a character, without the line breaks and a byte order mark, as the reader takes them. */
const linesIn = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/^\u00EF\u00BB\u00BF/, '')
    .split('\n')
    .map((line, index) => ({ number: index + 1, bytes: line.length > MAX_LINE ? undefined : line.replace(/\r$/, '') }));
