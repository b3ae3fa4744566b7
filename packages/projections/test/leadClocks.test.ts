import { describe, expect, it } from 'vitest';
import { clocksOfLead, overdueLeads } from '../src/index.ts';
import { documentsOf } from './documentsOf.ts';
import { joined, told } from './facts.ts';
import { at, type Fact } from './history.ts';
import { opened, submitted, turned } from './leadFacts.ts';

const hours = { opens: '09:00', closes: '17:00' };
const promising = { serviceLevels: { hours, leads: { acknowledge: 2, stages: [{ stage: 'offer', hours: 4 }] } } };

/** Monday, two o'clock; acknowledged by four, says the program. */
const [two, four] = ['2026-03-02T14:00:00Z', '2026-03-02T16:00:00Z'];

const clocksIn = async (facts: readonly Fact[], now: string) =>
  (await clocksOfLead(await documentsOf(facts), 'l1', at(now)))?.map(({ what, stage, due, stopped, status }) => [
    what,
    stage,
    due,
    stopped,
    status,
  ]);

describe('a clock of a lead', () => {
  const program = [opened(promising), joined('ada', 'Ada')];
  const due = at(four);

  it('that runs out is not past due yet, and a moment later it is', async () => {
    const facts = [...program, submitted('l1', two)];
    const late = '2026-03-02T16:00:00.001Z';
    expect(await clocksIn(facts, four)).toEqual([['acknowledge', null, due, null, 'running']]);
    expect(await clocksIn(facts, late)).toEqual([['acknowledge', null, due, null, 'breached']]);
    const documents = await documentsOf(facts);
    expect(await overdueLeads(documents, { program: 'north', now: at(four) })).toEqual([]);
    const overdue = await overdueLeads(documents, { program: 'north', now: at('2026-03-03T09:30:00Z') });
    expect(overdue).toMatchObject([{ lead: { lead: 'l1' }, clock: { lateByMinutes: 90 }, manager: null }]);
  });

  it('is met by what happens as it runs out, and breached by what happens later', async () => {
    const metBy = await clocksIn([...program, submitted('l1', two), turned('l1', 'LeadRejected', four)], four);
    expect(metBy).toEqual([['acknowledge', null, due, due, 'met']]);
    const later = '2026-03-02T16:01:00Z';
    const breachedBy = await clocksIn([...program, submitted('l1', two), turned('l1', 'LeadRejected', later)], later);
    expect(breachedBy).toEqual([['acknowledge', null, due, at(later), 'breached']]);
  });

  it('goes by what the program promises now', async () => {
    const changed = told('program-north', 'ProgramChanged', {
      program: 'north',
      serviceLevels: { hours, leads: { acknowledge: 1 } },
      occurredAt: at('2026-03-03T09:00:00Z'),
    });
    const facts = [...program, submitted('l1', two), turned('l1', 'LeadAccepted', four)];
    expect(await clocksIn([...facts, changed], four)).toEqual([
      ['acknowledge', null, at('2026-03-02T15:00:00Z'), at(four), 'breached'],
    ]);
  });

  it('was stopped before it began where the deal was recorded before its lead, and no other begins', async () => {
    const won = '2026-03-02T13:00:00Z';
    const facts = [...program, turned('l1', 'DealWon', won), submitted('l1', two)];
    const noted = [turned('l1', 'LeadAccepted', four), turned('l1', 'LeadAdvanced', four, 'offer')];
    expect(await clocksIn([...facts, ...noted], four)).toEqual([['acknowledge', null, due, at(won), 'met']]);
  });
});
