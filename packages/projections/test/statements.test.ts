import { localDate, parsePeriod, timeZone } from '@commission-ledger/calendar';
import { describe, expect, it } from 'vitest';
import { closings, payoutPostings, statementOf, statementsOf } from '../src/index.ts';
import { documentsOf, stopOf } from './documentsOf.ts';
import { account, accrued, issued, joined, opened, settled, told } from './facts.ts';
import { at, cents, type Fact, right } from './history.ts';

const month = (key: string) => right(parsePeriod(key));
const inZone = (zone: string): Fact => opened({ timeZone: right(timeZone(zone)) });

const earnedAt = (id: string, occurredAt: string, amount = 100): Fact =>
  accrued({ id, amount, maturesOn: '2026-06-01', occurredAt });

const closed = (period: string, until: string, figures: Partial<{ opening: number; closing: number }> = {}): Fact =>
  told('account-north.ada.EUR', 'PeriodClosed', {
    program: 'north',
    partner: 'ada',
    period,
    until: at(until),
    opening: cents(figures.opening ?? 0),
    closing: cents(figures.closing ?? 0),
    lines: 0,
    statementHash: 'a'.repeat(64),
    closedBy: 'kim',
    occurredAt: at(until),
  });

const linesIn = async (facts: readonly Fact[], period: string) => {
  const statement = await statementOf(await documentsOf(facts), { ...account('ada'), period: month(period) });
  return statement?.lines.map(({ id }) => id);
};

describe('a statement', () => {
  it('begins and ends at midnight of the program, to the millisecond', async () => {
    const facts = [
      inZone('Asia/Kathmandu'),
      earnedAt('before', '2026-02-28T18:14:59.999Z'),
      earnedAt('first', '2026-02-28T18:15:00.000Z'),
      earnedAt('last', '2026-03-31T18:14:59.999Z'),
      earnedAt('after', '2026-03-31T18:15:00.000Z'),
    ];
    expect(await linesIn(facts, '2026-02')).toEqual(['before']);
    expect(await linesIn(facts, '2026-03')).toEqual(['first', 'last']);
    expect(await linesIn(facts, '2026-04')).toEqual(['after']);
    expect(await linesIn(facts, '2026-05')).toEqual([]);
  });

  it('has the hour that clocks repeat over midnight once, in the month that had begun', async () => {
    // At 00:01 on 1 November 2009 clocks went back to 23:01 on 31 October.
    const facts = [
      inZone('America/St_Johns'),
      earnedAt('once', '2009-11-01T02:00:00.000Z'),
      earnedAt('again', '2009-11-01T03:00:00.000Z'),
    ];
    expect(await linesIn(facts, '2009-10')).toEqual(['once']);
    expect(await linesIn(facts, '2009-11')).toEqual(['again']);
  });

  it('of an open month takes in what was recorded after the month in which it happened was closed', async () => {
    const documents = await documentsOf([
      inZone('UTC'),
      joined('ada', 'Ada Byron'),
      earnedAt('a1', '2026-01-10T12:00:00Z', 700),
      closed('2026-01', '2026-02-01T00:00:00Z', { closing: 700 }),
      earnedAt('late', '2026-01-20T12:00:00Z', 30),
      earnedAt('a2', '2026-02-10T12:00:00Z', 5),
    ]);
    const january = await statementOf(documents, { ...account('ada'), period: month('2026-01') });
    expect(january).toMatchObject({ opening: cents(0), closing: cents(700), count: 1, closed: { closedBy: 'kim' } });
    const february = await statementOf(documents, { ...account('ada'), period: month('2026-02') });
    expect(february).toMatchObject({
      partnerName: 'Ada Byron',
      opening: cents(700),
      closing: cents(735),
      closed: null,
      lines: [
        { id: 'late', amount: cents(30), balance: cents(730), correctionOf: '2026-01', at: '2026-02-01T00:00:00.000Z' },
        { id: 'a2', amount: cents(5), balance: cents(735), correctionOf: null, at: '2026-02-10T12:00:00.000Z' },
      ],
    });
  });

  it('sums a payout when it arrives, and shows when it was issued', async () => {
    const facts = [
      inZone('UTC'),
      earnedAt('a1', '2026-01-10T12:00:00Z', 700),
      issued({
        payout: 'p1',
        date: '2026-02-05',
        lines: [{ entry: 'a1', kind: 'accrual', amount: 700, maturesOn: '2026-06-01' }],
        occurredAt: '2026-02-05T12:00:00Z',
      }),
      settled({ payout: 'p1', amount: 700, occurredAt: '2026-03-02T12:00:00Z' }),
    ];
    const documents = await documentsOf(facts);
    const february = await statementOf(documents, { ...account('ada'), period: month('2026-02') });
    expect(february).toMatchObject({ closing: cents(700), lines: [], steps: [{ kind: 'payout-issued', id: 'p1' }] });
    const march = await statementOf(documents, { ...account('ada'), period: month('2026-03') });
    expect(march).toMatchObject({
      opening: cents(700),
      closing: cents(0),
      sums: [{ kind: 'payout', amount: cents(-700), lines: 1 }],
      steps: [],
    });
    const quarter = await statementOf(documents, { ...account('ada'), period: month('2026-Q1') });
    expect(quarter).toMatchObject({ opening: cents(0), closing: cents(0), count: 2 });
  });

  it('says why something was corrected, and what became of a payout', async () => {
    const charged = issued({
      payout: 'p1',
      date: '2026-02-05',
      lines: [{ entry: 'a1', kind: 'accrual', amount: 700, maturesOn: '2026-06-01' }],
      occurredAt: '2026-02-05T12:00:00Z',
    });
    if (charged.event.type !== 'PayoutIssued') throw new Error('It is no payout.');
    const tax = { kind: 'withholding', id: 'tax', amount: cents(100), path: '/payout', bornBy: 'partner' } as const;
    const data = { ...charged.event.data, charges: [tax], net: cents(600) };
    const facts = [
      inZone('UTC'),
      earnedAt('a1', '2026-02-01T12:00:00Z', 700),
      { ...charged, event: { ...charged.event, data } },
      settled({ payout: 'p1', amount: 700, occurredAt: '2026-02-06T12:00:00Z' }),
      told('account-north.ada.EUR', 'AdjustmentPosted', {
        program: 'north',
        partner: 'ada',
        adjustment: 'x1',
        amount: cents(7),
        reason: 'for the fair',
        author: 'kim',
        approver: 'max',
        maturesOn: right(localDate('2026-02-01')),
        occurredAt: at('2026-02-07T12:00:00Z'),
      }),
    ];
    const documents = await documentsOf(facts);
    const statement = await statementOf(documents, { ...account('ada'), period: month('2026-02') });
    expect(statement?.lines.map(({ kind, reason, payout }) => [kind, reason, payout])).toEqual([
      ['accrual', null, null],
      ['payout', null, { net: cents(600), withheld: cents(100), reference: expect.any(String) }],
      ['adjustment', 'for the fair', null],
    ]);
  });

  it('is none for a program that is not there and an account in which nothing moved', async () => {
    const documents = await documentsOf([opened(), earnedAt('a1', '2026-01-10T12:00:00Z')]);
    const period = month('2026-01');
    expect(await statementOf(documents, { ...account('bob'), period })).toBeUndefined();
    expect(await statementOf(documents, { ...account('ada'), program: 'south', period })).toBeUndefined();
    expect(await statementsOf(documents, { program: 'south', period })).toEqual({ rows: [], totals: [] });
  });

  it('that does not add up to its closing is not told', async () => {
    const facts = [
      inZone('UTC'),
      earnedAt('a1', '2026-01-10T12:00:00Z', 700),
      closed('2026-01', '2026-02-01T00:00:00Z', { closing: 699 }),
    ];
    const asked = statementOf(await documentsOf(facts), { ...account('ada'), period: month('2026-01') });
    await expect(asked).rejects.toMatchObject({
      reason: {
        _tag: 'Corrupt',
        problem: expect.stringContaining('the EUR statement of ada in north does not add up'),
      },
    });
  });
});

describe('the projections of money', () => {
  it('stop at a payout that ended before, was never issued, or was issued before', async () => {
    const on = { payout: 'p1', date: '2026-02-05', lines: [] };
    const end = settled({ payout: 'p1', amount: 0 });
    expect(await stopOf(payoutPostings, [end])).toContain('Payout p1 was never issued.');
    expect(await stopOf(payoutPostings, [issued(on), end, end])).toContain('Payout p1 ended before.');
    expect(await stopOf(payoutPostings, [issued(on), issued(on)])).toContain('Payout p1 was issued before.');
  });

  it('stop at a month that was closed before', async () => {
    const january = closed('2026-01', '2026-02-01T00:00:00Z');
    expect(await stopOf(closings, [january, january])).toContain('was closed until 2026-02-01T00:00:00.000Z before.');
  });
});
