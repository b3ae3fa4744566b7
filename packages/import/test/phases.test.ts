import { describe, expect, it } from 'vitest';
import { phasesOf } from '../src/apply/phases.ts';
import type { PendingFact } from '../src/sort/pendingFact.ts';

const fact = (row: number, type: PendingFact['type'], data: PendingFact['data']): PendingFact => ({
  type,
  at: '2017-04-01T00:00:00.000Z',
  data,
  source: 0,
  row,
  line: row + 2,
  place: 0,
  rule: 0,
});

const rowsIn = (facts: readonly PendingFact[]): readonly (readonly number[])[] =>
  phasesOf(facts).map((phase) => phase.map(({ row }) => row));

const lead = (row: number, id: string, partner = 'ann') =>
  fact(row, 'LeadSubmitted', { lead: id, partner, program: 'p' });
const join = (row: number, partner: string) => fact(row, 'PartnerJoined', { partner, name: partner });

describe('phases', () => {
  it('hold at once what does not depend on each other', () => {
    expect(rowsIn([lead(0, 'a'), lead(1, 'b'), join(2, 'bob')])).toEqual([[0, 1, 2]]);
  });

  it('put what reads a stream after what wrote it, and what writes it after what read it', () => {
    expect(rowsIn([join(0, 'ann'), lead(1, 'a')])).toEqual([[0], [1]]);
    expect(rowsIn([lead(0, 'a'), join(1, 'ann')])).toEqual([[0], [1]]);
    expect(rowsIn([lead(0, 'a'), lead(1, 'a')])).toEqual([[0], [1]]);
  });

  it('put the facts of a row one after another, so that the first refusal keeps the others out', () => {
    expect(rowsIn([lead(0, 'a'), lead(0, 'b'), lead(1, 'c')])).toEqual([[0, 1], [0]]);
  });

  it('put uplines one after another, because each is checked against the whole line', () => {
    const upline = (row: number, partner: string, above: string) =>
      fact(row, 'UplineAssigned', { partner, upline: above, program: 'p', from: '2017-04-01' });
    expect(rowsIn([upline(0, 'a', 'b'), upline(1, 'c', 'd')])).toEqual([[0], [1]]);
  });
});
