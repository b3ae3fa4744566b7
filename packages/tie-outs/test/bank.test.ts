import type { DocumentStore } from '@commission-ledger/projections';
import { beforeEach, describe, expect, it } from 'vitest';
import { tieOutBank } from '../src/index.ts';
import { amountOf, type Entry, fail, settle, tiedWith, type World, worldOf } from './bankWorld.ts';

/** Read models in which somebody wrote one text for another. */
const altered = (documents: DocumentStore, from: string, to: string): DocumentStore => ({
  ...documents,
  read: async (projection, key) => (await documents.read(projection, key))?.replaceAll(from, to),
  readMany: async (projection, keys) =>
    (await documents.readMany(projection, keys)).map((json) => json?.replaceAll(from, to)),
  list: async (projection, options) =>
    (await documents.list(projection, options)).map(({ key, json }) => ({ key, json: json.replaceAll(from, to) })),
});

const found = async (world: World, entries: readonly Entry[]) => (await tiedWith(world, entries)).findings;

describe('a tie-out with a bank', () => {
  let world: World;
  const payoutOf = (partner: string) => world.of(partner);
  const idOf = async (partner: string): Promise<string> => (await payoutOf(partner)).payoutId;

  /** Debits for both payouts, as they should be. */
  const both = async (): Promise<readonly [Entry, Entry]> => [
    { amount: '10.00', reference: await idOf('ada') },
    { amount: '25.00', reference: await idOf('bob') },
  ];

  beforeEach(async () => {
    world = await worldOf({ ada: '100.00', bob: '250.00' });
    for (const row of await world.payouts()) await settle(world, row);
  });

  it('agrees where each settled payout has its debit, by its id', async () => {
    const other = { amount: '700.00', payee: 'Landlord', text: 'rent' };
    const made = await tiedWith(world, [...(await both()), other]);
    expect(made).toMatchObject({
      verdict: 'matched',
      counts: { matched: 2, byReference: 2, byPayee: 0, otherMovements: 1 },
      statements: [{ balance: 'adds-up', from: '2024-03-01', until: '2024-03-31' }],
      findings: [],
    });
    const side = { count: 2, amount: { amount: '35.00', currency: 'EUR' } };
    expect(made.sums).toEqual([{ what: 'payouts', currency: 'EUR', there: side, here: side }]);
  });

  it('finds a payout by its id in the text, and by the reference it was settled under', async () => {
    const text = `Commission ${await idOf('ada')}, thank you`;
    expect(
      await found(world, [
        { amount: '10.00', text },
        { amount: '25.00', reference: 'TRX-bob' },
      ]),
    ).toEqual([]);
  });

  it('finds a payout by the exact amount, the day and the payee, where only one fits', async () => {
    const made = await tiedWith(world, [
      { amount: '10.00', payee: 'Partner ada' },
      { amount: '25.00', payee: 'BOB', day: '2024-03-11' },
    ]);
    expect(made).toMatchObject({ verdict: 'matched', counts: { byReference: 0, byPayee: 2 } });
  });

  it('does not find it by the payee when it is six days away', async () => {
    const [ada] = await both();
    expect(await found(world, [ada, { amount: '25.00', payee: 'bob', day: '2024-03-12' }])).toMatchObject([
      { class: 'missing-there', payout: { partner: 'bob' }, reason: 'settled', first: false },
      { class: 'missing-here', reason: 'to-partner', partner: 'bob' },
    ]);
  });

  it('does not choose between two debits that fit', async () => {
    const [ada] = await both();
    const debit = { amount: '25.00', payee: 'bob' };
    expect(await found(world, [ada, debit, debit])).toMatchObject([
      { class: 'ambiguous', payouts: [{ partner: 'bob' }], movements: [{ at: '2' }, { at: '3' }] },
    ]);
  });

  it('does not choose between payouts that one debit names', async () => {
    const text = `${await idOf('ada')} ${await idOf('bob')}`;
    expect(await found(world, [{ amount: '35.00', text }])).toMatchObject([
      { class: 'ambiguous', payouts: [{ partner: 'ada' }, { partner: 'bob' }], movements: [{ at: '1' }] },
    ]);
  });

  it('tells a settled payout without a debit', async () => {
    const [ada] = await both();
    const { event } = await payoutOf('bob');
    expect(await found(world, [ada])).toMatchObject([
      { class: 'missing-there', reason: 'settled', payout: { partner: 'bob', on: '2024-03-06', event: event.id } },
    ]);
  });

  it('proposes the debit of the same amount that is nearest, once, and does not count it', async () => {
    const made = await tiedWith(world, [
      { amount: '25.00', payee: 'Holding of Bob', day: '2024-03-09' },
      { amount: '25.00', payee: 'B. Ltd', day: '2024-03-07' },
      { amount: '10.00', payee: 'A. Ltd', day: '2024-03-12' },
      { amount: '10.00', payee: 'A. Ltd', way: 'CRDT' },
    ]);
    expect(made).toMatchObject({
      verdict: 'different',
      counts: { matched: 0, possible: 1, otherMovements: 4 },
      findings: [
        { class: 'missing-there', payout: { partner: 'ada' }, possible: null },
        {
          class: 'missing-there',
          payout: { partner: 'bob' },
          possible: { movement: { at: '2', party: 'B. Ltd' }, reason: 'same-amount', days: 1 },
        },
      ],
    });
    expect(made.sums[0]?.there).toEqual({ count: 0, amount: { amount: '0.00', currency: 'EUR' } });
  });

  it('proposes a debit with what the bank charged, never one that names a payout or goes to a partner', async () => {
    const [ada] = await both();
    const named = { amount: '25.00', reference: 'PO-2024-03-05-0123456789abcdef' };
    const fee = { amount: '25.35', charges: '0.35', payee: 'B. Ltd' };
    const proposed = async (more: readonly Entry[]) =>
      (await tiedWith(world, [ada, ...more])).findings.flatMap((each) =>
        each.class === 'missing-there' ? [each.possible?.reason] : [],
      );
    expect(await proposed([fee])).toEqual(['same-amount-and-charges']);
    expect(await proposed([named, { amount: '25.00', payee: 'Partner ada' }])).toEqual([undefined]);
    const fresh = await worldOf({ ada: '100.00', bob: '100.00' });
    for (const row of await fresh.payouts()) await settle(fresh, row);
    const one = await tiedWith(fresh, [{ amount: '10.00' }]);
    expect(one.counts).toMatchObject({ matched: 0, possible: 1 });
    expect(one.findings).toHaveLength(2);
  });

  it('finds a payout by its id in capitals', async () => {
    const [ada, bob] = await both();
    expect(await found(world, [{ ...ada, reference: ada.reference?.toUpperCase() ?? '' }, bob])).toEqual([]);
  });

  it('compares what was sent abroad in the currency in which it was sent', async () => {
    const { camt, statementsIn } = await import('./bankWorld.ts');
    const documents = await world.documents();
    const id = await idOf('ada');
    const xml = (sent: string) =>
      camt([{ amount: '11.00', reference: id }], { currency: 'USD' }).replace(
        '<Amt Ccy="USD">11.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RltdPties>',
        `<Amt Ccy="USD">11.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><AmtDtls><InstdAmt><Amt Ccy="EUR">${sent}</Amt></InstdAmt></AmtDtls><RltdPties>`,
      );
    const tied = (sent: string) => tieOutBank({ documents, program: 'acme', statements: statementsIn(xml(sent)) });
    const side = { count: 1, amount: { amount: '10.00', currency: 'EUR' } };
    expect(await tied('10.00')).toMatchObject({
      right: { verdict: 'matched', counts: { matched: 1 }, sums: [{ currency: 'EUR', there: side, here: side }] },
    });
    expect(await tied('10.01')).toMatchObject({ right: { findings: [{ field: 'amount', there: '10.01 EUR' }] } });
  });

  it('tells a debit for a payout that is not there, and one to a partner', async () => {
    const rows = [
      { amount: '1.00', reference: 'PO-2024-03-05-0123456789abcdef' },
      { amount: '2.00', payee: 'Partner ada' },
    ];
    expect(await found(world, [...(await both()), ...rows])).toMatchObject([
      { class: 'missing-here', reason: 'unknown-payout', movement: { at: '3' } },
      { class: 'missing-here', reason: 'to-partner', partner: 'ada', movement: { at: '4' } },
    ]);
  });

  it.each([
    ['amount', { amount: '10.01' }, '10.01 EUR', '10.00 EUR'],
    ['date', { day: '2024-03-20' }, '2024-03-20', '2024-03-06'],
    ['fee', { amount: '10.35', charges: '0.35' }, '0.35 EUR', '0'],
  ])('tells another %s', async (field, change, there, here) => {
    const [ada, bob] = await both();
    expect(await found(world, [{ ...ada, ...change }, bob])).toMatchObject([
      { class: 'different', payout: { partner: 'ada' }, field, there, here },
    ]);
  });

  it('tells another currency', async () => {
    const [ada] = await both();
    const made = await tiedWith(world, [{ ...ada, currency: 'USD' }], { currency: 'USD' });
    expect(made.findings).toMatchObject([{ class: 'different', field: 'currency', there: 'USD', here: 'EUR' }]);
  });

  it('agrees where the fee of the bank is recorded', async () => {
    const fresh = await worldOf({ ada: '100.00' });
    const row = await fresh.of('ada');
    await settle(fresh, row, { fee: { amount: '0.35', currency: 'EUR' } });
    expect(await found(fresh, [{ amount: '10.35', reference: row.payoutId }])).toEqual([]);
    expect(await found(fresh, [{ amount: '10.36', reference: row.payoutId }])).toMatchObject([{ field: 'amount' }]);
  });

  it('tells a payout that was paid twice, but not one that was sent again after it came back', async () => {
    const [ada, bob] = await both();
    expect(await found(world, [ada, ada, bob])).toMatchObject([
      { class: 'paid-twice', payout: { partner: 'ada' }, movements: [{ at: '1' }, { at: '2' }] },
    ]);
    const back: Entry = { ...ada, way: 'CRDT', day: '2024-03-07', reversal: true };
    expect(await found(world, [ada, back, { ...ada, day: '2024-03-08' }, bob])).toEqual([]);
  });

  it('tells a payout that came back, until the ledger says that it failed', async () => {
    const [ada, bob] = await both();
    const back: Entry = { ...ada, way: 'CRDT', day: '2024-03-07' };
    expect(await found(world, [ada, back, bob])).toMatchObject([
      {
        class: 'returned',
        payout: { partner: 'ada', status: 'settled' },
        movements: [{ direction: 'debit' }, { direction: 'credit' }],
      },
    ]);
    const failed = await worldOf({ ada: '100.00' });
    await fail(failed, await failed.of('ada'));
    expect(await found(failed, [ada, back])).toEqual([]);
    expect(await found(failed, [ada])).toMatchObject([
      { class: 'different', field: 'status', there: 'paid', here: 'failed' },
    ]);
  });

  it('tells a payout that the bank paid and the ledger has on its way', async () => {
    const fresh = await worldOf({ ada: '100.00' });
    const [ada] = await both();
    expect(await found(fresh, [ada])).toMatchObject([
      { class: 'different', field: 'status', there: 'paid', here: 'issued' },
    ]);
  });

  it('explains what is on its way, until it is long due', async () => {
    const fresh = await worldOf({ ada: '100.00' });
    const documents = await fresh.documents();
    const early = { amount: '1.00', day: '2024-03-08' };
    const { statementsIn, camt } = await import('./bankWorld.ts');
    const [statement] = statementsIn(camt([early]));
    const until = statement!.movements[0]!.booked;
    const made = await tieOutBank({ documents, program: 'acme', statements: [{ ...statement!, until }] });
    expect(made).toMatchObject({ right: { verdict: 'matched', inFlight: [{ partner: 'ada', status: 'issued' }] } });
    expect(await found(fresh, [early])).toMatchObject([
      { class: 'missing-there', reason: 'overdue', first: true, payout: { partner: 'ada' } },
    ]);
  });

  it('says first that a statement does not add up', async () => {
    const made = await tiedWith(world, await both(), { closing: '965.01' });
    expect(made).toMatchObject({ verdict: 'different', statements: [{ balance: 'does-not-add-up' }] });
    expect(made.findings).toEqual([
      {
        class: 'statement-does-not-add-up',
        statement: 1,
        opening: { amount: '1000.00', currency: 'EUR' },
        movements: { amount: '-35.00', currency: 'EUR' },
        closing: { amount: '965.01', currency: 'EUR' },
      },
    ]);
  });

  it('is not made where a read model was damaged, and that is said', async () => {
    const unsettled = await worldOf({ ada: '100.00' });
    const documents = altered(await unsettled.documents(), '"2024-03-05"', '"2024-03-55"');
    await expect(tieOutBank({ documents, program: 'acme', statements: [] })).rejects.toMatchObject({
      reason: { _tag: 'Corrupt', problem: expect.stringContaining('the date "2024-03-55"') },
    });
  });

  it('pays what the plan says', async () => {
    expect((await world.payouts()).map(amountOf)).toEqual(['10.00', '25.00']);
  });
});
