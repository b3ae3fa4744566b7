import type { EntryKind } from '../document/explanation.ts';
import { type DocumentStore, references, readDocuments } from '@commission-ledger/projections';

/** Where an event stands. */
export type EventAt = Readonly<{ stream: string; revision: number }>;

/** What can be found by its id; the id of a plan version is `<plan>/<version>`. */
export type ReferenceKind = EntryKind | 'payout' | 'deal' | 'plan' | 'program';

/**
 * Finds by id the event that began something. The explainer reads by key only, so it needs this index; a promise
 * rejects only when the index cannot be reached.
 */
export type References = Readonly<{
  /** The events of many ids, in their order; `undefined` where there is none. */
  find(kind: ReferenceKind, ids: readonly string[]): Promise<readonly (EventAt | undefined)[]>;
}>;

/** The index that the read model `references` keeps. */
export const referencesIn = (documents: DocumentStore): References => ({
  find: async (kind, ids) => {
    const keys = ids.map((id) => `${kind}/${id}`);
    const found = await readDocuments(documents, references, keys);
    return found.map((document) => document?.event);
  },
});
