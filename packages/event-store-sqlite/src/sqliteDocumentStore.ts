import { StoreFailure, textProblem } from '@commission-ledger/event-store';
import type { Checkpoint, DocumentBatch, DocumentStore } from '@commission-ledger/projections';

import { createDocumentTables } from './documentTables.ts';
import type { Connection } from './driver.ts';
import type { GroupCommit } from './groupCommit.ts';
import type { Look } from './retryWhileBusy.ts';

type DocumentSide = Readonly<{
  connection: Connection;
  writer: GroupCommit;
  look: Look;
  checkOpen(): void;
}>;

/** The read models in the file, beside the events they come from. */
export const sqliteDocumentStore = ({ connection, writer, look, checkOpen }: DocumentSide): DocumentStore => {
  const tables = createDocumentTables(connection);
  return {
    read: (projection, key) => look(() => tables.read(projection, key)),
    readMany: (projection, keys) => look(() => keys.map((key) => tables.read(projection, key))),
    list: (projection, { prefix = '', after, limit = -1 }) =>
      look(() => tables.list(projection, { prefix, after, limit })),
    checkpoint: (projection) => look(() => tables.checkpoint(projection)),
    checkpoints: () => look(tables.checkpoints),
    commit: async (batch) => {
      checkOpen();
      checkBatch(batch);
      const copy = { ...batch, puts: [...batch.puts], removes: [...batch.removes] };
      return await writer.submit(() => tables.commit(copy));
    },
    replace: async (projection, by) => {
      checkOpen();
      checkParts(projection, by);
      const parts = [...by];
      const outcome = await writer.submit(() => tables.replace(projection, parts));
      if (outcome === 'shared-key') throw refused('has the same key in several projections');
      return outcome === 'replaced';
    },
    clear: async (projection) => {
      checkOpen();
      await writer.submit(() => tables.clear(projection));
    },
  };
};

/** Nothing may go wrong in the middle of a transaction that others share: so this is checked before. */
const checkBatch = ({ projection, checkpoint, puts, removes }: DocumentBatch): void => {
  const wrong = checkpointProblem(checkpoint);
  if (wrong !== undefined) throw notStored(wrong);
  const texts = [projection, ...removes, ...puts.flatMap(({ key, json }) => [key, json])];
  const problem = texts.map(textProblem).find((found) => found !== undefined);
  if (problem !== undefined) throw notStored(`a key or a document ${problem}`);
};

const checkpointProblem = ({ position, event }: Checkpoint): string | undefined => {
  if (typeof position !== 'bigint' || position < 0n) return `the position of the checkpoint is ${String(position)}`;
  if (event === undefined) return undefined;
  const { stream, revision, hash } = event;
  if (!Number.isSafeInteger(revision) || revision < 0) return `the revision of the checkpoint is ${revision}`;
  return [stream, hash].some((text) => textProblem(text) !== undefined)
    ? 'the checkpoint has text that cannot be stored'
    : undefined;
};

const notStored = (problem: string): StoreFailure =>
  new StoreFailure({ _tag: 'InvalidAppend', problem }, `Nothing was stored: ${problem}.`);

const checkParts = (projection: string, by: readonly string[]): void => {
  if (by.includes(projection) || new Set(by).size !== by.length) throw refused('names a projection twice');
};

const refused = (problem: string): StoreFailure =>
  new StoreFailure({ _tag: 'InvalidAppend', problem }, `Nothing was replaced: the replacement ${problem}.`);
