import type { DocumentStore } from '../documentStore.ts';
import { type ParkedDocument, parked } from '../models/parked.ts';
import { eachDocument } from '../readDocuments.ts';

/** The causes and refunds that are set aside now, by deal. */
export const parkedCauses = (documents: DocumentStore): AsyncIterable<ParkedDocument> =>
  eachDocument(documents, parked);
