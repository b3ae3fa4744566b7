import type { Checkpoint, DocumentBatch, StoredDocument } from '@commission-ledger/projections';

import { checkpointColumns, checkpointOf, checkpointValues, nameOf, sameCheckpoint } from './checkpointRow.ts';
import type { Connection } from './driver.ts';
import { afterPrefix } from './prefix.ts';
import { documentOf, textFrom } from './rows.ts';

/** A page of documents: `limit` -1 is all of them. */
export type Range = Readonly<{ prefix: string; after: string | undefined; limit: number }>;

/** What became of a replacement; `shared-key` and `apart` changed nothing. */
export type Replacement = 'replaced' | 'apart' | 'shared-key';

/** The tables of read models. Everything here is over at once; what writes is to be called inside a transaction. */
export type DocumentTables = Readonly<{
  read(projection: string, key: string): string | undefined;
  list(projection: string, range: Range): readonly StoredDocument[];
  checkpoint(projection: string): Checkpoint | undefined;
  checkpoints(): ReadonlyMap<string, Checkpoint>;
  commit(batch: DocumentBatch): boolean;
  replace(projection: string, by: readonly string[]): Replacement;
  clear(projection: string): void;
}>;

export const createDocumentTables = (connection: Connection): DocumentTables => {
  const read = connection.prepare('SELECT json AS value FROM documents WHERE projection = ? AND key = ?');
  const put = connection.prepare('INSERT OR REPLACE INTO documents (projection, key, json) VALUES (?, ?, ?)');
  const remove = connection.prepare('DELETE FROM documents WHERE projection = ? AND key = ?');
  const removeAll = connection.prepare('DELETE FROM documents WHERE projection = ?');
  const hand = connection.prepare('UPDATE documents SET projection = ? WHERE projection = ?');
  const checkpoints = createCheckpoints(connection);

  const clear = (projection: string): void => {
    removeAll.run(projection);
    checkpoints.remove(projection);
  };

  return {
    read: (projection, key) => textFrom(read, projection, key),
    list: createListing(connection),
    checkpoint: checkpoints.of,
    checkpoints: checkpoints.all,
    commit: ({ projection, expected, checkpoint, puts, removes }) => {
      if (checkpoints.of(projection)?.position !== expected) return false;
      for (const key of removes) remove.run(projection, key);
      for (const { key, json } of puts) put.run(projection, key, json);
      checkpoints.move(projection, checkpoint);
      return true;
    },
    replace: (projection, by) => {
      const reached = by.map(checkpoints.of);
      const [first] = reached;
      if (first === undefined || !reached.every((other) => other && sameCheckpoint(first, other))) return 'apart';
      if (shareAKey(connection, by)) return 'shared-key';
      removeAll.run(projection);
      for (const part of by) hand.run(projection, part);
      for (const part of by) checkpoints.remove(part);
      checkpoints.move(projection, first);
      return 'replaced';
    },
    clear,
  };
};

const createCheckpoints = (connection: Connection) => {
  const select = (columns: string, rest: string) =>
    connection.prepare(`SELECT ${columns} FROM checkpoints ${rest} ORDER BY projection`);
  const one = select(checkpointColumns, 'WHERE projection = ?');
  const named = select(`projection AS value, ${checkpointColumns}`, '');
  const put = connection.prepare(
    `INSERT OR REPLACE INTO checkpoints (projection, ${checkpointColumns}) VALUES (?, ?, ?, ?, ?)`,
  );
  const remove = connection.prepare('DELETE FROM checkpoints WHERE projection = ?');
  return {
    of: (projection: string): Checkpoint | undefined => {
      const row = one.get(projection);
      return row === undefined ? undefined : checkpointOf(row);
    },
    all: (): ReadonlyMap<string, Checkpoint> => new Map(named.all().map((row) => [nameOf(row), checkpointOf(row)])),
    move: (projection: string, to: Checkpoint): void => void put.run(projection, ...checkpointValues(to)),
    remove: (projection: string): void => void remove.run(projection),
  };
};

const createListing = (connection: Connection): DocumentTables['list'] => {
  // One lower bound: with two, SQLite would begin at the first of them, and each page would pass over all before it.
  const listing = (bounds: string) =>
    connection.prepare(`SELECT key, json FROM documents WHERE projection = ? AND ${bounds} ORDER BY key LIMIT ?`);
  const list = {
    from: listing('key >= ?'),
    fromTo: listing('key >= ? AND key < ?'),
    after: listing('key > ?'),
    afterTo: listing('key > ? AND key < ?'),
  };
  return (projection, { prefix, after, limit }) => {
    const end = afterPrefix(prefix);
    const isAfter = after !== undefined && Buffer.compare(Buffer.from(after), Buffer.from(prefix)) >= 0;
    const bounds = [isAfter ? after : prefix, end].filter((bound) => bound !== undefined);
    const statement = list[`${isAfter ? 'after' : 'from'}${end === undefined ? '' : 'To'}`];
    return statement.all(projection, ...bounds, limit).map(documentOf);
  };
};

const shareAKey = (connection: Connection, projections: readonly string[]): boolean => {
  if (projections.length < 2) return false;
  const places = projections.map(() => '?').join(', ');
  const shared = connection.prepare(
    `SELECT key AS value FROM documents WHERE projection IN (${places}) GROUP BY key HAVING count(*) > 1 LIMIT 1`,
  );
  return textFrom(shared, ...projections) !== undefined;
};
