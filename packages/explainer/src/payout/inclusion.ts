import type { EventRef } from '@commission-ledger/calculation';
import { LocalDateCodec } from '@commission-ledger/calendar';
import { EntryKind } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import {
  equals,
  money,
  MoneyJson,
  toJson,
  type CurrencyCode,
  type Money,
  type MoneyRecord,
} from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { type Answer, type Sources } from '../reading/sources.ts';
import { above, leafOf, lineTree, type Branch, type PaidLine, type Sibling } from './lineTree.ts';
import { issuedPayout } from './issuedPayout.ts';

/** That one line is among those of a payout, and what all of them come to, without the other lines. */
export type InclusionProof = Readonly<{
  schema: 'inclusion/1';
  payout: string;
  line: Readonly<{ entry: string; kind: PaidLine['kind']; amount: MoneyRecord; maturesOn: string }>;
  /** Which one it is, counted from 1, of how many. */
  place: number;
  lines: number;
  /** What stands beside the way from the line to the root, from the bottom up. */
  beside: readonly Sibling[];
  /** The digest of all lines, and their sum: the same for everybody who is told of this payout. */
  root: Readonly<{ hash: string; amount: MoneyRecord }>;
  /** The event that names the lines. */
  from: EventRef;
}>;

/** Which line of which payout. */
export type InclusionQuery = Readonly<{ payout: string; entry: string }>;

/** Proves that a line is in a payout; the proof has about log₂ of its lines as steps. */
export const includes = async (sources: Sources, { payout, entry }: InclusionQuery): Answer<InclusionProof> => {
  const found = await issuedPayout(sources, payout);
  if (E.isLeft(found)) return found;
  const { lines } = found.right.data;
  const place = lines.findIndex((line) => line.entry === entry);
  const line = lines[place];
  if (line === undefined) return E.left({ _tag: 'NotInPayout', payout, entry, lines: lines.length });
  const { root, beside } = lineTree(lines);
  return E.right({
    schema: 'inclusion/1',
    payout,
    line: { entry: line.entry, kind: line.kind, amount: toJson(line.amount), maturesOn: line.maturesOn },
    place: place + 1,
    lines: lines.length,
    beside: beside(place),
    root: { hash: root.hash, amount: toJson(root.amount) },
    from: eventRef(found.right, '/lines'),
  });
};

/** What is wrong with a proof of inclusion. */
export type InclusionProblem =
  | Readonly<{ _tag: 'NotAnInclusion'; expected: string }>
  /** The way does not lead from that place among so many lines to the root. */
  | Readonly<{ _tag: 'OtherWay'; place: number; lines: number }>
  /** The way leads to another digest, or another sum, than is stated. */
  | Readonly<{ _tag: 'OtherRoot'; stated: string; found: string }>;

/** One sentence. */
export const describeInclusionProblem = (problem: InclusionProblem): string => {
  switch (problem._tag) {
    case 'NotAnInclusion':
      return `This is no proof that a line is in a payout: ${problem.expected} is not as it has to be.`;
    case 'OtherWay':
      return `The way does not lead from line ${problem.place} of ${problem.lines} to their sum.`;
    case 'OtherRoot':
      return `The way leads to ${problem.found}, not to ${problem.stated}. The line, its way or the total was changed.`;
  }
};

/**
 * Checks a proof of any origin, by itself: that its line and what stands beside it come to the digest and the sum that it
 * states. That these are the payout's is seen by its digest, which everybody who asks about the payout is told.
 */
export const checkInclusion = (json: unknown): E.Either<InclusionProblem, Money> => {
  const read = Proof.decode(json);
  if (E.isLeft(read)) {
    const path = read.left[0]?.context.map(({ key }) => key).join('/');
    return E.left({ _tag: 'NotAnInclusion', expected: path === undefined || path === '' ? 'the whole' : path });
  }
  const { line, place, lines, beside, root } = read.right;
  const sides = sidesOf(place - 1, lines);
  if (place < 1 || sides === undefined || sides.join() !== beside.map(({ side }) => side).join())
    return E.left({ _tag: 'OtherWay', place, lines });
  const { currency } = root.amount;
  if (line.amount.currency !== currency)
    return E.left({ _tag: 'NotAnInclusion', expected: 'the currency of the line' });
  let branch = leafOf(line);
  for (const sibling of beside) {
    const other = branchOf(sibling, currency);
    if (other === undefined) return E.left({ _tag: 'NotAnInclusion', expected: '/beside' });
    branch = sibling.side === 'left' ? above(other, branch) : above(branch, other);
  }
  if (branch.hash === root.hash && branch.lines === lines && equals(branch.amount, root.amount))
    return E.right(root.amount);
  return E.left({ _tag: 'OtherRoot', stated: textOf({ ...root, lines }), found: textOf(branch) });
};

const textOf = ({ hash, amount, lines }: Branch): string =>
  `${hash} of ${lines} lines with ${toJson(amount).amount} ${amount.currency}`;

const branchOf = ({ hash, amount, lines }: Sibling, currency: CurrencyCode): Branch | undefined => {
  const read = money(amount, currency);
  return E.isRight(read) ? { hash, amount: read.right, lines } : undefined;
};

/** On which side of the way what stands beside it is, from the bottom up, in a tree cut as in RFC 6962. */
const sidesOf = (place: number, lines: number): readonly ('left' | 'right')[] | undefined => {
  if (place < 0 || place >= lines) return undefined;
  const sides: ('left' | 'right')[] = [];
  let [from, size] = [place, lines];
  while (size > 1) {
    const left = 2 ** (31 - Math.clz32(size - 1));
    sides.unshift(from < left ? 'right' : 'left');
    [from, size] = from < left ? [from, left] : [from - left, size - left];
  }
  return sides;
};

const Digest = t.refinement(t.string, (text) => /^[0-9a-f]{64}$/.test(text), 'a SHA-256');
const Count = t.refinement(t.number, (count) => Number.isSafeInteger(count) && count > 0 && count < 2 ** 31, 'a count');

const Proof = t.type({
  schema: t.literal('inclusion/1'),
  payout: t.string,
  line: t.type({ entry: t.string, kind: EntryKind, amount: MoneyJson, maturesOn: LocalDateCodec }),
  place: Count,
  lines: Count,
  beside: t.readonlyArray(
    t.type({ hash: Digest, amount: t.string, lines: Count, side: t.keyof({ left: null, right: null }) }),
  ),
  root: t.type({ hash: Digest, amount: MoneyJson }),
});
