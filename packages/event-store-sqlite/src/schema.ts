/** Marks the file as ours (`CmLg`), for us and for the `file` command. */
export const applicationId = 0x436d4c67;

/** Raised whenever a table changes. A file with a higher number was written by a newer release. */
export const schemaVersion = 1;

/**
 * The statements that make the file, in order. SQLite keeps their text, and {@link schemaProblem} compares
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
  [
    'checkpoints',
    `CREATE TABLE checkpoints (
  projection TEXT NOT NULL PRIMARY KEY,
  position   TEXT NOT NULL
) STRICT, WITHOUT ROWID`,
  ],
]);
