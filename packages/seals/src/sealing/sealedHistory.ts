import type { EventStore, StoredEvent } from '@commission-ledger/event-store';
import { HashedFrame, sealStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Checkpoint } from '../notes/checkpoint.ts';
import { type HistoryDigest, historyDigest } from '../trees/historyDigest.ts';
import { type RecordedSeal, sealsOf } from './recordedSeal.ts';
import type { SealFailure } from './sealFailure.ts';

/** The history up to a moment, found to be linked and to be what its seals say. */
export type CaughtUp = Readonly<{
  /** Of all events up to the moment. */
  digest: HistoryDigest;
  /** The newest seal; `undefined` while there is none. */
  newest: RecordedSeal | undefined;
  /** The greatest instant at which one of the events was recorded; `undefined` while there are none. */
  recordedUntil: string | undefined;
  /** Whether anything but seals came after what the newest one covers. */
  hasNews: boolean;
}>;

/** What was read so far. */
type Progress = {
  readonly digest: HistoryDigest;
  position: bigint | undefined;
  recordedUntil: string | undefined;
  /** Events that are no seals. */
  facts: number;
  /** The newest seal that the history was held against, and how many facts it covers. */
  newest: RecordedSeal | undefined;
  covered: number;
  /** Seals that say something about events not yet read. */
  due: readonly RecordedSeal[];
};

const PAGE = 512;

/**
 * Reads a ledger's history and holds it against its seals. Goes on where it stopped the last time, so a sealer that
 * lives on reads only what is new.
 */
export const sealedHistory = (store: EventStore, ledger: string) => {
  const seals = sealStream(ledger);
  let progress = beginning();

  /** Reads up to the head of now. @param claim what somebody says of the first events, held against them as well */
  const catchUp = async (claim?: Checkpoint): Promise<E.Either<SealFailure, CaughtUp>> => {
    const known = progress;
    const read = await sealsOf(store, ledger, nextSeal(known));
    if (E.isLeft(read)) return read;
    const said = [...read.right, ...(claim === undefined ? [] : [claim])];
    if (said.some(({ size }) => size < known.digest.size())) {
      progress = beginning();
      return catchUp(claim);
    }
    known.due = read.right;
    // Asked for after the seals were read, so that all that they cover is there.
    const head = await store.head();
    const failure =
      sealGone(known, head?.position) ??
      sealOutOfOrder(known.newest === undefined ? known.due : [known.newest, ...known.due]) ??
      holdAgainstSeals(known, claim) ??
      (head === undefined ? undefined : await readUpTo(head.position, known, claim)) ??
      missingEvents(known, claim);
    if (failure === undefined)
      return E.right({
        digest: known.digest,
        newest: known.newest,
        recordedUntil: known.recordedUntil,
        hasNews: known.facts > known.covered,
      });
    // Perhaps the history is put right: next time all of it is read again.
    progress = beginning();
    return E.left(failure);
  };

  /** Reads what is new up to the head, and says what is wrong with it. */
  const readUpTo = async (head: bigint, known: Progress, claim: Checkpoint | undefined) => {
    for (let atEnd = false; !atEnd && (known.position ?? -1n) < head;) {
      const page = await store.readAll({ after: known.position, limit: PAGE });
      for (const stored of page.events) {
        if (stored.position > head) return undefined;
        const failure = addLinked(known, stored, stored.stream === seals) ?? holdAgainstSeals(known, claim);
        if (failure !== undefined) return failure;
      }
      ({ atEnd } = page);
    }
    return undefined;
  };

  return {
    catchUp,
    /** Takes notice of a seal over all that was read, which has just been recorded. */
    note: (seal: RecordedSeal): void => {
      progress.newest = seal;
      progress.covered = progress.facts;
    },
  };
};

const beginning = (): Progress => ({
  digest: historyDigest(),
  position: undefined,
  recordedUntil: undefined,
  facts: 0,
  newest: undefined,
  covered: 0,
  due: [],
});

const nextSeal = ({ newest }: Progress): number => (newest === undefined ? 0 : newest.revision + 1);

/** A seal that was there is not there any more: the store was put back to an earlier state. */
const sealGone = ({ newest }: Progress, head = -1n): SealFailure | undefined =>
  newest === undefined || newest.position <= head
    ? undefined
    : { _tag: 'NotTheSealedHistory', size: newest.size, sealed: newest.root, found: undefined };

/** Each seal covers more than the one before it. */
const sealOutOfOrder = (seals: readonly RecordedSeal[]): SealFailure | undefined => {
  for (const [index, { size, revision }] of seals.entries()) {
    const before = seals[index - 1];
    if (before !== undefined && (size <= before.size || revision !== before.revision + 1))
      return { _tag: 'UnreadableSeal', revision, problem: 'It covers no more than the seal before it.' };
  }
  return undefined;
};

const addLinked = (known: Progress, event: StoredEvent, isSeal: boolean): SealFailure | undefined => {
  const { stream, revision, position } = event;
  const tail = HashedFrame.tailOf(event);
  if (tail === undefined) return { _tag: 'UnreadableEvent', stream, revision, position };
  if (!known.digest.addLinked(stream, revision, tail.prev, HashedFrame.hashOf(event)))
    return { _tag: 'BrokenChain', stream, revision, position };
  known.position = position;
  const recordedAt = recordedAtIn(event.body);
  if (known.recordedUntil === undefined || recordedAt > known.recordedUntil) known.recordedUntil = recordedAt;
  if (!isSeal) known.facts += 1;
  return undefined;
};

/** The end of the frame was read before, so the instant stands where it stands in every frame. */
const recordedAtIn = (body: string): string => {
  const end = body.lastIndexOf('","revision":');
  return body.slice(end - INSTANT_LENGTH, end);
};

const INSTANT_LENGTH = '2017-03-01T09:30:00.000000Z'.length;

/** Compares what was read with the seal, and with the claim, that cover exactly that. */
const holdAgainstSeals = (known: Progress, claim: Checkpoint | undefined): SealFailure | undefined => {
  const size = known.digest.size();
  const [seal] = known.due;
  const failure = claim?.size === size ? differing(known.digest, claim) : undefined;
  if (failure !== undefined || seal?.size !== size) return failure;
  known.due = known.due.slice(1);
  known.newest = seal;
  known.covered = known.facts;
  return differing(known.digest, seal);
};

const missingEvents = ({ due, digest }: Progress, claim: Checkpoint | undefined): SealFailure | undefined => {
  const missing = due[0] ?? claim;
  if (missing === undefined || missing.size <= digest.size()) return undefined;
  return { _tag: 'NotTheSealedHistory', size: missing.size, sealed: missing.root, found: undefined };
};

const differing = (digest: HistoryDigest, said: Checkpoint): SealFailure | undefined => {
  const { size } = said;
  const [root, headsRoot] = [digest.root(), digest.headsRoot()];
  if (root !== said.root) return { _tag: 'NotTheSealedHistory', size, sealed: said.root, found: root };
  if (headsRoot !== said.headsRoot || digest.streams() !== said.streams)
    return { _tag: 'NotTheSealedHistory', size, sealed: said.headsRoot, found: headsRoot };
  return undefined;
};
