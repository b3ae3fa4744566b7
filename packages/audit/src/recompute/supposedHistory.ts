import type { EventStore, StoredEvent } from '@commission-ledger/event-store';
import { accountOfStream, parseFrame, type RecordedEvent } from '@commission-ledger/events';
import { historyUntil } from '../replay/historyUntil.ts';
import { reframed } from './reframed.ts';

/**
 * The history before a position, in which the ledger may go on: what it records is kept in memory. What differs from what
 * was calculated again stands there as it was calculated.
 */
export const supposedHistory = (
  store: EventStore,
  before: number,
  corrected: ReadonlyMap<string, readonly RecordedEvent[]>,
): EventStore => {
  const past = historyUntil(store, BigInt(before) - 1n);
  const added: StoredEvent[] = [];

  const asCorrected = (stored: StoredEvent): StoredEvent => {
    if (corrected.size === 0 || accountOfStream(stored.stream) === undefined) return stored;
    const frame = parseFrame(stored.body);
    const instead = typeof frame === 'string' ? undefined : corrected.get(frame.commandKey);
    const event = instead?.find(({ position }) => position === stored.position);
    return event === undefined ? stored : reframed({ ...event, revision: stored.revision, position: stored.position });
  };

  async function* readStream(...[stream, options = {}]: Parameters<EventStore['readStream']>) {
    const { from = 0, limit = Infinity } = options;
    let left = limit;
    for await (const stored of past.readStream(stream, options)) {
      left -= 1;
      yield asCorrected(stored);
    }
    for (const each of added.filter(({ stream: of, revision }) => of === stream && revision >= from)) {
      if (left <= 0) return;
      left -= 1;
      yield each;
    }
  }

  return {
    ...past,
    readStream,
    append: async (stream, events, expected) => {
      let revision = expected === 'no-stream' ? -1 : expected;
      for (const event of events) {
        revision += 1;
        added.push({ ...event, stream, revision, position: BigInt(before + added.length) });
      }
      return { _tag: 'appended', revision, position: BigInt(before + added.length - 1), repeated: false };
    },
    readAll: async (options) => {
      const { events, ...page } = await past.readAll(options);
      if (!page.atEnd) return { ...page, events: events.map(asCorrected) };
      const { after = -1n, limit } = options;
      const more = added.filter(({ position }) => position > after).slice(0, limit - events.length);
      const all = [...events.map(asCorrected), ...more];
      const end = all.at(-1)?.position ?? options.after;
      return { events: all, next: end, atEnd: (end ?? -1n) >= (added.at(-1)?.position ?? -1n) };
    },
    head: async () => added.at(-1) ?? past.head(),
  };
};
