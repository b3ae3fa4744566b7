import { StoreFailure, type StoredEvent } from '@commission-ledger/event-store';

import type { SqlValue, Statement } from './driver.ts';

/** How many bytes the texts of an event take in the file. */
export const eventBytes = 'octet_length(stream) + octet_length(id) + octet_length(type) + octet_length(body) AS bytes';

/** The columns of {@link eventOf}. */
export const eventColumns = `position, stream, revision, id, type, body, ${eventBytes}`;

/** A row of `events`, checked: a table that was tampered with may hold anything. */
export const eventOf = (row: unknown): StoredEvent => {
  if (!isRow(row)) throw damaged('a row of events');
  const { id, type, body, stream, revision, position, bytes } = row;
  if (
    typeof position === 'number' &&
    typeof stream === 'string' &&
    typeof revision === 'number' &&
    typeof id === 'string' &&
    typeof type === 'string' &&
    typeof body === 'string'
  ) {
    // Who reads the history begins at 1, so such an event would count in its stream and be seen by nobody else.
    if (position < 1) throw misplaced(stream, revision, position);
    // A driver ends a text at its first NUL, and SQLite, which looks for streams, does not.
    if (bytes !== bytesOf(stream) + bytesOf(id) + bytesOf(type) + bytesOf(body)) throw damaged('a text of events');
    return { id, type, body, stream, revision, position: BigInt(position) };
  }
  throw damaged('a row of events');
};

const bytesOf = (text: string): number => Buffer.byteLength(text);

type Row = Readonly<Record<'id' | 'type' | 'body' | 'stream' | 'revision' | 'position' | 'bytes', unknown>>;

/** The statement names the columns, so a row has them; what is in them is looked at one by one. */
const isRow = (row: unknown): row is Row => typeof row === 'object' && row !== null;

/** The column `value` of the first row as a number; `undefined` when there is no row or it is NULL. */
export const numberFrom = (statement: Statement, ...parameters: readonly SqlValue[]): number | undefined => {
  const value = valueFrom(statement, parameters);
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return value;
  throw damaged('a number');
};

/** The column `value` of the first row as text; `undefined` when there is no row. */
export const textFrom = (statement: Statement, ...parameters: readonly SqlValue[]): string | undefined => {
  const value = valueFrom(statement, parameters);
  if (value === undefined || typeof value === 'string') return value;
  throw damaged('a text');
};

const valueFrom = (statement: Statement, parameters: readonly SqlValue[]): unknown => {
  const row = statement.get(...parameters);
  if (row === undefined) return undefined;
  if (isObject(row) && 'value' in row) return row.value;
  throw damaged('a row');
};

/** A row with a key and its JSON text. */
export const documentOf = (row: unknown): Readonly<{ key: string; json: string }> => {
  if (isObject(row) && 'key' in row && typeof row.key === 'string' && 'json' in row && typeof row.json === 'string') {
    return { key: row.key, json: row.json };
  }
  throw damaged('a row of documents');
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const misplaced = (stream: string, revision: number, position: number): StoreFailure => {
  const problem = `event ${revision} of ${stream} stands at position ${position}, where nothing is ever written`;
  return new StoreFailure(
    { _tag: 'Corrupt', problem },
    `The file was changed: ${problem}. Find out who could write to it, and restore a backup.`,
  );
};

const damaged = (what: string): StoreFailure =>
  new StoreFailure(
    { _tag: 'Corrupt', problem: `${what} has an unexpected shape` },
    `The file is damaged: ${what} has an unexpected shape. Restore a backup.`,
  );
