import * as E from 'fp-ts/lib/Either.js';
import type { StatementFailure } from '../statementFailure.ts';

/** Some forty thousand entries, for which the tree of a file takes a gigabyte of memory. */
const MEBIBYTES = 16;

/** The text of an XML file, in the encoding of its byte order mark, else the one that it declares, else UTF-8. */
export const xmlText = (bytes: Uint8Array): E.Either<StatementFailure, string> => {
  if (bytes.byteLength > MEBIBYTES * 1024 * 1024) return E.left({ _tag: 'StatementTooLarge', mebibytes: MEBIBYTES });
  const encoding = markedEncoding(bytes) ?? declaredEncoding(bytes) ?? 'utf-8';
  try {
    // A mark is left out of the text.
    return E.right(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    return notXml(`it cannot be read as ${encoding}, the encoding that it declares`);
  }
};

const notXml = (problem: string): E.Either<StatementFailure, never> => E.left({ _tag: 'NotXml', problem });

const markedEncoding = ([first, second]: Uint8Array): string | undefined => {
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : undefined;
};

/** The declaration is in ASCII in every encoding but UTF-16, which has a mark. */
const declaredEncoding = (bytes: Uint8Array): string | undefined => {
  const beginning = String.fromCharCode(...bytes.subarray(0, 200));
  const [, encoding] =
    /^(?:\u00EF\u00BB\u00BF)?<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]{0,39})["']/.exec(beginning) ?? [];
  return encoding;
};
