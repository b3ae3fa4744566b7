import { createReadStream } from 'node:fs';
import { AccessLogFailure } from './accessLogFailure.ts';
import { type AccessLine, accessLineIn, lineHash } from './accessLine.ts';

/** Something that is not as it was written. `line` is the number of the line, from 1. */
export type AccessFinding =
  /** The line names another one before it: one was changed, taken away or put in between here or just before. */
  | Readonly<{ class: 'broken-link'; line: number }>
  /** No entry: it was damaged, or a crash cut it off while it was written. */
  | Readonly<{ class: 'unreadable'; line: number }>
  /** The hash that was kept outside is that of no line: the log was cut or written anew. */
  | Readonly<{ class: 'kept-hash-missing'; line: number }>;

/** What a verification found. */
export type AccessReport = Readonly<{
  schema: 'access-verify/1';
  verdict: 'sound' | 'not-sound';
  lines: number;
  /** The hash of the last line: kept outside, it shows later whether lines were cut off. */
  head: string | null;
  findings: readonly AccessFinding[];
}>;

/** A line as it is read back; `entry` is undefined where it cannot be read. */
export type ReadLine = Readonly<{ line: number; hash: string; entry: AccessLine | undefined }>;

/** All lines of a log in their order. @throws AccessLogFailure when the file cannot be read */
export async function* readAccessLog(file: string): AsyncGenerator<ReadLine, void, undefined> {
  let line = 0;
  const lineOf = (bytes: Uint8Array): ReadLine => {
    line += 1;
    return { line, hash: lineHash(bytes), entry: accessLineIn(bytes) };
  };
  let open = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(file)) {
      open = open.length === 0 ? Buffer.from(chunk) : Buffer.concat([open, Buffer.from(chunk)]);
      let start = 0;
      for (let feed = open.indexOf(0x0a); feed >= 0; feed = open.indexOf(0x0a, start)) {
        yield lineOf(open.subarray(start, feed));
        start = feed + 1;
      }
      open = open.subarray(start);
    }
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      throw new AccessLogFailure(`The access log ${file} cannot be read: ${error.message}`, { cause: error });
    throw error;
  }
  if (open.length > 0) yield lineOf(open);
}

/**
 * Checks that each line is linked to the one before it, from first to last. That the end was cut off is only seen beside a
 * hash that was kept outside: `kept`, the `head` of an earlier report.
 */
export const verifyAccessLog = async (
  file: string,
  { kept }: Readonly<{ kept?: string }> = {},
): Promise<AccessReport> => {
  const findings: AccessFinding[] = [];
  let head: string | null = null;
  let lines = 0;
  let isKept = kept === undefined;
  for await (const { line, hash, entry } of readAccessLog(file)) {
    if (entry === undefined) findings.push({ class: 'unreadable', line });
    else if (entry.prev !== head) findings.push({ class: 'broken-link', line });
    head = hash;
    lines = line;
    isKept ||= hash === kept;
  }
  if (!isKept) findings.push({ class: 'kept-hash-missing', line: lines });
  return { schema: 'access-verify/1', verdict: findings.length === 0 ? 'sound' : 'not-sound', lines, head, findings };
};
