import type { EventStore, StoredEvent } from '@commission-ledger/event-store';
import { describeUnreadableEvent, type EventData, readEvent, sealStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Checkpoint } from '../notes/checkpoint.ts';
import { describeSealProblem, openSeal } from '../notes/openSeal.ts';
import { describeVerifierKeyProblem, parseVerifierKey } from '../notes/verifierKey.ts';
import type { SealFailure } from './sealFailure.ts';

/** A seal as it stands in the ledger. */
export type RecordedSeal = Checkpoint &
  Readonly<{
    /** Its event: which one of the stream of the seals, its place in the history, its id and the hash of its frame. */
    revision: number;
    position: bigint;
    id: string;
    hash: string;
    /** When it was recorded: UTC with microseconds. */
    recordedAt: string;
    /** The verifier key that it says it is signed with. Whoever checks it takes the key from elsewhere. */
    key: string;
    /** The whole note. */
    note: string;
  }>;

/**
 * The seals of a ledger, oldest first, each checked against itself: its note is signed by the key it names, and says what
 * the event says. Whether they fit the history is found out by reading that.
 *
 * @param from the revision to begin at.
 * @throws StoreFailure
 */
export const sealsOf = async (
  store: EventStore,
  ledger: string,
  from = 0,
): Promise<E.Either<SealFailure, readonly RecordedSeal[]>> => {
  const seals: RecordedSeal[] = [];
  for await (const stored of store.readStream(sealStream(ledger), { from })) {
    const seal = readSeal(stored);
    if (E.isLeft(seal)) return seal;
    seals.push(seal.right);
  }
  return E.right(seals);
};

/** The newest seal of a ledger, checked like those of {@link sealsOf}; `undefined` when there is none. @throws StoreFailure */
export const newestSeal = async (
  store: EventStore,
  ledger: string,
): Promise<E.Either<SealFailure, RecordedSeal | undefined>> => {
  for await (const stored of store.readStream(sealStream(ledger), { direction: 'backwards', limit: 1 }))
    return readSeal(stored);
  return E.right(undefined);
};

/** Reads the event of a seal, and checks it against itself. */
export const readSeal = (stored: StoredEvent): E.Either<SealFailure, RecordedSeal> => {
  const { revision } = stored;
  const unreadable = (problem: string): E.Either<SealFailure, never> =>
    E.left({ _tag: 'UnreadableSeal', revision, problem });
  const event = readEvent(stored);
  if (E.isLeft(event)) return unreadable(describeUnreadableEvent(event.left));
  if (event.right.type !== 'LedgerSealed') return unreadable(`It is a ${event.right.type}.`);
  const { data, position, id, hash, recordedAt } = event.right;
  const key = parseVerifierKey(data.key);
  if (E.isLeft(key)) return unreadable(describeVerifierKeyProblem(key.left));
  const opened = openSeal(data.note, [key.right], data.origin);
  if (E.isLeft(opened)) return unreadable(describeSealProblem(opened.left));
  const { signedBy: _, ...checkpoint } = opened.right;
  if (!saysTheSame(checkpoint, data)) return unreadable('Its note says other than its event.');
  return E.right({ ...checkpoint, revision, position, id, hash, recordedAt, key: data.key, note: data.note });
};

const saysTheSame = (checkpoint: Checkpoint, data: EventData<'LedgerSealed'>): boolean =>
  checkpoint.size === data.size &&
  checkpoint.streams === data.streams &&
  checkpoint.root === data.root &&
  checkpoint.headsRoot === data.headsRoot;
