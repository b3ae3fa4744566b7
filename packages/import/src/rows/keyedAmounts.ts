import * as E from 'fp-ts/lib/Either.js';
import { csvTable } from './csvTable.ts';
import type { CellProblem } from './row.ts';

/** An amount under a key, as both are written: major units, such as `948.05`. */
export type KeyedAmount = Readonly<{ key: string; amount: string }>;

/** Why a list of amounts cannot be read. `line` counts from the heading, which is 1. */
export type KeyedAmountsFailure =
  | Readonly<{ _tag: 'NotATable'; problem: string }>
  | Readonly<{ _tag: 'MissingColumns'; missing: readonly string[]; found: readonly string[] }>
  | (Readonly<{ _tag: 'BadCell'; line: number }> & CellProblem);

const COLUMNS = ['key', 'amount'] as const;

/**
 * Reads a list of amounts that is in memory: CSV (RFC 4180, UTF-8, commas) with the columns `key` and `amount`; others are
 * passed over. One bad row is enough to refuse it all: a list that is not whole proves nothing.
 */
export const keyedAmounts = (bytes: Uint8Array): E.Either<KeyedAmountsFailure, readonly KeyedAmount[]> => {
  const table = csvTable(bytes);
  if (E.isLeft(table)) return E.left({ _tag: 'NotATable', problem: table.left });
  const { columns, rows } = table.right;
  const missing = COLUMNS.filter((column) => !columns.includes(column));
  if (missing.length > 0) return E.left({ _tag: 'MissingColumns', missing, found: columns });
  const read: KeyedAmount[] = [];
  for (const row of rows) {
    const { line } = row;
    const values = row._tag === 'Row' ? row.values : new Map<string, string>();
    const [key = '', amount = ''] = COLUMNS.map((column) => values.get(column)?.trim());
    const [problem] = row._tag === 'BadRow' ? row.problems : problemsOf(key, amount);
    if (problem !== undefined) return E.left({ _tag: 'BadCell', line, ...problem });
    read.push({ key, amount });
  }
  return E.right(read);
};

const problemsOf = (key: string, amount: string): readonly CellProblem[] => [
  ...(key === '' ? [{ column: 'key', value: key, reason: 'is empty' }] : []),
  ...(/^-?\d+(?:\.\d+)?$/.test(amount)
    ? []
    : [{ column: 'amount', value: amount.slice(0, 40), reason: 'is no amount such as 948.05' }]),
];

/** One sentence for what is wrong and where. */
export const describeKeyedAmountsFailure = (failure: KeyedAmountsFailure): string => {
  switch (failure._tag) {
    case 'NotATable':
      return `It is no list: ${failure.problem}.`;
    case 'MissingColumns':
      return `It has no column ${failure.missing.join(', ')}; its columns are: ${failure.found.join(', ').slice(0, 200)}.`;
    case 'BadCell': {
      const { line, column, value, reason } = failure;
      const where = column === '' ? `Line ${line}` : `Line ${line}, column ${column}`;
      return `${where}: ${value === '' ? 'it' : `'${value}'`} ${reason}.`;
    }
  }
};
