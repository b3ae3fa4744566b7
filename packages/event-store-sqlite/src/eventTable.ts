import {
  type Append,
  type AppendResult,
  type StoredEvent,
  findTakenId,
  revisionNumber,
  settleByRevision,
} from '@commission-ledger/event-store';

import type { Connection, SqlValue, Statement } from './driver.ts';
import { type Portions, inPortions } from './inPortions.ts';
import { eventColumns, eventOf, numberFrom } from './rows.ts';

/** The table of events. Everything here is over at once and leaves nothing open. */
export type EventTable = Readonly<{
  /** To be called inside a transaction. With `careful`, ids that are taken are found before writing. */
  append(append: Append, careful: boolean): AppendResult;
  /** At most `count` events; fewer when they are large, but none only at the end. */
  stream(stream: string, from: number, count: number, backwards: boolean): Portions;
  /** At most `limit` events after a position; fewer when they are large, but none only at the end. */
  after(position: bigint | undefined, limit: number): Portions;
  head(): StoredEvent | undefined;
}>;

export const createEventTable = (connection: Connection): EventTable => {
  const select = (rest: string) => connection.prepare(`SELECT ${eventColumns} FROM events ${rest}`);
  const lastRevision = connection.prepare('SELECT max(revision) AS value FROM events WHERE stream = ?');
  const forwards = select('WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?');
  const backwards = select('WHERE stream = ? AND revision <= ? ORDER BY revision DESC LIMIT ?');
  const first = select('ORDER BY position LIMIT ?');
  const after = select('WHERE position > ? ORDER BY position LIMIT ?');
  const head = select('ORDER BY position DESC LIMIT 1');
  const byId = select('WHERE id = ?');
  const insert = connection.prepare('INSERT INTO events (stream, revision, id, type, body) VALUES (?, ?, ?, ?, ?)');

  const write = ({ stream, events, expected }: Append): AppendResult => {
    let revision = revisionNumber(expected);
    let position: number | bigint = 0;
    for (const { id, type, body } of events) {
      revision += 1;
      position = insert.run(stream, revision, id, type, body).lastInsertRowid;
    }
    return { _tag: 'appended', revision, position: BigInt(position), repeated: false };
  };

  return {
    append: (append, careful) => {
      const { stream } = append;
      const tail = {
        lastRevision: numberFrom(lastRevision, stream) ?? -1,
        eventsFrom: (revision: number, count: number) => forwards.all(stream, revision, count).map(eventOf),
      };
      return settleByRevision(append, tail) ?? (careful ? findTakenId(append, ownerOf) : undefined) ?? write(append);
    },
    stream: (stream, from, count, reversed) => {
      const [statement, step] = reversed ? [backwards, -1] : [forwards, 1];
      return inPortions(count, (last, portion) =>
        statement.all(stream, last ? last.revision + step : from, portion).map(eventOf),
      );
    },
    after: (position, limit) =>
      inPortions(limit, (last, portion) => {
        const from = last?.position ?? position;
        // From the very first, wherever it stands: what was put before the beginning is to be seen.
        return (from === undefined ? first.all(portion) : after.all(Number(from), portion)).map(eventOf);
      }),
    head: () => oneFrom(head),
  };

  function ownerOf(id: string): StoredEvent | undefined {
    return oneFrom(byId, id);
  }
};

const oneFrom = (statement: Statement, ...parameters: readonly SqlValue[]): StoredEvent | undefined => {
  const row = statement.get(...parameters);
  return row === undefined ? undefined : eventOf(row);
};
