import { headLeaf, hexOf, leafHash, nodeHash, type StreamEnding, type TreeHash } from '@commission-ledger/seals';

/** How a stream ended when the seal was made, its place in the head tree, and what shows that it stands there: hexadecimal, from below. */
export type HeadProof = StreamEnding & Readonly<{ index: number; proof: readonly string[] }>;

/**
 * Proofs that these streams are in the head tree of a seal; a stream that began later has none. The tree is hashed once,
 * however many proofs are asked for.
 *
 * @param endings all streams that the seal covers, in the order of the tree.
 */
export function* headProofs(
  endings: readonly StreamEnding[],
  streams: Readonly<{ has: (stream: string) => boolean }>,
): Generator<HeadProof, void, undefined> {
  const levels = levelsOver(endings.map((ending) => leafHash(headLeaf(ending))));
  for (const [index, ending] of endings.entries())
    if (streams.has(ending.stream)) yield { ...ending, index, proof: proofOf(levels, index).map(hexOf) };
}

/** The nodes of each level, from the leaves up; a last node without a neighbour goes up as it is. */
const levelsOver = (leaves: readonly TreeHash[]): readonly (readonly TreeHash[])[] => {
  const levels = [leaves];
  for (let level = leaves; level.length > 1;) {
    const above: TreeHash[] = [];
    for (let place = 0; place < level.length; place += 2) above.push(joined(level[place], level[place + 1]));
    levels.push(above);
    level = above;
  }
  return levels;
};

const joined = (left: TreeHash | undefined, right: TreeHash | undefined): TreeHash => {
  if (left === undefined) throw new RangeError('A node has at least a left child.');
  return right === undefined ? left : nodeHash(left, right);
};

const proofOf = (levels: readonly (readonly TreeHash[])[], index: number): readonly TreeHash[] =>
  levels.flatMap((level, height) => {
    const place = Math.floor(index / 2 ** height);
    const beside = level[place % 2 === 0 ? place + 1 : place - 1];
    return beside === undefined ? [] : [beside];
  });
