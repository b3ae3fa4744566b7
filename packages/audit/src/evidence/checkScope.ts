import { canonicalJson, hashOf, Sha256, Whole } from '@commission-ledger/events';
import {
  checkInclusion,
  type Checkpoint,
  eventLeaf,
  growingTree,
  hashOfHex,
  headLeaf,
  hexOf,
  leafHash,
  type StreamEnding,
} from '@commission-ledger/seals';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { ReadManifest } from './manifestCodec.ts';
import { type PackFinding, packFinding } from './packFinding.ts';
import type { SealRoots } from './packReport.ts';
import { type EventLine, eventLines, jsonOf, linesOf, type PackSource } from './packSource.ts';

const Heads = t.readonlyArray(
  t.type({ stream: t.string, length: Whole, head: Sha256, index: Whole, proof: t.readonlyArray(Sha256) }),
);

/** The events of one stream so far. */
type Ending = Readonly<{ length: number; head: string }>;

/** What is wrong, the root of the event tree, and which seals have the roots of the events, by their sizes. */
type CheckedScope = Readonly<{
  findings: readonly PackFinding[];
  root: string | null;
  roots: ReadonlyMap<number, SealRoots>;
}>;

/**
 * That the events of a part of a history are of that history: each stream is whole and linked, each event stands among
 * the hashes of all, those have the roots of the seals, and each stream ended at the newest seal where the head tree says.
 *
 * @param by what the notes of the pack say, the oldest first, and what those say that were kept elsewhere.
 */
export const checkScope = async (
  pack: PackSource,
  manifest: ReadManifest,
  by: Readonly<{ seals: readonly Checkpoint[]; kept: readonly Checkpoint[] }>,
): Promise<CheckedScope> => {
  const findings: PackFinding[] = [];
  const newest = by.seals.at(-1);
  const leaves = leavesOf(pack, [...by.seals, ...by.kept], findings);
  const endings = new Map<string, Ending>();
  const sealed = new Map<string, StreamEnding>();
  for await (const event of eventLines(pack)) {
    const finding = problemOf(event, endings);
    if (finding !== undefined) {
      findings.push(finding);
      break;
    }
    const { frame, line } = event;
    if (typeof frame === 'string') break;
    const head = hashOf(event.body);
    endings.set(frame.stream, { length: frame.revision + 1, head });
    const index = await leaves.indexOf(head);
    if (index === undefined) {
      findings.push(
        packFinding(
          'inserted',
          { file: 'events.ndjson', line },
          'The event is not among the hashes of the history, or not in its place.',
        ),
      );
      break;
    }
    if (newest !== undefined && index < newest.size)
      sealed.set(frame.stream, { stream: frame.stream, length: frame.revision + 1, head });
  }
  const { size, root, roots } = await leaves.end();
  if (size !== manifest.known.size)
    findings.push(
      packFinding(
        'tail-truncated',
        'leaves.txt',
        `It has ${size} hashes; the history had ${manifest.known.size} events.`,
      ),
    );
  findings.push(...(await problemsOfHeads(pack, sealed, newest)));
  return { findings, root, roots };
};

const problemOf = ({ line, body, frame }: EventLine, endings: ReadonlyMap<string, Ending>): PackFinding | undefined => {
  const at = { file: 'events.ndjson', line };
  if (typeof frame === 'string') return packFinding('unreadable', at, `The event is damaged: ${frame}.`);
  if (canonicalJson(frame) !== body) return packFinding('edited', at, 'The event is not in canonical form.');
  const { stream, revision, prev } = frame;
  const before = endings.get(stream);
  const expected = before?.length ?? 0;
  if (revision > expected) return packFinding('deleted', at, `Event ${expected} of ${stream} is missing before it.`);
  if (revision < expected) return packFinding('inserted', at, `Event ${revision} of ${stream} was there before.`);
  if (prev === (before?.head ?? null)) return undefined;
  return packFinding('edited', at, `It, or the event of ${stream} before it, was changed: they are not linked.`);
};

/** The hashes of all events, read along with the events; each seal is held against the root over those it covers. */
const leavesOf = (pack: PackSource, seals: readonly Checkpoint[], findings: PackFinding[]) => {
  const tree = growingTree();
  const roots = new Map<number, SealRoots>();
  const lines = linesOf(pack, 'leaves.txt');
  const next = async (): Promise<string | undefined> => {
    const line = await lines.next();
    if (line.done === true) return undefined;
    const at = { file: 'leaves.txt', line: tree.size() + 1 };
    if (hashOfHex(line.value) === undefined) {
      findings.push(packFinding('unreadable', at, 'The line is no hash.'));
      return undefined;
    }
    tree.append(eventLeaf(line.value));
    const here = seals.filter(({ size }) => size === tree.size());
    const isOther = here.some(({ root }) => root !== hexOf(tree.root()));
    if (here.length > 0) roots.set(tree.size(), isOther ? 'differ' : 'equal');
    if (isOther) findings.push(packFinding('edited', at, `The hashes up to here are not those that were sealed.`));
    return line.value;
  };
  return {
    /** Where the hash stands behind those found before; `undefined` when it does not. */
    indexOf: async (hash: string): Promise<number | undefined> => {
      for (let leaf = await next(); leaf !== undefined; leaf = await next()) if (leaf === hash) return tree.size() - 1;
      return undefined;
    },
    end: async () => {
      while ((await next()) !== undefined);
      const beyond = seals.find(({ size }) => size > tree.size());
      if (beyond !== undefined)
        findings.push(
          packFinding('tail-truncated', 'leaves.txt', `A seal covers ${beyond.size} events; here are ${tree.size()}.`),
        );
      return { size: tree.size(), root: hexOf(tree.root()), roots };
    },
  };
};

const problemsOfHeads = async (
  pack: PackSource,
  sealed: ReadonlyMap<string, StreamEnding>,
  newest: Checkpoint | undefined,
): Promise<readonly PackFinding[]> => {
  const file = 'heads.json';
  const read = Heads.decode(await jsonOf(pack, file));
  if (E.isLeft(read)) return [packFinding('unreadable', file, 'It is not as the format says.')];
  const findings: PackFinding[] = [];
  const left = new Map(sealed);
  for (const { stream, length, head, index, proof } of read.right) {
    const found = left.get(stream);
    left.delete(stream);
    const isProved =
      newest !== undefined &&
      checkInclusion({
        leaf: leafHash(headLeaf({ stream, length, head })),
        index,
        size: newest.streams,
        proof: proof.flatMap((hash) => hashOfHex(hash) ?? []),
        root: hashOfHex(newest.headsRoot) ?? new Uint8Array(),
      });
    if (!isProved)
      findings.push(packFinding('bad-seal', file, `The end of ${stream} is not proved to be under the seal.`));
    else if (found?.length !== length || found.head !== head)
      findings.push(
        packFinding(
          'deleted',
          file,
          `${stream} had ${length} events at the seal; here are ${found?.length ?? 0} of them, or others.`,
        ),
      );
  }
  for (const stream of left.keys())
    findings.push(
      packFinding('deleted', file, `Nothing shows that ${stream} is whole: its end at the seal is not here.`),
    );
  return findings;
};
