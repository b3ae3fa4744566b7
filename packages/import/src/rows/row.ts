/**
 * A row of a file: its values by column, or why it cannot be read. A column that is not there is blank.
 * `numbers` are the columns whose value came as a JSON number.
 */
export type Row = Readonly<{ line: number }> &
  (
    | Readonly<{ _tag: 'Row'; values: ReadonlyMap<string, string>; numbers: ReadonlySet<string> }>
    | Readonly<{ _tag: 'BadRow'; problems: readonly CellProblem[] }>
  );

/** What is wrong in one column of a row; the column is empty when it is the row as a whole. */
export type CellProblem = Readonly<{ column: string; value: string; reason: string }>;

/** A row that cannot be read for one reason. */
export const badRow = (line: number, reason: string, value = '', column = ''): Row => ({
  _tag: 'BadRow',
  line,
  problems: [{ column, value, reason }],
});

/** JSON has this for most rows. */
export const NO_NUMBERS: ReadonlySet<string> = new Set();
