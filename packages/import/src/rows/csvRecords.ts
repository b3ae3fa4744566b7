import { CsvError, parse } from 'csv-parse/sync';
import { type Line, MAX_LINE } from './lines.ts';

/** The fields of one record as bytes, or why there are none; `text` is what stands on its first line. */
export type CsvRecord = Readonly<{ line: number; text: string }> &
  (Readonly<{ fields: readonly string[] }> | Readonly<{ problem: string }>);

/** Takes lines as they come and gives back the records that are complete. */
export type CsvReader = Readonly<{
  take: (lines: readonly Line[]) => readonly CsvRecord[];
  /** What is left at the end of the file. */
  end: () => readonly CsvRecord[];
}>;

type ReadLine = Readonly<{ number: number; bytes: string }>;

/**
 * Reads CSV as RFC 4180 has it, such that a misplaced quote spoils its own line and nothing else: lines are put
 * together until their quotes are in pairs, and what turns out to be no record is taken apart again. The first
 * record says how many fields a record has.
 */
export const csvReader = (delimiter: string): CsvReader => {
  let waiting: readonly Line[] = [];
  let width: number | undefined;

  const measured = (record: CsvRecord): CsvRecord => {
    if ('problem' in record) return record;
    width ??= record.fields.length;
    if (record.fields.length === width) return record;
    const problem = `has ${record.fields.length} fields where the header has ${width}; put a value with a delimiter in it in quotes`;
    return { line: record.line, text: record.text, problem };
  };

  const read = (lines: readonly Line[], atEnd: boolean): readonly CsvRecord[] => {
    const records: CsvRecord[] = [];
    let single: ReadLine[] = [];
    const flush = (): void => {
      for (const record of singleLines(single, delimiter)) records.push(measured(record));
      single = [];
    };
    let index = 0;
    while (index < lines.length) {
      const part = nextPart(lines, index);
      if (part._tag === 'Incomplete' && !atEnd) break;
      if (part._tag === 'Line') single.push(part.line);
      else flush();
      if (part._tag === 'Lines') {
        const record = measured(recordOf(part.first.number, part.first.bytes, part.text, delimiter));
        records.push('problem' in record ? unpaired(part.first) : record);
        index += 'problem' in record ? 1 : part.count;
        continue;
      }
      if (part._tag === 'TooLong') records.push({ line: part.number, text: '', problem: TOO_LONG });
      if (part._tag === 'Incomplete' || part._tag === 'Unpaired') records.push(unpaired(part.first));
      index += 1;
    }
    flush();
    waiting = lines.slice(index);
    return records;
  };
  return {
    take: (lines) => read(waiting.length === 0 ? lines : [...waiting, ...lines], false),
    end: () => read(waiting, true),
  };
};

type Part =
  | Readonly<{ _tag: 'Blank' }>
  | Readonly<{ _tag: 'TooLong'; number: number }>
  | Readonly<{ _tag: 'Line'; line: ReadLine }>
  /** Several lines whose quotes are in pairs only together. */
  | Readonly<{ _tag: 'Lines'; first: ReadLine; count: number; text: string }>
  /** The lines end before the quotes are in pairs. */
  | Readonly<{ _tag: 'Incomplete'; first: ReadLine }>
  /** No record can be as long as this one would have to be. */
  | Readonly<{ _tag: 'Unpaired'; first: ReadLine }>;

const nextPart = (lines: readonly Line[], start: number): Part => {
  const { number, bytes } = lines[start] ?? { number: 0, bytes: '' };
  if (bytes === undefined) return { _tag: 'TooLong', number };
  if (bytes === '') return { _tag: 'Blank' };
  const first = { number, bytes };
  if (hasPairs(bytes)) return { _tag: 'Line', line: first };
  let length = bytes.length;
  for (let index = start + 1; index < lines.length; index += 1) {
    const next = lines[index]?.bytes;
    length += 1 + (next?.length ?? MAX_LINE);
    if (next === undefined || length > MAX_LINE) return { _tag: 'Unpaired', first };
    if (!hasPairs(next)) {
      const text = lines
        .slice(start, index + 1)
        .map((line) => line.bytes)
        .join('\n');
      return { _tag: 'Lines', first, count: index + 1 - start, text };
    }
  }
  return { _tag: 'Incomplete', first };
};

const hasPairs = (bytes: string): boolean => {
  let pairs = true;
  for (let at = bytes.indexOf('"'); at >= 0; at = bytes.indexOf('"', at + 1)) pairs = !pairs;
  return pairs;
};

const TOO_LONG = `is longer than ${MAX_LINE} characters; shorten it`;

const MISPLACED_QUOTE =
  'has a quote where none may stand; put the whole value in quotes and write a quote inside it twice';

const unpaired = ({ number, bytes }: ReadLine): CsvRecord => ({
  line: number,
  text: bytes,
  problem: 'opens a quote that is not closed; put the whole value in quotes and write a quote inside it twice',
});

/** All at once, which is what the parser is fast at; one by one only when there is a bad one among them. */
const singleLines = (lines: readonly ReadLine[], delimiter: string): readonly CsvRecord[] => {
  if (lines.length === 0) return [];
  const parsed = parseCsv(lines.map(({ bytes }) => bytes).join('\n'), delimiter);
  if (typeof parsed === 'string' || parsed.length !== lines.length)
    return lines.map(({ number, bytes }) => recordOf(number, bytes, bytes, delimiter));
  return lines.map(({ number, bytes }, index) => ({ line: number, text: bytes, fields: parsed[index] ?? [] }));
};

const recordOf = (line: number, text: string, record: string, delimiter: string): CsvRecord => {
  const parsed = parseCsv(record, delimiter);
  const [fields, ...others] = typeof parsed === 'string' ? [] : parsed;
  return fields === undefined || others.length > 0 ? { line, text, problem: MISPLACED_QUOTE } : { line, text, fields };
};

const parseCsv = (text: string, delimiter: string): readonly (readonly string[])[] | string => {
  try {
    return parse(Buffer.from(text, 'latin1'), {
      delimiter,
      encoding: 'latin1',
      record_delimiter: '\n',
      relax_column_count: true,
    });
  } catch (error) {
    if (error instanceof CsvError) return error.code;
    throw error;
  }
};
