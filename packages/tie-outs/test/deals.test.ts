import { instant } from '@commission-ledger/calendar';
import { memoryDocumentStore } from '@commission-ledger/projections';
import { orThrow } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { tieOutDeals, tieOutExport } from '../src/index.ts';
import {
  ALL_FACTS,
  cancelled,
  documentsOf,
  mapping,
  paid,
  refunded,
  row,
  sample,
  smallLedger,
  submitted,
  tied,
  won,
} from './dealWorld.ts';

type World = Awaited<ReturnType<typeof smallLedger>>;
type Rows = Parameters<typeof tied>[1];

/** What does not agree between the ledger and the rows. */
const findings = async ({ store }: World, rows: Rows) =>
  (await tied(await documentsOf(store), rows, 'acme', ALL_FACTS)).findings;

/** A ledger with one deal, as the CRM has it. */
const oneDeal = async () => {
  const world = await smallLedger();
  const { events } = await orThrow(world.ledger.winDeal(won('d-1').data));
  await orThrow(world.ledger.recordPayment(paid('d-1', 'p-1').data));
  const win = events.find(({ type }) => type === 'DealWon')?.id;
  return { ...world, win };
};

const alike = [won('d-1'), paid('d-1', 'p-1')] as const;

describe('a tie-out of deals', () => {
  it('agrees where both sides say the same', async () => {
    const { store } = await oneDeal();
    const made = await tied(await documentsOf(store), [row(...alike)], 'acme', ALL_FACTS);
    expect(made).toMatchObject({ verdict: 'matched', counts: { there: 1, here: 1, matched: 1 }, findings: [] });
    expect(made.sums).toEqual(
      ['deals', 'payments'].map((what) => ({
        what,
        currency: 'EUR',
        there: { count: 1, amount: { amount: '100.00', currency: 'EUR' } },
        here: { count: 1, amount: { amount: '100.00', currency: 'EUR' } },
      })),
    );
  });

  it.each([
    ['amount', { amount: { amount: '100.01', currency: 'EUR' } }, '100.01', '100.00'],
    ['currency', { amount: { amount: '100.00', currency: 'USD' } }, 'USD', 'EUR'],
    ['date', { occurredAt: '2026-03-10T23:30:00.000Z' }, '2026-03-11', '2026-03-10'],
    ['partners', { attribution: [{ partner: 'bob', share: '1' }] }, 'bob 1', 'ada 1'],
    [
      'partners',
      {
        attribution: [
          { partner: 'ada', share: '0.5' },
          { partner: 'bob', share: '0.5' },
        ],
      },
      'ada 0.5, bob 0.5',
      'ada 1',
    ],
  ])('names another %s, and the event that says so here', async (field, change, there, here) => {
    const world = await oneDeal();
    const rows = [row(won('d-1', change), paid('d-1', 'p-1'))];
    expect(await findings(world, rows)).toMatchObject([
      { class: 'different', deal: 'd-1', fields: [{ field, there, here, event: world.win }] },
    ]);
  });

  it('compares days of the program, not moments', async () => {
    const world = await oneDeal();
    const sameDay = won('d-1', { occurredAt: '2026-03-09T23:30:00.000Z' }); // 10 March, half past midnight in Berlin
    expect(await findings(world, [row(sameDay, paid('d-1', 'p-1'))])).toEqual([]);
  });

  it('names the amendment where the ledger has another amount since', async () => {
    const world = await oneDeal();
    const change = {
      deal: 'd-1',
      amendment: 'a-1',
      reason: 'discount',
      author: 'ann',
      amount: { amount: '90', currency: 'EUR' },
    };
    const { events } = await orThrow(world.ledger.amendDeal(change));
    expect(await findings(world, [row(...alike)])).toMatchObject([
      { class: 'different', fields: [{ field: 'amount', there: '100.00', here: '90.00', event: events[0]?.id }] },
    ]);
  });

  it('takes amendments of the export into account, in the order in which they happened', async () => {
    const world = await oneDeal();
    const amendment = (id: string, amount: string, occurredAt: string) => ({
      type: 'DealAmended' as const,
      data: { deal: 'd-1', amendment: id, reason: 'x', author: 'ann', amount: { amount, currency: 'EUR' }, occurredAt },
    });
    const [first, last] = [
      amendment('b', '5.00', '2026-03-11T00:00:00.000Z'),
      amendment('a', '100.00', '2026-03-12T00:00:00.000Z'),
    ];
    expect(await findings(world, [row(last), row(first), row(...alike)])).toEqual([]);
    expect(
      await findings(world, [
        row(last),
        row(first),
        row(won('d-1', { amount: { amount: '7', currency: 'EUR' } }), alike[1]),
      ]),
    ).toEqual([]);
  });

  it('tells a cancellation that one side alone has', async () => {
    const world = await oneDeal();
    expect(await findings(world, [row(...alike, cancelled('d-1'))])).toMatchObject([
      { fields: [{ field: 'cancelled', there: '2026-03-10', here: null, event: null }] },
    ]);
    const { events } = await orThrow(world.ledger.cancelDeal(cancelled('d-1').data));
    const event = events.find(({ type }) => type === 'DealCancelled')?.id;
    expect(await findings(world, [row(...alike)])).toMatchObject([
      { fields: [{ field: 'cancelled', there: null, here: '2026-03-10', event }] },
    ]);
    expect(await findings(world, [row(...alike, cancelled('d-1'))])).toEqual([]);
  });

  it('tells payments and refunds that one side alone has, or has otherwise', async () => {
    const world = await oneDeal();
    const rows = [
      row(won('d-1'), paid('d-1', 'p-1', '99.00'), paid('d-1', 'p-2', '1.00'), refunded('d-1', 'p-1', 'r-1', '5.00')),
    ];
    expect(await findings(world, rows)).toMatchObject([
      {
        fields: [
          { field: 'payment', of: 'p-1', there: '99.00 EUR 2026-03-10', here: '100.00 EUR 2026-03-10' },
          { field: 'payment', of: 'p-2', there: '1.00 EUR 2026-03-10', here: null },
          { field: 'refund', of: 'p-1/r-1', there: '5.00 EUR 2026-03-10', here: null },
        ],
      },
    ]);
  });

  it('does not compare what the export cannot tell', async () => {
    const { store } = await oneDeal();
    const made = await tied(await documentsOf(store), [row(won('d-1'))], 'acme', ['DealWon']);
    expect(made).toMatchObject({ verdict: 'matched', notCompared: ['payments', 'refunds'] });
    expect(made.sums.map(({ what }) => what)).toEqual(['deals']);
  });

  it('knows a deal of another program, and does not count it', async () => {
    const world = await oneDeal();
    await orThrow(world.ledger.winDeal(won('d-2', { program: 'other' }).data));
    expect(await findings(world, [row(...alike), row(won('d-2'))])).toMatchObject([
      { class: 'missing-here', deal: 'd-2', reason: 'other-program', program: 'other' },
    ]);
    expect(await findings(world, [row(...alike), row(won('d-2', { program: 'other' }))])).toEqual([]);
  });

  it('knows a deal of which only a payment has come', async () => {
    const world = await oneDeal();
    await orThrow(world.ledger.recordPayment(paid('d-2', 'p-9').data));
    expect(await findings(world, [row(...alike), row(won('d-2'))])).toMatchObject([
      { class: 'missing-here', deal: 'd-2', reason: 'parked', there: { amount: { amount: '100.00' } } },
    ]);
  });

  it('knows a lead that was not won here', async () => {
    const world = await oneDeal();
    await orThrow(world.ledger.submitLead({ ...submitted('l-2').data }));
    const rejection = { lead: 'l-2', reason: 'no budget' };
    const { events } = await orThrow(world.ledger.rejectLead(rejection));
    expect(await findings(world, [row(...alike), row(won('d-2', { lead: 'l-2' }))])).toMatchObject([
      { class: 'missing-here', deal: 'd-2', reason: 'lead-not-won', state: 'rejected', event: events[0]?.id },
    ]);
  });

  it('says that nothing is known of a deal', async () => {
    const world = await oneDeal();
    expect(await findings(world, [row(...alike), row(won('d-2'))])).toMatchObject([
      { class: 'missing-here', deal: 'd-2', reason: 'unknown', event: null },
    ]);
  });

  it('tells a deal that the export has not, or has not as won', async () => {
    const world = await oneDeal();
    expect(await findings(world, [])).toMatchObject([
      { class: 'missing-there', deal: 'd-1', reason: 'no-row', event: world.win, here: { on: '2026-03-10' } },
    ]);
    await orThrow(world.ledger.submitLead({ ...submitted('l-3').data }));
    await orThrow(world.ledger.winDeal(won('d-3', { lead: 'l-3' }).data));
    expect(await findings(world, [row(...alike), row(submitted('l-3'))])).toMatchObject([
      { class: 'missing-there', deal: 'd-3', reason: 'not-won-there', rows: [{ file: 'crm.csv' }] },
    ]);
  });

  it('tells rows that contradict each other, and takes the nearer one', async () => {
    const world = await oneDeal();
    const [one, other] = [row(...alike), row(won('d-1', { amount: { amount: '7', currency: 'EUR' } }))];
    expect(await findings(world, [one, other])).toMatchObject([
      { class: 'rows-contradict', deal: 'd-1', what: 'win', rows: [{ line: one.line }, { line: other.line }] },
    ]);
  });

  it('does not take the win told again beside each payment for a row that comes twice', async () => {
    const world = await oneDeal();
    await orThrow(world.ledger.recordPayment(paid('d-1', 'p-2', '1.00').data));
    expect(await findings(world, [row(...alike), row(won('d-1'), paid('d-1', 'p-2', '1.00'))])).toEqual([]);
  });

  it('tells a row that cannot be read', async () => {
    const world = await oneDeal();
    const problems = [{ column: 'amount', value: 'x', reason: 'is no amount' }];
    const bad = { _tag: 'Refused', source: 'crm', file: 'crm.csv', line: 999, problems } as const;
    expect(await findings(world, [row(...alike), bad])).toEqual([
      { class: 'unreadable-row', rows: [{ file: 'crm.csv', line: 999 }], problems },
    ]);
  });

  it('leaves out on both sides what happened later', async () => {
    const world = await oneDeal();
    const late = { occurredAt: '2026-04-01T10:00:00.000Z' };
    await orThrow(world.ledger.winDeal(won('d-2', late).data));
    const before = instant('2026-04-01T00:00:00Z');
    if (E.isLeft(before)) throw new Error('no instant');
    const documents = await documentsOf(world.store, before.right);
    const rows = [row(...alike), row(won('d-3', late))];
    const made = await tieOutDeals({ documents, program: 'acme', rows, facts: ALL_FACTS, before: before.right });
    expect(made).toMatchObject({ right: { verdict: 'matched', counts: { there: 1, here: 1 } } });
  });

  it('refuses a program that is not there, and a mapping that is none', async () => {
    const documents = memoryDocumentStore();
    expect(await tieOutDeals({ documents, program: 'acme', rows: [], facts: [] })).toEqual(
      E.left({ _tag: 'NoSuchProgram', program: 'acme' }),
    );
    expect(await tieOutExport({ documents, mapping, input: sample })).toMatchObject({
      left: { _tag: 'NoSuchProgram' },
    });
    expect(await tieOutExport({ documents, mapping: {}, input: sample })).toMatchObject({
      left: { _tag: 'InvalidMapping' },
    });
    expect(await tieOutExport({ documents, mapping, input: 'nowhere' })).toMatchObject({
      left: { _tag: 'UnreadableFile' },
    });
  });
});
