import { canonicalJson, Sha256, Whole } from '@commission-ledger/events';
import { type Checkpoint, type HeadTree, headTree, hexOf, type StreamEnding } from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { type PackFinding, packFinding } from './packFinding.ts';
import { linesOf, type PackSource } from './packSource.ts';

const file = 'heads.ndjson';

const Change = t.strict({ stream: t.string, length: Whole, head: Sha256, seal: Whole });

/** A seal and, where they are looked at, how the streams of the pack ended in the events that it covers. */
export type SealedEnds = Readonly<{ seal: Checkpoint; ends?: ReadonlyMap<string, StreamEnding> }>;

/**
 * That `heads.ndjson` tells how all streams of the history ended at each of these seals; and, where the ends are looked at,
 * that every stream which is in the pack, or belongs in it, is there as it ended then.
 *
 * @param sealed in any order
 */
export const checkHeads = async (
  pack: PackSource,
  sealed: readonly SealedEnds[],
  belongs: (stream: string) => boolean,
): Promise<readonly PackFinding[]> => {
  const tree = headTree();
  const findings: PackFinding[] = [];
  const sizes = new Set(sealed.map(({ seal }) => seal.size));
  const waiting = sealed.toSorted((one, other) => one.seal.size - other.seal.size);
  /** What was read is how the streams ended at each seal that no later line is needed for. */
  const meetSealsBefore = (seal: number): void => {
    for (let [next] = waiting; next !== undefined && next.seal.size < seal; [next] = waiting) {
      findings.push(...problemsAt(next, tree, belongs));
      waiting.shift();
    }
  };
  let [line, last] = [0, 0];
  for await (const text of linesOf(pack, file)) {
    line += 1;
    const change = changeIn(text);
    if (change === undefined)
      return [...findings, packFinding('unreadable', { file, line }, 'The line tells no end of a stream.')];
    const { stream, length, head, seal } = change;
    if (!sizes.has(seal) || seal < last || length <= (tree.endingOf(stream)?.length ?? 0)) {
      const says = `${stream} cannot have grown to ${length} events up to a seal over ${seal}, after the lines before.`;
      return [...findings, packFinding('bad-seal', { file, line }, says)];
    }
    meetSealsBefore(seal);
    tree.set(stream, length, head);
    last = seal;
  }
  meetSealsBefore(Number.POSITIVE_INFINITY);
  return findings;
};

const changeIn = (text: string): t.TypeOf<typeof Change> | undefined => {
  try {
    const read = Change.decode(JSON.parse(text));
    return E.isRight(read) && canonicalJson(read.right) === text ? read.right : undefined;
  } catch {
    return undefined;
  }
};

function* problemsAt(
  { seal: { size, streams, headsRoot }, ends }: SealedEnds,
  tree: HeadTree,
  belongs: (stream: string) => boolean,
): Generator<PackFinding, void, undefined> {
  if (tree.size() !== streams || hexOf(tree.root()) !== headsRoot)
    yield packFinding(
      'bad-seal',
      file,
      `These are not the ends of the streams that the seal over ${size} events sealed.`,
    );
  if (ends === undefined) return;
  for (const { stream, length, head } of tree.leaves()) {
    const found = ends.get(stream);
    if (found === undefined && belongs(stream))
      yield packFinding('stream-dropped', file, `${stream} belongs in this pack, and is not in it.`);
    if (found !== undefined && (found.length !== length || found.head !== head)) {
      const says = `${stream} had ${length} events in the first ${size} of the history; here are ${found.length}, or others.`;
      yield packFinding('deleted', file, says);
    }
  }
  for (const stream of ends.keys())
    if (tree.endingOf(stream) === undefined)
      yield packFinding('inserted', file, `${stream} had not begun in the first ${size} events of the history.`);
}
