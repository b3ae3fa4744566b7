import * as E from 'fp-ts/lib/Either.js';
import type { MappedFact } from './facts/mapFact.ts';
import { mapRow } from './facts/mapRow.ts';
import { FileTrouble, reading } from './fileTrouble.ts';
import type { ImportFailure } from './importFailure.ts';
import type { ImportedFact } from './mapping/hostFacts.ts';
import { parseMapping } from './mapping/parseMapping.ts';
import { prepareSources } from './prepareSources.ts';
import { checkColumns } from './readSource.ts';
import type { CellProblem } from './rows/row.ts';
import { rowsOf } from './rows/rowsOf.ts';

/** A row of an export, and what an import would make of it. */
export type ExportRow = Readonly<{ source: string; file: string; line: number }> &
  (
    | Readonly<{ _tag: 'Skipped'; reason: string }>
    | Readonly<{ _tag: 'Refused'; problems: readonly CellProblem[] }>
    | Readonly<{ _tag: 'Mapped'; facts: readonly MappedFact[] }>
  );

/** Which files to read as which mapping says, and who is given their rows. */
export type ReadExport = Readonly<{
  /** The mapping as parsed JSON; it is checked as a whole before anything is read. */
  mapping: unknown;
  /** The data folder; or one file, when the mapping has a single source. */
  input: string;
  /** Given every row, source by source, in the order of the files. */
  row: (row: ExportRow) => void;
}>;

/** What the mapping is about: its program, and the facts that rows can become. */
export type ExportTold = Readonly<{ program: string; facts: readonly ImportedFact[] }>;

/**
 * Reads an export row by row, as an import would, and records nothing. Memory does not grow with the files.
 *
 * @returns on the left what a file or the mapping is to blame for; rows before it have been given then.
 */
export const readExport = async ({ mapping, input, row }: ReadExport): Promise<E.Either<ImportFailure, ExportTold>> => {
  const parsed = parseMapping(mapping);
  if (E.isLeft(parsed)) return E.left({ _tag: 'InvalidMapping', problems: parsed.left });
  try {
    for (const prepared of await prepareSources(parsed.right, input)) {
      const { source, path } = prepared;
      const at = { source: source.name, file: source.file };
      await reading(path, async () => {
        for await (const { columns, rows } of rowsOf(path, source.format)) {
          if (columns !== undefined) checkColumns(prepared, columns);
          for (const read of rows) {
            const verdict = mapRow(read, prepared);
            const place = { ...at, line: read.line };
            if (verdict._tag === 'Skipped')
              row({ ...place, _tag: 'Skipped', reason: source.skip?.[verdict.rule]?.reason ?? '' });
            else row({ ...place, ...verdict });
          }
        }
      });
    }
    const { program, sources } = parsed.right;
    const facts = sources.flatMap((source) => source.facts.map(({ fact }) => fact));
    return E.right({ program, facts: [...new Set(facts)] });
  } catch (error) {
    if (error instanceof FileTrouble) return E.left(error.failure);
    throw error;
  }
};
