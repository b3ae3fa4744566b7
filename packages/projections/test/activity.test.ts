import type { EventData } from '@commission-ledger/events';
import { describe, expect, it } from 'vitest';
import { activityOf } from '../src/index.ts';
import { accrued, enrolled, joined, opened, reversed, told } from './facts.ts';
import { documentsOf } from './documentsOf.ts';
import { at, cents, date, type Fact } from './history.ts';

const account = 'account-north.ada.EUR';
const of = { program: 'north', partner: 'ada' } as const;
const noon = at('2026-01-10T12:00:00Z');
const HASH = 'a'.repeat(64);
const terms = { plan: 'standard', version: 1, hash: HASH };

/** The facts are recorded on 1 June 2026 at midnight. */
const everything = { ...of, from: at('2026-05-01T00:00:00Z'), to: at('2026-06-02T00:00:00Z') };

const entriesOf = async (facts: readonly Fact[]) => {
  const { activities } = await activityOf(await documentsOf([opened(), ...facts]), everything);
  return activities.map(({ activity }) =>
    activity.type === 'entry'
      ? [activity.kind, activity.entry, activity.amount.amount, activity.reason]
      : activity.type,
  );
};

describe('the activity of a partner', () => {
  it('has every kind of entry with its sign', async () => {
    const draw: EventData<'DrawAdvanced'> = {
      ...of,
      draw: 'w1',
      date: date('2026-02-05'),
      amount: cents(300),
      recoverable: true,
      debt: cents(300),
      terms,
      occurredAt: noon,
    };
    const { draw: _, recoverable: __, ...drawn } = draw;
    const byHand = { ...of, date: date('2026-02-05'), amount: cents(5), reason: 'too small', occurredAt: noon };
    expect(
      await entriesOf([
        accrued({ id: 'a1', amount: 100, maturesOn: '2026-01-31' }),
        reversed({ id: 'r1', accrual: 'a1', amount: 40, maturesOn: '2026-01-31' }),
        told(account, 'AdjustmentPosted', {
          ...of,
          adjustment: 'x1',
          amount: cents(-7),
          reason: 'twice',
          author: 'kim',
          approver: 'max',
          maturesOn: date('2026-01-31'),
          occurredAt: noon,
        }),
        told(account, 'DrawAdvanced', draw),
        told(account, 'DrawRecovered', { ...drawn, recovery: 'w2', amount: cents(200), debt: cents(100) }),
        told(account, 'ReceivableWrittenOff', { ...byHand, writeOff: 'o1' }),
        told(account, 'BalanceUnclaimed', { ...byHand, unclaimed: 'u1', author: 'kim', approver: 'max' }),
      ]),
    ).toEqual([
      ['accrual', 'a1', '1.00', null],
      ['reversal', 'r1', '-0.40', null],
      ['adjustment', 'x1', '-0.07', 'twice'],
      ['draw-advance', 'w1', '3.00', null],
      ['draw-recovery', 'w2', '-2.00', null],
      ['write-off', 'o1', '0.05', 'too small'],
      ['unclaimed', 'u1', '-0.05', 'too small'],
    ]);
  });

  it('has disputes with who holds, and lost claims, but no claims that were granted', async () => {
    const claim: EventData<'LeadClaimed'> = {
      ...of,
      customer: 'c1',
      lead: 'l1',
      outcome: 'protected',
      holder: { lead: 'l0', partner: 'bob' },
      until: date('2026-06-30'),
      occurredAt: noon,
    };
    const held = { ...of, accrual: 'a1', occurredAt: noon };
    const documents = await documentsOf([
      opened(),
      accrued({ id: 'a1', amount: 100, maturesOn: '2026-01-31' }),
      told(account, 'AccrualHeld', { ...held, reason: 'q1', by: { kind: 'inquiry', id: 'q1' } }),
      told(account, 'AccrualReleased', { ...held, outcome: 'granted', by: { kind: 'inquiry', id: 'q1' } }),
      told('claim-north.c1', 'LeadClaimed', claim),
      told('claim-north.c2', 'LeadClaimed', { ...claim, customer: 'c2', lead: 'l2', outcome: 'granted' }),
    ]);
    const { activities } = await activityOf(documents, everything);
    expect(activities.slice(1).map(({ activity }) => activity)).toEqual([
      { type: 'held', accrual: 'a1', reason: 'q1', by: { kind: 'inquiry', id: 'q1' } },
      { type: 'released', accrual: 'a1', reason: 'granted', by: { kind: 'inquiry', id: 'q1' } },
      { type: 'claim-lost', lead: 'l1', until: '2026-06-30' },
    ]);
    expect(JSON.stringify(activities)).not.toContain('bob');
  });

  it('is read without a document of anybody else', async () => {
    const documents = await documentsOf([
      opened(),
      joined('ada', 'Ada'),
      enrolled('ada', 'standard'),
      accrued({ id: 'a1', amount: 100, maturesOn: '2026-01-31' }),
      accrued({ partner: 'ada2', id: 'a2', amount: 100, maturesOn: '2026-01-31' }),
    ]);
    const listed: string[] = [];
    const watched: typeof documents = {
      ...documents,
      list: async (name, options) => {
        const page = await documents.list(name, options);
        listed.push(...page.map(({ key }) => key));
        return page;
      },
    };
    const { activities, matured } = await activityOf(watched, everything);
    expect([activities.length, matured.length]).toEqual([1, 1]);
    expect(listed.length).toBeGreaterThan(0);
    expect(listed.filter((key) => !key.startsWith('north/ada/') && !key.startsWith('/ada/'))).toEqual([]);
  });

  it('tells what matured as of the day on which it is both known and due, once', async () => {
    const documents = await documentsOf([
      opened(),
      accrued({ id: 'due', amount: 1, maturesOn: '2026-05-31' }),
      accrued({ id: 'next', amount: 2, maturesOn: '2026-06-02' }),
      accrued({ id: 'late', amount: 3, maturesOn: '2026-07-01' }),
    ]);
    const cuts = [
      '2026-05-01T00:00:00Z',
      '2026-06-01T00:00:01Z',
      '2026-06-01T23:59:59Z',
      '2026-06-02T00:00:00Z',
      '2026-06-03T00:00:00Z',
    ];
    const maturedIn = await Promise.all(
      cuts.slice(1).map(async (to, index) => {
        const { matured } = await activityOf(documents, { ...of, from: at(cuts[index] ?? ''), to: at(to) });
        return matured.map(({ entry }) => entry);
      }),
    );
    expect(maturedIn).toEqual([['due'], [], ['next'], []]);
  });
});
