import { localDate } from '@commission-ledger/calendar';
import { money, toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { checkInclusion, describeInclusionProblem, type InclusionProof } from '../src/index.ts';
import { lineTree, type PaidLine } from '../src/payout/lineTree.ts';
import { left, right } from './history.ts';

const ROOT_HASH = ['', 'root', 'hash'].join('/');

const lineOf = (entry: string, amount: string): PaidLine => ({
  entry,
  kind: 'accrual',
  amount: right(money(amount, 'USD')),
  maturesOn: right(localDate('2017-02-01')),
});
const lines = [
  lineOf('a', '1.00'),
  lineOf('b', '-0.50'),
  lineOf('c', '2.00'),
  lineOf('d', '4.00'),
  lineOf('e', '8.00'),
];
const { root, beside } = lineTree(lines);

const proofOf = (place: number): InclusionProof => {
  const { entry, kind, amount, maturesOn } = lines[place] ?? lineOf('', '0.00');
  return {
    schema: 'inclusion/1',
    payout: 'PO-1',
    line: { entry, kind, amount: toJson(amount), maturesOn },
    place: place + 1,
    lines: lines.length,
    beside: beside(place),
    root: { hash: root.hash, amount: toJson(root.amount) },
    from: {
      event: 'e',
      stream: 's',
      revision: 0,
      hash: 'h',
      path: '/lines',
      occurredAt: '2017-01-01T00:00:00Z',
      recordedAt: '2017-01-01T00:00:00Z',
    },
  };
};
const proof = proofOf(2);

describe('five lines', () => {
  it('are cut at the largest power of two, and every one leads to their sum', () => {
    expect(toJson(root.amount)).toEqual({ amount: '14.50', currency: 'USD' });
    expect(root.lines).toBe(5);
    expect(lines.map((_, place) => beside(place).map(({ side, lines: of }) => `${side} ${of}`))).toEqual([
      ['right 1', 'right 2', 'right 1'],
      ['left 1', 'right 2', 'right 1'],
      ['right 1', 'left 2', 'right 1'],
      ['left 1', 'left 2', 'right 1'],
      ['left 4'],
    ]);
    for (const [place] of lines.entries())
      expect(toJson(right(checkInclusion(proofOf(place))))).toEqual({ amount: '14.50', currency: 'USD' });
  });

  it('are at least one: a payout without lines has no tree', () => {
    expect(() => lineTree([])).toThrow('A payout has lines.');
    const only = lineTree([lineOf('a', '1.00')]);
    expect([only.root.lines, only.beside(0)]).toEqual([1, []]);
  });
});

describe('a proof is none', () => {
  const expected = (json: unknown): string => {
    const problem = left(checkInclusion(json));
    return problem._tag === 'NotAnInclusion' ? problem.expected : problem._tag;
  };
  const euros = { amount: '2.00', currency: 'EUR' };
  const sibling = proof.beside[0];

  it.each<readonly [what: string, json: unknown, expected: string]>([
    ['of nothing', undefined, 'the whole'],
    ['of another schema', { ...proof, schema: 'inclusion/2' }, '/schema'],
    ['of a line in another currency', { ...proof, line: { ...proof.line, amount: euros } }, 'the currency of the line'],
    ['of a sum in another currency', { ...proof, root: { ...proof.root, amount: euros } }, 'the currency of the line'],
    ['of a kind that is none', { ...proof, line: { ...proof.line, kind: 'gift' } }, '/line/kind'],
    ['of a place before the first', { ...proof, place: 0 }, '/place'],
    ['of a place between two', { ...proof, place: 1.5 }, '/place'],
    ['of no lines', { ...proof, lines: 0 }, '/lines'],
    ['of more lines than can be counted', { ...proof, lines: 2 ** 31 }, '/lines'],
    ['of a digest too long', { ...proof, root: { ...proof.root, hash: `${root.hash}0` } }, ROOT_HASH],
    ['of a digest after something else', { ...proof, root: { ...proof.root, hash: `x${root.hash}` } }, ROOT_HASH],
    ['of a digest too short', { ...proof, root: { ...proof.root, hash: root.hash.slice(1) } }, ROOT_HASH],
    [
      'of siblings that are no amount',
      { ...proof, beside: [{ ...sibling, amount: 'x' }, ...proof.beside.slice(1)] },
      '/beside',
    ],
    [
      'of a sibling above',
      { ...proof, beside: [{ ...sibling, side: 'above' }, ...proof.beside.slice(1)] },
      '/beside/0/side',
    ],
    ['of a place after the last', { ...proof, place: 6 }, 'OtherWay'],
    ['of a longer way', { ...proof, beside: [...proof.beside, sibling] }, 'OtherWay'],
    ['of three lines more', { ...proof, lines: 9 }, 'OtherWay'],
  ])('%s', (_, json, what) => {
    expect(expected(json)).toBe(what);
    expect(describeInclusionProblem(left(checkInclusion(json)))).toContain(what === 'OtherWay' ? 'from line' : what);
  });

  it('of as many lines as can be counted, whose way is too short', () => {
    expect(left(checkInclusion({ ...proof, lines: 2 ** 31 - 1 }))._tag).toBe('OtherWay');
  });

  it('of another digest, another sum, or other lines beside: each is said with what was found', () => {
    const found = `${root.hash} of 5 lines with 14.50 USD`;
    const digest = left(checkInclusion({ ...proof, root: { ...proof.root, hash: 'f'.repeat(64) } }));
    expect(digest).toEqual({ _tag: 'OtherRoot', stated: `${'f'.repeat(64)} of 5 lines with 14.50 USD`, found });
    expect(describeInclusionProblem(digest)).toBe(
      `The way leads to ${found}, not to ${'f'.repeat(64)} of 5 lines with 14.50 USD. The line, its way or the total was changed.`,
    );
    const amount = { amount: '14.51', currency: 'USD' };
    expect(left(checkInclusion({ ...proof, root: { ...proof.root, amount } }))).toEqual({
      _tag: 'OtherRoot',
      stated: `${root.hash} of 5 lines with 14.51 USD`,
      found,
    });
    // Among six lines the third has the same way.
    expect(left(checkInclusion({ ...proof, lines: 6 }))).toEqual({
      _tag: 'OtherRoot',
      stated: `${root.hash} of 6 lines with 14.50 USD`,
      found,
    });
    for (const change of [{ lines: 2 }, { amount: '4.01' }, { hash: 'f'.repeat(64) }]) {
      const changed = { ...proof, beside: [{ ...sibling, ...change }, ...proof.beside.slice(1)] };
      expect(left(checkInclusion(changed))._tag).toBe('OtherRoot');
    }
    expect(E.isRight(checkInclusion(proof))).toBe(true);
  });

  it('of a line that changed places with its neighbour', () => {
    const other = { ...proof, place: 4, beside: [{ ...sibling, side: 'left' }, ...proof.beside.slice(1)] };
    expect(left(checkInclusion(other))._tag).toBe('OtherRoot');
  });
});
