import { describe, expect, it } from 'vitest';
import {
  accountsOf,
  balances,
  balancesOf,
  deferralsOf,
  entries,
  entriesOf,
  entryOf,
  payoutOf,
  payouts,
  payoutsOf,
} from '../src/index.ts';
import { collected, documentsOf, stopOf } from './documentsOf.ts';
import {
  account,
  accrued,
  adjusted,
  deferred,
  evaluated,
  failed,
  issued,
  joined,
  opened,
  reversed,
  settled,
  voided,
} from './facts.ts';
import { cents, date, type Fact } from './history.ts';

const line = (entry: string, amount: number) => ({ entry, kind: 'accrual' as const, amount, maturesOn: '2026-01-31' });
const a1 = accrued({ id: 'a1', amount: 150, maturesOn: '2026-01-31' });
const p1 = issued({ payout: 'p1', date: '2026-02-05', lines: [line('a1', 150)] });
describe('balances', () => {
  it('take the lines of a failed payout back on their old dates', async () => {
    const facts = [joined('ada', 'Ada Byron'), opened(), a1, p1];
    const [flying] = await balancesOf(await documentsOf(facts), { asOf: date('2026-02-06') });
    expect(flying).toMatchObject({
      inFlight: cents(150),
      payable: cents(0),
      partnerName: 'Ada Byron',
      programName: 'North',
    });
    for (const returned of [failed({ payout: 'p1', amount: 150 }), voided({ payout: 'p1', amount: 150 })]) {
      const documents = await documentsOf([...facts, returned]);
      expect((await balancesOf(documents, { asOf: date('2026-01-30') }))[0]).toMatchObject({
        inFlight: cents(0),
        onHold: cents(150),
      });
      expect((await balancesOf(documents, { asOf: date('2026-01-31') }))[0]).toMatchObject({
        onHold: cents(0),
        payable: cents(150),
      });
    }
  });

  it('are listed by account and found by program or partner', async () => {
    const documents = await documentsOf([evaluated({ partner: 'bob' }), a1]);
    const partnersOf = async (scope: object) =>
      (await balancesOf(documents, { asOf: date('2026-01-01'), ...scope })).map(({ partner }) => partner);
    expect(await partnersOf({})).toEqual(['ada', 'bob']);
    expect(await partnersOf({ program: 'north', partner: 'bob' })).toEqual(['bob']);
    expect(await partnersOf({ partner: 'bob' })).toEqual(['bob']);
    expect(await partnersOf({ program: 'nor' })).toEqual([]);
    expect(await collected(accountsOf(documents, 'north'))).toEqual([account('ada'), account('bob')]);
    expect(await collected(accountsOf(documents, 'south'))).toEqual([]);
  });

  it.each([
    [
      'a settled payout that fails',
      [a1, p1, settled({ payout: 'p1', amount: 150 }), failed({ payout: 'p1', amount: 150 })],
      'not on its way',
    ],
    ['a settlement of another amount', [a1, p1, settled({ payout: 'p1', amount: 149 })], 'another amount'],
    ['a payout issued twice', [a1, p1, p1], 'was issued before'],
    [
      'lines that do not add up',
      [a1, issued({ payout: 'p1', date: '2026-02-05', lines: [line('a1', 150)], amount: 149 })],
      'do not add up',
    ],
    [
      'a line that is not open',
      [a1, p1, issued({ payout: 'p2', date: '2026-03-05', lines: [line('a1', 150)] })],
      'more would be paid than is open',
    ],
    [
      'a line of another amount',
      [a1, issued({ payout: 'p1', date: '2026-02-05', lines: [line('a1', 149)] })],
      'do not add up',
    ],
    ['an event of another account', [{ ...a1, stream: 'account-north.bob.EUR' }], 'speaks of account-north.ada.EUR'],
  ])('stop at %s', async (_, facts, problem) => {
    expect(await stopOf(balances, facts)).toContain(problem);
  });
});

describe('entries', () => {
  it('say where the entry is', async () => {
    const stateOf = async (facts: readonly Fact[]) => {
      const row = await entryOf(await documentsOf(facts), 'accrual', 'a1');
      return [row?.state, row?.payout];
    };
    expect(await stateOf([a1])).toEqual(['open', null]);
    expect(await stateOf([a1, p1])).toEqual(['in-payout', 'p1']);
    expect(await stateOf([a1, p1, settled({ payout: 'p1', amount: 150 })])).toEqual(['paid', 'p1']);
    const returned = [a1, p1, failed({ payout: 'p1', amount: 150 })];
    expect(await stateOf(returned)).toEqual(['open', null]);
    const again = issued({ payout: 'p2', date: '2026-03-05', lines: [line('a1', 150)] });
    expect(await stateOf([...returned, again])).toEqual(['in-payout', 'p2']);
    expect(await entryOf(await documentsOf([a1]), 'reversal', 'a1')).toBeUndefined();
  });

  it('come in pages in the order of maturity, reversals negative', async () => {
    const facts = [
      accrued({ id: 'later', amount: 5, maturesOn: '2026-03-01' }),
      reversed({ id: 'r1', accrual: 'later', amount: 2, maturesOn: '2026-02-01' }),
      adjusted({ id: 'x1', amount: -1, maturesOn: '2026-02-15' }),
      accrued({ partner: 'bob', id: 'others', amount: 9, maturesOn: '2026-02-01' }),
    ];
    const documents = await documentsOf(facts);
    const first = await entriesOf(documents, account('ada'), { limit: 2 });
    expect(first.rows.map(({ entry, amount }) => [entry, amount.minor])).toEqual([
      ['r1', -2n],
      ['x1', -1n],
    ]);
    const second = await entriesOf(documents, account('ada'), {
      limit: 2,
      ...(first.next === undefined ? {} : { after: first.next }),
    });
    expect(second.rows.map(({ entry, amount }) => [entry, amount.minor])).toEqual([['later', 5n]]);
    expect(second.next).toBeUndefined();
  });

  it('stop at an entry that is posted twice, and at a payout of one that never was', async () => {
    expect(await stopOf(entries, [a1, a1])).toContain('The accrual a1 was posted before.');
    expect(await stopOf(entries, [p1])).toContain('which was never posted');
  });
});

describe('payouts', () => {
  it('are listed by date, then by account, and found by id', async () => {
    const b1 = accrued({ partner: 'bob', id: 'b1', amount: 150, maturesOn: '2026-01-31' });
    const q1 = issued({ partner: 'bob', payout: 'q1', date: '2026-02-04', lines: [line('b1', 150)] });
    const facts = [opened(), joined('ada', 'Ada Byron'), a1, p1, b1, q1, settled({ payout: 'p1', amount: 150 })];
    const documents = await documentsOf(facts);
    expect((await payoutsOf(documents)).map(({ payoutId, date: on }) => [payoutId, on])).toEqual([
      ['q1', '2026-02-04'],
      ['p1', '2026-02-05'],
    ]);
    expect((await payoutsOf(documents, { status: 'issued' })).map(({ payoutId }) => payoutId)).toEqual(['q1']);
    expect((await payoutsOf(documents, { partner: 'ada' })).map(({ payoutId }) => payoutId)).toEqual(['p1']);
    expect(await payoutOf(documents, 'p1')).toMatchObject({
      partnerName: 'Ada Byron',
      amount: cents(150),
      lines: 1,
      cutOff: '2026-02-01',
      status: 'settled',
      reference: 'bank 77',
      terms: { minimum: cents(100) },
    });
    expect(await payoutOf(documents, 'p9')).toBeUndefined();
  });

  it('say why they failed or were voided', async () => {
    const documents = await documentsOf([a1, p1, failed({ payout: 'p1', amount: 150 })]);
    expect(await payoutOf(documents, 'p1')).toMatchObject({
      status: 'failed',
      reason: 'account closed',
      reference: null,
    });
    const other = await documentsOf([a1, p1, voided({ payout: 'p1', amount: 150 })]);
    expect(await payoutOf(other, 'p1')).toMatchObject({ status: 'voided', reason: 'wrong date' });
  });

  it('are resolved once', async () => {
    expect(
      await stopOf(payouts, [a1, p1, settled({ payout: 'p1', amount: 150 }), voided({ payout: 'p1', amount: 150 })]),
    ).toContain('is settled already');
    expect(await stopOf(payouts, [settled({ payout: 'p1', amount: 150 })])).toContain('was never issued');
    expect(await stopOf(payouts, [p1, p1])).toContain('was issued before');
  });

  it('that were due and not issued are listed with the reason', async () => {
    const facts = [deferred({ date: '2026-03-05', amount: -5 }), deferred({ date: '2026-02-05', amount: 60 })];
    const documents = await documentsOf(facts);
    expect((await deferralsOf(documents)).map(({ date: on, reason, amount }) => [on, reason, amount.minor])).toEqual([
      ['2026-02-05', 'below-minimum', 60n],
      ['2026-03-05', 'negative-balance', -5n],
    ]);
    expect(await deferralsOf(documents, { partner: 'bob' })).toEqual([]);
  });
});
