import { StoreFailure } from '@commission-ledger/event-store';
import type { Checkpoint, StoredDocument } from '@commission-ledger/projections';

import type { PostgresAnswer } from './postgresPool.ts';

type Row = Readonly<Record<string, unknown>>;

/** The first row. */
export const rowOf = ({ rows }: PostgresAnswer): Row => {
  const [row] = rows;
  return columnsOf(row);
};

/** Rows with a key and its JSON text. */
export const documentsIn = ({ rows }: PostgresAnswer): readonly StoredDocument[] =>
  rows.map((row) => {
    const { key, json } = columnsOf(row);
    if (typeof key === 'string' && typeof json === 'string') return { key, json };
    throw unexpected();
  });

/** Rows with a projection and its checkpoint. */
export const checkpointsIn = ({ rows }: PostgresAnswer): ReadonlyMap<string, Checkpoint> =>
  new Map(rows.map((row) => checkpointIn(columnsOf(row))));

const checkpointIn = ({ projection, position, stream, revision, hash }: Row): readonly [string, Checkpoint] => {
  if (typeof projection !== 'string' || typeof position !== 'string') throw unexpected();
  const checkpoint = { position: BigInt(position) };
  if (stream === null) return [projection, checkpoint];
  if (typeof stream !== 'string' || typeof revision !== 'string' || typeof hash !== 'string') throw unexpected();
  return [projection, { ...checkpoint, event: { stream, revision: Number(revision), hash } }];
};

const columnsOf = (row: unknown): Row => {
  if (typeof row === 'object' && row !== null && !Array.isArray(row)) return Object.fromEntries(Object.entries(row));
  throw unexpected();
};

const unexpected = (): StoreFailure => {
  const problem = 'a row has an unexpected shape';
  return new StoreFailure({ _tag: 'Corrupt', problem }, `PostgreSQL gave a row of an unexpected shape.`);
};
