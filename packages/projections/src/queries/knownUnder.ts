import type { DocumentStore } from '../documentStore.ts';
import { type KnownKeyDocument, knownKeys, knownKeysPrefix } from '../models/knownKeys.ts';
import { eachDocument } from '../readDocuments.ts';

/** What is known under the key of another system, or under the id of a payment or a refund; mostly one thing or none. */
export const knownUnder = async (documents: DocumentStore, key: string): Promise<readonly KnownKeyDocument[]> => {
  if (key === '' || /\p{Cs}/u.test(key)) return [];
  const found: KnownKeyDocument[] = [];
  for await (const known of eachDocument(documents, knownKeys, { prefix: knownKeysPrefix(key) })) found.push(known);
  return found;
};
