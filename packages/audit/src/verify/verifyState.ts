import { hash } from 'node:crypto';
import { hashOfHex, hexOf } from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import { idSet } from './idSet.ts';
import type { JoinedData } from './joinedHistory.ts';
import type { Form } from './scannedPart.ts';
import { StateHeader, StateStream } from './stateCodec.ts';
import { type StreamTable, streamTable } from './streamTable.ts';

/** What a state is about: another question takes another reading. */
export type StateSettings = Readonly<{ form: Form; leavesSha256: string | null }>;

/** Why a text is no state to go on from. */
export type NotAState = Readonly<{ _tag: 'NotAState'; problem: string }>;

/**
 * What a verification knows so far, as text: a line of JSON, one for each stream, the marks of the ids, and the SHA-256 of
 * all that. The hash shows damage, not forgery: whoever can write to the state decides what it says, so it belongs where
 * only the auditor can.
 */
export const saveState = (settings: StateSettings, data: JoinedData): string => {
  const { streams, ids, tree, roots, ...rest } = data;
  const header: typeof StateHeader._O = {
    schema: 'verify-state/1',
    ...settings,
    ...rest,
    sameMarks: [...data.sameMarks],
    seals: [...data.seals],
    problems: data.problems.map(({ place, cause }) => ({ place, cause })),
    leafBreach: data.leafBreach && { ...data.leafBreach, found: [...data.leafBreach.found] },
    tree: tree.map(({ level, hash: root }) => [level, hexOf(root)]),
    roots: [...roots.values()],
    streams: streams.size(),
  };
  const marks = ids.marks();
  const bytes = Buffer.alloc(marks.length * 4);
  for (const [index, mark] of marks.entries()) bytes.writeUInt32BE(mark, index * 4);
  const lines = [JSON.stringify(header), ...linesOf(streams)];
  const body = `${lines.join('\n')}\n${bytes.toString('base64')}\n`;
  return `${body}${hash('sha256', body)}\n`;
};

const linesOf = (streams: StreamTable): readonly string[] =>
  Array.from({ length: streams.size() }, (_, at) => JSON.stringify({ stream: streams.nameOf(at), ...streams.at(at) }));

/** A state as it was saved. */
export type SavedState = Readonly<{ settings: StateSettings; data: JoinedData }>;

/** Reads what {@link saveState} wrote. */
export const loadState = (text: string): E.Either<NotAState, SavedState> => {
  const split = text.lastIndexOf('\n', text.length - 2) + 1;
  const body = text.slice(0, split);
  if (text.slice(split) !== `${hash('sha256', body)}\n`) return notAState('it is not whole');
  const [first = '', ...lines] = body.slice(0, -1).split('\n');
  const header = StateHeader.decode(parsed(first));
  if (E.isLeft(header)) return notAState('another release has written it');
  const { form, leavesSha256, streams: count, tree, roots, ...rest } = header.right;
  const streams = streamTable();
  for (const line of lines.slice(0, count)) {
    const stream = StateStream.decode(parsed(line));
    if (E.isLeft(stream)) return notAState('another release has written it');
    streams.restore(stream.right.stream, stream.right);
  }
  const subtrees = tree.map(([level, root]) => ({ level, hash: hashOfHex(root) ?? new Uint8Array() }));
  const data = {
    ...rest,
    tree: subtrees,
    streams,
    roots: new Map(roots.map((each) => [each.size, each])),
    ids: idSet(marksIn(Buffer.from(lines[count] ?? '', 'base64'))),
  };
  return E.right({ settings: { form, leavesSha256 }, data });
};

const marksIn = (bytes: Buffer): Uint32Array =>
  Uint32Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readUInt32BE(index * 4));

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

const notAState = (problem: string): E.Either<NotAState, never> => E.left({ _tag: 'NotAState', problem });
