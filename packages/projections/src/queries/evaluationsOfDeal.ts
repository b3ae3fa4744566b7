import type { DocumentStore } from '../documentStore.ts';
import { type DealEvaluationDocument, dealEvaluations } from '../models/dealEvaluations.ts';
import { eachDocument } from '../readDocuments.ts';

/** Every verdict that a cause of the deal earns nothing in an account, by account and then as recorded. */
export const evaluationsOfDeal = (documents: DocumentStore, deal: string): AsyncIterable<DealEvaluationDocument> =>
  eachDocument(documents, dealEvaluations, { prefix: `${deal}/` });
