import type { DocumentStore } from '@commission-ledger/projections';

import type { WhichCall } from './eventStoreFault.ts';

/** What writes documents. */
export type DocumentWrite = 'commit' | 'replace' | 'clear';

/** What reads documents. */
export type DocumentRead = Exclude<keyof DocumentStore, DocumentWrite>;

/** Something that goes wrong in a write. Calls are counted for each method by itself when `of` names it, else together. */
export type DocumentWriteFault = Readonly<{ onWrite: WhichCall; of?: DocumentWrite }> &
  (
    | /** The store is gone before it gets anything: nothing is written, `Unavailable`. */
      Readonly<{ kind: 'failBefore' }>
    /** Everything is written, but the answer gets lost: `Unavailable`. */
    | Readonly<{ kind: 'acknowledgementLost' }>
    /** Somebody else is first: nothing is written, and the answer is `false`. A `clear` has no such answer and goes ahead. */
    | Readonly<{ kind: 'conflict' }>
    /** Something happens just before, such as somebody else's commit. */
    | Readonly<{ kind: 'meanwhile'; act: () => Promise<unknown> }>
  );

/** A read that fails: `Unavailable`. Calls are counted for each method by itself when `of` names it, else together. */
export type DocumentReadFault = Readonly<{ onRead: WhichCall; of?: DocumentRead; kind: 'failRead' }>;

/** Something that goes wrong in a document store. */
export type DocumentStoreFault = DocumentWriteFault | DocumentReadFault;

/** A fault that happened, and in which call. */
export type DocumentTrip =
  | Readonly<{ kind: DocumentWriteFault['kind']; onWrite: number; of: DocumentWrite }>
  | Readonly<{ kind: 'failRead'; onRead: number; of: DocumentRead }>;
