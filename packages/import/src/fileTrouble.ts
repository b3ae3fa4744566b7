import type { ImportFailure } from './importFailure.ts';
import { NotTheFormat } from './rows/rowsOf.ts';

/** Carries a failure out of the reading and writing of files, to where an import answers. */
export class FileTrouble extends Error {
  override readonly name = 'FileTrouble';
  readonly failure: ImportFailure;

  constructor(failure: ImportFailure) {
    super(failure._tag);
    this.failure = failure;
  }
}

/** Does what reads a file; what the file or the machine is to blame for becomes a failure, all else is a defect. */
export const reading = async <Value>(file: string, work: () => Promise<Value>): Promise<Value> => {
  try {
    return await work();
  } catch (error) {
    const problem = error instanceof NotTheFormat ? error.message : systemProblem(error);
    throw problem === undefined ? error : new FileTrouble({ _tag: 'UnreadableFile', file, problem });
  }
};

/** The same for what writes a file. */
export const writing = async <Value>(file: string, work: () => Promise<Value>): Promise<Value> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileTrouble) throw error;
    const problem = systemProblem(error);
    throw problem === undefined ? error : new FileTrouble({ _tag: 'CannotWrite', file, problem });
  }
};

/** What the machine says about a file, such as that there is none. */
const systemProblem = (error: unknown): string | undefined => {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  switch (error.code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EACCES':
    case 'EPERM':
      return 'access is denied';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENOSPC':
      return 'the disk is full';
    default:
      return String(error.code);
  }
};
