import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** A line of a file: its bytes as Latin-1 without the line break, or `undefined` when it is longer than a line may be. */
export type Line = Readonly<{ number: number; bytes: string | undefined }>;

/** Characters of a line, or of a row of several lines: 1 MiB. */
export const MAX_LINE = 1024 * 1024;

/**
 * The lines of a file in lists, one list for each piece read from the disk, in bounded memory. Bytes are kept one to a
 * character, so that what is no UTF-8 is found in the value where it stands. A byte order mark is taken off.
 */
export async function* linesOf(file: string, hash?: Hash): AsyncGenerator<readonly Line[]> {
  let rest = '';
  let tooLong = false;
  let number = 0;
  const line = (bytes: string): Line => {
    number += 1;
    const whole = tooLong || bytes.length > MAX_LINE ? undefined : bytes.replace(/\r$/, '');
    tooLong = false;
    return { number, bytes: number === 1 ? whole?.replace(/^\u00EF\u00BB\u00BF/, '') : whole };
  };
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    const bytes: Buffer = chunk;
    hash?.update(bytes);
    const [first = '', ...others] = bytes.toString('latin1').split('\n');
    const last = others.pop();
    if (last === undefined) {
      rest = tooLong ? '' : rest + first;
    } else {
      yield [line(rest + first), ...others.map(line)];
      rest = last;
    }
    if (rest.length > MAX_LINE) [rest, tooLong] = ['', true];
  }
  if (rest !== '' || tooLong) yield [line(rest)];
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text that these bytes are in UTF-8, or what keeps them from being text. */
export const textOf = (bytes: string): Readonly<{ text: string }> | string => {
  if (bytes.includes('\0')) return 'contains the character NUL; take it out';
  if (/^\p{ASCII}*$/u.test(bytes)) return { text: bytes };
  try {
    return { text: decoder.decode(Buffer.from(bytes, 'latin1')) };
  } catch {
    return 'is not UTF-8; export the file as UTF-8';
  }
};
