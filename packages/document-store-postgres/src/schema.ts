/** A name as SQL takes it, whatever is in it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** What leads from one version of the schema to the next; `schema` is quoted. */
export type Migration = (schema: string) => readonly string[];

/**
 * The first makes version 1, and so on. Migrations are added, never changed. Each must leave the tables usable by
 * the release before, or raise the version for all instances at once.
 *
 * Names and keys are compared and ordered by their bytes (`COLLATE "C"`), whatever the language of the database.
 * Documents are `text`: `jsonb` would not give back what was put.
 */
export const migrations: readonly Migration[] = [
  (schema) => [
    `CREATE TABLE ${schema}.documents (
  projection text COLLATE "C" NOT NULL,
  key        text COLLATE "C" NOT NULL,
  json       text COLLATE "C" NOT NULL,
  PRIMARY KEY (projection, key)
)`,
    `CREATE TABLE ${schema}.checkpoints (
  projection     text COLLATE "C" PRIMARY KEY,
  position       numeric(20, 0) NOT NULL CHECK (position >= 0),
  event_stream   text COLLATE "C",
  event_revision bigint CHECK (event_revision >= 0),
  event_hash     text COLLATE "C",
  CHECK (num_nulls(event_stream, event_revision, event_hash) IN (0, 3))
)`,
    `COMMENT ON TABLE ${schema}.documents IS 'Read models of a commission ledger: derived from its events, may be rebuilt'`,
    `COMMENT ON TABLE ${schema}.checkpoints IS 'The last event that the documents of each projection contain'`,
  ],
];
