import { loadDriver } from '../src/loadDriver.ts';
import type { Engine } from '../src/index.ts';

/** What the first release wrote, word for word. Never to be edited: such files are there. */
const version1 = `
CREATE TABLE events (
  position INTEGER PRIMARY KEY AUTOINCREMENT CHECK (position > 0),
  stream   TEXT    NOT NULL CHECK (stream <> ''),
  revision INTEGER NOT NULL CHECK (revision >= 0),
  id       TEXT    NOT NULL UNIQUE CHECK (length(id) = 36),
  type     TEXT    NOT NULL CHECK (type <> ''),
  body     TEXT    NOT NULL,
  UNIQUE (stream, revision)
) STRICT;
CREATE TRIGGER events_follow_on BEFORE INSERT ON events
WHEN (NEW.revision = (SELECT coalesce(max(revision), -1) + 1 FROM events WHERE stream = NEW.stream)
  AND (NEW.position = -1 OR NEW.position > (SELECT coalesce(max(position), 0) FROM events))
  AND NOT EXISTS (SELECT 1 FROM events WHERE id = NEW.id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'an event must come next in its stream and in the history, under a new id');
END;
CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN
  SELECT RAISE(ABORT, 'events are never changed');
END;
CREATE TRIGGER events_never_go BEFORE DELETE ON events
BEGIN
  SELECT RAISE(ABORT, 'events are never deleted');
END;
CREATE TABLE documents (
  projection TEXT NOT NULL,
  key        TEXT NOT NULL,
  json       TEXT NOT NULL,
  PRIMARY KEY (projection, key)
) STRICT;
CREATE TABLE checkpoints (
  projection TEXT NOT NULL PRIMARY KEY,
  position   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
PRAGMA application_id = 1131236455;
PRAGMA user_version = 1;
INSERT INTO events (stream, revision, id, type, body) VALUES
  ('a-1', 0, '00000000-0000-4000-8000-000000000000', 'Written', '{"n":0}'),
  ('a-1', 1, '00000000-0000-4000-8000-000000000001', 'Written', '{"n":1}');
INSERT INTO documents VALUES ('p@1', 'k', '{"n":1}');
INSERT INTO checkpoints VALUES ('p@1', '2'), ('q@1', '18446744073709551615');
`;

/** A ledger as the first release left it: two events, a document, two checkpoints. */
export const makeVersion1 = async (path: string, engine?: Engine): Promise<void> => {
  const connection = (await loadDriver(engine)).open(path);
  connection.exec(version1);
  connection.close();
};
