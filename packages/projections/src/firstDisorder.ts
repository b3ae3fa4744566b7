import type { StoredEvent } from '@commission-ledger/event-store';

/** From this place on a page cannot be trusted. */
export type Disorder = Readonly<{ index: number; problem: string }>;

/**
 * The first place where a page is not in the order of the history: positions must grow, and the revisions of a
 * stream follow each other. The place is that of the earliest event concerned, so that nothing is folded ahead of
 * an event that belongs before it.
 */
export const firstDisorder = (page: readonly StoredEvent[]): Disorder | undefined => {
  const lastOfStream = new Map<string, Readonly<{ index: number; revision: number }>>();
  for (const [index, { position, stream, revision }] of page.entries()) {
    const before = page[index - 1];
    if (before !== undefined && position <= before.position) {
      const first = page.findIndex((event) => event.position >= position);
      return { index: first, problem: `Position ${position} came after ${before.position}.` };
    }
    const previous = lastOfStream.get(stream);
    if (previous !== undefined && revision !== previous.revision + 1) {
      const problem = `Revision ${revision} of ${stream} came after ${previous.revision}.`;
      return { index: revision > previous.revision ? index : previous.index, problem };
    }
    lastOfStream.set(stream, { index, revision });
  }
  return undefined;
};
