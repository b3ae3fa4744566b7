import type { DocumentStore } from '../documentStore.ts';
import { type PayoutFileDocument, payoutFiles } from '../models/payoutFiles.ts';
import { eachDocument } from '../readDocuments.ts';

/** The files that were made of a payout run, by their ids. */
export const payoutFilesOf = async (documents: DocumentStore, run: string): Promise<readonly PayoutFileDocument[]> => {
  const found: PayoutFileDocument[] = [];
  for await (const document of eachDocument(documents, payoutFiles, { prefix: `${run}/` })) found.push(document);
  return found;
};
