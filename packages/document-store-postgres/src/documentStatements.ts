import type { Checkpoint, StoredDocument } from '@commission-ledger/projections';

import type { PostgresStatement } from './postgresPool.ts';
import { quoted } from './schema.ts';

/** A statement and what is bound to it: what users name never stands in the text. */
export type Bound = Readonly<{ text: string; values: NonNullable<PostgresStatement['values']> }>;

type Range = Readonly<{ from: string; before: string | undefined; after: string | undefined; limit: number }>;

/** Everything that is ever said to the tables of a schema. Positions travel as text: a driver may make doubles of numbers. */
export const documentStatements = (name: string) => {
  const documents = `${quoted(name)}.documents`;
  const checkpoints = `${quoted(name)}.checkpoints`;
  const marks = `SELECT projection, position::text AS position, event_stream AS stream, event_revision::text AS revision, event_hash AS hash FROM ${checkpoints}`;
  return {
    read: (projection: string, keys: readonly string[]): Bound => ({
      text: `SELECT key, json FROM ${documents} WHERE projection = $1 AND key = ANY ($2::text[])`,
      values: [projection, [...keys]],
    }),
    /** `from` is part of the range, `before` and `after` are not. */
    list: (projection: string, { from, before, after, limit }: Range): Bound => ({
      text: `SELECT key, json FROM ${documents} WHERE projection = $1 AND key >= $2
  AND ($3::text IS NULL OR key < $3) AND ($4::text IS NULL OR key > $4) ORDER BY key LIMIT $5::bigint`,
      values: [projection, from, before ?? null, after ?? null, Number.isFinite(limit) ? limit : null],
    }),
    checkpoint: (projection: string): Bound => ({ text: `${marks} WHERE projection = $1`, values: [projection] }),
    checkpoints: (): Bound => ({ text: marks, values: [] }),
    /**
     * Moves the checkpoint if it stands where it should, and keeps everybody else from the projection until the
     * transaction ends. A second first checkpoint waits for the first, and then does nothing.
     */
    move: (projection: string, expected: bigint | undefined, checkpoint: Checkpoint): Bound =>
      expected === undefined
        ? {
            text: `INSERT INTO ${checkpoints} (projection, position, event_stream, event_revision, event_hash)
  VALUES ($1, $2, $3, $4, $5) ON CONFLICT (projection) DO NOTHING`,
            values: [projection, ...valuesOf(checkpoint)],
          }
        : {
            text: `UPDATE ${checkpoints} SET position = $2, event_stream = $3, event_revision = $4, event_hash = $5
  WHERE projection = $1 AND position = $6`,
            values: [projection, ...valuesOf(checkpoint), expected.toString()],
          },
    /** Sets the checkpoint wherever it stands, and keeps everybody else from the projection. */
    set: (projection: string, checkpoint: Checkpoint): Bound => ({
      text: `INSERT INTO ${checkpoints} AS old (projection, position, event_stream, event_revision, event_hash)
  VALUES ($1, $2, $3, $4, $5) ON CONFLICT (projection) DO UPDATE SET position = excluded.position,
  event_stream = excluded.event_stream, event_revision = excluded.event_revision, event_hash = excluded.event_hash`,
      values: [projection, ...valuesOf(checkpoint)],
    }),
    /** The checkpoints of several projections, always taken in the same order, and kept from everybody else. */
    hold: (projections: readonly string[]): Bound => ({
      text: `${marks} WHERE projection = ANY ($1::text[]) ORDER BY projection FOR UPDATE`,
      values: [[...projections]],
    }),
    put: (projection: string, puts: readonly StoredDocument[]): Bound => ({
      text: `INSERT INTO ${documents} (projection, key, json) SELECT $1, put.key, put.json
  FROM unnest($2::text[], $3::text[]) AS put (key, json) ON CONFLICT (projection, key) DO UPDATE SET json = excluded.json`,
      values: [projection, puts.map(({ key }) => key), puts.map(({ json }) => json)],
    }),
    remove: (projection: string, keys: readonly string[]): Bound => ({
      text: `DELETE FROM ${documents} WHERE projection = $1 AND key = ANY ($2::text[])`,
      values: [projection, [...keys]],
    }),
    rename: (projection: string, by: readonly string[]): Bound => ({
      text: `UPDATE ${documents} SET projection = $1 WHERE projection = ANY ($2::text[])`,
      values: [projection, [...by]],
    }),
    removeAll: (projection: string): Bound => ({
      text: `DELETE FROM ${documents} WHERE projection = $1`,
      values: [projection],
    }),
    removeCheckpoints: (projections: readonly string[]): Bound => ({
      text: `DELETE FROM ${checkpoints} WHERE projection = ANY ($1::text[])`,
      values: [[...projections]],
    }),
  };
};

const valuesOf = ({ position, event }: Checkpoint): Bound['values'] => [
  position.toString(),
  event?.stream ?? null,
  event?.revision ?? null,
  event?.hash ?? null,
];
