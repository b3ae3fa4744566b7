import { createHash } from 'node:crypto';

import type { StoredEvent } from '@commission-ledger/event-store';
import type { Checkpoint } from '@commission-ledger/projections';

import { checkpointOf, nameOf } from './checkpointRow.ts';
import type { Connection } from './driver.ts';
import { type SqliteFinding, finding } from './finding.ts';
import { asBytes, createRawEvents, rowIn } from './rawEvents.ts';
import { numberFrom } from './rows.ts';

/** The checkpoints in a file of this schema or an earlier one. */
export const readCheckpoints = (connection: Connection, version: number): ReadonlyMap<string, Checkpoint> => {
  const mark =
    version === 1
      ? 'NULL AS stream, NULL AS revision, NULL AS hash'
      : `${asBytes('stream')}, revision, ${asBytes('hash')}`;
  const columns = `CAST(projection AS BLOB) AS value, ${asBytes('position')}, ${mark}`;
  const rows = connection.prepare(`SELECT ${columns} FROM checkpoints ORDER BY projection`).all().map(rowIn);
  return new Map(rows.map((row) => [nameOf(row), checkpointOf(row)]));
};

/** Documents that contain events which the history has not, or has otherwise, are not of this history. */
export const examineCheckpoints = (
  connection: Connection,
  checkpoints: ReadonlyMap<string, Checkpoint>,
): readonly SqliteFinding[] => {
  const raw = createRawEvents(connection);
  const head = numberFrom(connection.prepare('SELECT max(position) AS value FROM events')) ?? 0;
  return [...checkpoints].flatMap(([projection, { position, event }]) => {
    if (position > head) return [apart(projection, `go up to position ${position}, the history up to ${head}`)];
    if (event === undefined) return [];
    const there = raw.at(event.stream, event.revision);
    const isThere = there?.position === position && hashOf(there) === event.hash;
    const which = `event ${event.revision} of ${event.stream} at position ${position}`;
    return isThere ? [] : [apart(projection, `contain ${which}, which the history does not have like that`)];
  });
};

const hashOf = ({ body }: StoredEvent): string => createHash('sha256').update(body).digest('hex');

const apart = (projection: string, how: string): SqliteFinding =>
  finding.error(
    'documents',
    `The documents of ${projection} ${how}.`,
    'Rebuild the projection. If nobody restored a backup, find out how the history was changed.',
  );
