import type { EventStore } from '@commission-ledger/event-store';
import type { HistorySource } from './historySource.ts';
import { type PartStart, scanPart } from './partScanner.ts';
import { type Scan, type ScanStart, cutAt, PAGE, scanHistory } from './scanHistory.ts';
import type { ScannedPart } from './scannedPart.ts';

/** A range of positions to be looked at elsewhere: after one, up to and with another. */
export type ScanOrder = ScanStart & Readonly<{ through: bigint }>;

/** Does an order, in the place where the order was sent. Stops early when the range has fewer events. */
export const scanRange = async (source: HistorySource, order: ScanOrder): Promise<readonly ScannedPart[]> => {
  const parts: ScannedPart[] = [];
  let { index, after } = order;
  for (;;) {
    const left = order.through - (after ?? 0n);
    if (left <= 0n) return parts;
    const page = await source.readAll({ after, limit: left < PAGE ? Number(left) : PAGE });
    const events = page.events.filter(({ position }) => position <= order.through);
    for (const run of cutAt(events, index, order.cuts)) {
      const start: PartStart = { form: order.form, withHashes: order.withHashes, index, after };
      parts.push(scanPart(start, run));
      index += run.length;
      after = run.at(-1)?.position;
    }
    if (page.atEnd || events.length === 0 || events.length < page.events.length) return parts;
  }
};

/** What divides the work: how many positions an order is about, how many orders are out at a time, and who does them. */
export type Division = Readonly<{
  positions: number;
  atOnce: number;
  run: (order: ScanOrder) => Promise<readonly ScannedPart[]>;
}>;

/**
 * Has a history looked at in several places at once, and gives the parts in order. An order has to say which event is its
 * first, so this takes a store whose positions count the events, as those of a file do. From the first gap between them
 * on, the history is read here.
 */
export const scanDivided = (source: HistorySource & Pick<EventStore, 'head'>, division: Division): Scan =>
  async function* (start) {
    const here = scanHistory(source);
    const head = (await source.head())?.position ?? 0n;
    let { index, after } = start;
    const orders = ordersOf(start, head, BigInt(division.positions));
    const out: Promise<readonly ScannedPart[]>[] = [];
    const send = (): void => {
      const { value } = orders.next();
      if (value === undefined) return;
      const done = division.run(value);
      // Whoever takes it learns how it ended; when nobody does any more, nobody has to.
      done.catch(() => undefined);
      out.push(done);
    };
    for (let sent = 0; sent < division.atOnce; sent += 1) send();
    while (out.length > 0) {
      const parts = (await out.shift()) ?? [];
      const through = BigInt(Math.min(Number(head), Number(after ?? 0n) + division.positions));
      const events = parts.reduce((sum, { count }) => sum + count, 0);
      if (BigInt(events) !== through - (after ?? 0n) || BigInt(index) !== (after ?? 0n)) break;
      send();
      yield* parts;
      index += events;
      after = through;
    }
    yield* here({ ...start, index, after });
  };

const ordersOf = function* (start: ScanStart, head: bigint, positions: bigint): Generator<ScanOrder, undefined> {
  let { index } = start;
  for (let after = start.after ?? 0n; after < head; after += positions) {
    const through = after + positions < head ? after + positions : head;
    yield { ...start, index, after: after === 0n ? undefined : after, through };
    index += Number(through - after);
  }
  return undefined;
};
