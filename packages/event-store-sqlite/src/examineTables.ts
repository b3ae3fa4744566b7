import { changedObjects } from './checkSchema.ts';
import type { Connection } from './driver.ts';
import { type SqliteFinding, finding } from './finding.ts';
import { integrityProblems, streamsWithGaps } from './inspectCopy.ts';
import { textIn } from './rawEvents.ts';
import { numberFrom } from './rows.ts';
import { schemaObjects, schemaVersion } from './schema.ts';

const askForHelp = 'Stop writing, keep a copy of the file, and restore the last good backup; find out what happened.';

/** Looks at the schema and at what SQLite can tell about the tables, each question in a moment of its own. */
export const examineTables = (connection: Connection, version: number): readonly SqliteFinding[] => [
  ...(version < schemaVersion ? [older(version)] : []),
  ...changedObjects(connection, version).map((name) =>
    finding.error('schema', `${name} is missing or was changed.`, `The ledger does not open like this. ${askForHelp}`),
  ),
  ...foreignObjects(connection),
  ...integrityProblems(connection, 20).map((said) =>
    finding.error('integrity', `SQLite finds the file damaged: ${said}.`, askForHelp),
  ),
  ...textsOf(connection, streamsWithGaps).map((stream) =>
    finding.error('revisions', `The stream ${stream} does not have its events 0, 1, 2 … without gaps.`, askForHelp),
  ),
  ...textsOf(connection, 'SELECT CAST(id AS BLOB) AS value FROM events GROUP BY id HAVING count(*) > 1 LIMIT 20').map(
    (id) => finding.error('ids', `The id ${id} is there more than once.`, askForHelp),
  ),
  ...textsOf(connection, 'SELECT CAST(stream AS BLOB) AS value FROM events WHERE position < 1 LIMIT 20').map((stream) =>
    finding.error(
      'positions',
      `The stream ${stream} has an event at a position where nothing is ever written.`,
      askForHelp,
    ),
  ),
  ...textsOf(connection, textsWithNul).map((position) =>
    finding.error(
      'texts',
      `An event at ${position} has a text that goes on behind a NUL, where nobody reads it.`,
      askForHelp,
    ),
  ),
  ...missingAtTheEnd(connection),
];

const textsWithNul = `SELECT CAST(position AS TEXT) AS value FROM events
WHERE instr(stream, char(0)) OR instr(id, char(0)) OR instr(type, char(0)) OR instr(body, char(0)) LIMIT 20`;

const older = (version: number): SqliteFinding =>
  finding.note(
    'schema',
    `The schema is of version ${version}; this release has ${schemaVersion}.`,
    'The next to open it brings it up to date. Back it up before, if an older release may have to read it again.',
  );

/** The names of triggers that are not ours. SQLite makes none itself, whatever they are called. */
export const foreignTriggers = (connection: Connection): readonly string[] =>
  namesOf(connection, `type = 'trigger'`).filter((name) => !schemaObjects.has(name));

const foreignObjects = (connection: Connection): readonly SqliteFinding[] => {
  const triggers = foreignTriggers(connection).map((name) =>
    finding.error(
      'schema',
      `There is a trigger ${name} that is not ours: it can change or hinder what is written.`,
      'Find out who made it, drop it, and verify the history against a copy from before.',
    ),
  );
  const rest = namesOf(connection, `type <> 'trigger' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`).filter(
    (name) => !schemaObjects.has(name),
  );
  if (rest.length === 0) return triggers;
  const names = rest.slice(0, 10).join(', ');
  return [...triggers, finding.note('schema', `There is more than ours: ${names}.`, 'Nothing, if you made it.')];
};

const namesOf = (connection: Connection, condition: string): readonly string[] =>
  textsOf(connection, `SELECT CAST(name AS BLOB) AS value FROM sqlite_schema WHERE ${condition} ORDER BY name`);

/** SQLite notes the highest position it ever gave. Who deletes the last events by hand seldom thinks of it. */
const missingAtTheEnd = (connection: Connection): readonly SqliteFinding[] => {
  const last = numberFrom(connection.prepare('SELECT max(position) AS value FROM events')) ?? 0;
  const given =
    numberFrom(connection.prepare(`SELECT max(seq) AS value FROM sqlite_sequence WHERE name = 'events'`)) ?? 0;
  if (last === given) return [];
  return [
    finding.error(
      'end',
      `The last event is at ${last}, but positions up to ${given} have been given: events are missing at the end.`,
      askForHelp,
    ),
  ];
};

/** The column `value` of each row, as text. */
export const textsOf = (connection: Connection, sql: string): readonly string[] =>
  connection
    .prepare(sql)
    .all()
    .map((row) => (typeof row === 'object' && row !== null && 'value' in row ? String(textIn(row.value)) : ''));
