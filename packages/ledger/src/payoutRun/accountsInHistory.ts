import type { EventStore } from '@commission-ledger/event-store';
import { accountOfStream } from '@commission-ledger/events';
import type { AccountDirectory } from './payoutRun.ts';

const PAGE = 1000;

/** Finds a program's accounts by reading the whole history: always right, and linear in its length. */
export const accountsInHistory = (store: EventStore): AccountDirectory =>
  async function* (program) {
    const seen = new Set<string>();
    let after: bigint | undefined;
    for (let atEnd = false; !atEnd;) {
      const page = await store.readAll({ after, limit: PAGE });
      for (const { stream } of page.events) {
        const account = accountOfStream(stream);
        if (account?.program !== program || seen.has(stream)) continue;
        seen.add(stream);
        yield account;
      }
      ({ atEnd, next: after } = page);
    }
  };
