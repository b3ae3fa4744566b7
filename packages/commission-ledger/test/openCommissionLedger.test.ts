import { memoryEventStore } from '@commission-ledger/event-store';
import { memoryDocumentStore } from '@commission-ledger/projections';
import { describe, expect, it } from 'vitest';
import {
  CommissionLedgerError,
  format,
  localDate,
  type LocalDate,
  openCommissionLedger,
  orThrow,
  renderTree,
  type CommissionLedger,
  type CommissionLedgerOptions,
} from '../src/index.ts';
import { referralPlan as document } from './referralPlan.ts';

const day = (text: string): LocalDate => {
  const date = localDate(text);
  if (date._tag === 'Left') throw new Error(text);
  return date.right;
};

const clock = (): number => Date.parse('2026-09-07T10:00:00Z');
const amount = { amount: '948.50', currency: 'EUR' };
const payment = { deal: 'd-1', payment: 'p-1', amount, occurredAt: '2026-07-09T08:11:00Z' };

/** A program with one partner and one won deal. */
const opened = async (options: CommissionLedgerOptions = {}): Promise<CommissionLedger> => {
  const books = openCommissionLedger({ clock, ...options });
  const businessCalendar = { weekend: [6, 7] as const, holidays: [] };
  const settings = {
    timeZone: 'UTC',
    currencies: ['EUR'],
    businessCalendar,
    approval: 'none',
    destinations: 'kept-by-host',
  } as const;
  await orThrow(books.openProgram({ program: 'acme', name: 'Acme', ...settings }));
  await orThrow(books.publishPlan({ document }));
  await orThrow(books.joinPartner({ partner: 'orion', name: 'Orion Consulting' }));
  await orThrow(books.enrolPartner({ partner: 'orion', program: 'acme', plan: 'referral', from: '2026-01-01' }));
  const attribution = [{ partner: 'orion', share: '1' }];
  await orThrow(
    books.winDeal({
      deal: 'd-1',
      program: 'acme',
      amount,
      attribution,
      attributes: {},
      occurredAt: '2026-07-09T08:00:00Z',
    }),
  );
  return books;
};

describe('a commission ledger', () => {
  it('answers with all that was recorded before', async () => {
    const books = await opened();
    const asOf = day('2026-09-07');
    expect(await orThrow(books.balances({ asOf }))).toEqual([]);
    await orThrow(books.recordPayment(payment));
    const [balance] = await orThrow(books.balances({ asOf }));
    expect(balance && format(balance.payable)).toBe('94.85');
    const [coming] = await orThrow(books.schedule({ asOf }));
    expect(coming?.dates.map(({ date }) => date)).toEqual(['2026-09-07']);
    const { issued } = await orThrow(books.issuePayouts({ program: 'acme', date: '2026-09-07' }));
    const [payout] = await orThrow(books.payouts());
    expect(issued.map(({ data }) => data.payout)).toEqual([payout?.payoutId]);
    expect(renderTree(await orThrow(books.why(payout?.payoutId ?? '')))).toContain('948.50 × 10% = 94.85');
  });

  it('makes up the accruals that a crash left out before it pays', async () => {
    const stores = { events: memoryEventStore(), documents: memoryDocumentStore() };
    // Dies after every fact, before what follows from it.
    const dying = await opened({ stores, accruals: 'deferred' });
    await orThrow(dying.recordPayment(payment));
    const books = openCommissionLedger({ stores, clock });
    expect(await orThrow(books.balances({ asOf: day('2026-09-07') }))).toEqual([]);
    const { issued } = await orThrow(books.issuePayouts({ program: 'acme', date: '2026-09-07' }));
    expect(issued.map(({ data }) => format(data.amount))).toEqual(['94.85']);
  });

  it('tries what is set aside again before it pays: an enrolment that came late is no cause of its own', async () => {
    const stores = { events: memoryEventStore(), documents: memoryDocumentStore() };
    const books = await opened({ stores });
    await orThrow(books.joinPartner({ partner: 'vega', name: 'Vega' }));
    const sold = { deal: 'd-2', program: 'acme', amount, attributes: {}, occurredAt: '2026-07-09T08:00:00Z' };
    await orThrow(books.winDeal({ ...sold, attribution: [{ partner: 'vega', share: '1' }] }));
    await orThrow(books.recordPayment({ ...payment, deal: 'd-2' }));
    const run = { program: 'acme', date: '2026-09-07' };
    expect(await books.preparePayouts(run)).toMatchObject({ left: { _tag: 'NothingDue' } });
    const head = (await stores.events.head())?.position;
    expect(await books.preparePayouts(run)).toMatchObject({ left: { _tag: 'NothingDue' } });
    expect((await stores.events.head())?.position).toBe(head);
    await orThrow(books.enrolPartner({ partner: 'vega', program: 'acme', plan: 'referral', from: '2026-01-01' }));
    const { issued } = await orThrow(books.issuePayouts(run));
    expect(issued.map(({ data }) => `${data.partner} ${format(data.amount)}`)).toEqual(['vega 94.85']);
  });

  it('tells failures as data, or as an exception with a sentence', async () => {
    const books = await opened();
    expect(await books.why('PO-none')).toMatchObject({ _tag: 'Left', left: { _tag: 'UnknownSubject' } });
    const thrown = orThrow(
      books.submitLead({ lead: 'l', program: 'none', partner: 'orion', prospect: { reference: 'x' }, attributes: {} }),
    );
    await expect(thrown).rejects.toThrow(CommissionLedgerError);
    await expect(thrown).rejects.toMatchObject({
      message: 'There is no program none. Open it first, or check the id.',
      failure: { _tag: 'UnknownProgram', program: 'none' },
    });
  });
});
