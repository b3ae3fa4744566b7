import path from 'node:path';
import type { ColumnRules, Format } from '../mapping/mapping.ts';
import { NotTheFormat, rowsOf } from '../rows/rowsOf.ts';
import { nearestOf } from './nearest.ts';

/** The values that may stand in a column. */
export type KnownValues = Readonly<{
  /** What is wrong with the value, with the nearest one that is known; `undefined` when it is known. */
  objectionTo: (value: string) => string | undefined;
}>;

/** Loads the values that may stand in a column, from the mapping or from a file of the data folder. */
export const loadKnownValues = async (
  known: NonNullable<ColumnRules['known']>,
  folder: string,
  format: Format,
  trim: boolean,
): Promise<KnownValues> => {
  if (!('file' in known)) return knownValues(known, 'one of the values in the mapping');
  const values: string[] = [];
  for await (const { columns, rows } of rowsOf(path.join(folder, known.file), format)) {
    if (columns?.includes(known.column) === false) throw new NotTheFormat(`it has no column '${known.column}'`);
    for (const row of rows) {
      if (row._tag === 'BadRow') throw new NotTheFormat(`line ${row.line}: ${row.problems[0]?.reason}`);
      const value = row.values.get(known.column) ?? '';
      values.push(trim ? value.trim() : value);
    }
  }
  return knownValues(values, `in ${known.file}`);
};

const knownValues = (values: readonly string[], where: string): KnownValues => {
  const known = new Set(values);
  const objections = new Map<string, string>();
  const objection = (value: string): string => {
    const nearest = nearestOf(value, values);
    const shown = value.slice(0, 80);
    if (nearest === undefined) return `'${shown}' is not ${where}; correct it, or add an alias to the mapping.`;
    return `'${shown}' is not ${where}; did you mean '${nearest}'? Add an alias to the mapping.`;
  };
  return {
    objectionTo: (value) => {
      if (known.has(value)) return undefined;
      const told = objections.get(value) ?? objection(value);
      if (objections.size < 1000) objections.set(value, told);
      return told;
    },
  };
};
