import { setImmediate as pause } from 'node:timers/promises';

import type { Connection } from './driver.ts';
import type { Look } from './retryWhileBusy.ts';
import { numberFrom } from './rows.ts';

/**
 * Whether the index by which streams are read has exactly the rows of the table: a third of the work of `integrity_check`,
 * in short moments. As each row stands after the one before it and is found by its entry, and there are as many entries as
 * rows, every entry leads to its row. The index of ids is left out: nothing is read by it.
 *
 * The portions are of random length: pages that are made to fit between two looks would have to know where one ends. The
 * first has no lower bound: it begins with the very row with which a reading of the whole history does, wherever that is.
 */
export const isWhole = async (connection: Connection, look: Look, signal?: AbortSignal): Promise<boolean> => {
  connection.exec('PRAGMA cache_size = -65536');
  const { first, next, entries } = await look(() => prepare(connection));
  let [counting, after, rows] = [first, 0, 0];
  for (;;) {
    signal?.throwIfAborted();
    const { end, portion, rest } = counting;
    const from = after;
    const length = SHORTEST + Math.floor(Math.random() * SHORTEST);
    const through = await look(() => end(from, length));
    if (through === undefined) {
      return await look(() => {
        const found = rest(from);
        return found !== undefined && rows + found === entries();
      });
    }
    const found = await look(() => portion(from, through));
    if (found === undefined || through <= after) return false;
    rows += found;
    [counting, after] = [next, through];
    await pause();
  }
};

/** In rows; about 20 ms. */
const SHORTEST = 8192;

const prepare = (connection: Connection) => {
  /** @param bound which rows: those behind the position `?1`, or all that are met from the beginning on. */
  const behind = (bound: string) => {
    const ends = connection.prepare(
      `SELECT position AS value FROM events AS row NOT INDEXED WHERE ${bound} ORDER BY position LIMIT 1 OFFSET ?2`,
    );
    const upTo = connection.prepare(countIn(`${bound} AND row.position <= ?2`));
    const all = connection.prepare(countIn(bound));
    return {
      end: (after: number, rows: number) => numberFrom(ends, after, rows),
      portion: (after: number, last: number) => numberFrom(upTo, after, last),
      rest: (after: number) => numberFrom(all, after),
    };
  };
  // What is counted has to be in this index and in no other: else the smallest of all is taken.
  const entries = connection.prepare(`SELECT count(revision) AS value FROM events INDEXED BY ${INDEX}`);
  return {
    first: behind('?1 IS NOT NULL'),
    next: behind('row.position > ?1'),
    entries: () => numberFrom(entries) ?? 0,
  };
};

const INDEX = 'sqlite_autoindex_events_2';

/** How many rows there are; NULL when one is not after the one before it, or has no entry. `?1` is the last row before. */
const countIn = (
  bounds: string,
): string => `SELECT CASE WHEN total(position <= before OR NOT has_entry) = 0 THEN count(*) END AS value
FROM (
  SELECT row.position AS position, lag(row.position, 1, ?1) OVER () AS before, EXISTS (
    SELECT 1 FROM events AS entry INDEXED BY ${INDEX}
    WHERE entry.stream = row.stream AND entry.revision = row.revision AND entry.position = row.position
  ) AS has_entry
  FROM events AS row NOT INDEXED WHERE ${bounds}
)`;
