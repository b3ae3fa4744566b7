import type { DocumentStore } from '../documentStore.ts';
import { type References, references } from '../models/references.ts';
import { storedName } from '../projection.ts';

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
  const text = await documents.read(storedName(references), `${kind}/${id}`);
  // The documents under `<kind>/` are those of that kind: `references` writes no others there.
  return text === undefined ? undefined : JSON.parse(text);
};
