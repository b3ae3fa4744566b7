import type { EventData } from '@commission-ledger/events';
import { expect, it } from 'vitest';
import { evaluationsOfDeal, knownUnder } from '../src/index.ts';
import { collected, documentsOf } from './documentsOf.ts';
import { evaluated, told } from './facts.ts';
import { at, cents, type Fact } from './history.ts';

const noon = at('2026-01-10T12:00:00Z');

const won = (deal: string, more: Partial<EventData<'DealWon'>> = {}): Fact =>
  told(`deal-${deal}`, 'DealWon', {
    deal,
    program: 'north',
    amount: cents(500),
    attribution: [],
    attributes: {},
    occurredAt: noon,
    ...more,
  });

const paid = (deal: string, payment: string, foreignKey?: string): Fact =>
  told(`deal-${deal}`, 'PaymentReceived', {
    deal,
    payment,
    amount: cents(500),
    occurredAt: noon,
    ...(foreignKey === undefined ? {} : { foreignKey }),
  });

const refunded = (deal: string, payment: string, refund: string): Fact =>
  told(`deal-${deal}`, 'PaymentRefunded', {
    deal,
    payment,
    refund,
    amount: cents(100),
    reason: 'returned',
    occurredAt: noon,
  });

it('things are found by the keys of other systems, payments and refunds by their ids too', async () => {
  const lead = told('lead-l1', 'LeadSubmitted', {
    lead: 'l1',
    program: 'north',
    partner: 'ada',
    prospect: { reference: 'crm/l1' },
    attributes: {},
    foreignKey: 'CRM/1',
    occurredAt: noon,
  });
  const facts = [
    lead,
    won('d1', { foreignKey: 'INV/2026/001' }),
    paid('d1', 'p1', 'BANK 7'),
    refunded('d1', 'p1', 'r1'),
  ];
  const documents = await documentsOf(facts);
  const found = async (key: string) => (await knownUnder(documents, key)).map(({ kind, id, deal }) => [kind, id, deal]);
  expect(await found('CRM/1')).toEqual([['lead', 'l1', null]]);
  expect(await found('INV/2026/001')).toEqual([['deal', 'd1', null]]);
  expect(await found('p1')).toEqual([['payment', 'p1', 'd1']]);
  expect(await found('BANK 7')).toEqual([['payment', 'p1', 'd1']]);
  expect(await found('r1')).toEqual([['refund', 'r1', 'd1']]);
  for (const key of ['', 'd1', 'l1', 'BANK', 'BANK 77', '\uD800']) expect(await found(key)).toEqual([]);
});

it('payments with the same id on two deals are two, and the key is kept as it was told', async () => {
  const documents = await documentsOf([won('d1'), won('d2'), paid('d1', 'p1', 'x/1'), paid('d2', 'p1')]);
  expect((await knownUnder(documents, 'p1')).map(({ deal }) => deal)).toEqual(['d1', 'd2']);
  expect((await knownUnder(documents, 'x/1')).map(({ key }) => key)).toEqual(['x/1']);
});

it('what a deal earned nothing from is told by deal', async () => {
  const documents = await documentsOf([won('d1'), evaluated()]);
  const [found, ...others] = await collected(evaluationsOfDeal(documents, 'deal-1'));
  expect(others).toEqual([]);
  expect(found).toMatchObject({ deal: 'deal-1', reason: expect.any(String), event: { revision: 0 } });
  expect(await collected(evaluationsOfDeal(documents, 'deal'))).toEqual([]);
});
