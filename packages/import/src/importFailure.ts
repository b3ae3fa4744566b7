import { type LedgerFailure, describeFailure } from '@commission-ledger/ledger';
import type { MappingProblem } from './mapping/mappingProblem.ts';

/** Why an import could not be carried out. A bad row is no failure: it is told in the error file. */
export type ImportFailure = Failure &
  Readonly<{
    /** Where the rows refused so far are told, when there are any and a file for them was asked for. */
    errorFile?: string;
  }>;

type Failure =
  /** The mapping does not make sense; nothing was read or written. */
  | Readonly<{ _tag: 'InvalidMapping'; problems: readonly MappingProblem[] }>
  /** A file is not there, cannot be read, or is not what the mapping says. Sources before it are imported. */
  | Readonly<{ _tag: 'UnreadableFile'; file: string; problem: string }>
  /** A file of the data has not the columns that the mapping names. Sources before it are imported. */
  | Readonly<{ _tag: 'MissingColumns'; file: string; missing: readonly string[]; found: readonly string[] }>
  /**
   * The error file or a temporary file cannot be written, or what has the name of the error file is something else, such
   * as the export itself; it is left as it is. What was applied before stays; import again to go on.
   */
  | Readonly<{ _tag: 'CannotWrite'; file: string; problem: string }>
  /** The ledger's store gave up halfway. What was applied before stays; import again to go on. */
  | Readonly<{
      _tag: 'Stopped';
      failure: LedgerFailure;
      source: string;
      rowsRead: number;
      factsApplied: number;
      eventsWritten: number;
    }>;

/** The problem of a file that is named as the error file and holds something else. */
export const NOT_AN_ERROR_FILE = 'it is not an error file of an import';

/** One sentence for what is wrong, one for what to do. */
export const describeImportFailure = (failure: ImportFailure): string =>
  failure.errorFile === undefined
    ? describeFailureItself(failure)
    : `${describeFailureItself(failure)} Rows refused so far are listed in ${failure.errorFile}.`;

const describeFailureItself = (failure: Failure): string => {
  switch (failure._tag) {
    case 'InvalidMapping':
      return `The mapping cannot be used: ${failure.problems.map(({ path, message }) => `${path === '' ? '/' : path} ${message}`).join('; ')}. Nothing was written; correct the mapping and import again.`;
    case 'UnreadableFile':
      return `${failure.file} cannot be read: ${failure.problem}. Check the file and what the mapping says about it, and import again.`;
    case 'MissingColumns':
      return `${failure.file} has no column ${failure.missing.map(quoted).join(' or ')}; its columns are ${failure.found.map(quoted).join(', ')}. Correct the names in the mapping, or its delimiter.`;
    case 'CannotWrite':
      if (failure.problem.startsWith(NOT_AN_ERROR_FILE))
        return `${failure.file} cannot be written: ${failure.problem}. Choose another name.`;
      return `${failure.file} cannot be written: ${failure.problem}. Make room or choose another place, and import again: it goes on where it stopped.`;
    case 'Stopped':
      return `The import stopped in ${failure.source} after ${failure.factsApplied} facts: ${describeFailure(failure.failure)} Nothing is lost: import the same files again and it goes on where it stopped.`;
  }
};

const quoted = (name: string): string => `'${name}'`;
