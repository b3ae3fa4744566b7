import { byCodePoints } from './byCodePoints.ts';
import { checkBatch } from './checkBatch.ts';
import { checkReplacement, replacementRefused } from './checkReplacement.ts';
import {
  type Checkpoint,
  type DocumentBatch,
  type DocumentStore,
  isSameCheckpoint,
  type StoredDocument,
} from './documentStore.ts';

type Projected = {
  documents: Map<string, string>;
  checkpoint: Checkpoint;
  sorted: readonly string[] | undefined;
};

/** Read models that live as long as the process. Answers exactly as the durable document stores do. */
export const memoryDocumentStore = (): DocumentStore => {
  const projections = new Map<string, Projected>();
  const documentsOf = (projection: string): ReadonlyMap<string, string> =>
    projections.get(projection)?.documents ?? new Map();
  return Object.freeze({
    read: async (projection, key) => documentsOf(projection).get(key),
    readMany: async (projection, keys) => keys.map((key) => documentsOf(projection).get(key)),
    list: async (projection, { prefix = '', after, limit = Infinity }) => {
      const found = projections.get(projection);
      return found === undefined ? [] : listOf(found, prefix, after, limit);
    },
    checkpoint: async (projection) => projections.get(projection)?.checkpoint,
    checkpoints: async () => new Map([...projections].map(([name, { checkpoint }]) => [name, checkpoint])),
    commit: async (batch) => {
      checkBatch(batch);
      const { projection, expected, checkpoint } = batch;
      const found = projections.get(projection);
      if (found?.checkpoint.position !== expected) return false;
      const projected = found ?? { documents: new Map(), checkpoint, sorted: undefined };
      projections.set(projection, projected);
      apply(projected, batch);
      return true;
    },
    replace: async (projection, by) => {
      checkReplacement(projection, by);
      const parts = by.flatMap((name) => projections.get(name) ?? []);
      const [first] = parts;
      const isLevel = parts.every(({ checkpoint }) => isSameCheckpoint(checkpoint, first?.checkpoint));
      if (first === undefined || parts.length !== by.length || !isLevel) return false;
      const documents = joined(parts);
      for (const name of by) projections.delete(name);
      projections.set(projection, { documents, checkpoint: first.checkpoint, sorted: undefined });
      return true;
    },
    clear: async (projection) => {
      projections.delete(projection);
    },
  } satisfies DocumentStore);
};

const listOf = (
  found: Projected,
  prefix: string,
  after: string | undefined,
  limit: number,
): readonly StoredDocument[] => {
  found.sorted ??= [...found.documents.keys()].toSorted(byCodePoints);
  const keys = found.sorted;
  const listed: StoredDocument[] = [];
  for (let index = firstNotBefore(keys, prefix); index < keys.length && listed.length < limit; index += 1) {
    const key = keys[index] ?? '';
    if (!key.startsWith(prefix)) break;
    const json = found.documents.get(key);
    if (json !== undefined && (after === undefined || byCodePoints(key, after) > 0)) listed.push({ key, json });
  }
  return listed;
};

const apply = (found: Projected, { removes, puts, checkpoint }: DocumentBatch): void => {
  const before = found.documents.size;
  for (const key of removes) found.documents.delete(key);
  const isNew = puts.some(({ key }) => !found.documents.has(key));
  for (const { key, json } of puts) found.documents.set(key, json);
  if (isNew || found.documents.size !== before) found.sorted = undefined;
  found.checkpoint = checkpoint;
};

/** The documents of all parts, which have no key in common. */
const joined = (parts: readonly Projected[]): Map<string, string> => {
  const [first, ...others] = parts;
  const documents = new Map(first?.documents);
  for (const [key, json] of others.flatMap((part) => [...part.documents])) {
    if (documents.has(key)) throw replacementRefused('has the same key in several projections');
    documents.set(key, json);
  }
  return documents;
};

const firstNotBefore = (keys: readonly string[], wanted: string): number => {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (byCodePoints(keys[middle] ?? '', wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
};
