import type { StoredEvent } from '@commission-ledger/event-store';
import { mayPassOver, type RecordedEvent, readEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { firstDisorder } from './firstDisorder.ts';
import { isAfter } from './isAfter.ts';
import type { HaltReason } from './projectionFailure.ts';

/** An event that stops a projection: all of them, or those that read its type when others may pass over it. */
export type BadEvent = Readonly<{
  stored: StoredEvent;
  reason: HaltReason;
  /** The position of the event before it, `undefined` when it is the first of the page. */
  after: bigint | undefined;
  mayBePassed: boolean;
}>;

/** A page of the history, read once for all projections. */
export type Batch = Readonly<{
  /** The events that count and that somebody reads, up to the first bad one that nobody may pass. */
  events: readonly RecordedEvent[];
  /** How many events count, those included that nobody reads. */
  count: number;
  /** The position of the last event that was read or passed over, whether it counts or not. */
  upTo: bigint | undefined;
  bad: readonly BadEvent[];
}>;

/**
 * Reads a page of stored events up to the first that nobody can read or that stands out of order. An event that is
 * delivered a second time is passed over.
 *
 * @param after the position before the page.
 * @param only which events count; by default all, and then not all need to be decoded to tell.
 * @param types the types that are read; by default all.
 */
export const readBatch = (
  page: readonly StoredEvent[],
  after: bigint | undefined,
  only: ((event: RecordedEvent) => boolean) | undefined,
  types: ReadonlySet<string> | undefined,
): Batch => {
  const news = withoutRepeats(page, after);
  const disorder = firstDisorder(news);
  const events: RecordedEvent[] = [];
  const bad: BadEvent[] = [];
  let count = 0;
  let upTo: bigint | undefined;
  for (const stored of disorder === undefined ? news : news.slice(0, disorder.index)) {
    const isRead = only !== undefined || types === undefined || types.has(stored.type);
    const read = !isRead && mayPassOver(stored) ? undefined : readEvent(stored);
    if (read === undefined) count += 1;
    else if (E.isLeft(read)) {
      const mayBePassed = mayPassOver(stored);
      bad.push({ stored, reason: read.left, after: upTo, mayBePassed });
      if (!mayBePassed) return { events, count, upTo, bad };
    } else if (only === undefined || only(read.right)) {
      events.push(read.right);
      count += 1;
    }
    upTo = stored.position;
  }
  const stored = disorder === undefined ? undefined : news[disorder.index];
  const reason = outOfOrder(disorder?.problem ?? '');
  if (stored !== undefined) bad.push({ stored, reason, after: upTo, mayBePassed: false });
  return { events, count, upTo, bad };
};

/** A store that is asked again after a broken connection may send what was there before. */
const withoutRepeats = (page: readonly StoredEvent[], after: bigint | undefined): readonly StoredEvent[] => {
  if (isRising(page, after)) return page;
  const news: StoredEvent[] = [];
  let highest = after;
  for (const event of page) {
    const isRepeat = !isAfter(event.position, highest) && isKnown(event, news, after);
    if (!isRepeat) news.push(event);
    if (isAfter(event.position, highest)) highest = event.position;
  }
  return news;
};

const isRising = (page: readonly StoredEvent[], after: bigint | undefined): boolean => {
  let highest = after;
  for (const { position } of page) {
    if (!isAfter(position, highest)) return false;
    highest = position;
  }
  return true;
};

const isKnown = ({ position, id }: StoredEvent, news: readonly StoredEvent[], after: bigint | undefined): boolean =>
  !isAfter(position, after) || news.some((event) => event.position === position && event.id === id);

const outOfOrder = (problem: string): HaltReason => ({
  _tag: 'OutOfOrder',
  problem: `${problem} The store must hand out the history in order and without gaps; check it, then go on.`,
});
