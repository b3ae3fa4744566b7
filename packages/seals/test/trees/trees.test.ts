import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkConsistency,
  checkInclusion,
  consistencyProof,
  emptyRoot,
  growingTree,
  hashList,
  hexOf,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOf,
} from '../../src/index.ts';
import { naiveConsistency, naivePath, naiveRoot } from './naiveTree.ts';

/** The leaves and roots that implementations of RFC 6962 have in common as their test. */
const knownLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const knownRoots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = knownLeaves.map((hex) => leafHash(Buffer.from(hex, 'hex')));

describe('the tree of RFC 6962', () => {
  it('has the roots that everybody computes for the eight known leaves', () => {
    const tree = growingTree();
    expect(hexOf(emptyRoot)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hexOf(tree.root())).toBe(hexOf(emptyRoot));
    for (const [index, leaf] of leaves.entries()) {
      tree.append(leaf);
      expect(tree.size()).toBe(index + 1);
      expect(hexOf(tree.root())).toBe(knownRoots[index]);
      expect(hexOf(rootOf(leaves.slice(0, index + 1)))).toBe(knownRoots[index]);
    }
  });

  it('has the known proofs for the eight known leaves', () => {
    expect(inclusionProof(leaves, 5).map(hexOf)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(consistencyProof(leaves, 6).map(hexOf)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });
});

const leafData = fc.array(fc.uint8Array({ maxLength: 4 }), { minLength: 1, maxLength: 70 });

describe('proofs', () => {
  it('are those of the definition, and show what they are for', () => {
    fc.assert(
      fc.property(leafData, fc.nat(), fc.nat(), (data, a, b) => {
        const hashes = data.map(leafHash);
        const [index, first, root] = [a % data.length, b % (data.length + 1), rootOf(hashes)];
        expect(hexOf(root)).toBe(naiveRoot(data).toString('hex'));
        const inclusion = inclusionProof(hashes, index);
        expect(inclusion.map(hexOf)).toEqual(naivePath(index, data).map(hexOf));
        const leaf = hashes[index] ?? emptyRoot;
        expect(checkInclusion({ leaf, index, size: data.length, proof: inclusion, root })).toBe(true);
        const consistency = consistencyProof(hashes, first);
        expect(consistency.map(hexOf)).toEqual(naiveConsistency(first, data).map(hexOf));
        const firstRoot = rootOf(hashes.slice(0, first));
        const second = { secondSize: data.length, secondRoot: root };
        expect(checkConsistency({ firstSize: first, firstRoot, ...second, proof: consistency })).toBe(true);
      }),
    );
  });

  it('show nothing once anything about an inclusion is altered', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat(), (size, a, bit) => {
        const hashes = distinct(size);
        const index = a % size;
        const good = {
          leaf: hashes[index] ?? emptyRoot,
          index,
          size,
          proof: inclusionProof(hashes, index),
          root: rootOf(hashes),
        };
        expect(checkInclusion(good)).toBe(true);
        expect(checkInclusion({ ...good, leaf: flipped(good.leaf, bit) })).toBe(false);
        expect(checkInclusion({ ...good, root: flipped(good.root, bit) })).toBe(false);
        for (let other = -1; other <= size; other += 1)
          if (other !== index) expect(checkInclusion({ ...good, index: other })).toBe(false);
        for (const proof of altered(good.proof, bit)) expect(checkInclusion({ ...good, proof })).toBe(false);
        expect(checkInclusion({ ...good, index: index + 0.5 })).toBe(false);
        expect(checkInclusion({ ...good, index: Number.NaN })).toBe(false);
      }),
    );
  });

  it('show nothing once anything about a consistency is altered', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat(), (size, a, bit) => {
        const hashes = distinct(size);
        const firstSize = a % (size + 1);
        const good = {
          firstSize,
          firstRoot: rootOf(hashes.slice(0, firstSize)),
          secondSize: size,
          secondRoot: rootOf(hashes),
          proof: consistencyProof(hashes, firstSize),
        };
        expect(checkConsistency(good)).toBe(true);
        expect(checkConsistency({ ...good, firstRoot: flipped(good.firstRoot, bit) })).toBe(false);
        // An empty tree is the beginning of every tree.
        if (firstSize > 0) expect(checkConsistency({ ...good, secondRoot: flipped(good.secondRoot, bit) })).toBe(false);
        for (let other = -1; other <= size + 1; other += 1)
          if (other !== firstSize) expect(checkConsistency({ ...good, firstSize: other })).toBe(false);
        for (const proof of altered(good.proof, bit)) expect(checkConsistency({ ...good, proof })).toBe(false);
      }),
    );
  });

  it('are refused when they go on above the root, wherever that leads', () => {
    const [index, size, root] = [5, 8, rootOf(leaves)];
    const proof = [...inclusionProof(leaves, index), emptyRoot];
    const leaf = leaves[index] ?? emptyRoot;
    expect(checkInclusion({ leaf, index, size, proof, root: nodeHash(emptyRoot, root) })).toBe(false);
    const above = [...consistencyProof(leaves, 6), emptyRoot];
    const [firstRoot, secondRoot] = [rootOf(leaves.slice(0, 6)), root].map((each) => nodeHash(emptyRoot, each));
    if (firstRoot === undefined || secondRoot === undefined) expect.fail();
    expect(checkConsistency({ firstSize: 6, firstRoot, secondSize: 8, secondRoot, proof: above })).toBe(false);
  });

  it('cannot be asked for leaves that are not there', () => {
    for (const index of [-1, 8, 0.5, Number.NaN]) expect(() => inclusionProof(leaves, index)).toThrow(RangeError);
    for (const first of [-1, 9, 0.5, Number.NaN]) expect(() => consistencyProof(leaves, first)).toThrow(RangeError);
  });
});

describe('hashList', () => {
  it('holds what an array holds', () => {
    const list = hashList();
    const hashes = distinct(200);
    for (const hash of hashes) list.push(hash);
    list.set(7, emptyRoot);
    expect(list.length).toBe(200);
    expect(list.at(199)).toEqual(new Uint8Array(hashes[199] ?? []));
    expect(list.at(7)).toEqual(new Uint8Array(emptyRoot));
    expect(list.at(200)).toBeUndefined();
    expect(list.at(-1)).toBeUndefined();
    expect(() => list.set(201, emptyRoot)).toThrow(RangeError);
    expect(() => list.push(new Uint8Array(31))).toThrow(RangeError);
  });
});

const distinct = (size: number): readonly Uint8Array[] =>
  Array.from({ length: size }, (_, index) => leafHash(Buffer.from(`${index}`)));

const flipped = (hash: Uint8Array, bit: number): Uint8Array => {
  const other = Uint8Array.from(hash);
  const place = (bit >> 3) % other.length;
  other[place] = (other[place] ?? 0) ^ (1 << (bit % 8));
  return other;
};

/** A hash more in front, behind or in the middle, one less, one changed, two exchanged. */
const altered = (proof: readonly Uint8Array[], bit: number): readonly (readonly Uint8Array[])[] => [
  [...proof, emptyRoot],
  [emptyRoot, ...proof],
  [...proof, nodeHash(emptyRoot, emptyRoot)],
  ...proof.flatMap((hash, index) => [
    proof.toSpliced(index, 1, hash.subarray(1)),
    proof.toSpliced(index, 1, Buffer.concat([hash, emptyRoot])),
    proof.toSpliced(index, 1),
    proof.toSpliced(index, 0, hash),
    proof.toSpliced(index, 1, flipped(hash, bit)),
    ...(index > 0 ? [proof.toSpliced(index - 1, 2, hash, proof[index - 1] ?? hash)] : []),
  ]),
];
