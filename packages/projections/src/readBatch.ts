import type { StoredEvent } from '@commission-ledger/event-store';
import { type RecordedEvent, readEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { firstDisorder } from './firstDisorder.ts';
import { isAfter } from './isAfter.ts';
import type { HaltReason } from './projectionFailure.ts';

/** An event that stops whoever reaches it. */
export type BadEvent = Readonly<{ stored: StoredEvent; reason: HaltReason }>;

/** A page of the history, read once for all projections. */
export type Batch = Readonly<{
  /** The events that count, up to the first bad one. */
  events: readonly RecordedEvent[];
  /** The position of the last event that was read, whether it counts or not. */
  upTo: bigint | undefined;
  bad: BadEvent | undefined;
}>;

/**
 * Reads a page of stored events up to the first that cannot be read or stands out of order. An event that is
 * delivered a second time is passed over.
 *
 * @param after the position before the page.
 * @param only which events count.
 */
export const readBatch = (
  page: readonly StoredEvent[],
  after: bigint | undefined,
  only: (event: RecordedEvent) => boolean,
): Batch => {
  const news = withoutRepeats(page, after);
  const disorder = firstDisorder(news);
  const events: RecordedEvent[] = [];
  let upTo: bigint | undefined;
  for (const stored of disorder === undefined ? news : news.slice(0, disorder.index)) {
    const read = readEvent(stored);
    if (E.isLeft(read)) return { events, upTo, bad: { stored, reason: read.left } };
    if (only(read.right)) events.push(read.right);
    upTo = stored.position;
  }
  const stored = disorder === undefined ? undefined : news[disorder.index];
  return { events, upTo, bad: stored && { stored, reason: outOfOrder(disorder?.problem ?? '') } };
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
