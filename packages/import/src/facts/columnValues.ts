import type { Condition, Source } from '../mapping/mapping.ts';
import type { CellProblem, Row } from '../rows/row.ts';
import type { KnownValues } from './knownValues.ts';

/** The values of a row after the rules of their columns. A blank value is the empty text. */
export type Values = Readonly<{ at: (column: string) => string; isNumber: (column: string) => boolean }>;

/** Applies the rules of the columns: trims, fills in, replaces other spellings, and looks the result up. */
export const columnValues = (
  row: Extract<Row, { _tag: 'Row' }>,
  columns: NonNullable<Source['columns']>,
  known: ReadonlyMap<string, KnownValues>,
): Readonly<{ values: Values; problems: readonly CellProblem[] }> => {
  const ruled = new Map<string, string>();
  const problems: CellProblem[] = [];
  for (const [column, rules] of Object.entries(columns)) {
    const raw = row.values.get(column) ?? '';
    const trimmed = rules.trim === true ? raw.trim() : raw;
    const filled = trimmed === '' ? (rules.default ?? '') : trimmed;
    const { aliases = {} } = rules;
    const value = Object.hasOwn(aliases, filled) ? (aliases[filled] ?? filled) : filled;
    const objection = value === '' ? undefined : known.get(column)?.objectionTo(value);
    if (objection !== undefined) problems.push({ column, value, reason: objection });
    ruled.set(column, value);
  }
  const at = (column: string): string => ruled.get(column) ?? row.values.get(column) ?? '';
  return { values: { at, isNumber: (column) => row.numbers.has(column) }, problems };
};

/** Whether the row meets the condition. */
export const meets = (condition: Condition, values: Values): boolean => {
  if ('all' in condition) return condition.all.every((each) => meets(each, values));
  if ('any' in condition) return condition.any.some((each) => meets(each, values));
  if ('not' in condition) return !meets(condition.not, values);
  const value = values.at(condition.column);
  if ('blank' in condition) return (value === '') === condition.blank;
  return 'equals' in condition ? value === condition.equals : condition.in.includes(value);
};
