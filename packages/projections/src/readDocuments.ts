import type { DocumentStore, ListOptions } from './documentStore.ts';
import { damagedReadModel } from './damagedReadModel.ts';
import { type Projection, storedName } from './projection.ts';

// A projection reads only what it wrote itself, under its own name and version: the text is a document of its type.

/** The document of a projection under a key, or `undefined`. */
export const readDocument = async <Document>(
  documents: DocumentStore,
  projection: Projection<Document>,
  key: string,
): Promise<Document | undefined> => {
  const name = storedName(projection);
  const text = await documents.read(name, key);
  return text === undefined ? undefined : parseDocument(name, key, text);
};

/** The documents under these keys, in their order. */
export const readDocuments = async <Document>(
  documents: DocumentStore,
  projection: Projection<Document>,
  keys: readonly string[],
): Promise<readonly (Document | undefined)[]> => {
  if (keys.length === 0) return [];
  const name = storedName(projection);
  const texts = await documents.readMany(name, keys);
  return texts.map((text, index): Document | undefined =>
    text === undefined ? undefined : parseDocument(name, keys[index] ?? '', text),
  );
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
    for (const { key, json } of page) yield parseDocument(name, key, json);
    last = page.at(-1)?.key;
    if (page.length < pageSize) return;
  }
}

/**
 * A document from its text.
 *
 * @throws StoreFailure `Corrupt` for what is no document at all.
 */
export const parseDocument = (name: string, key: string, text: string) => {
  const document = parsed(text);
  if (document !== null && document !== undefined) return document;
  throw damagedReadModel(`what ${name} has under ${key} is no document`);
};

const parsed = (text: string) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
