import type { DocumentStore } from '@commission-ledger/projections';

/** An adapter of the document store on the test bench. */
export type DocumentStoreSubject = Readonly<{
  /** For test names. */
  name: string;
  /** A new, empty store, and how to be rid of it. */
  create(): Promise<Readonly<{ store: DocumentStore; remove(): Promise<void> }>>;
}>;

/** A case before it has met an adapter. */
export type DocumentStoreCase = Readonly<{ name: string; check(store: DocumentStore): Promise<void> }>;
