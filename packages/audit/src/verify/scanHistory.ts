import type { StoredEvent } from '@commission-ledger/event-store';
import type { HistorySource } from './historySource.ts';
import { type PartStart, scanPart } from './partScanner.ts';
import type { ScannedPart } from './scannedPart.ts';

/** From where to scan, and at which sizes of the history one part has to end and the next to begin. */
export type ScanStart = PartStart & Readonly<{ cuts: readonly number[] }>;

/** Whatever makes the parts of a history, in order, from a place on to the end. */
export type Scan = (start: ScanStart) => AsyncIterable<ScannedPart>;

/** No larger: what lives on through several collections of young memory is moved to the old one. */
export const PAGE = 1024;

/** Reads the history and looks at it, page by page. Rejects as the store does. */
export const scanHistory = (source: HistorySource): Scan =>
  async function* (start) {
    let [index, after] = [start.index, start.after];
    for (;;) {
      const page = await source.readAll({ after, limit: PAGE });
      for (const events of cutAt(page.events, index, start.cuts)) {
        yield scanPart({ ...start, index, after }, events);
        index += events.length;
        after = events.at(-1)?.position;
      }
      if (page.atEnd || page.events.length === 0) return;
    }
  };

/** Divides events, of which the first has this index, where the history has one of these sizes. */
export const cutAt = (
  events: readonly StoredEvent[],
  index: number,
  cuts: readonly number[],
): readonly (readonly StoredEvent[])[] => {
  const inside = cuts.filter((cut) => cut > index && cut < index + events.length);
  const ends = [...inside.map((cut) => cut - index), events.length];
  return ends.map((end, at) => events.slice(ends[at - 1] ?? 0, end)).filter(({ length }) => length > 0);
};
