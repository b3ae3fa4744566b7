import { format } from '@commission-ledger/money';
import { describe, expect, it } from 'vitest';
import { accountsOf, scheduleOf } from '../src/index.ts';
import { collected, documentsOf } from './documentsOf.ts';
import {
  account,
  accrued,
  adjusted,
  deferred,
  enrolled,
  evaluated,
  forgiven,
  joined,
  opened,
  published,
  recovered,
  told,
} from './facts.ts';
import { at, date, type Fact } from './history.ts';

const drawing = (draw: object = {}, more: object = {}): readonly Fact[] => [
  opened(),
  published(1, '0.00', { draw: { amount: '2.00', kind: 'recoverable', from: '2026-01-01', ...draw }, ...more }),
  joined('ada', 'Ada Byron'),
  enrolled('ada', 'standard'),
];

const scheduleAfter = async (facts: readonly Fact[], asOf: string): Promise<readonly string[]> => {
  const schedules = await scheduleOf(await documentsOf(facts), { program: 'north', partner: 'ada', asOf: date(asOf) });
  return schedules.flatMap(({ dates }) =>
    dates.map(({ date: on, amount, outcome }) =>
      outcome._tag === 'pays'
        ? `${on ?? 'never'} ${format(amount)} +${format(outcome.advanced)} -${format(outcome.recovered)} = ${format(outcome.net)}`
        : `${on ?? 'never'} ${format(amount)} ${outcome._tag}`,
    ),
  );
};

describe('the accounts of a program', () => {
  const south: Fact = told('partner-cat', 'PartnerEnrolled', {
    partner: 'cat',
    program: 'south',
    plan: 'standard',
    from: date('2026-01-01'),
    occurredAt: at('2026-01-01T00:00:00Z'),
  });

  it('are also those of partners whom a draw guarantees a payout', async () => {
    const facts = [
      ...drawing(),
      joined('bob', 'Bob Ross'),
      enrolled('bob', 'standard'),
      enrolled('bob', 'standard', '2026-02-01'),
      joined('cat', 'Cat'),
      south,
      evaluated(),
    ];
    expect(await collected(accountsOf(await documentsOf(facts), 'north'))).toEqual([account('ada'), account('bob')]);
  });

  it('are only those in which something happened without a draw', async () => {
    const facts = [opened(), published(), joined('bob', 'Bob Ross'), enrolled('bob', 'standard'), evaluated()];
    expect(await collected(accountsOf(await documentsOf(facts), 'north'))).toEqual([account('ada')]);
  });
});

describe('the schedule under a draw', () => {
  const january = accrued({ id: 'a1', amount: 150, maturesOn: '2026-01-31' });

  it('makes every date up to the draw, and recovers from what exceeds it', async () => {
    const march = accrued({ id: 'a2', amount: 500, maturesOn: '2026-03-15' });
    expect(await scheduleAfter([...drawing(), january, march], '2026-01-20')).toEqual([
      '2026-02-05 1.50 +0.50 -0.00 = 2.00',
      '2026-03-05 0.00 +2.00 -0.00 = 2.00',
      '2026-04-06 5.00 +0.00 -2.50 = 2.50',
    ]);
  });

  it('tells the next date while nothing is open, and none once the draw is over', async () => {
    const paidBefore = [...drawing({ until: '2026-03-31' }), accrued({ id: 'a0', amount: 1, maturesOn: '2026-01-31' })];
    const empty = [...paidBefore, adjusted({ id: 'x', amount: -1, maturesOn: '2026-01-31' })];
    expect(await scheduleAfter([...empty, deferred({ date: '2026-02-05', amount: 0 })], '2026-02-06')).toEqual([
      '2026-03-05 0.00 +2.00 -0.00 = 2.00',
    ]);
    expect(await scheduleAfter(empty, '2026-04-10')).toEqual(['2026-05-05 0.00 below-minimum']);
  });

  it('tells partners with whom nothing has happened their first payout', async () => {
    expect(await scheduleAfter(drawing(), '2026-01-20')).toEqual(['2026-02-05 0.00 +2.00 -0.00 = 2.00']);
    expect(await scheduleAfter(drawing({ from: '2026-03-01' }), '2026-01-20')).toEqual([]);
    const [another] = await scheduleOf(await documentsOf(drawing()), { asOf: date('2026-01-20') });
    expect(another).toMatchObject({ partnerName: 'Ada Byron', terms: { plan: 'standard', version: 1 } });
    expect(await scheduleOf(await documentsOf(drawing()), { partner: 'bob', asOf: date('2026-01-20') })).toEqual([]);
    expect(await scheduleOf(await documentsOf(drawing()), { program: 'south', asOf: date('2026-01-20') })).toEqual([]);
  });

  it('starts from what is owed of draws', async () => {
    const owing = recovered({ id: 'c1', amount: 10, debt: 30, date: '2026-01-05' });
    const facts = [...drawing(), accrued({ id: 'a1', amount: 260, maturesOn: '2026-01-31' }), owing];
    expect(await scheduleAfter(facts, '2026-01-20')).toEqual(['2026-02-05 2.50 +0.00 -0.30 = 2.20']);
    const free = [...facts, forgiven({ amount: 30, date: '2026-01-05' })];
    expect(await scheduleAfter(free, '2026-01-20')).toEqual(['2026-02-05 2.50 +0.00 -0.00 = 2.50']);
  });

  it('guarantees nothing to a partner of another plan, whose terms apply', async () => {
    const facts = [...drawing(), enrolled('ada', 'gold', '2026-01-15'), january];
    expect(await scheduleAfter(facts, '2026-01-20')).toEqual(['2026-02-05 1.50 +0.00 -0.00 = 1.50']);
    const gold = changedAt(published(1, '5.00'), 'gold');
    expect(await scheduleAfter([...facts, gold], '2026-01-20')).toEqual(['2026-02-05 1.50 below-minimum']);
    expect(await scheduleAfter([...facts, gold], '2026-01-10')).toEqual(['2026-02-05 1.50 +0.00 -0.00 = 1.50']);
  });

  it('goes on with nothing after a balance below zero was written off', async () => {
    const facts = [
      opened(),
      published(1, '0.00', { negative: 'write-off' }),
      adjusted({ id: 'x', amount: -50, maturesOn: '2026-01-31' }),
      accrued({ id: 'a2', amount: 70, maturesOn: '2026-02-15' }),
    ];
    expect(await scheduleAfter(facts, '2026-01-20')).toEqual([
      '2026-02-05 -0.50 below-minimum',
      '2026-03-05 0.70 +0.00 -0.00 = 0.70',
    ]);
  });
});

describe('the schedule under charges and other payout days', () => {
  it('tells what arrives by the tax status of the date', async () => {
    const withholding = [
      { status: 'none', rate: '0.30', from: '2026-01-01' },
      { status: 'treaty', rate: '0.10', from: '2026-01-01' },
    ];
    const status = told('partner-ada', 'TaxStatusRecorded', {
      partner: 'ada',
      status: 'treaty',
      from: date('2026-03-01'),
      occurredAt: at('2026-01-01T00:00:00Z'),
    });
    const facts = [
      opened(),
      published(1, '0.00', { withholding }),
      joined('ada', 'Ada Byron'),
      status,
      accrued({ id: 'a1', amount: 100, maturesOn: '2026-01-31' }),
      accrued({ id: 'a2', amount: 100, maturesOn: '2026-02-15' }),
    ];
    expect(await scheduleAfter(facts, '2026-01-20')).toEqual([
      '2026-02-05 1.00 +0.00 -0.00 = 0.70',
      '2026-03-05 1.00 +0.00 -0.00 = 0.90',
    ]);
  });

  it('pays on the next of several days in the month for which the lines are in time', async () => {
    const facts = (asOf: string) =>
      scheduleAfter([...several, accrued({ id: 'a1', amount: 100, maturesOn: '2026-01-20' })], asOf);
    const several = [opened(), publishedOn({ days: [5, 20] }), joined('ada', 'Ada Byron')];
    expect(await facts('2026-02-01')).toEqual(['2026-02-05 1.00 +0.00 -0.00 = 1.00']);
    expect(await facts('2026-02-06')).toEqual(['2026-02-20 1.00 +0.00 -0.00 = 1.00']);
    const weekly = [opened(), publishedOn({ weekday: 'friday', cutOff: { daysBefore: 7 } })];
    const line = accrued({ id: 'a1', amount: 100, maturesOn: '2026-01-20' });
    expect(await scheduleAfter([...weekly, line], '2026-01-20')).toEqual(['2026-01-30 1.00 +0.00 -0.00 = 1.00']);
  });
});

/** The plan under another id. */
const changedAt = (fact: Fact, plan: string): Fact => {
  if (fact.event.type !== 'PlanPublished') throw new Error('A plan is a plan.');
  const data = { ...fact.event.data, plan, document: { ...fact.event.data.document, plan } };
  return { stream: `plan-${plan}`, event: { ...fact.event, data } };
};

/** The plan with other payout days than the fifth. */
const publishedOn = (days: object): Fact => {
  const plan = published(1, '0.00', days);
  if (plan.event.type !== 'PlanPublished') throw new Error('A plan is a plan.');
  const { document } = plan.event.data;
  const { day: _, ...payout } = document['payout'] as Record<string, unknown>;
  return { ...plan, event: { ...plan.event, data: { ...plan.event.data, document: { ...document, payout } } } };
};
