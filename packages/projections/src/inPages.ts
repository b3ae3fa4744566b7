/**
 * Takes what comes one by one in pages: all that has come while the page before was in work, at most `limit`. A page
 * never waits to become fuller, so that one event alone is handed on at once.
 *
 * The source is read ahead by one page.
 *
 * @param leave called when the reader ends, so that the source lets go of what it waits for.
 */
export async function* inPages<Item>(
  source: AsyncIterable<Item>,
  limit: number,
  leave: () => void,
): AsyncGenerator<readonly Item[], void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  const waiting: Item[] = [];
  let pulling: Promise<void> | undefined;
  let end: Readonly<{ error?: unknown }> | undefined;
  const pull = async (): Promise<void> => {
    try {
      const next = await iterator.next();
      if (next.done === true) end = {};
      else waiting.push(next.value);
    } catch (error) {
      // Told to the reader once it has taken what came before.
      end = { error };
    }
    pulling = end === undefined && waiting.length < limit ? pull() : undefined;
  };
  try {
    for (;;) {
      if (end === undefined) pulling ??= pull();
      if (waiting.length > 0) yield waiting.splice(0);
      else if (end === undefined) await pulling;
      else if ('error' in end) throw end.error;
      else return;
    }
  } finally {
    leave();
    await iterator.return?.();
  }
}
