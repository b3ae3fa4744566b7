import { exactFromJson } from '@commission-ledger/money';
import { describe, expect, it } from 'vitest';
import {
  eachPartner,
  eachProgram,
  partnerOf,
  partners,
  plans,
  planVersion,
  programOf,
  programs,
} from '../src/index.ts';
import { collected, documentsOf, stopOf } from './documentsOf.ts';
import { joined, opened, programChanged, published, told } from './facts.ts';
import { at, date, type Fact, right } from './history.ts';

const noon = at('2026-01-10T12:00:00Z');

describe('programs, partners and plans', () => {
  it('are as they were changed last', async () => {
    const settings = {
      name: 'Northern',
      approval: 'two-person' as const,
      businessCalendar: { weekend: [7 as const], holidays: [date('2026-05-01')] },
    };
    const documents = await documentsOf([
      opened(),
      programChanged(settings),
      programChanged({ destinations: 'required' }),
    ]);
    expect(await programOf(documents, 'north')).toEqual({
      program: 'north',
      name: 'Northern',
      timeZone: 'UTC',
      currencies: ['EUR'],
      businessCalendar: { weekend: [7], holidays: ['2026-05-01'] },
      approval: 'two-person',
      destinations: 'required',
    });
    expect(await collected(eachProgram(documents))).toHaveLength(1);
    expect(await stopOf(programs, [opened(), opened()])).toContain('Program north was opened before.');
    expect(await stopOf(programs, [programChanged({})])).toContain('Program north was never opened.');
  });

  it('remember every enrolment, manager, upline and tax status with its date', async () => {
    const about = { partner: 'ada', program: 'north', occurredAt: noon };
    const facts = [
      joined('ada', 'Ada Byron'),
      told('partner-ada', 'PartnerEnrolled', { ...about, plan: 'standard', from: date('2026-01-01') }),
      told('partner-ada', 'PartnerEnrolled', {
        ...about,
        plan: 'gold',
        from: date('2026-02-01'),
        version: 2,
        parameters: { quota: right(exactFromJson('5000')), rate: right(exactFromJson({ num: '1', den: '3' })) },
      }),
      told('partner-ada', 'ManagerAssigned', { ...about, manager: 'Kim', from: date('2026-01-01') }),
      told('partner-ada', 'UplineAssigned', { ...about, upline: 'bob', from: date('2026-01-01') }),
      told('partner-ada', 'PayoutDestinationChanged', { partner: 'ada', reference: 'iban 1', occurredAt: noon }),
      told('partner-ada', 'TaxStatusRecorded', {
        partner: 'ada',
        status: 'sole-trader',
        from: date('2026-01-01'),
        occurredAt: noon,
      }),
      told('partner-ada', 'TaxStatusRecorded', {
        partner: 'ada',
        status: 'company',
        from: date('2026-03-01'),
        occurredAt: noon,
      }),
    ];
    const documents = await documentsOf(facts);
    expect(await partnerOf(documents, 'ada')).toEqual({
      partner: 'ada',
      name: 'Ada Byron',
      foreignKey: null,
      joinedAt: '2026-01-01T00:00:00.000Z',
      enrolments: [
        { program: 'north', plan: 'standard', from: '2026-01-01', version: null, parameters: {} },
        {
          program: 'north',
          plan: 'gold',
          from: '2026-02-01',
          version: 2,
          parameters: { quota: '5000', rate: { num: '1', den: '3' } },
        },
      ],
      managers: [{ program: 'north', manager: 'Kim', from: '2026-01-01' }],
      uplines: [{ program: 'north', upline: 'bob', from: '2026-01-01' }],
      destinationCurrency: null,
      destinationChanges: [],
      suspensions: [],
      destination: 'iban 1',
      taxStatuses: [
        { status: 'sole-trader', from: '2026-01-01' },
        { status: 'company', from: '2026-03-01' },
      ],
    });
    expect((await collected(eachPartner(documents))).map(({ partner }) => partner)).toEqual(['ada']);
    expect(await stopOf(partners, facts.slice(0, 1).concat(facts.slice(0, 1)))).toContain('Partner ada joined before.');
    expect(await stopOf(partners, facts.slice(1, 2))).toContain('Partner ada never joined.');
  });

  it('keep each plan version as it was published', async () => {
    const documents = await documentsOf([published(1), published(2, '5.00')]);
    expect((await planVersion(documents, 'standard', 1))?.payout.minimum).toBe('1.00');
    expect((await planVersion(documents, 'standard', 2))?.payout.minimum).toBe('5.00');
    expect(await planVersion(documents, 'standard', 3)).toBeUndefined();
    expect(await stopOf(plans, [published(1), published(1)])).toContain(
      'Version 1 of plan standard was published before.',
    );
  });

  it('that cannot be read by this release are said to be so', async () => {
    const plan = published();
    if (plan.event.type !== 'PlanPublished') throw new Error('A plan is a plan.');
    const newer: Fact = {
      ...plan,
      event: { ...plan.event, data: { ...plan.event.data, document: { schema: 'plan/2' } } },
    };
    const documents = await documentsOf([newer]);
    await expect(planVersion(documents, 'standard', 1)).rejects.toThrow('cannot be read by this release');
  });
});
