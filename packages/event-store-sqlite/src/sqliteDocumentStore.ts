import { StoreFailure, textProblem } from '@commission-ledger/event-store';
import type { DocumentBatch, DocumentStore } from '@commission-ledger/projections';

import type { Connection } from './driver.ts';
import type { GroupCommit } from './groupCommit.ts';
import type { Look } from './retryWhileBusy.ts';
import { afterPrefix } from './prefix.ts';
import { documentOf, textFrom } from './rows.ts';

type DocumentSide = Readonly<{
  connection: Connection;
  writer: GroupCommit;
  look: Look;
  checkOpen(): void;
}>;

/** The read models in the file, beside the events they come from. */
export const sqliteDocumentStore = ({ connection, writer, look, checkOpen }: DocumentSide): DocumentStore => {
  const tables = documentTables(connection);
  return {
    read: (projection, key) => look(() => tables.read(projection, key)),
    readMany: (projection, keys) => look(() => keys.map((key) => tables.read(projection, key))),
    list: (projection, { prefix = '', after, limit = -1 }) =>
      look(() => tables.list(projection, { prefix, after, limit })),
    checkpoint: (projection) =>
      look(() => {
        const position = tables.checkpoint(projection);
        return position === undefined ? undefined : BigInt(position);
      }),
    commit: async (batch) => {
      checkOpen();
      checkBatch(batch);
      const copy = { ...batch, puts: [...batch.puts], removes: [...batch.removes] };
      return await writer.submit(() => tables.commit(copy));
    },
    clear: async (projection) => {
      checkOpen();
      await writer.submit(() => tables.clear(projection));
    },
  };
};

type Range = Readonly<{ prefix: string; after: string | undefined; limit: number }>;

const documentTables = (connection: Connection) => {
  const read = connection.prepare('SELECT json AS value FROM documents WHERE projection = ? AND key = ?');
  const listing = (more: string) =>
    connection.prepare(
      `SELECT key, json FROM documents WHERE projection = ? AND key >= ? ${more} ORDER BY key LIMIT ?`,
    );
  const list = {
    from: listing(''),
    fromTo: listing('AND key < ?'),
    after: listing('AND key > ?'),
    afterTo: listing('AND key > ? AND key < ?'),
  };
  const checkpoint = connection.prepare('SELECT position AS value FROM checkpoints WHERE projection = ?');
  const put = connection.prepare('INSERT OR REPLACE INTO documents (projection, key, json) VALUES (?, ?, ?)');
  const remove = connection.prepare('DELETE FROM documents WHERE projection = ? AND key = ?');
  const move = connection.prepare('INSERT OR REPLACE INTO checkpoints (projection, position) VALUES (?, ?)');
  const clear = ['documents', 'checkpoints'].map((table) =>
    connection.prepare(`DELETE FROM ${table} WHERE projection = ?`),
  );
  return {
    read: (projection: string, key: string) => textFrom(read, projection, key),
    list: (projection: string, { prefix, after, limit }: Range) => {
      const end = afterPrefix(prefix);
      const bounds = [after, end].filter((bound) => bound !== undefined);
      const statement = list[`${after === undefined ? 'from' : 'after'}${end === undefined ? '' : 'To'}`];
      const rows = statement.all(projection, prefix, ...bounds, limit);
      return rows.map(documentOf);
    },
    checkpoint: (projection: string) => textFrom(checkpoint, projection),
    /** Inside a transaction. */
    commit: ({ projection, expected, checkpoint: next, puts, removes }: DocumentBatch): boolean => {
      if (textFrom(checkpoint, projection) !== expected?.toString()) return false;
      for (const key of removes) remove.run(projection, key);
      for (const { key, json } of puts) put.run(projection, key, json);
      move.run(projection, next.toString());
      return true;
    },
    /** Inside a transaction. */
    clear: (projection: string): void => {
      for (const statement of clear) statement.run(projection);
    },
  };
};

const checkBatch = ({ projection, puts, removes }: DocumentBatch): void => {
  const texts = [projection, ...removes, ...puts.flatMap(({ key, json }) => [key, json])];
  const problem = texts.map(textProblem).find((found) => found !== undefined);
  if (problem !== undefined) {
    throw new StoreFailure({ _tag: 'InvalidAppend', problem }, `Nothing was stored: a key or a document ${problem}.`);
  }
};
