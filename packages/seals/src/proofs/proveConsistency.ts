import * as E from 'fp-ts/lib/Either.js';
import { otherOrigin } from '../sealing/createSealer.ts';
import { sealsOf } from '../sealing/recordedSeal.ts';
import { orStoreUnavailable } from '../sealing/sealFailure.ts';
import { consistencyProof } from '../trees/consistencyProof.ts';
import { hashList } from '../trees/hashList.ts';
import { eventLeaf } from '../trees/historyDigest.ts';
import { rootOf } from '../trees/rootOf.ts';
import { hexOf } from '../trees/treeHash.ts';
import { historyUpTo } from './historyUpTo.ts';
import type { NoProof } from './noProof.ts';
import type { ConsistencyProof } from './proofDocument.ts';
import { differing, type LedgerPlace } from './proveInclusion.ts';

/**
 * Proves that the history that one seal covers begins with the history that an earlier one covers.
 *
 * @param sizes how many events each of the two seals covers, in either order.
 */
export const proveConsistency = (
  { store, ledger }: LedgerPlace,
  sizes: readonly [number, number],
): Promise<E.Either<NoProof, ConsistencyProof>> =>
  orStoreUnavailable<NoProof, ConsistencyProof>(async () => {
    const seals = await sealsOf(store, ledger);
    if (E.isLeft(seals)) return seals;
    const [firstSize, secondSize] = [Math.min(...sizes), Math.max(...sizes)];
    const first = seals.right.find(({ size }) => size === firstSize);
    const second = seals.right.find(({ size }) => size === secondSize);
    if (first === undefined) return E.left({ _tag: 'NoSuchSeal', size: firstSize });
    if (second === undefined) return E.left({ _tag: 'NoSuchSeal', size: secondSize });
    if (first.origin !== second.origin) return otherOrigin(first.origin, second.origin);
    const leaves = hashList();
    for await (const { hash } of historyUpTo(store, secondSize)) leaves.push(eventLeaf(hash));
    const root = leaves.length === secondSize ? hexOf(rootOf(leaves)) : undefined;
    const other = differing(secondSize, second.root, root);
    if (other !== undefined) return E.left(other);
    const proof = consistencyProof(leaves, firstSize).map(hexOf);
    return E.right({ schema: 'consistency/1', first: first.note, second: second.note, proof });
  });
