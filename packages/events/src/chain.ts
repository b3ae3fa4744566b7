import * as E from 'fp-ts/lib/Either.js';
import { canonicalJson } from './canonicalJson.ts';
import { hashOf } from './frame.ts';
import { type Misplaced, type Placed, misplaced, parseFrame } from './parseFrame.ts';
import { printable } from './printable.ts';

/** A stored event as the chain is checked over it. `hash` is the store's own note of the hash, when it keeps one. */
export type ChainedFrame = Placed & Readonly<{ body: string; hash?: string }>;

/** How many events a stream has and the hash of the last one; `null` for an empty stream. */
export type StreamHead = Readonly<{ length: number; head: string | null }>;

/**
 * What is known about a stream from outside it. A chain alone cannot miss what was cut off its end, nor see that its
 * last event or all of it was rewritten: for that, compare it with a head kept elsewhere. A stream may have grown since.
 */
export type KnownStream = Readonly<{ stream?: string; head?: StreamHead }>;

/** The first event that is not what was recorded, and how that shows. */
export type ChainProblem = Readonly<{ stream: string; revision: number; id: string }> &
  (
    | Readonly<{ _tag: 'NotAFrame'; problem: string }>
    /** The text says the same in another way, for instance with a field twice. */
    | Readonly<{ _tag: 'NotCanonical' }>
    | Misplaced
    /** It belongs to another stream. */
    | Readonly<{ _tag: 'OtherStream'; expected: string }>
    /** Events before it are missing, or it is there twice. */
    | Readonly<{ _tag: 'WrongRevision'; expected: number }>
    /** The next event was recorded after one with the hash `expected`; this one has the hash `found`. */
    | Readonly<{ _tag: 'BrokenLink'; expected: string | null; found: string }>
    /** The bytes do not have the hash that the store noted, or that was known from elsewhere. */
    | Readonly<{ _tag: 'HashDiffers'; expected: string | null; found: string }>
    /** The stream ends here and is known to have had `expected` events. */
    | Readonly<{ _tag: 'EndMissing'; expected: number; found: number }>
  );

/** How far the chain has been checked. */
export type ChainState = StreamHead & Readonly<{ known: KnownStream; last: Placed | undefined }>;

/** Nothing checked yet. */
export const chainStart = (known: KnownStream = {}): ChainState => ({ length: 0, head: null, known, last: undefined });

/** Checks the next event of the stream: for histories that come in pages. */
export const chainNext = (state: ChainState, frame: ChainedFrame): E.Either<ChainProblem, ChainState> => {
  const { stream, revision, id, type, body } = frame;
  const at = { stream, revision, id };
  const read = parseFrame(body);
  if (typeof read === 'string') return E.left({ ...at, _tag: 'NotAFrame', problem: read });
  if (!isCanonical(read, body)) return E.left({ ...at, _tag: 'NotCanonical' });
  const place = misplaced(read, frame);
  if (place !== undefined) return E.left({ ...at, ...place });
  const expected = state.last?.stream ?? state.known.stream ?? stream;
  if (stream !== expected) return E.left({ ...at, _tag: 'OtherStream', expected });
  if (revision !== state.length) return E.left({ ...at, _tag: 'WrongRevision', expected: state.length });
  if (read.prev !== state.head) return E.left(brokenLink(state, read.prev));
  const found = hashOf(body);
  const noted = notedHash(state, frame);
  if (noted !== undefined && noted !== found) return E.left({ ...at, _tag: 'HashDiffers', expected: noted, found });
  return E.right({ known: state.known, length: revision + 1, head: found, last: { ...at, type } });
};

/** What is left to check when no more events come: that none is missing at the end. */
export const chainEnd = ({ length, head, known, last }: ChainState): E.Either<ChainProblem, StreamHead> => {
  const expected = known.head?.length ?? 0;
  if (length >= expected) return E.right({ length, head });
  const at = { stream: last?.stream ?? known.stream ?? '', revision: length, id: last?.id ?? '' };
  return E.left({ ...at, _tag: 'EndMissing', expected, found: length });
};

/**
 * Checks the whole of one stream, in order: gapless revisions from 0, each event linked to the one before it by the
 * hash of the stored bytes, each where it belongs. Event types of other releases are checked like any other.
 */
export const verifyStream = (
  frames: Iterable<ChainedFrame>,
  known: KnownStream = {},
): E.Either<ChainProblem, StreamHead> => {
  let state = chainStart(known);
  for (const frame of frames) {
    const next = chainNext(state, frame);
    if (E.isLeft(next)) return next;
    state = next.right;
  }
  return chainEnd(state);
};

const isCanonical = (read: unknown, body: string): boolean => {
  try {
    return canonicalJson(read) === body;
  } catch {
    return false;
  }
};

/** The one before has changed since the next was linked to it, or the link itself: the earlier of the two is named. */
const brokenLink = ({ last, head }: ChainState, expected: string | null): ChainProblem => {
  // `parseFrame` lets only the first event have no link, and only that.
  if (last === undefined || head === null) throw new Error('The first event of a stream has nothing before it.');
  return { stream: last.stream, revision: last.revision, id: last.id, _tag: 'BrokenLink', expected, found: head };
};

const notedHash = ({ known, length }: ChainState, { hash }: ChainedFrame): string | null | undefined =>
  known.head?.length === length + 1 ? known.head.head : hash;

/** One sentence for what is wrong, one for what to do. */
export const describeChainProblem = (problem: ChainProblem): string => {
  const at = `Event ${problem.revision} of ${printable(problem.stream)}`;
  return `${at} ${whatIsWrong(problem)}. Compare the stream with a copy from before, and find out who could write to the store.`;
};

const whatIsWrong = (problem: ChainProblem): string => {
  switch (problem._tag) {
    case 'NotAFrame':
      return `is damaged: ${problem.problem}`;
    case 'NotCanonical':
      return 'is not stored as it was written: its text is not canonical JSON';
    case 'FrameMisplaced':
      return `does not belong there: its ${problem.field} is ${problem.framed}, not ${problem.stored}`;
    case 'OtherStream':
      return `stands among the events of ${printable(problem.expected)}`;
    case 'WrongRevision':
      return `stands where event ${problem.expected} should be`;
    case 'BrokenLink':
      return `or its link in the event after it was changed: the link is ${problem.expected}, the bytes give ${problem.found}`;
    case 'HashDiffers':
      return `was changed: its hash was ${problem.expected}, the bytes give ${problem.found}`;
    case 'EndMissing':
      return `is missing: the stream had ${problem.expected} events and has ${problem.found}`;
  }
};
