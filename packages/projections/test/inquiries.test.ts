import type { EventData } from '@commission-ledger/events';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type InquiryScope, inquiries, inquiriesOf, inquiryOf, overdueInquiries } from '../src/index.ts';
import { documentsOf, stopOf } from './documentsOf.ts';
import { joined, opened as openedProgram, told } from './facts.ts';
import { at, type Fact } from './history.ts';

const monday = '2026-03-02';
const now = at('2026-03-04T12:00:00Z');

const opened = (inquiry: string, data: Partial<EventData<'InquiryOpened'>> = {}): Fact =>
  told(`inquiry-${inquiry}`, 'InquiryOpened', {
    inquiry,
    program: 'north',
    partner: 'ada',
    kind: 'question',
    about: { kind: 'program', id: 'north' },
    text: 'Why?',
    assignee: 'kim',
    occurredAt: at(`${monday}T10:00:00Z`),
    ...data,
  });
const answered = (inquiry: string, time: string): Fact =>
  told(`inquiry-${inquiry}`, 'InquiryAnswered', { inquiry, text: 'So.', by: 'kim', occurredAt: at(time) });
const escalated = (inquiry: string, to: string): Fact =>
  told(`inquiry-${inquiry}`, 'InquiryEscalated', { inquiry, to, reason: 'Hard', by: 'kim', occurredAt: now });
const resolved = (inquiry: string, time: string): Fact =>
  told(`inquiry-${inquiry}`, 'InquiryResolved', {
    inquiry,
    outcome: 'granted',
    text: 'Done.',
    by: 'max',
    occurredAt: at(time),
  });
const reopened = (inquiry: string, time: string): Fact =>
  told(`inquiry-${inquiry}`, 'InquiryReopened', { inquiry, reason: 'No.', by: 'ada', occurredAt: at(time) });

/** A program in UTC with business hours 9–17 on weekdays: four hours to answer, twelve to resolve. */
const program = (serviceLevels?: EventData<'ProgramOpened'>['serviceLevels']): Fact =>
  openedProgram(serviceLevels === undefined ? {} : { serviceLevels });
const levels = { hours: { opens: '09:00', closes: '17:00' }, inquiries: { answer: 4, resolve: 12 } };

const clocksOf = async (facts: readonly Fact[], asOf = now) => {
  const row = await inquiryOf(await documentsOf([program(levels), opened('q1'), ...facts]), 'q1', asOf);
  return row?.clocks.map(({ what, due, status, lateByMinutes }) => [what, due.slice(5, 16), status, lateByMinutes]);
};

describe('an inquiry', () => {
  it('has its whole thread, and who has it now', async () => {
    const documents = await documentsOf([
      joined('ada', 'Ada Byron'),
      opened('q1'),
      escalated('q1', 'max'),
      resolved('q1', '2026-03-03T10:00:00Z'),
      reopened('q1', '2026-03-03T11:00:00Z'),
    ]);
    const row = await inquiryOf(documents, 'q1', now);
    expect(row).toMatchObject({ partnerName: 'Ada Byron', status: 'open', assignee: 'max', clocks: [] });
    expect(row?.thread.map(({ kind, text, by, to, outcome }) => [kind, text, by, to, outcome])).toEqual([
      ['opened', 'Why?', null, null, null],
      ['escalated', 'Hard', 'kim', 'max', null],
      ['resolved', 'Done.', 'max', null, 'granted'],
      ['reopened', 'No.', 'ada', null, null],
    ]);
    expect(await inquiryOf(documents, 'ghost', now)).toBeUndefined();
  });

  it('stops at a step of what was never opened, and at a second opening', async () => {
    expect(await stopOf(inquiries, [escalated('q1', 'max')])).toContain('Inquiry q1 was never opened.');
    expect(await stopOf(inquiries, [opened('q1'), opened('q1')])).toContain('Inquiry q1 was opened before.');
  });
});

describe('the clocks of an inquiry', () => {
  it('run in business hours until the answer and the resolution', async () => {
    // 10:00 on Monday and four hours; and twelve: seven on Monday, five on Tuesday.
    expect(await clocksOf([], at('2026-03-02T14:00:00Z'))).toEqual([
      ['answer', '03-02T14:00', 'running', 0],
      ['resolve', '03-03T14:00', 'running', 0],
    ]);
    expect(await clocksOf([], at('2026-03-03T10:30:00Z'))).toEqual([
      ['answer', '03-02T14:00', 'breached', 270],
      ['resolve', '03-03T14:00', 'running', 0],
    ]);
    expect(await clocksOf([answered('q1', '2026-03-02T14:00:00Z')])).toEqual([
      ['answer', '03-02T14:00', 'met', 0],
      ['resolve', '03-03T14:00', 'breached', 360],
    ]);
    expect(await clocksOf([resolved('q1', '2026-03-02T15:00:00Z')])).toEqual([
      ['answer', '03-02T14:00', 'breached', 60],
      ['resolve', '03-03T14:00', 'met', 0],
    ]);
  });

  it('begin anew when it is reopened', async () => {
    const story = [answered('q1', '2026-03-02T11:00:00Z'), reopened('q1', '2026-03-04T11:00:00Z')];
    expect(await clocksOf(story)).toEqual([
      ['answer', '03-04T15:00', 'running', 0],
      ['resolve', '03-05T15:00', 'running', 0],
    ]);
  });

  it('are none where nothing is promised', async () => {
    const [row] = await inquiriesOf(await documentsOf([program(), opened('q1')]), { now });
    expect(row?.clocks).toEqual([]);
    const documents = await documentsOf([program({ hours: levels.hours }), opened('q1')]);
    expect(await overdueInquiries(documents, { now: at('2027-01-01T00:00:00Z') })).toEqual([]);
  });
});

describe('overdue inquiries', () => {
  it('are those with a running clock past due, the most overdue first', async () => {
    const documents = await documentsOf([
      program(levels),
      opened('late', { occurredAt: at('2026-03-03T11:00:00Z') }),
      opened('later', { assignee: null }),
      opened('answered'),
      answered('answered', '2026-03-02T11:00:00Z'),
      opened('fresh', { occurredAt: at('2026-03-04T11:00:00Z') }),
      opened('done-late'),
      resolved('done-late', '2026-03-04T11:00:00Z'),
      opened('other', { program: 'south' }),
    ]);
    const idsOf = async (scope: Partial<InquiryScope> = {}) =>
      (await overdueInquiries(documents, { now, ...scope })).map(({ inquiry }) => inquiry);
    expect(await idsOf()).toEqual(['later', 'answered', 'late']);
    expect(await idsOf({ assignee: 'kim' })).toEqual(['answered', 'late']);
    expect(await idsOf({ assignee: null })).toEqual(['later']);
    expect(await idsOf({ program: 'south' })).toEqual([]);
  });
});

describe('the list of inquiries', () => {
  it('has every inquiry that was opened and is not resolved, whatever happened to it: nothing sinks', async () => {
    const step = fc.record({
      inquiry: fc.constantFrom('q1', 'q2', 'q3', 'q4'),
      verb: fc.constantFrom('answer', 'escalate', 'escalate to nobody known', 'resolve', 'reopen'),
    });
    const owners = { q1: 'ada', q2: 'ada', q3: 'bob', q4: 'cat' } as const;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const facts = Object.entries(owners).map(([inquiry, partner]) => opened(inquiry, { partner }));
        const open = new Map(Object.keys(owners).map((inquiry) => [inquiry, 'kim']));
        const closed = new Map<string, string>();
        for (const { inquiry, verb } of steps) {
          const assignee = open.get(inquiry);
          if (verb === 'reopen') {
            facts.push(reopened(inquiry, '2026-03-04T10:00:00Z'));
            open.set(inquiry, assignee ?? closed.get(inquiry) ?? '');
            continue;
          }
          if (assignee === undefined) continue;
          if (verb === 'answer') facts.push(answered(inquiry, '2026-03-04T10:00:00Z'));
          else if (verb === 'resolve') {
            facts.push(resolved(inquiry, '2026-03-04T10:00:00Z'));
            closed.set(inquiry, assignee);
            open.delete(inquiry);
          } else {
            facts.push(escalated(inquiry, verb));
            open.set(inquiry, verb);
          }
        }
        const documents = await documentsOf(facts);
        const idsOf = async (scope: Partial<InquiryScope>) =>
          new Set((await inquiriesOf(documents, { now, ...scope })).map(({ inquiry }) => inquiry));
        expect(await idsOf({})).toEqual(new Set(open.keys()));
        expect(await idsOf({ program: 'north' })).toEqual(new Set(open.keys()));
        const listed = await Promise.all(['ada', 'bob', 'cat'].map((partner) => idsOf({ program: 'north', partner })));
        expect(new Set(listed.flatMap((ids) => [...ids]))).toEqual(new Set(open.keys()));
        for (const assignee of new Set(open.values()))
          expect(await idsOf({ assignee })).toEqual(
            new Set([...open].filter(([, who]) => who === assignee).map(([inquiry]) => inquiry)),
          );
        expect(await idsOf({ status: 'all' })).toEqual(new Set(Object.keys(owners)));
      }),
    );
  });

  it('of a partner never reads the inquiries of others', async () => {
    const documents = await documentsOf([opened('q1'), opened('q2', { partner: 'bob' })]);
    const read: string[] = [];
    const watched = {
      ...documents,
      readMany: (name: string, keys: readonly string[]) => (read.push(...keys), documents.readMany(name, keys)),
    };
    const rows = await inquiriesOf(watched, { program: 'north', partner: 'ada', now });
    expect(rows.map(({ inquiry }) => inquiry)).toEqual(['q1']);
    expect(read).toContain('q1');
    expect(read).not.toContain('q2');
  });
});
