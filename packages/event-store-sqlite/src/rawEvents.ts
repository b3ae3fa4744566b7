import { StoreFailure, type StoredEvent } from '@commission-ledger/event-store';

import type { Connection } from './driver.ts';
import { eventBytes, eventOf } from './rows.ts';

/**
 * Events of a file that may be damaged, as bytes: a driver may end the whole process over text that is not UTF-8.
 * All of it throws StoreFailure `Corrupt` on such text.
 */
export type RawEvents = Readonly<{
  /** In the order of streams and revisions, after an event. */
  byStream(last: StoredEvent | undefined, limit: number): readonly StoredEvent[];
  head(): StoredEvent | undefined;
  /** The event at a position, or else the next one. */
  atOrAfter(position: bigint): StoredEvent | undefined;
  at(stream: string, revision: number): StoredEvent | undefined;
}>;

const texts = ['stream', 'id', 'type', 'body'] as const;
/** A column of text, as bytes, under its own name. */
export const asBytes = (text: string): string => `CAST(${text} AS BLOB) AS ${text}`;

const columns = ['position', 'revision', ...texts.map(asBytes), eventBytes].join(', ');

export const createRawEvents = (connection: Connection): RawEvents => {
  const select = (rest: string) => connection.prepare(`SELECT ${columns} FROM events ${rest}`);
  const next = select('WHERE (events.stream, revision) > (?, ?) ORDER BY events.stream, revision LIMIT ?');
  const last = select('ORDER BY position DESC LIMIT 1');
  const following = select('WHERE position >= ? ORDER BY position LIMIT 1');
  const one = select('WHERE events.stream = ? AND revision = ?');
  return {
    byStream: (after, limit) => next.all(after?.stream ?? '', after?.revision ?? -1, limit).map(eventIn),
    head: () => last.all().map(eventIn)[0],
    atOrAfter: (position) => following.all(Number(position)).map(eventIn)[0],
    at: (stream, revision) => one.all(stream, revision).map(eventIn)[0],
  };
};

const eventIn = (row: unknown): StoredEvent => eventOf(rowIn(row));

/** A row with text for each blob in it. @throws StoreFailure `Corrupt` when one is no UTF-8. */
export const rowIn = (row: unknown): unknown =>
  typeof row === 'object' && row !== null
    ? Object.fromEntries(Object.entries(row).map(([name, value]) => [name, textIn(value)]))
    : row;

/** The text of a blob, or of whatever else the driver gave. @throws StoreFailure `Corrupt` when it is no UTF-8. */
export const textIn = (bytes: unknown): unknown => {
  if (!(bytes instanceof Uint8Array || bytes instanceof ArrayBuffer)) return bytes;
  try {
    return utf8.decode(bytes);
  } catch {
    const problem = 'there is text that is not UTF-8';
    throw new StoreFailure({ _tag: 'Corrupt', problem }, `The file is damaged: ${problem}. Restore a backup.`);
  }
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
