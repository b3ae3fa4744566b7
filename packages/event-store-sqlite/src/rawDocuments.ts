import type { StoredDocument, StoredReadModels } from '@commission-ledger/projections';

import type { Connection } from './driver.ts';
import { asBytes, rowIn } from './rawEvents.ts';
import { documentOf } from './rows.ts';

/** A page of documents of a file that may be damaged, as bytes. Throws StoreFailure `Corrupt` on text that is not UTF-8. */
export type RawListing = (
  projection: string,
  page: Parameters<StoredReadModels['list']>[1],
) => readonly StoredDocument[];

export const createRawListing = (connection: Connection): RawListing => {
  // The column is named in full: an alias would be sorted by, and that without the index.
  const listing = (bound: string) =>
    connection.prepare(
      `SELECT ${asBytes('key')}, ${asBytes('json')} FROM documents WHERE projection = ? AND ${bound} ORDER BY documents.key LIMIT ?`,
    );
  const [from, behind] = [listing('documents.key >= ?'), listing('documents.key > ?')];
  return (projection, { after, limit = -1 }) =>
    (after === undefined ? from : behind).all(projection, after ?? '', limit).map((row) => documentOf(rowIn(row)));
};
