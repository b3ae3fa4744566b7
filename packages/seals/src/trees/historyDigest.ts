import { growingTree } from './growingTree.ts';
import { headTree, type StreamEnding } from './headTree.ts';
import { hashOfHex, hexOf, type TreeHash, writeLeafHash } from './treeHash.ts';

/** What a seal says of a history, folded event by event: both trees. */
export type HistoryDigest = Readonly<{
  /**
   * Adds the next event of the history.
   *
   * @param frameHash SHA-256 of the stored frame, lower-case hexadecimal.
   * @throws RangeError when that is no hash, or the event is not the next of its stream.
   */
  add(stream: string, revision: number, frameHash: string): void;
  /**
   * The same for an event that has to be linked to the last of its stream as well; whether it was the next one and was so,
   * and so was added.
   *
   * @param prev the hash of the frame before it, as it says; `null` when it says that it is the first.
   * @throws RangeError when `frameHash` is no hash.
   */
  addLinked(stream: string, revision: number, prev: string | null, frameHash: string): boolean;
  /** How many events were added. */
  size(): number;
  /** The root of the event tree, lower-case hexadecimal. */
  root(): string;
  /** How many streams there are. */
  streams(): number;
  /** The root of the head tree, lower-case hexadecimal. */
  headsRoot(): string;
  /** How a stream ends so far; `undefined` for a stream not met. */
  endingOf(stream: string): StreamEnding | undefined;
}>;

/** The leaf hash of an event in the event tree; its data are the 32 bytes of the hash of its frame. @throws RangeError */
export const eventLeaf = (frameHash: string): TreeHash => {
  const leaf = hashOfHex(frameHash);
  if (leaf === undefined) throw new RangeError('The hash of a frame is 64 lower-case hexadecimal digits.');
  writeLeafHash(leaf, 0, leaf, 0);
  return leaf;
};

/** The digest of an empty history. */
export const historyDigest = (): HistoryDigest => {
  const events = growingTree();
  const heads = headTree();
  const extend = (stream: string, revision: number, prev: string | null | undefined, frameHash: string): boolean => {
    const leaf = eventLeaf(frameHash);
    if (!heads.extend(stream, revision, prev, frameHash)) return false;
    events.append(leaf);
    return true;
  };
  return {
    add: (stream, revision, frameHash) => {
      if (!extend(stream, revision, undefined, frameHash))
        throw new RangeError('The event is not the next one of its stream.');
    },
    addLinked: extend,
    size: events.size,
    root: () => hexOf(events.root()),
    streams: heads.size,
    headsRoot: () => hexOf(heads.root()),
    endingOf: heads.endingOf,
  };
};
