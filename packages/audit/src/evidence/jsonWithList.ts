import { canonicalJson } from '@commission-ledger/events';

/** A JSON value as a line of its own: canonical (RFC 8785), ended by a line feed. */
export const jsonLine = (value: unknown): string => `${canonicalJson(value)}\n`;

/**
 * The canonical JSON of an object one of whose fields is a list too long to hold, piece by piece: the bytes that
 * {@link jsonLine} would give.
 */
export async function* jsonWithList(
  fields: Readonly<Record<string, unknown>>,
  name: string,
  items: AsyncIterable<unknown> | Iterable<unknown>,
): AsyncGenerator<string, void, undefined> {
  const names = [...Object.keys(fields), name].toSorted();
  let separator = '{';
  for (const field of names) {
    yield `${separator}${canonicalJson(field)}:`;
    if (field === name) yield* listOf(items);
    else yield canonicalJson(fields[field]);
    separator = ',';
  }
  yield '}\n';
}

/** The canonical JSON of a list. */
async function* listOf(items: AsyncIterable<unknown> | Iterable<unknown>): AsyncGenerator<string, void, undefined> {
  let separator = '';
  yield '[';
  for await (const item of items) {
    yield separator + canonicalJson(item);
    separator = ',';
  }
  yield ']';
}
