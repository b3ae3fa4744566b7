import { createHash } from 'node:crypto';
import type { TimeZone } from '@commission-ledger/calendar';
import { RowOutcomes } from './apply/rowOutcomes.ts';
import type { KnownValues } from './facts/knownValues.ts';
import { type RowVerdict, mapRow } from './facts/mapRow.ts';
import { FileTrouble, reading } from './fileTrouble.ts';
import type { RowCounts } from './importSummary.ts';
import { columnsOf } from './mapping/columnsOf.ts';
import type { Source } from './mapping/mapping.ts';
import type { CellProblem, Row } from './rows/row.ts';
import { rowsOf } from './rows/rowsOf.ts';
import type { FactSorter } from './sort/factSorter.ts';

/** A source with what reading it needs, found before anything is imported. */
export type PreparedSource = Readonly<{
  source: Source;
  /** The place of the source in the mapping. */
  index: number;
  /** Where it lies. */
  path: string;
  known: ReadonlyMap<string, KnownValues>;
  program: string;
  zone: TimeZone;
}>;

/** A source that has been read: what became of its rows so far, and what its import is called. */
export type ReadSource = Readonly<{
  prepared: PreparedSource;
  outcomes: RowOutcomes;
  importId: string;
  counts: () => RowCounts;
}>;

/** Who is told while a source is read. */
export type ReadingListener = Readonly<{
  problem: (source: Source, line: number, problem: CellProblem) => void;
  /** After each piece of the file. */
  rows: (source: Source, count: number) => Promise<void>;
}>;

/** Reads a source to its end and gives its facts to the sorter. */
export const readSource = async (
  prepared: PreparedSource,
  sorter: FactSorter,
  listener: ReadingListener,
): Promise<ReadSource> => {
  const { source, path, index } = prepared;
  const outcomes = new RowOutcomes();
  const skipped = (source.skip ?? []).map(() => 0);
  const hash = createHash('sha256');
  let factsMapped = 0;

  const take = async (row: Row): Promise<void> => {
    const verdict: RowVerdict = mapRow(row, prepared);
    const number = outcomes.next();
    switch (verdict._tag) {
      case 'Skipped':
        skipped[verdict.rule] = (skipped[verdict.rule] ?? 0) + 1;
        return;
      case 'Refused':
        outcomes.refused(number);
        for (const problem of verdict.problems) listener.problem(source, row.line, problem);
        return;
      case 'Mapped':
        outcomes.mapped(number);
        factsMapped += verdict.facts.length;
        for (const [place, fact] of verdict.facts.entries()) {
          const full = sorter.add({ ...fact, source: index, row: number, line: row.line, place });
          if (full !== undefined) await full;
        }
    }
  };

  await reading(path, async () => {
    for await (const { columns, rows } of rowsOf(path, source.format, hash)) {
      if (columns !== undefined) checkColumns(prepared, columns);
      for (const row of rows) await take(row);
      await listener.rows(source, rows.length);
    }
  });
  return {
    prepared,
    outcomes,
    importId: `import-${hash.digest('hex').slice(0, 16)}`,
    counts: () => {
      const { read, recorded, known, refused } = outcomes.counts();
      return {
        rowsRead: read,
        rowsRecorded: recorded,
        rowsKnown: known,
        rowsSkipped: (source.skip ?? []).map(({ reason }, rule) => ({ reason, rows: skipped[rule] ?? 0 })),
        rowsRefused: refused,
        factsMapped,
      };
    },
  };
};

/** Stops the reading where the file has not all columns that the mapping needs. @throws FileTrouble */
export const checkColumns = ({ source, path }: PreparedSource, found: readonly string[]): void => {
  const missing = columnsOf(source).filter((column) => !found.includes(column));
  if (missing.length > 0) throw new FileTrouble({ _tag: 'MissingColumns', file: path, missing, found });
};
