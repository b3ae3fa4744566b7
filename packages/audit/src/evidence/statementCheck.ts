import * as E from 'fp-ts/lib/Either.js';
import type { ReadManifest } from './manifestCodec.ts';
import { movementMarks } from './movementMarks.ts';
import { packedMovements } from './packedMovements.ts';
import { accountAndMonth, problemsOfStatement, StatementCodec } from './packedStatement.ts';
import { type PackFinding, packFinding } from './packFinding.ts';
import { type EventLine, eventLines, jsonOf, type PackSource } from './packSource.ts';

/** Meets the events of a pack, then holds its statements against them. */
export type StatementCheck = Readonly<{
  meet: (line: EventLine) => void;
  findings: (pack: PackSource) => Promise<readonly PackFinding[]>;
}>;

/**
 * That statements are of the accounts and months of their names, open with what the movements before the month add up to,
 * consist of those of the month, add up, and were closed as they say; and that each movement of a month of the period is in
 * one of them, once. One statement is held at a time, of each movement 8 bytes, and of each month of an account its sum.
 */
export const statementCheck = (manifest: ReadManifest): StatementCheck => {
  const movements = packedMovements(manifest);
  const marks = movementMarks();
  const findings: PackFinding[] = [];
  return {
    meet: (line) => {
      const read = movements.read(line);
      if (read === undefined) return;
      if ('movement' in read) marks.note(read.movement, read.isDue);
      else findings.push(read);
    },
    findings: async (pack) => {
      for (const path of statementsIn(manifest)) {
        const statement = StatementCodec.decode(await jsonOf(pack, path));
        if (E.isLeft(statement)) {
          findings.push(packFinding('unreadable', path, 'It is not as the format says.'));
          continue;
        }
        const { stream } = accountAndMonth(path);
        const { opening, from, program } = statement.right;
        const problems = problemsOfStatement(statement.right, {
          path,
          zone: movements.zoneOf(program),
          owed: movements.owedBefore(stream, from, opening.currency),
          closings: movements.closingsOf(stream),
          take: marks.take,
        });
        findings.push(...problems.map((problem) => packFinding('figures-differ', path, problem)));
      }
      if (!marks.isComplete()) findings.push(...(await untold(pack, manifest, marks)));
      return findings;
    },
  };
};

/** By account, and then by month. */
const statementsIn = ({ files }: ReadManifest): readonly string[] =>
  files.flatMap(({ path }) => (path.startsWith('statements/') ? [path] : [])).toSorted();

/** The movements that should be in a statement of the pack, and are in none. */
const untold = async (
  pack: PackSource,
  manifest: ReadManifest,
  { isTaken }: ReturnType<typeof movementMarks>,
): Promise<readonly PackFinding[]> => {
  const findings: PackFinding[] = [];
  const movements = packedMovements(manifest);
  for await (const event of eventLines(pack)) {
    const read = movements.read(event);
    if (read === undefined || !('movement' in read) || !read.isDue || isTaken(read.movement)) continue;
    const { id, stream } = read.movement;
    const at = { file: 'events.ndjson', line: event.line };
    findings.push(packFinding('figures-differ', at, `${id} of ${stream} is in no statement.`));
  }
  return findings;
};
