import { writing } from '../fileTrouble.ts';
import type { RowProblem } from '../importSummary.ts';
import { type ErrorFile, openErrorFile } from './errorFile.ts';

/** Where the problems of rows go. */
export type ProblemReport = Readonly<{
  add: (problem: RowProblem) => void;
  flush: () => Promise<void>;
  /** To be called once, whether the import is complete or not. */
  close: (complete: boolean) => Promise<void>;
  /** The error file, when there is something in it. */
  errorFile: () => string | undefined;
}>;

/** Tells problems to a file and to a function, as far as they are wanted. */
export const problemReport = async (
  path: string | undefined,
  onProblem: ((problem: RowProblem) => void) | undefined,
): Promise<ProblemReport> => {
  const file: ErrorFile | undefined = path === undefined ? undefined : await writing(path, () => openErrorFile(path));
  let told = false;
  return {
    add: (problem) => {
      told = true;
      const short = { ...problem, value: problem.value.slice(0, LONGEST) };
      file?.add(short);
      onProblem?.(short);
    },
    flush: async () => {
      if (file !== undefined && path !== undefined) await writing(path, file.flush);
    },
    close: async (complete) => {
      if (file !== undefined && path !== undefined) await writing(path, () => file.close(complete));
    },
    errorFile: () => (told ? path : undefined),
  };
};

/** Characters of a value that are shown. */
const LONGEST = 80;
