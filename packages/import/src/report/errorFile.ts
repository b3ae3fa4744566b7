import { randomBytes } from 'node:crypto';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { FileTrouble } from '../fileTrouble.ts';
import { NOT_AN_ERROR_FILE } from '../importFailure.ts';
import type { RowProblem } from '../importSummary.ts';

/** A file that tells which rows were refused, and why. */
export type ErrorFile = Readonly<{
  add: (problem: RowProblem) => void;
  /** Writes what was added; to be called now and then, so that little waits in memory. */
  flush: () => Promise<void>;
  /** Puts the file in its place. When nothing was refused, a complete import takes an earlier error file away. */
  close: (complete: boolean) => Promise<void>;
}>;

const HEADER = 'source,line,column,value,reason';

/**
 * CSV that a spreadsheet opens without running what stands in a cell. It is there only when there is something to
 * tell. It is written beside its place and moved there at the end. Only an empty file or an earlier error file ever
 * makes way for it: whatever else has that name is left as it is, and the import fails before it begins.
 *
 * Fails where the file cannot be written: better now than with the first bad row.
 */
export const openErrorFile = async (name: string): Promise<ErrorFile> => {
  const found = await whatIsAt(name);
  if (found === 'foreign') throw new FileTrouble({ _tag: 'CannotWrite', file: name, problem: NOT_AN_ERROR_FILE });
  return found === 'no-file' ? openStream(name) : openBeside(name);
};

/** What is no file, such as a pipe, is written to as it is, and stays. */
const openStream = (name: string): ErrorFile => {
  let file: FileHandle | undefined;
  const lines = waitingLines(async () => (file ??= await open(name, 'w')));
  return {
    ...lines,
    close: async () => {
      try {
        await lines.flush();
      } finally {
        await file?.close();
      }
    },
  };
};

const openBeside = async (name: string): Promise<ErrorFile> => {
  // Behind a link lies the file itself; the link stays.
  const place = await realpath(name).catch(() => name);
  const beside = `${place}.${randomBytes(4).toString('hex')}.part`;
  const file = await open(beside, 'wx');
  let told = false;
  const lines = waitingLines(async () => {
    told = true;
    return file;
  });
  return {
    ...lines,
    close: async (complete) => {
      try {
        await lines.flush();
      } finally {
        await file.close();
        if (told) await moveTo(place, beside);
        else await rm(beside);
      }
      if (!told && complete && isOurs(await whatIsAt(place))) await rm(place, { force: true });
    },
  };
};

/** Somebody may have put something else there meanwhile; then what was found stays where it was written. */
const moveTo = async (place: string, beside: string): Promise<void> => {
  const isFree = isOurs(await whatIsAt(place));
  const moved =
    isFree &&
    (await rename(beside, place).then(
      () => true,
      () => false,
    ));
  if (moved) return;
  const why = isFree ? 'what was written beside it cannot be moved there' : NOT_AN_ERROR_FILE;
  const problem = `${why}; refused rows are listed in ${beside}`;
  throw new FileTrouble({ _tag: 'CannotWrite', file: place, problem });
};

const waitingLines = (opened: () => Promise<FileHandle>): Pick<ErrorFile, 'add' | 'flush'> => {
  let waiting: string[] = [`${HEADER}\n`];
  let isNew = true;
  return {
    add: ({ source, line, column, value, reason }) => {
      isNew = false;
      waiting.push(`${[cell(source), String(line), cell(column), cell(value), cell(reason)].join(',')}\n`);
    },
    flush: async () => {
      if (isNew || waiting.length === 0) return;
      const text = waiting.join('');
      waiting = [];
      await (await opened()).appendFile(text, 'utf8');
    },
  };
};

type Found = 'nothing' | 'error-file' | 'no-file' | 'foreign';

const isOurs = (found: Found): boolean => found === 'nothing' || found === 'error-file';

/** Looks without changing anything; an empty file counts as an error file. */
const whatIsAt = async (name: string): Promise<Found> => {
  const stats = await stat(name).catch(absent);
  if (stats === undefined) return 'nothing';
  if (!stats.isFile()) return writable(name);
  if (stats.size === 0) return 'error-file';
  const file = await open(name, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER.length + 2), 0, HEADER.length + 2, 0);
    const start = buffer.toString('latin1', 0, bytesRead);
    return start.split(/\r?\n/, 1)[0]?.replace(/\r$/, '') === HEADER ? 'error-file' : 'foreign';
  } finally {
    await file.close();
  }
};

/** A folder cannot be opened for writing. */
const writable = async (name: string): Promise<Found> => {
  await (await open(name, 'a')).close();
  return 'no-file';
};

const absent = (error: unknown): undefined => {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
};

/** A spreadsheet takes a cell that begins so for a formula. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

const cell = (text: string): string => {
  const safe = (FORMULA.test(text) ? `'${text}` : text).replaceAll(/[\p{Cc}\p{Cf}]/gu, '?');
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
