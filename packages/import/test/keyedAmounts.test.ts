import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { describeKeyedAmountsFailure, keyedAmounts } from '../src/index.ts';

const read = (...lines: readonly string[]) => keyedAmounts(Buffer.from(lines.join('\n')));

/** What is said of a list that is refused. */
const refusal = (...lines: readonly string[]): string => {
  const outcome = read(...lines);
  return E.isLeft(outcome) ? describeKeyedAmountsFailure(outcome.left) : 'read';
};

describe('a list of amounts by key', () => {
  it('has the columns key and amount in any order; others are passed over', () => {
    expect(read('amount,stage,key', '948.05,won, D-1 ', '-80,lost,"006/Ä,7"', '')).toEqual(
      E.right([
        { key: 'D-1', amount: '948.05' },
        { key: '006/Ä,7', amount: '-80' },
      ]),
    );
  });

  it('is refused with the line and the column of the first cell that is bad', () => {
    expect(read('key,amount', 'D-1,1.00', 'D-2,"1,5"')).toEqual(
      E.left({
        _tag: 'BadCell',
        line: 3,
        column: 'amount',
        value: '1,5',
        reason: 'is no amount such as 948.05',
      }),
    );
    expect(refusal('key,amount', 'D-1,')).toBe('Line 2, column amount: it is no amount such as 948.05.');
    expect(refusal('key,amount', ' ,1.00')).toBe('Line 2, column key: it is empty.');
    expect(refusal('key,amount', 'D-1,1.00,x')).toMatch(/^Line 2: 'D-1,1.00,x' the row has 3 fields/);
  });

  it('is refused where it has no such columns, or is empty', () => {
    expect(refusal('id,amount', 'D-1,1.00')).toBe('It has no column key; its columns are: id, amount.');
    expect(refusal('')).toBe('It is no list: it is empty; its first line must name the columns.');
  });
});
