import { setImmediate as pause } from 'node:timers/promises';

import type { Connection, SqlValue } from './driver.ts';
import type { Look } from './retryWhileBusy.ts';
import { numberFrom } from './rows.ts';

/**
 * Whether the index by which streams are read has exactly the rows of the table: a third of the work of `integrity_check`,
 * in short moments. As each row stands after the one before it and is found by its entry, and there are as many entries as
 * rows, every entry leads to its row. The index of ids is left out: nothing is read by it.
 *
 * The portions are of random length: pages that are made to fit between two looks would have to know where one ends.
 */
export const isWhole = async (connection: Connection, look: Look, signal?: AbortSignal): Promise<boolean> => {
  connection.exec('PRAGMA cache_size = -65536');
  const { end, portion, rest, entries } = await look(() => prepare(connection));
  let after = await look(() => numberFrom(connection.prepare('SELECT min(position) - 1 AS value FROM events')) ?? 0);
  let rows = 0;
  for (;;) {
    signal?.throwIfAborted();
    const from = after;
    const length = SHORTEST + Math.floor(Math.random() * SHORTEST);
    const through = await look(() => end(from, length));
    if (through === undefined) break;
    const found = await look(() => portion(from, from, through));
    if (found === undefined || through <= after) return false;
    rows += found;
    after = through;
    await pause();
  }
  const from = after;
  return await look(() => {
    const found = rest(from, from);
    return found !== undefined && rows + found === entries();
  });
};

/** In rows; about 20 ms. */
const SHORTEST = 8192;

const prepare = (connection: Connection) => {
  const end = connection.prepare(
    'SELECT position AS value FROM events WHERE position > ? ORDER BY position LIMIT 1 OFFSET ?',
  );
  const counting = (bounds: string) => {
    const statement = connection.prepare(countIn(bounds));
    return (...parameters: readonly SqlValue[]) => numberFrom(statement, ...parameters);
  };
  // What is counted has to be in this index and in no other: else the smallest of all is taken.
  const entries = connection.prepare(`SELECT count(revision) AS value FROM events INDEXED BY ${INDEX}`);
  return {
    end: (after: number, rows: number) => numberFrom(end, after, rows),
    portion: counting('row.position > ? AND row.position <= ?'),
    rest: counting('row.position > ?'),
    entries: () => numberFrom(entries) ?? 0,
  };
};

const INDEX = 'sqlite_autoindex_events_2';

/** How many rows there are; NULL when one is not after the one before it, or has no entry. The first parameter is the last row before. */
const countIn = (
  bounds: string,
): string => `SELECT CASE WHEN total(position <= before OR NOT has_entry) = 0 THEN count(*) END AS value
FROM (
  SELECT row.position AS position, lag(row.position, 1, ?) OVER () AS before, EXISTS (
    SELECT 1 FROM events AS entry INDEXED BY ${INDEX}
    WHERE entry.stream = row.stream AND entry.revision = row.revision AND entry.position = row.position
  ) AS has_entry
  FROM events AS row NOT INDEXED WHERE ${bounds}
)`;
