import { createHash } from 'node:crypto';
import type { StoredEvent } from '@commission-ledger/event-store';
import { type Frame, eventIdOf, hashOf, parseFrame, writeFrame } from '@commission-ledger/events';
import {
  type Signer,
  checkpointText,
  historyDigest,
  newSigningKey,
  parseVerifierKey,
  signNote,
  signerFrom,
  verifierKeyTextOf,
} from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import type { HistorySource } from '../../src/verify/historySource.ts';

/** A row of a store: what whoever can write to it can change. */
export type Row = StoredEvent;

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left));
  return either.right;
};

/** Somebody who seals, made anew for each run of the tests. */
export const sealingKey = (name = 'commission-ledger/sample') => {
  const { privateKeyPem, verifierKey } = newSigningKey(name);
  return { signer: right(signerFrom(privateKeyPem, name)), key: right(parseVerifierKey(verifierKey)) };
};

const common = {
  v: 1 as const,
  schema: 1,
  actor: 'ada',
  correlation: null,
  causation: null,
  commandHash: createHash('sha256').update('').digest('hex'),
};

/** What an event is made of; the rest follows from where it stands. */
export type Item = Readonly<{ stream: string; type: string; data: Frame['data']; commandKey: string }>;

/** The next event of a history. */
export const nextRow = (rows: readonly Row[], { stream, type, data, commandKey }: Item): Row => {
  const before = rows.findLast((row) => row.stream === stream);
  const revision = before === undefined ? 0 : before.revision + 1;
  const id = eventIdOf('sample', commandKey, 0);
  const recordedAt = `2026-01-01T00:00:00.${String(rows.length).padStart(6, '0')}Z`;
  const prev = before === undefined ? null : hashOf(before.body);
  const body = writeFrame({ ...common, stream, revision, id, type, recordedAt, commandKey, data, prev });
  return { position: BigInt(rows.length + 1), stream, revision, id, type, body };
};

/** The note of a seal over these rows. */
export const noteOver = async (rows: readonly Row[], signer: Signer) => {
  const digest = historyDigest();
  for (const { stream, revision, body } of rows) digest.add(stream, revision, hashOf(body));
  const checkpoint = {
    origin: 'commission-ledger/sample',
    size: digest.size(),
    root: digest.root(),
    streams: digest.streams(),
    headsRoot: digest.headsRoot(),
    sealedAt: '2026-01-02T00:00:00.000000Z',
  };
  return { checkpoint, note: await signNote(checkpointText(checkpoint), signer) };
};

/** The rows with a seal over all of them behind them. */
export const withSeal = async (rows: readonly Row[], signer: Signer): Promise<readonly Row[]> => {
  const { checkpoint, note } = await noteOver(rows, signer);
  const data = { ledger: 'sample', ...checkpoint, key: verifierKeyTextOf(signer), note };
  return [
    ...rows,
    nextRow(rows, { stream: 'seal-sample', type: 'LedgerSealed', data, commandKey: `seal/${data.size}` }),
  ];
};

/** Numbers for events of streams, with `'seal'` where the history is to be sealed. */
export type Script = readonly (number | 'seal')[];

/** A history after a script, and the notes that were made on the way. */
export const playScript = async (script: Script, signer: Signer) => {
  let rows: readonly Row[] = [];
  for (const [index, step] of script.entries()) {
    if (step === 'seal') rows = await withSeal(rows, signer);
    else rows = [...rows, nextRow(rows, itemOf(step, index))];
  }
  return { rows, notes: notesIn(rows) };
};

/** An event of the stream with this number. */
export const itemOf = (stream: number, index: number): Item => ({
  stream: `account-p.q${stream}.EUR`,
  type: 'AccrualPosted',
  data: { amount: { amount: `${index}.00`, currency: 'EUR' } },
  commandKey: `deal/${index}`,
});

/** The notes of all seals in a history. */
export const notesIn = (rows: readonly Row[]): readonly string[] =>
  rows.flatMap((row) => (row.type === 'LedgerSealed' ? [String(dataOf(row)['note'])] : []));

/** What an event says. */
export const dataOf = (row: Row | undefined): Frame['data'] => {
  const frame = parseFrame(row?.body ?? '');
  if (typeof frame === 'string') throw new Error(frame);
  return frame.data;
};

/** The hashes of all frames, as they would be kept outside. */
export const leavesOf = (rows: readonly Row[]): Uint8Array =>
  Buffer.from(rows.map(({ body }) => hashOf(body)).join(''), 'hex');

/** Rows as a store gives them, in pages of this size. */
export const sourceOf = (rows: readonly Row[], pageSize = 7): HistorySource => {
  const inOrder = rows.toSorted((a, b) => Number(a.position - b.position));
  return {
    readAll: async ({ after, limit }) => {
      const rest = inOrder.filter(({ position }) => after === undefined || position > after);
      const events = rest.slice(0, Math.min(limit, pageSize));
      return { events, next: events.at(-1)?.position ?? after, atEnd: events.length === rest.length };
    },
    readStream: async function* (stream) {
      yield* inOrder.filter((row) => row.stream === stream).toSorted((a, b) => a.revision - b.revision);
    },
  };
};
