import type { DocumentStore } from '../documentStore.ts';
import { type DealEntryDocument, dealEntries } from '../models/dealEntries.ts';
import { eachDocument } from '../readDocuments.ts';

/** Everything a deal earned and what was taken back of it, in all accounts; accruals first, then reversals, then true-ups. */
export const entriesOfDeal = (documents: DocumentStore, deal: string): AsyncIterable<DealEntryDocument> =>
  eachDocument(documents, dealEntries, { prefix: `${deal}/` });
