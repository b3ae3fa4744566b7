import type { EventData } from '@commission-ledger/events';
import { add, format, type Money } from '@commission-ledger/money';
import { hashOfJson } from '../document/hashOfJson.ts';

/** One line as the payout names it. */
export type PaidLine = EventData<'PayoutIssued'>['lines'][number];

/** How many lines a part of them has, what they come to, and the digest of exactly these lines in this order. */
export type Branch = Readonly<{ hash: string; amount: Money; lines: number }>;

/** A branch as it is written into the digest of the branch above it. */
export type WrittenBranch = Readonly<{ hash: string; amount: string; lines: number }>;

/** A branch beside the way from a line to the root. */
export type Sibling = WrittenBranch & Readonly<{ side: 'left' | 'right' }>;

/**
 * The lines of a payout as a Merkle sum tree, cut as in RFC 6962: every branch carries how many lines it has and
 * what they add up to, so the way from one line to the root proves that the line is in, at which place, and that the root's
 * amount is the sum with it.
 */
export type LineTree = Readonly<{
  root: Branch;
  /** The branches beside the way from a line (0 is the first) to the root, from the bottom up: about log₂ of the lines. */
  beside: (place: number) => readonly Sibling[];
}>;

/** The tree of the lines of a payout, of which there is at least one; linear in their number. */
export const lineTree = (lines: readonly PaidLine[]): LineTree => {
  const build = (from: number, to: number): Tree => {
    const line = lines[from];
    if (line === undefined) throw new RangeError('A payout has lines.');
    if (to - from === 1) return { branch: leafOf(line) };
    const middle = from + leftSize(to - from);
    const [left, right] = [build(from, middle), build(middle, to)];
    return { branch: above(left.branch, right.branch), left, right };
  };
  const tree = build(0, lines.length);
  return { root: tree.branch, beside: (place) => wayTo(tree, place, lines.length) };
};

/** The root of {@link lineTree} alone: of a tree of many lines, only what the next line needs is held. */
export const rootOf = (lines: readonly PaidLine[]): Branch => {
  const build = (from: number, to: number): Branch => {
    const line = lines[from];
    if (line === undefined) throw new RangeError('A payout has lines.');
    if (to - from === 1) return leafOf(line);
    const middle = from + leftSize(to - from);
    return above(build(from, middle), build(middle, to));
  };
  return build(0, lines.length);
};

type Tree = Readonly<{ branch: Branch; left?: Tree; right?: Tree }>;

/** Depends on nothing but the line: whoever has the payout's event can do it again. */
export const leafOf = (line: PaidLine): Branch => {
  const { entry, kind, amount, maturesOn } = line;
  const digest = hashOfJson({ line: { amount: written(amount), entry, kind, maturesOn } });
  return { hash: digest, amount, lines: 1 };
};

/** The branch above two others. */
export const above = (left: Branch, right: Branch): Branch => {
  const digest = hashOfJson({ left: ordered(left), right: ordered(right) });
  return { hash: digest, amount: add(left.amount, right.amount), lines: left.lines + right.lines };
};

/** With its fields in the order of canonical JSON. */
const ordered = ({ hash, amount, lines }: Branch): WrittenBranch => ({ amount: format(amount), hash, lines });

const writtenBranch = ({ hash: digest, amount, lines }: Branch): WrittenBranch => ({
  hash: digest,
  amount: format(amount),
  lines,
});

const written = (amount: Money) => ({ amount: format(amount), currency: amount.currency });

/** The largest power of two below the number of leaves. */
const leftSize = (leaves: number): number => 2 ** (31 - Math.clz32(leaves - 1));

const wayTo = (tree: Tree, place: number, leaves: number): readonly Sibling[] => {
  const { left, right } = tree;
  if (left === undefined || right === undefined) return [];
  const size = leftSize(leaves);
  return place < size
    ? [...wayTo(left, place, size), { side: 'right', ...writtenBranch(right.branch) }]
    : [...wayTo(right, place - size, leaves - size), { side: 'left', ...writtenBranch(left.branch) }];
};
