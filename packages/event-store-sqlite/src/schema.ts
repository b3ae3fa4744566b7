/** Marks the file as ours (`CmLg`), for us and for the `file` command. */
export const applicationId = 0x436d4c67;

/** Raised whenever a table changes. A file with a higher number was written by a newer release. */
export const schemaVersion = 2;

const checkpoints = `CREATE TABLE checkpoints (
  projection TEXT NOT NULL PRIMARY KEY,
  position   TEXT NOT NULL,
  stream     TEXT,
  revision   INTEGER CHECK (revision >= 0),
  hash       TEXT,
  CHECK ((stream IS NULL) = (revision IS NULL) AND (stream IS NULL) = (hash IS NULL))
) STRICT, WITHOUT ROWID`;

/** Before there were marks: until version 1. */
const checkpointsWithoutMark = `CREATE TABLE checkpoints (
  projection TEXT NOT NULL PRIMARY KEY,
  position   TEXT NOT NULL
) STRICT, WITHOUT ROWID`;

/**
 * The statements that make the file, in order. SQLite keeps their text, and `checkSchema` compares
 * it: a ledger whose triggers were dropped does not open.
 *
 * Conditions in triggers are written so that NULL refuses. `INSERT OR REPLACE` would remove rows without
 * asking the trigger on DELETE, so `events_follow_on` refuses ids and positions that are already there.
 */
export const schemaObjects: ReadonlyMap<string, string> = new Map([
  [
    'events',
    `CREATE TABLE events (
  position INTEGER PRIMARY KEY AUTOINCREMENT CHECK (position > 0),
  stream   TEXT    NOT NULL CHECK (stream <> ''),
  revision INTEGER NOT NULL CHECK (revision >= 0),
  id       TEXT    NOT NULL UNIQUE CHECK (length(id) = 36),
  type     TEXT    NOT NULL CHECK (type <> ''),
  body     TEXT    NOT NULL,
  UNIQUE (stream, revision)
) STRICT`,
  ],
  [
    'events_follow_on',
    `CREATE TRIGGER events_follow_on BEFORE INSERT ON events
WHEN (NEW.revision = (SELECT coalesce(max(revision), -1) + 1 FROM events WHERE stream = NEW.stream)
  AND (NEW.position = -1 OR NEW.position > (SELECT coalesce(max(position), 0) FROM events))
  AND NOT EXISTS (SELECT 1 FROM events WHERE id = NEW.id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'an event must come next in its stream and in the history, under a new id');
END`,
  ],
  [
    'events_never_change',
    `CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN
  SELECT RAISE(ABORT, 'events are never changed');
END`,
  ],
  [
    'events_never_go',
    `CREATE TRIGGER events_never_go BEFORE DELETE ON events
BEGIN
  SELECT RAISE(ABORT, 'events are never deleted');
END`,
  ],
  [
    'documents',
    `CREATE TABLE documents (
  projection TEXT NOT NULL,
  key        TEXT NOT NULL,
  json       TEXT NOT NULL,
  PRIMARY KEY (projection, key)
) STRICT`,
  ],
  ['checkpoints', checkpoints],
]);

/** The same for an earlier version, whose files are checked before they are migrated. */
export const schemaObjectsOf = (version: number): ReadonlyMap<string, string> =>
  version === 1 ? new Map([...schemaObjects, ['checkpoints', checkpointsWithoutMark]]) : schemaObjects;

/** What brings a file from one version to the next. */
export type Migration = Readonly<{ from: number; statements: readonly string[] }>;

/**
 * One for each version that ever was, oldest first. SQLite would note an ALTER TABLE in the text of the schema, which
 * is compared word for word: so a table is made anew. A release of version 1 that has the file open goes on writing
 * checkpoints, without marks.
 */
export const migrations: readonly Migration[] = [
  {
    from: 1,
    statements: [
      'CREATE TEMP TABLE checkpoints_of_1 AS SELECT projection, position FROM main.checkpoints',
      'DROP TABLE main.checkpoints',
      checkpoints,
      'INSERT INTO main.checkpoints (projection, position) SELECT projection, position FROM temp.checkpoints_of_1',
      'DROP TABLE temp.checkpoints_of_1',
    ],
  },
];
