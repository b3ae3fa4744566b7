import { canonicalJson } from '@commission-ledger/events';
import { type Checkpoint, headTree, hexOf, type StreamEnding } from '@commission-ledger/seals';
import { describe, expect, it } from 'vitest';
import { checkHeads } from '../../src/evidence/checkHeads.ts';

const headOf = (digit: string): string => digit.repeat(64);
const end = (stream: string, length: number, digit: string): StreamEnding => ({ stream, length, head: headOf(digit) });

/** A seal over as many events, after which the streams ended so. */
const sealOver = (size: number, ends: readonly StreamEnding[]): Checkpoint => {
  const tree = headTree();
  for (const { stream, length, head } of ends) tree.set(stream, length, head);
  const [root, sealedAt] = [headOf('0'), '2025-01-01T00:00:00.000000Z'];
  return { origin: 'log', size, root, streams: ends.length, headsRoot: hexOf(tree.root()), sealedAt };
};

const [a1, a2, b1] = [end('lead-a', 1, 'a'), end('lead-a', 3, 'b'), end('lead-b', 2, 'c')];
const [old, newest] = [sealOver(3, [a1, b1]), sealOver(5, [a2, b1])];
const lines = [
  { ...a1, seal: 3 },
  { ...b1, seal: 3 },
  { ...a2, seal: 5 },
];
const inPack = (...ends: readonly StreamEnding[]) => new Map(ends.map((each) => [each.stream, each]));

/** What is found, by class, where the pack has both leads and ends are looked at for both seals. */
const found = async (
  told: readonly (StreamEnding & { seal: number })[],
  seals: readonly Checkpoint[] = [old, newest],
  ends = [inPack(a1, b1), inPack(a2, b1)],
): Promise<readonly string[]> => {
  const text = told.map((line) => `${canonicalJson(line)}\n`).join('');
  const read = async function* () {
    yield Buffer.from(text);
  };
  const sealed = seals.map((seal, at) => ({ seal, ends: ends[at] ?? inPack() }));
  const findings = await checkHeads({ list: () => Promise.resolve([]), read }, sealed, (stream) => stream === 'lead-a');
  return findings.map(({ class: kind }) => kind);
};

describe('the check of the ends of streams', () => {
  it('finds nothing where streams ended at each seal as it says, in whatever order seals are given', async () => {
    expect(await found(lines)).toEqual([]);
    expect(await found(lines, [newest, old], [inPack(a2, b1), inPack(a1, b1)])).toEqual([]);
  });

  it('finds lines of an earlier seal behind those of a later, of no seal, and of a stream that did not grow', async () => {
    const [first, second, third] = lines;
    if (first === undefined || second === undefined || third === undefined) throw new Error('There are three.');
    expect(await found([first, { ...second, seal: 5 }, { ...third, seal: 3 }])).toContain('bad-seal');
    expect(await found([first, { ...second, seal: 5 }, { ...third, seal: 5, length: 1 }])).toContain('bad-seal');
    expect(await found([first, second, third, { ...third, seal: 6 }])).toEqual(['bad-seal']);
    const late = [first, { ...third, seal: 5 }, { ...end('lead-c', 1, 'd'), seal: 3 }];
    expect(await found(late, [sealOver(3, [a1]), sealOver(5, [a2, end('lead-c', 1, 'd')])])).toContain('bad-seal');
  });

  it('finds a seal over other ends, or over another number of streams', async () => {
    expect(await found(lines, [old, sealOver(5, [a2])])).toEqual(['bad-seal']);
    expect(await found(lines, [{ ...old, streams: 3 }, newest])).toEqual(['bad-seal']);
  });

  it('finds at each seal what is not in the pack, is there otherwise, or had not begun', async () => {
    expect(await found(lines, undefined, [inPack(b1), inPack(a2, b1)])).toEqual(['stream-dropped']);
    expect(await found(lines, undefined, [inPack(a1), inPack(a2)])).toEqual([]);
    expect(await found(lines, undefined, [inPack(end('lead-a', 1, 'f'), b1), inPack(a2, b1)])).toEqual(['deleted']);
    expect(await found(lines, undefined, [inPack(a1, b1), inPack(end('lead-a', 2, 'b'), b1)])).toEqual(['deleted']);
    expect(await found(lines, undefined, [inPack(a1, end('lead-c', 1, 'd')), inPack(a2)])).toEqual(['inserted']);
  });
});
