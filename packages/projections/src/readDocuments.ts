import type { DocumentStore, ListOptions } from './documentStore.ts';
import { type Projection, storedName } from './projection.ts';

// A projection reads only what it wrote itself, under its own name and version: the text is a document of its type.

/** The document of a projection under a key, or `undefined`. */
export const readDocument = async <Document>(
  documents: DocumentStore,
  projection: Projection<Document>,
  key: string,
): Promise<Document | undefined> => {
  const text = await documents.read(storedName(projection), key);
  return text === undefined ? undefined : JSON.parse(text);
};

/** The documents under these keys, in their order. */
export const readDocuments = async <Document>(
  documents: DocumentStore,
  projection: Projection<Document>,
  keys: readonly string[],
): Promise<readonly (Document | undefined)[]> => {
  if (keys.length === 0) return [];
  const texts = await documents.readMany(storedName(projection), keys);
  return texts.map((text): Document | undefined => (text === undefined ? undefined : JSON.parse(text)));
};

/** Every document whose key begins with `prefix` and comes after `after`, in the order of keys, a page at a time. */
export async function* eachDocument<Document>(
  documents: DocumentStore,
  projection: Projection<Document>,
  { prefix = '', after, limit: pageSize = 1000 }: ListOptions = {},
): AsyncGenerator<Document, void, undefined> {
  const name = storedName(projection);
  let last = after;
  for (;;) {
    const options = { prefix, limit: pageSize, ...(last === undefined ? {} : { after: last }) };
    const page = await documents.list(name, options);
    for (const { json } of page) yield JSON.parse(json);
    last = page.at(-1)?.key;
    if (page.length < pageSize) return;
  }
}
