import type { EventStore } from '@commission-ledger/event-store';
import type { DocumentStore } from '@commission-ledger/projections';
import type { Explanation } from '../document/explanation.ts';
import type { Answer, Sources } from '../reading/sources.ts';

/** What one question is answered from. Made anew for each question: what it reads, it reads once. */
export type Asking = Readonly<{
  store: EventStore;
  /** The read models, up to date. What an answer says is read from the events: they only tell where to look. */
  documents: DocumentStore;
  sources: Sources;
  /** Fresh sources, for what is gone through piece by piece and must not be kept in memory. */
  newSources: () => Sources;
  /** The proof of a payout or an entry, from the same sources. */
  why: (subject: string) => Answer<Explanation>;
}>;
