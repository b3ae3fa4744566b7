import { StoreFailure } from '@commission-ledger/event-store';
import { byCodePoints } from '../byCodePoints.ts';
import type { ListOptions, StoredDocument } from '../documentStore.ts';
import { type FirstDifference, firstDifference } from './firstDifference.ts';

/** A document that is missing, one too many, or another than the history gives. */
export type DifferingDocument =
  | Readonly<{ _tag: 'DocumentMissing'; key: string }>
  | Readonly<{ _tag: 'DocumentExtra'; key: string }>
  | (Readonly<{ _tag: 'DocumentDiffers'; key: string }> & FirstDifference);

/** What is read of stored documents: all of a projection, in pages in the order of their keys. */
export type ListedDocuments = Readonly<{
  list: (projection: string, page: Pick<ListOptions, 'after' | 'limit'>) => Promise<readonly StoredDocument[]>;
}>;

/**
 * Holds all documents of a projection against fresh ones, both read in pages in the order of their keys.
 *
 * @param name name and version, such as `balances@3`.
 * @param onDifference called for each document that is not as it should be, in the order of keys.
 * @returns how many documents are stored.
 */
export const differingDocuments = async (
  name: string,
  stored: ListedDocuments,
  fresh: ListedDocuments,
  onDifference: (found: DifferingDocument) => void,
): Promise<number> => {
  const [there, expected] = [inOrder(stored, name), inOrder(fresh, name)];
  let [one, other] = [await there.next(), await expected.next()];
  let count = 0;
  for (;;) {
    const order = orderOf(one.value, other.value);
    if (order === undefined) return count;
    if (order < 0) onDifference({ _tag: 'DocumentExtra', key: one.value?.key ?? '' });
    else if (order > 0) onDifference({ _tag: 'DocumentMissing', key: other.value?.key ?? '' });
    else if (one.value !== undefined && other.value !== undefined && one.value.json !== other.value.json) {
      const difference = firstDifference(parsed(one.value.json), JSON.parse(other.value.json));
      if (difference !== undefined) onDifference({ _tag: 'DocumentDiffers', key: one.value.key, ...difference });
    }
    if (order <= 0) {
      count += 1;
      one = await there.next();
    }
    if (order >= 0) other = await expected.next();
  }
};

/** Which comes first; what has ended comes last, and `undefined` is that both have. */
const orderOf = (one: StoredDocument | void, other: StoredDocument | void): number | undefined => {
  if (!one) return other ? 1 : undefined;
  return other ? byCodePoints(one.key, other.key) : -1;
};

const PAGE_SIZE = 1000;

async function* inOrder(documents: ListedDocuments, name: string): AsyncGenerator<StoredDocument, void, undefined> {
  let after: string | undefined;
  for (;;) {
    const page = await documents.list(name, { limit: PAGE_SIZE, ...(after === undefined ? {} : { after }) });
    yield* page;
    const last = page.at(-1)?.key;
    if (page.length < PAGE_SIZE || last === undefined) return;
    // A key that no store would have taken may come back cut short: then there would be no end.
    if (after !== undefined && byCodePoints(last, after) <= 0) throw notInOrder(name);
    after = last;
  }
}

const notInOrder = (name: string): StoreFailure =>
  new StoreFailure(
    { _tag: 'Corrupt', problem: `the keys of ${name} do not come in order` },
    `The documents of ${name} do not come in the order of their keys. Rebuild the projection.`,
  );

/** What is no JSON is shown as the text that it is. */
const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
};
