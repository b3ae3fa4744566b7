import { describe, expect, it } from 'vitest';
import {
  accountsOf,
  balances,
  balancesOf,
  deferralsOf,
  entries,
  entriesOf,
  entriesOfDeal,
  entryOf,
  payoutOf,
  payouts,
  payoutsOf,
  proposedAdjustmentsIn,
  readDocument,
} from '../src/index.ts';
import { collected, documentsOf, stopOf } from './documentsOf.ts';
import {
  account,
  accrued,
  adjusted,
  advanced,
  closed,
  declined,
  deferred,
  evaluated,
  failed,
  forgiven,
  held,
  issued,
  joined,
  opened,
  proposed,
  recovered,
  released,
  remitted,
  reversed,
  setApart,
  settled,
  truedUp,
  voided,
  writtenOff,
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
  ])('stop at %s', async (_, facts, problem) => {
    expect(await stopOf(balances, facts)).toContain(problem);
  });
});

describe('disputes', () => {
  const paidOn = (on: string) => ({ asOf: date(on) });

  it('keep an accrual on hold after it matured, until they end', async () => {
    const facts = [a1, accrued({ id: 'a2', amount: 20, maturesOn: '2026-01-31' }), held()];
    const [during] = await balancesOf(await documentsOf(facts), paidOn('2026-02-06'));
    expect(during).toMatchObject({ onHold: cents(150), disputed: cents(150), payable: cents(20) });
    const [after] = await balancesOf(await documentsOf([...facts, released()]), paidOn('2026-02-06'));
    expect(after).toMatchObject({ onHold: cents(0), disputed: cents(0), payable: cents(170) });
  });

  it('hold back what is taken back and trued up of the accrual as well', async () => {
    const change = { maturesOn: '2026-01-31' };
    const facts = [
      a1,
      accrued({ ...change, id: 'a2', amount: 20 }),
      reversed({ ...change, id: 'r1', amount: 150, accrual: 'a1' }),
      held(),
      truedUp({ ...change, id: 't1', amount: 7, accrual: 'a1' }),
      reversed({ ...change, id: 'r2', amount: 2, accrual: 't1' }),
      truedUp({ ...change, id: 't2', amount: -1, settles: 'a1' }),
      // Of others.
      reversed({ ...change, id: 'r3', amount: 3, accrual: 'a2' }),
      truedUp({ ...change, id: 't3', amount: 40, settles: 'a2' }),
      adjusted({ ...change, id: 'a1', amount: 100 }),
    ];
    const [during] = await balancesOf(await documentsOf(facts), paidOn('2026-02-06'));
    expect(during).toMatchObject({ onHold: cents(4), disputed: cents(4), payable: cents(157), receivable: cents(0) });
    const [after] = await balancesOf(await documentsOf([...facts, released()]), paidOn('2026-02-06'));
    expect(after).toMatchObject({ onHold: cents(0), disputed: cents(0), payable: cents(161) });
  });

  it('do not stop a payout that is on its way, and hold the accrual once it comes back', async () => {
    const [flying] = await balancesOf(await documentsOf([a1, p1, held()]), paidOn('2026-02-06'));
    expect(flying).toMatchObject({ inFlight: cents(150), disputed: cents(0), payable: cents(0) });
    const returned = [a1, p1, held(), failed({ payout: 'p1', amount: 150 })];
    const [back] = await balancesOf(await documentsOf(returned), paidOn('2026-02-06'));
    expect(back).toMatchObject({ inFlight: cents(0), disputed: cents(150), onHold: cents(150), payable: cents(0) });
  });

  it('begin once and end once', async () => {
    expect(await stopOf(balances, [a1, held(), held()])).toContain('The accrual a1 is disputed already.');
    expect(await stopOf(balances, [a1, released()])).toContain('The accrual a1 is not disputed.');
  });
});

describe('several who hold an accrual', () => {
  const inquiry = { by: { kind: 'inquiry', id: 'i1' } } as const;
  const chargeback = { by: { kind: 'chargeback', id: 'i1' } } as const;

  it('hold it once each, and free it when all have released it', async () => {
    const figures = async (...facts: readonly Fact[]) => {
      const [row] = await balancesOf(await documentsOf([a1, ...facts]), { asOf: date('2026-02-06') });
      return [row?.disputed.minor, row?.onHold.minor, row?.payable.minor];
    };
    const all = [held(), held(inquiry), held(chargeback)];
    expect(await figures(...all)).toEqual([150n, 150n, 0n]);
    expect(await figures(...all, released(inquiry), released())).toEqual([150n, 150n, 0n]);
    expect(await figures(...all, released(inquiry), released(), released(chargeback))).toEqual([0n, 0n, 150n]);
  });

  it('cannot hold it twice, nor release what another holds', async () => {
    expect(await stopOf(balances, [a1, held(inquiry), held(inquiry)])).toContain('is disputed already');
    expect(await stopOf(balances, [a1, held(inquiry), released(chargeback)])).toContain('is not disputed');
    expect(await stopOf(balances, [a1, held(inquiry), released()])).toContain('is not disputed');
  });
});

describe('what is done by hand', () => {
  const balanceAfter = async (...facts: readonly Fact[]) =>
    (await balancesOf(await documentsOf([a1, ...facts]), { asOf: date('2026-02-06') }))[0];

  it('sets apart what nobody claims: no longer payable, and a figure of its own, also once a payout took it', async () => {
    const apart = setApart({ id: 'u1', amount: 40, date: '2026-02-05' });
    expect(await balanceAfter(apart)).toMatchObject({
      payable: cents(110),
      unclaimed: cents(40),
      adjusted: cents(0),
      receivable: cents(0),
    });
    const lines = [line('a1', 150), { entry: 'u1', kind: 'unclaimed' as const, amount: -40, maturesOn: '2026-02-05' }];
    const paid = issued({ payout: 'p1', date: '2026-03-05', lines });
    expect(await balanceAfter(apart, paid)).toMatchObject({
      payable: cents(0),
      inFlight: cents(110),
      unclaimed: cents(40),
    });
    // The next payout has it at once; after that nothing waits.
    expect(await balancesIn(a1, apart)).toMatchObject({ atOnce: [{ maturesOn: '2026-02-05', minor: '-40' }] });
    expect(await balancesIn(a1, apart, paid)).toMatchObject({ atOnce: [], open: [] });
    const documents = await documentsOf([a1, apart, paid]);
    expect(await entryOf(documents, 'unclaimed', 'u1')).toMatchObject({ amount: cents(-40), state: 'in-payout' });
  });

  it('hands over withheld tax: the rest is due, and less than nothing where a payout failed after that', async () => {
    const charges = { withheld: 30, fee: 5 };
    const taxed = issued({ payout: 'p1', date: '2026-02-05', lines: [line('a1', 150)], charges });
    const handed = remitted({ id: 't1', amount: 20 });
    expect(await balanceAfter(taxed)).toMatchObject({ withheld: cents(35), taxDue: cents(30) });
    expect(await balanceAfter(taxed, handed)).toMatchObject({ withheld: cents(35), taxDue: cents(10) });
    const back = failed({ payout: 'p1', amount: 150 });
    expect(await balanceAfter(taxed, handed, back)).toMatchObject({ withheld: cents(0), taxDue: cents(-20) });
  });

  it('proposes corrections, which count once they are posted, and are listed until then', async () => {
    const [one, two] = [
      { id: 'x1', amount: 7, maturesOn: '2026-01-31' },
      { id: 'x2', amount: -3, maturesOn: '2026-01-31' },
    ];
    const asked = [proposed(one), proposed(two), proposed({ ...one, id: 'x3', partner: 'bob' })];
    expect(await balanceAfter(...asked)).toMatchObject({ payable: cents(150), adjusted: cents(0) });
    expect(await balanceAfter(...asked, adjusted(one), declined(two))).toMatchObject({ payable: cents(157) });
    const waiting = async (...facts: readonly Fact[]) =>
      (await proposedAdjustmentsIn(await documentsOf(facts), { program: 'north' })).map(
        ({ adjustment, partner, amount }) => `${adjustment} ${partner} ${amount.minor}`,
      );
    expect(await waiting(...asked)).toEqual(['x1 ada 7', 'x2 ada -3', 'x3 bob 7']);
    expect(await waiting(...asked, adjusted(one), declined(two))).toEqual(['x3 bob 7']);
    const documents = await documentsOf(asked);
    expect(await proposedAdjustmentsIn(documents, { partner: 'bob' })).toHaveLength(1);
    expect(await proposedAdjustmentsIn(documents, { program: 'south' })).toEqual([]);
  });

  it('closes a month, which changes no figure', async () => {
    const { revision: _, ...before } = (await balancesIn(a1)) ?? {};
    const { revision: __, ...after } = (await balancesIn(a1, closed())) ?? {};
    expect(after).toEqual(before);
  });
});

const balancesIn = async (...facts: readonly Fact[]): Promise<Record<string, unknown> | undefined> =>
  readDocument(await documentsOf(facts), balances, 'north/ada/EUR');

describe('what payouts add and keep back', () => {
  const line2 = (entry: string, kind: 'draw-advance' | 'draw-recovery' | 'write-off', amount: number) => ({
    entry,
    kind,
    amount,
    maturesOn: '2026-02-05',
  });

  it('is withheld from when the payout is issued, and never was when it fails', async () => {
    const charges = { withheld: 30, fee: 5, programFee: 7, vat: 20 };
    const taxed = issued({ payout: 'p1', date: '2026-02-05', lines: [line('a1', 150)], charges });
    const balanceAfter = async (...facts: readonly Fact[]) =>
      (await balancesOf(await documentsOf([a1, taxed, ...facts]), { asOf: date('2026-02-06') }))[0];
    expect(await balanceAfter()).toMatchObject({ inFlight: cents(115), withheld: cents(35), paid: cents(0) });
    expect(await balanceAfter(settled({ payout: 'p1', amount: 150 }))).toMatchObject({
      inFlight: cents(0),
      withheld: cents(35),
      paid: cents(115),
    });
    expect(await balanceAfter(failed({ payout: 'p1', amount: 150 }))).toMatchObject({
      inFlight: cents(0),
      withheld: cents(0),
      payable: cents(150),
    });
    expect(await payoutOf(await documentsOf([a1, taxed]), 'p1')).toMatchObject({
      amount: cents(150),
      withheld: cents(30),
      fees: cents(5),
      vat: cents(20),
      net: cents(135),
      taxStatus: 'company',
      charges: [
        { kind: 'withholding', amount: { amount: '0.30' } },
        { kind: 'vat', amount: { amount: '0.20' } },
        { kind: 'fee', id: 'transfer', amount: { amount: '0.05' } },
        { kind: 'fee', id: 'bank', amount: { amount: '0.07' }, bornBy: 'program' },
      ],
    });
  });

  it('counts as adjusted, and leaves a debt until it is recovered or forgiven', async () => {
    const first = advanced({ id: 'd1', amount: 50, debt: 50, date: '2026-02-05' });
    const drawn = issued({
      payout: 'p1',
      date: '2026-02-05',
      lines: [line('a1', 150), line2('d1', 'draw-advance', 50)],
    });
    const back = recovered({ id: 'c1', amount: 20, debt: 30, date: '2026-02-05' });
    const balanceAfter = async (...facts: readonly Fact[]) =>
      (await balancesOf(await documentsOf([a1, first, drawn, ...facts]), { asOf: date('2026-02-06') }))[0];
    expect(await balanceAfter()).toMatchObject({ adjusted: cents(50), drawDebt: cents(50), inFlight: cents(200) });
    expect(await balanceAfter(back)).toMatchObject({ adjusted: cents(30), drawDebt: cents(30), receivable: cents(20) });
    expect(await balanceAfter(back, forgiven({ amount: 30, date: '2026-03-05' }))).toMatchObject({
      adjusted: cents(30),
      drawDebt: cents(0),
    });
    expect(await payoutOf(await documentsOf([a1, first, drawn]), 'p1')).toMatchObject({
      amount: cents(200),
      advanced: cents(50),
      recovered: cents(0),
      net: cents(200),
      charges: [],
      taxStatus: null,
    });
    const written = writtenOff({ id: 'w1', amount: 20, date: '2026-02-06' });
    expect(await balanceAfter(back, written)).toMatchObject({ adjusted: cents(50), receivable: cents(0) });
  });

  it('stops at a net amount that the charges do not lead to', async () => {
    const charges = { withheld: 30 };
    const wrong = issued({ payout: 'p1', date: '2026-02-05', lines: [line('a1', 150)], charges, net: 119 });
    expect(await stopOf(balances, [a1, wrong])).toContain('The charges of payout p1 do not lead to its net amount.');
  });
});

describe('what a deal led to', () => {
  it('is listed by kind, with the account it stands in', async () => {
    const facts = [
      a1,
      accrued({ partner: 'bob', id: 'b1', amount: 9, maturesOn: '2026-01-31' }),
      reversed({ id: 'r1', accrual: 'a1', amount: 50, maturesOn: '2026-03-01' }),
      truedUp({ id: 't1', amount: -4, maturesOn: '2026-03-01' }),
      adjusted({ id: 'x1', amount: 1, maturesOn: '2026-03-01' }),
    ];
    const rows = await collected(entriesOfDeal(await documentsOf(facts), 'deal-1'));
    expect(rows.map(({ kind, entry, account: of, amount }) => [kind, entry, of.partner, amount.amount])).toEqual([
      ['accrual', 'a1', 'ada', '1.50'],
      ['accrual', 'b1', 'bob', '0.09'],
      ['reversal', 'r1', 'ada', '-0.50'],
      ['true-up', 't1', 'ada', '-0.04'],
    ]);
    expect(await collected(entriesOfDeal(await documentsOf(facts), 'deal'))).toEqual([]);
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
