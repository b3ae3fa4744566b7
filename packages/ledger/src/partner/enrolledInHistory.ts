import type { EventStore } from '@commission-ledger/event-store';
import { categoryOf, readEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';

/** Which partners were ever enrolled in a program; a projection usually knows. */
export type PartnerDirectory = (program: string) => AsyncIterable<string>;

const PAGE = 1000;

/** Finds the partners of a program by reading the whole history: always right, and linear in its length. */
export const enrolledInHistory = (store: EventStore): PartnerDirectory =>
  async function* (program) {
    const seen = new Set<string>();
    let after: bigint | undefined;
    for (let atEnd = false; !atEnd;) {
      const page = await store.readAll({ after, limit: PAGE });
      for (const stored of page.events) {
        if (categoryOf(stored.stream) !== 'partner') continue;
        const read = readEvent(stored);
        // Whoever loads the stream is told that it cannot be read.
        if (E.isLeft(read) || read.right.type !== 'PartnerEnrolled' || read.right.data.program !== program) continue;
        const { partner } = read.right.data;
        if (!seen.has(partner)) yield partner;
        seen.add(partner);
      }
      ({ atEnd, next: after } = page);
    }
  };
