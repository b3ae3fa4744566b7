import { expect, it } from 'vitest';
import type { Row } from '../src/index.ts';
import { largestRows, paragraphRows } from '../src/render/shownRows.ts';

const eur = (amount: number) => ({ amount: `${amount}.00`, currency: 'EUR' });

const line = (amount: number): Row => ({
  number: `${amount}`,
  said: { key: 'diffLineAdded', holes: { subject: `D-${amount}` } },
  amount: eur(amount),
  counts: true,
});

const leftOut: Row = {
  number: '99',
  said: { key: 'diffOthers', holes: { count: 289 } },
  amount: eur(1000),
  counts: true,
};

const lines = (count: number): readonly Row[] => Array.from({ length: count }, (_, index) => line(index + 1));

it('lines that the answer leaves out and those that the screen leaves out are one row', () => {
  const { rows, others } = largestRows([...lines(13), leftOut]);
  expect(rows.map(({ number }) => Number(number))).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  expect(others).toEqual([{ rows: 292, amount: eur(1006) }]);
});

it('ten lines and those that the answer leaves out are shown as they are', () => {
  const all = [...lines(10), leftOut];
  expect(largestRows(all)).toEqual({ rows: all, others: [] });
});

it('a paragraph has one row of others too', () => {
  const { rows, others } = paragraphRows([...lines(6), leftOut]);
  expect(rows.every(({ said }) => said.key !== 'diffOthers')).toBe(true);
  expect(others).toEqual([{ rows: 291, amount: eur(1003) }]);
});
