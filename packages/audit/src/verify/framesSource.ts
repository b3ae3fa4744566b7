import type { StoredEvent } from '@commission-ledger/event-store';
import { parseFrame } from '@commission-ledger/events';
import type { HistorySource } from './historySource.ts';

/**
 * A history that is kept as text, one frame on each line in the order of the history, as a source. A frame stands where
 * it says that it stands; positions count the lines.
 *
 * @param lines opens the text from its beginning; called again when the history is read once more.
 */
export const framesSource = (lines: () => AsyncIterable<string>): HistorySource => {
  let open: Readonly<{ events: AsyncIterator<StoredEvent>; after: bigint }> | undefined;
  return {
    readAll: async ({ after = 0n, limit }) => {
      const { events } = open?.after === after ? open : { events: eventsIn(lines()) };
      if (open?.after !== after) for (let passed = 0n; passed < after; passed += 1n) await events.next();
      const page: StoredEvent[] = [];
      let atEnd = false;
      while (page.length < limit && !atEnd) {
        const { value, done } = await events.next();
        if (done === true) atEnd = true;
        else page.push(value);
      }
      const next = page.at(-1)?.position ?? after;
      open = { events, after: next };
      return { events: page, next, atEnd };
    },
  };
};

const eventsIn = async function* (lines: AsyncIterable<string>): AsyncGenerator<StoredEvent, undefined> {
  let position = 0n;
  let unread = 0;
  for await (const body of lines) {
    position += 1n;
    const frame = parseFrame(body);
    if (typeof frame === 'string') {
      // What no frame is stands in no stream.
      yield { position, stream: '', revision: unread, id: `line ${position}`, type: '', body };
      unread += 1;
    } else {
      const { stream, revision, id, type } = frame;
      yield { position, stream, revision, id, type, body };
    }
  }
  return undefined;
};
