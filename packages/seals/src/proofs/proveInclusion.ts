import type { EventStore, StoredEvent } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import { newestSeal, type RecordedSeal } from '../sealing/recordedSeal.ts';
import { orStoreUnavailable, type SealFailure } from '../sealing/sealFailure.ts';
import { hashList } from '../trees/hashList.ts';
import { headTree } from '../trees/headTree.ts';
import { eventLeaf } from '../trees/historyDigest.ts';
import { inclusionProof } from '../trees/inclusionProof.ts';
import { rootOf } from '../trees/rootOf.ts';
import { hexOf } from '../trees/treeHash.ts';
import { historyUpTo } from './historyUpTo.ts';
import type { NoProof } from './noProof.ts';
import type { EventInclusion, StreamInclusion } from './proofDocument.ts';

/** A store and the id of the ledger in it. */
export type LedgerPlace = Readonly<{ store: EventStore; ledger: string }>;

/**
 * Proves that an event is in the history that the newest seal covers: the first that `isWanted` says yes to. All of that
 * history is read, and held against the seal.
 */
export const proveEvent = (
  place: LedgerPlace,
  isWanted: (event: StoredEvent) => boolean,
): Promise<E.Either<NoProof, EventInclusion>> =>
  fromNewestSeal(place, async (seal) => {
    const leaves = hashList();
    let found: Readonly<{ frame: string; index: number }> | undefined;
    for await (const event of historyUpTo(place.store, seal.size)) {
      if (found === undefined && isWanted(event)) found = { frame: event.body, index: leaves.length };
      leaves.push(eventLeaf(event.hash));
    }
    const other = differing(seal.size, seal.root, leaves.length === seal.size ? hexOf(rootOf(leaves)) : undefined);
    if (other !== undefined) return E.left(other);
    if (found === undefined) return E.left(notCovered(seal));
    const proof = inclusionProof(leaves, found.index).map(hexOf);
    return E.right({ schema: 'inclusion/1', tree: 'events', ...found, proof, seal: seal.note });
  });

/**
 * Proves how a stream ended in the history that the newest seal covers. All of that history is read, and held against
 * the seal.
 */
export const proveStream = (place: LedgerPlace, stream: string): Promise<E.Either<NoProof, StreamInclusion>> =>
  fromNewestSeal(place, async (seal) => {
    const heads = headTree();
    let read = 0;
    for await (const event of historyUpTo(place.store, seal.size)) {
      heads.set(event.stream, event.revision + 1, event.hash);
      read += 1;
    }
    const other = differing(seal.size, seal.headsRoot, read === seal.size ? hexOf(heads.root()) : undefined);
    if (other !== undefined) return E.left(other);
    const [ending, index] = [heads.endingOf(stream), heads.indexOf(stream)];
    if (ending === undefined || index === undefined) return E.left(notCovered(seal));
    const proof = inclusionProof(heads.leafHashes(), index).map(hexOf);
    return E.right({ schema: 'inclusion/1', tree: 'heads', ending, index, proof, seal: seal.note });
  });

const fromNewestSeal = <A>(
  { store, ledger }: LedgerPlace,
  prove: (seal: RecordedSeal) => Promise<E.Either<NoProof, A>>,
): Promise<E.Either<NoProof, A>> =>
  orStoreUnavailable<NoProof, A>(async () => {
    const newest = await newestSeal(store, ledger);
    if (E.isLeft(newest)) return newest;
    return newest.right === undefined ? E.left({ _tag: 'NotSealed' }) : prove(newest.right);
  });

const notCovered = ({ size, sealedAt }: RecordedSeal): NoProof => ({ _tag: 'NotCovered', size, sealedAt });

/** What was sealed is not what is there now. */
export const differing = (size: number, sealed: string, found: string | undefined): SealFailure | undefined =>
  sealed === found ? undefined : { _tag: 'NotTheSealedHistory', size, sealed, found };
