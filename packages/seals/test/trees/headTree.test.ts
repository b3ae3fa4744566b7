import { canonicalJson } from '@commission-ledger/events';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyRoot, headLeaf, headTree, hexOf, historyDigest, rootOf } from '../../src/index.ts';
import { naiveRoot } from './naiveTree.ts';

const head = (digit: number): string => `${digit % 10}`.repeat(64);

describe('the tree over the ends of all streams', () => {
  it('has the root of the definition, however often it is asked for and whatever changed in between', () => {
    const change = fc.tuple(fc.nat({ max: 40 }), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 12 }), { maxLength: 8 }), (rounds) => {
        const tree = headTree();
        const known = new Map<string, { stream: string; length: number; head: string }>();
        for (const round of rounds) {
          for (const [stream, length] of round) {
            tree.set(`deal-${stream}`, length, head(length));
            known.set(`deal-${stream}`, { stream: `deal-${stream}`, length, head: head(length) });
          }
          const leaves = [...known.values()];
          expect(hexOf(tree.root())).toBe(naiveRoot(leaves.map(headLeaf)).toString('hex'));
          expect(tree.leaves()).toEqual(leaves);
          expect(tree.size()).toBe(leaves.length);
          expect(hexOf(rootOf(tree.leafHashes()))).toBe(hexOf(tree.root()));
          for (const [index, leaf] of leaves.entries()) {
            expect(tree.indexOf(leaf.stream)).toBe(index);
            expect(tree.endingOf(leaf.stream)).toEqual(leaf);
          }
        }
      }),
    );
  });

  it('has leaves of canonical JSON, whatever streams are named', () => {
    const named = fc.string({ unit: 'grapheme' }).filter((stream) => !/[\0\p{Cs}]/u.test(stream));
    fc.assert(
      fc.property(named, fc.integer({ min: 1, max: 2 ** 40 }), (stream, length) => {
        const ending = { stream, length, head: head(length) };
        expect(new TextDecoder().decode(headLeaf(ending))).toBe(canonicalJson(ending));
      }),
    );
  });

  it('has the root of nothing while there is none', () => {
    expect(hexOf(headTree().root())).toBe(hexOf(emptyRoot));
    expect(headTree().endingOf('deal-1')).toBeUndefined();
  });

  it('gives a root that later changes leave as it is', () => {
    const tree = headTree();
    tree.set('deal-1', 1, head(1));
    const before = tree.root();
    const hex = hexOf(before);
    tree.set('deal-1', 2, head(2));
    expect(hexOf(tree.root())).not.toBe(hex);
    expect(hexOf(before)).toBe(hex);
  });
});

describe('the digest of a history', () => {
  it('takes the next event of each stream, and nothing else', () => {
    const digest = historyDigest();
    digest.add('deal-1', 0, head(1));
    expect(() => digest.add('deal-1', 0, head(1))).toThrow(RangeError);
    expect(() => digest.add('deal-1', 2, head(1))).toThrow(RangeError);
    expect(() => digest.add('deal-2', 1, head(1))).toThrow(RangeError);
    expect(() => digest.add('deal-1', 1, 'AB')).toThrow(RangeError);
    digest.add('deal-1', 1, head(2));
    expect({ size: digest.size(), streams: digest.streams(), ending: digest.endingOf('deal-1') }).toEqual({
      size: 2,
      streams: 1,
      ending: { stream: 'deal-1', length: 2, head: head(2) },
    });
    const leaves = [head(1), head(2)].map((hex) => Buffer.from(hex, 'hex'));
    expect(digest.root()).toBe(naiveRoot(leaves).toString('hex'));
  });
});
