import { canonicalJson } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** One line of somebody's list: whatever it is known under there, and its amount in major units, such as `948.05`. */
export type ForeignLine = Readonly<{ key: string; amount: string }>;

const ForeignLinesCodec = t.readonlyArray(t.strict({ key: t.string, amount: t.string }));

/** The lines as the text that stands in an answer. */
export const linesAsText = (lines: readonly ForeignLine[]): string =>
  canonicalJson(lines.map(({ key, amount }) => ({ key, amount })));

/** The lines out of that text; nothing where it is none. */
export const linesFromText = (text: string): readonly ForeignLine[] | undefined => {
  const read: unknown = parsed(text);
  const decoded = ForeignLinesCodec.decode(read);
  return E.isRight(decoded) ? decoded.right : undefined;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
