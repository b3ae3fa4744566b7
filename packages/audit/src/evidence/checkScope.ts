import { canonicalJson, hashOf } from '@commission-ledger/events';
import { type Checkpoint, eventLeaf, growingTree, hashOfHex, hexOf, type StreamEnding } from '@commission-ledger/seals';
import { checkHeads } from './checkHeads.ts';
import type { EvidenceScope } from './evidenceRequest.ts';
import type { ReadManifest } from './manifestCodec.ts';
import { ownStreams } from './ownStreams.ts';
import { type PackFinding, packFinding } from './packFinding.ts';
import type { SealRoots } from './packReport.ts';
import { type EventLine, eventLines, linesOf, type PackSource } from './packSource.ts';

/** The events of one stream so far. */
type Ending = Readonly<{ length: number; head: string }>;

type PartnersScope = Extract<EvidenceScope, { kind: 'partners' }>;

/** What is wrong, the root of the event tree, and which seals have the roots of the events, by their sizes. */
type CheckedScope = Readonly<{
  findings: readonly PackFinding[];
  root: string | null;
  roots: ReadonlyMap<number, SealRoots>;
}>;

/**
 * That the events of a part of a history are of that history: each stream is whole and linked, each event stands among
 * the hashes of all, those have the roots of the seals, and each stream that belongs to the part ended at the newest seal,
 * and at those that were kept elsewhere, as their head trees say.
 *
 * @param by what the notes of the pack say, the oldest first, and what those say that were kept elsewhere.
 */
export const checkScope = async (
  pack: PackSource,
  { ledger, scope, known }: Pick<ReadManifest, 'ledger' | 'known'> & Readonly<{ scope: PartnersScope }>,
  by: Readonly<{ seals: readonly Checkpoint[]; kept: readonly Checkpoint[] }>,
): Promise<CheckedScope> => {
  const findings: PackFinding[] = [];
  const sealed = [...by.seals.slice(-1), ...by.kept].map(endsAt);
  const leaves = leavesOf(pack, [...by.seals, ...by.kept], findings);
  const endings = new Map<string, Ending>();
  const { always, isTheirs, citedIn } = ownStreams(scope, ledger);
  const cited = new Set(always);
  for await (const event of eventLines(pack)) {
    const finding = problemOf(event, endings);
    if (finding !== undefined) {
      findings.push(finding);
      break;
    }
    const { frame, line } = event;
    if (typeof frame === 'string') break;
    const head = hashOf(event.body);
    const { stream } = frame;
    const length = frame.revision + 1;
    endings.set(stream, { length, head });
    if (isTheirs(stream)) for (const each of citedIn(frame)) cited.add(each);
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
    for (const { seal, ends } of sealed) if (index < seal.size) ends.set(stream, { stream, length, head });
  }
  const { size, root, roots } = await leaves.end();
  if (size !== known.size)
    findings.push(
      packFinding('tail-truncated', 'leaves.txt', `It has ${size} hashes; the history had ${known.size} events.`),
    );
  const belongs = (stream: string): boolean => isTheirs(stream) || cited.has(stream);
  findings.push(...(await checkHeads(pack, [...by.seals.slice(0, -1).map((seal) => ({ seal })), ...sealed], belongs)));
  return { findings, root, roots };
};

const endsAt = (seal: Checkpoint) => ({ seal, ends: new Map<string, StreamEnding>() });

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
