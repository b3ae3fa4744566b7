import type { StoredEvent } from '@commission-ledger/event-store';

/** From this place on a page cannot be trusted. */
export type Disorder = Readonly<{ index: number; problem: string }>;

/**
 * The first place where a page is not in the order of the history: positions must grow, and the revisions of a
 * stream follow each other. The place is that of the earliest event concerned, so that nothing is folded ahead of
 * an event that belongs before it.
 */
export const firstDisorder = (page: readonly StoredEvent[]): Disorder | undefined => {
  const lastOfStream = new Map<string, number>();
  let before: bigint | undefined;
  for (let index = 0; index < page.length; index += 1) {
    const event = page[index];
    if (event === undefined) continue;
    const { position, stream, revision } = event;
    if (before !== undefined && position <= before) {
      const first = page.findIndex((one) => one.position >= position);
      return { index: first, problem: `Position ${position} came after ${before}.` };
    }
    const previous = lastOfStream.get(stream);
    if (previous !== undefined && revision !== previous + 1) {
      const problem = `Revision ${revision} of ${stream} came after ${previous}.`;
      const last = page.findLastIndex((one, at) => at < index && one.stream === stream);
      return { index: revision > previous ? index : last, problem };
    }
    before = position;
    lastOfStream.set(stream, revision);
  }
  return undefined;
};
