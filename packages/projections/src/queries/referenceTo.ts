import type { DocumentStore } from '../documentStore.ts';
import { type References, references } from '../models/references.ts';
import { storedName } from '../projection.ts';
import { parseDocument } from '../readDocuments.ts';

/**
 * Where a thing was recorded and what it came from, by its id; one key is read, however long the history is.
 *
 * @param id the id; for a plan version `<plan>/<version>`.
 */
export const referenceTo = async <Kind extends keyof References>(
  documents: DocumentStore,
  kind: Kind,
  id: string,
): Promise<References[Kind] | undefined> => {
  const [name, key] = [storedName(references), `${kind}/${id}`];
  const text = await documents.read(name, key);
  // The documents under `<kind>/` are those of that kind: `references` writes no others there.
  return text === undefined ? undefined : parseDocument(name, key, text);
};
