import type { AppendResult, EventStore, ExpectedRevision } from '@commission-ledger/event-store';
import type { FramedEvent } from '@commission-ledger/events';
import { isUnavailable } from './storeFailure.ts';

/** How often the same frames are sent when the store does not say what became of them. */
const TRIES = 3;

/**
 * Appends, and when the answer is lost finds out what became of it: either the frames stand where they were meant to,
 * byte for byte, or they are sent again. The same frames for the same revision are written once, however often they
 * are sent, so nothing is guessed.
 *
 * @throws StoreFailure when the store cannot say even then.
 */
export const appendOnce = async (
  store: EventStore,
  stream: string,
  framed: readonly FramedEvent[],
  expected: ExpectedRevision,
): Promise<AppendResult> => {
  for (let tries = 1; ; tries += 1) {
    try {
      const result = await store.append(stream, framed, expected);
      // Not the first try and already there: it is what the first try wrote.
      return tries > 1 && result._tag === 'appended' ? { ...result, repeated: false } : result;
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      const written = await findWritten(store, stream, framed);
      if (written !== undefined) return written;
      if (tries === TRIES) throw error;
    }
  }
};

/** The frames where they were meant to stand; `undefined` when they are not there, or reading fails as well. */
const findWritten = async (
  store: EventStore,
  stream: string,
  framed: readonly FramedEvent[],
): Promise<AppendResult | undefined> => {
  let found: AppendResult | undefined;
  let index = 0;
  try {
    for await (const stored of store.readStream(stream, { from: framed[0]?.revision ?? 0, limit: framed.length })) {
      const sent = framed[index];
      if (stored.id !== sent?.id || stored.body !== sent.body) return undefined;
      found = { _tag: 'appended', revision: stored.revision, position: stored.position, repeated: false };
      index += 1;
    }
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return undefined;
  }
  return index === framed.length ? found : undefined;
};
