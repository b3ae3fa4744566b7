import type { StoredEvent } from '@commission-ledger/event-store';
import { canonicalJson, HashedFrame, hashOf, misplaced, parseFrame } from '@commission-ledger/events';
import type { Cause } from './cause.ts';
import { historyPlace } from './historyPlace.ts';
import { idMark } from './idSet.ts';
import { metStreams } from './metStreams.ts';
import { type Form, MOST_PROBLEMS, type MetProblem, type MetSeal, type ScannedPart } from './scannedPart.ts';
import { subtrees } from './subtrees.ts';

/** Where a part begins, and what is wanted of it. */
export type PartStart = Readonly<{
  index: number;
  /** The position of the event before. */
  after: bigint | undefined;
  form: Form;
  /** Whether the hash of each frame is wanted too. */
  withHashes: boolean;
}>;

/** Looks at a run of events, none of which needs what stood before the run. */
export const scanPart = (start: PartStart, events: readonly StoredEvent[]): ScannedPart => {
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('A part has at least one event.');
  const tree = subtrees(start.index);
  const hashes = Buffer.alloc((start.withHashes ? events.length : 1) * HASH_LENGTH);
  const ids = new Uint32Array(events.length * 2);
  const streams = metStreams(events.length);
  const seals: MetSeal[] = [];
  const problems: MetProblem[] = [];
  let bytes = 0;
  let offset = 0;
  const met = (at: number, cause: Cause, highest: number): void => {
    const event = events[at];
    if (event !== undefined && problems.length < MOST_PROBLEMS)
      problems.push({ place: historyPlace(event, start.index + at), cause, highest });
  };
  for (const event of events) {
    const { revision } = event;
    const index = start.index + offset;
    const hash = hashOf(event.body);
    const at = start.withHashes ? offset * HASH_LENGTH : 0;
    hashes.write(hash, at, 'hex');
    tree.addLeaf(hashes, at);
    bytes += Buffer.byteLength(event.body);
    idMark(event.id, ids, offset * 2);
    if (event.type === 'LedgerSealed') seals.push({ place: historyPlace(event, index), body: event.body });
    const tail = start.form === 'bytes' ? HashedFrame.tailOf(event) : undefined;
    const { link, cause } = tail === undefined ? ownSaying(event) : { link: tail.prev, cause: undefined };
    const before = streams.numberOf(event.stream);
    if (cause !== undefined) met(offset, cause, before === undefined ? -1 : streams.at(before).highest);
    if (before === undefined) {
      streams.begin(event.stream, { index, revision, link, hash });
    } else {
      if (!streams.goesOn(before, revision, link)) {
        const earlier = streams.at(before);
        const breach = breachBetween(earlier, { revision, link });
        if (breach !== undefined)
          met(breach.isBefore ? earlier.index - start.index : offset, breach.cause, earlier.highest);
      }
      streams.add(before, { index, revision, hash });
    }
    offset += 1;
  }
  return {
    from: start.index,
    count: events.length,
    after: start.after === undefined ? null : `${start.after}`,
    first: historyPlace(first, start.index),
    last: historyPlace(last, start.index + events.length - 1),
    bytes,
    subtrees: tree.parts(),
    hashes: start.withHashes ? hashes : undefined,
    streams: streams.columns(),
    ids,
    seals,
    problems,
  };
};

const HASH_LENGTH = 32;

/** What an event's own bytes say: its link, and what is wrong with them. */
const ownSaying = (event: StoredEvent): Readonly<{ link: string | null | undefined; cause?: Cause }> => {
  const frame = parseFrame(event.body);
  if (typeof frame === 'string')
    return { link: HashedFrame.tailOf(event)?.prev, cause: { _tag: 'NotAFrame', problem: frame } };
  const elsewhere = misplaced(frame, event);
  if (elsewhere !== undefined) {
    const { field, stored, framed } = elsewhere;
    return { link: undefined, cause: { _tag: 'Misplaced', field, stored, framed } };
  }
  return isCanonical(frame, event.body) ? { link: frame.prev } : { link: frame.prev, cause: { _tag: 'NotCanonical' } };
};

const isCanonical = (read: unknown, body: string): boolean => {
  try {
    return canonicalJson(read) === body;
  } catch {
    return false;
  }
};

/** What is wrong between an event and the one met before it in its stream; `isBefore` says that the earlier one may be to blame. */
export const breachBetween = (
  before: Readonly<{ index: number; revision: number; hash: string }> | undefined,
  { revision, link }: Readonly<{ revision: number; link: string | null | undefined }>,
): Readonly<{ isBefore: boolean; cause: Cause }> | undefined => {
  const last = before?.revision ?? -1;
  if (revision > last + 1) {
    const since = before?.index ?? -1;
    return { isBefore: false, cause: { _tag: 'Missing', from: last + 1, until: revision, since } };
  }
  if (revision <= last) return { isBefore: false, cause: { _tag: 'Behind', last } };
  if (before === undefined || link === undefined || link === before.hash) return undefined;
  return { isBefore: true, cause: { _tag: 'BrokenLink', expected: link, found: before.hash } };
};
