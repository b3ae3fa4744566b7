import type { EventData } from '@commission-ledger/events';
import { describe, expect, it } from 'vitest';
import { referenceTo, references } from '../src/index.ts';
import { documentsOf, stopOf } from './documentsOf.ts';
import {
  account,
  accrued,
  adjusted,
  advanced,
  evaluated,
  forgiven,
  held,
  issued,
  joined,
  opened,
  published,
  recovered,
  reversed,
  told,
  truedUp,
  writtenOff,
} from './facts.ts';
import { at, cents, type Fact, right, storeWith } from './history.ts';

const line = (entry: string, amount: number) => ({ entry, kind: 'accrual' as const, amount, maturesOn: '2026-01-31' });
const a1 = accrued({ id: 'a1', amount: 150, maturesOn: '2026-01-31' });
const p1 = issued({ payout: 'p1', date: '2026-02-05', lines: [line('a1', 150)] });
const noon = at('2026-01-10T12:00:00Z');

const submitted = (lead: string, data: Partial<EventData<'LeadSubmitted'>> = {}): Fact =>
  told(`lead-${lead}`, 'LeadSubmitted', {
    lead,
    program: 'north',
    partner: 'ada',
    prospect: { reference: `crm/${lead}` },
    attributes: { product: 'P1' },
    occurredAt: noon,
    ...data,
  });
const won = told('deal-d1', 'DealWon', {
  deal: 'd1',
  program: 'north',
  amount: cents(500),
  attribution: [],
  attributes: {},
  lead: 'l1',
  occurredAt: noon,
});
describe('references', () => {
  it('lead from every id to the event that began it', async () => {
    const facts = [
      opened(),
      published(),
      joined('ada', 'Ada Byron'),
      submitted('l1'),
      won,
      evaluated(),
      a1,
      reversed({ id: 'r1', accrual: 'a1', amount: 2, maturesOn: '2026-01-31' }),
      adjusted({ id: 'x1', amount: 2, maturesOn: '2026-02-28' }),
      p1,
      truedUp({ id: 't1', amount: -3, maturesOn: '2026-03-01' }),
      truedUp({ id: 't2', amount: 4, maturesOn: '2026-03-01', accrual: 'a1' }),
      writtenOff({ id: 'w1', amount: 3, date: '2026-03-05' }),
      advanced({ id: 'd1', amount: 40, debt: 40, date: '2026-03-05' }),
      recovered({ id: 'c1', amount: 15, debt: 25, date: '2026-04-06' }),
      forgiven({ amount: 25, date: '2026-05-05' }),
      held(),
    ];
    const documents = await documentsOf(facts);
    const stream = 'account-north.ada.EUR';
    expect(await referenceTo(documents, 'accrual', 'a1')).toMatchObject({
      event: { stream, revision: 1 },
      account: account('ada'),
      maturesOn: '2026-01-31',
      deal: 'deal-1',
      cause: { kind: 'payment', id: 'pay-a1' },
      causeEvent: { stream: 'deal-deal-1', revision: 1, id: 'cause' },
      plan: 'standard',
      version: 1,
      rule: 'base',
    });
    expect(await referenceTo(documents, 'reversal', 'r1')).toMatchObject({
      event: { stream, revision: 2 },
      accrual: 'a1',
    });
    expect(await referenceTo(documents, 'adjustment', 'x1')).toMatchObject({
      event: { stream, revision: 3 },
      maturesOn: '2026-02-28',
    });
    expect(await referenceTo(documents, 'payout', 'p1')).toMatchObject({
      event: { stream, revision: 4 },
      account: account('ada'),
      version: 1,
    });
    expect(await referenceTo(documents, 'true-up', 't1')).toMatchObject({
      event: { stream, revision: 5 },
      account: account('ada'),
      maturesOn: '2026-03-01',
      deal: 'deal-1',
      accrual: null,
      plan: 'standard',
      version: 2,
      rule: 'base',
    });
    expect(await referenceTo(documents, 'true-up', 't2')).toMatchObject({ event: { revision: 6 }, accrual: 'a1' });
    expect(await referenceTo(documents, 'write-off', 'w1')).toEqual({
      event: expect.objectContaining({ stream, revision: 7 }),
      account: account('ada'),
      maturesOn: '2026-03-05',
    });
    expect(await referenceTo(documents, 'draw-advance', 'd1')).toMatchObject({ event: { revision: 8 } });
    expect(await referenceTo(documents, 'draw-recovery', 'c1')).toMatchObject({
      event: { revision: 9 },
      maturesOn: '2026-04-06',
    });
    expect(await referenceTo(documents, 'deal', 'd1')).toMatchObject({
      event: { stream: 'deal-d1', revision: 0 },
      lead: 'l1',
    });
    expect(await referenceTo(documents, 'lead', 'l1')).toMatchObject({
      event: { stream: 'lead-l1', revision: 0 },
      partner: 'ada',
    });
    expect(await referenceTo(documents, 'plan', 'standard/1')).toMatchObject({
      event: { stream: 'plan-standard', revision: 0 },
    });
    expect(await referenceTo(documents, 'partner', 'ada')).toMatchObject({
      event: { stream: 'partner-ada', revision: 0 },
    });
    expect(await referenceTo(documents, 'program', 'north')).toMatchObject({
      event: { stream: 'program-north', revision: 0 },
    });
    expect(await referenceTo(documents, 'accrual', 'a9')).toBeUndefined();
    const store = await storeWith(facts);
    const { events } = await store.readAll({ after: undefined, limit: 100 });
    const reference = right({ _tag: 'Right', right: await referenceTo(documents, 'payout', 'p1') });
    expect(events.find(({ id }) => id === reference?.event.id)).toMatchObject({ stream, revision: 4 });
  });

  it('stop at an id that would mean two things', async () => {
    const same = accrued({ partner: 'bob', id: 'a1', amount: 1, maturesOn: '2026-01-31' });
    expect(await stopOf(references, [a1, same])).toContain('accrual/a1 was recorded before, in account-north.ada.EUR.');
  });
});
