import type { TimeZone } from '@commission-ledger/calendar';
import type { Source } from '../mapping/mapping.ts';
import type { CellProblem, Row } from '../rows/row.ts';
import { columnValues, meets } from './columnValues.ts';
import type { KnownValues } from './knownValues.ts';
import { type MappedFact, mapFact } from './mapFact.ts';

/** What a row comes to. */
export type RowVerdict =
  | Readonly<{ _tag: 'Skipped'; rule: number }>
  | Readonly<{ _tag: 'Refused'; problems: readonly CellProblem[] }>
  | Readonly<{ _tag: 'Mapped'; facts: readonly MappedFact[] }>;

/** What mapping a row needs besides the row. */
export type RowMapper = Readonly<{
  source: Source;
  program: string;
  zone: TimeZone;
  known: ReadonlyMap<string, KnownValues>;
}>;

/** Maps a row as a whole: one bad field, and it contributes no fact. */
export const mapRow = (row: Row, mapper: RowMapper): RowVerdict => {
  if (row._tag === 'BadRow') return { _tag: 'Refused', problems: row.problems };
  const { source } = mapper;
  const { values, problems: unknown } = columnValues(row, source.columns ?? {}, mapper.known);
  const rule = (source.skip ?? []).findIndex(({ when }) => meets(when, values));
  if (rule >= 0) return { _tag: 'Skipped', rule };
  const problems = [...unknown];
  const inHand = { values, program: mapper.program, zone: mapper.zone, problems };
  const facts = source.facts.flatMap((fact, number) =>
    fact.when === undefined || meets(fact.when, values) ? [mapFact(fact, number, inHand)] : [],
  );
  if (facts.length === 0 && problems.length === 0)
    problems.push({
      column: '',
      value: '',
      reason: 'no fact of the mapping fits the row; map it or skip it by a rule',
    });
  // What is wrong with a value need not be told once for each fact that has it.
  if (problems.length > 0) return { _tag: 'Refused', problems: distinct(problems) };
  return { _tag: 'Mapped', facts: facts.flatMap((fact) => fact ?? []) };
};

/** The first of those that say the same; that a column is blank says the same whatever fact needs it. */
const distinct = (problems: readonly CellProblem[]): readonly CellProblem[] => {
  const told = new Set<string>();
  return problems.filter(({ column, value, reason }) => {
    const key = column !== '' && value === '' ? column : `${column}\n${reason}`;
    const isNew = !told.has(key);
    told.add(key);
    return isNew;
  });
};
