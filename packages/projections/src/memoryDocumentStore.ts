import { StoreFailure, textProblem } from '@commission-ledger/event-store';

import type { DocumentBatch, DocumentStore, StoredDocument } from './documentStore.ts';

type Projected = {
  documents: Map<string, string>;
  checkpoint: bigint | undefined;
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
    commit: async (batch) => {
      checkBatch(batch);
      const { projection, expected } = batch;
      const found = projections.get(projection) ?? { documents: new Map(), checkpoint: undefined, sorted: undefined };
      if (found.checkpoint !== expected) return false;
      projections.set(projection, found);
      apply(found, batch);
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

/** The order of UTF-8 bytes. JavaScript's own differs above U+FFFF: its surrogates sort before U+E000. */
const byCodePoints = (left: string, right: string): number => {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const [a, b] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
};

const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

const checkBatch = ({ projection, puts, removes }: DocumentBatch): void => {
  const texts = [projection, ...removes, ...puts.flatMap(({ key, json }) => [key, json])];
  const problem = texts.map(textProblem).find((found) => found !== undefined);
  if (problem === undefined) return;
  throw new StoreFailure({ _tag: 'InvalidAppend', problem }, `Nothing was stored: a key or a document ${problem}.`);
};
