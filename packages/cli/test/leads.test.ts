import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine, plan, program } from './commandLine.ts';

type Row = Readonly<Record<string, unknown>>;

const promises = {
  serviceLevels: {
    hours: { opens: '09:00', closes: '18:00' },
    leads: { acknowledge: 4, stages: [{ stage: 'proposal', hours: 18 }] },
  },
  leadProtection: { days: 90 },
};

/** Two partners bring one customer; a lead waits in a stage, another one for an answer. It is Thursday, 13:20 in Berlin. */
const competing = async () => {
  const line = commandLine('2026-06-01T08:00:00Z');
  const terms = plan({ attribution: { model: 'first-touch', days: 90 } });
  await line.said('init', '--program', line.file('p.json', program(promises)), '--plan', line.file('l.json', terms));
  for (const [partner, name] of [
    ['ada', 'Ada Byron'],
    ['ben', 'Ben Okri'],
  ]) {
    await line.record('joinPartner', { partner, name });
    await line.record('enrolPartner', { partner, program: 'acme', plan: 'referral', from: '2026-01-01' });
  }
  await line.record('assignManager', { partner: 'ben', program: 'acme', manager: 'mia', from: '2026-01-01' });
  const lead = (id: string, partner: string, customer: string) => ({
    lead: id,
    program: 'acme',
    partner,
    customer,
    prospect: { reference: `crm:${id}` },
    attributes: { region: 'north' },
  });
  await line.record('submitLead', lead('l-1', 'ada', 'c-1'), '2026-06-01T08:00:00Z');
  await line.record('acceptLead', { lead: 'l-1' }, '2026-06-01T11:30:00Z');
  await line.record('advanceLead', { lead: 'l-1', stage: 'proposal' }, '2026-06-02T08:00:00Z');
  await line.record('submitLead', lead('l-2', 'ben', 'c-1'), '2026-06-03T10:00:00Z');
  await line.record('submitLead', lead('l-3', 'ben', 'c-3'), '2026-06-03T15:00:00Z');
  line.clock('2026-06-04T11:20:00Z');
  return line;
};

let line: Awaited<ReturnType<typeof competing>>;
beforeAll(async () => {
  line = await competing();
});
afterAll(() => line.remove());

describe('lead', () => {
  it('tells everything that happened and how the promises stand', async () => {
    expect((await line.said('lead', 'l-1')).out).toBe(
      [
        'Lead        l-1',
        'Partner     Ada Byron',
        'Prospect    crm:l-1',
        'Attributes  region north',
        'Now         in progress, stage proposal',
        '',
        'When              What happened',
        '2026-06-01 10:00  submitted',
        '2026-06-01 10:00  the customer is reserved for this partner until 2026-08-30',
        '2026-06-01 13:30  accepted',
        '2026-06-02 10:00  in progress, stage proposal',
        '',
        'Promise                  Since             Due               How it stands',
        'to be acknowledged       2026-06-01 10:00  2026-06-01 14:00  kept: 2026-06-01 13:30',
        'to leave stage proposal  2026-06-02 10:00  2026-06-04 10:00  late by 3 h 20 min, still waiting',
        'Hours are business hours of the program; times are those of its zone.',
        '',
      ].join('\n'),
    );
  });

  it('never names the partner who was first', async () => {
    const shown = await line.said('lead', 'l-2');
    expect(shown.out).toContain('another partner brought this customer first; it is protected until 2026-08-30');
    for (const locale of ['en', 'ru'])
      for (const form of [[], ['--json']]) {
        const { out } = await line.said('lead', 'l-2', '--locale', locale, ...form);
        expect(out).not.toMatch(/ada|l-1/i);
        expect(out).toContain('Ben Okri');
      }
  });

  it('speaks Russian', async () => {
    const { out } = await line.said('lead', 'l-1', '--locale', 'ru');
    expect(out).toContain('клиент закреплён за этим партнёром до 2026-08-30 включительно');
    expect(out).toMatch(/завершить этап proposal .* опоздание 3 ч 20 мин, всё ещё ждёт/);
  });

  it('gives its timeline and clocks to programs', async () => {
    expect(await line.json('lead', 'l-1')).toMatchObject({
      lead: 'l-1',
      partnerName: 'Ada Byron',
      state: 'in-progress',
      timeline: [
        { kind: 'lead', fact: 'LeadSubmitted' },
        { kind: 'claim', outcome: 'granted' },
        {},
        { stage: 'proposal' },
      ],
      clocks: [
        { what: 'acknowledge', status: 'met', lateByMinutes: 0 },
        { what: 'stage', status: 'breached', stopped: null, lateByMinutes: 200 },
      ],
    });
  });

  it('says that it is unknown', async () => {
    expect(await line.said('lead', 'l-9')).toMatchObject({ code: 1, err: expect.stringContaining('no lead l-9 here') });
  });
});

describe('leads --overdue', () => {
  it('lists those the program is late with, the longest first, and whose turn it is', async () => {
    expect((await line.said('leads', '--overdue')).out).toBe(
      [
        'Lead  Partner    Manager  State        Promise                  Due                  Late by',
        'l-1   Ada Byron  nobody   in progress  to leave stage proposal  2026-06-04 10:00  3 h 20 min',
        'l-3   Ben Okri   mia      submitted    to be acknowledged       2026-06-04 12:00  1 h 20 min',
        'Hours are business hours of the program; times are those of its zone.',
        '',
      ].join('\n'),
    );
    expect(await line.json('leads', '--overdue', '--partner', 'ben')).toMatchObject([
      { lead: 'l-3', manager: 'mia', clock: { what: 'acknowledge', lateByMinutes: 80 } },
    ]);
    expect(await line.json<readonly Row[]>('leads', '--overdue', '--limit', '1')).toHaveLength(1);
  });

  it('looks at the end of an earlier day', async () => {
    expect((await line.said('leads', '--overdue', '--as-of', '2026-06-03')).out).toBe('No lead is overdue.\n');
    expect((await line.said('leads', '--overdue', '--as-of', '2026-06-03', '--locale', 'ru')).out).toContain('нет');
  });

  it('has no state to choose from', async () => {
    expect(await line.said('leads', '--overdue', '--state', 'won')).toMatchObject({ code: 2 });
  });
});

describe('attribution', () => {
  it('tells who would be credited, and why the other would not', async () => {
    const { out } = await line.said('attribution', '--customer', 'c-1', '--won-on', '2026-06-10');
    expect(out).toContain('deal of c-1, won on 10 June 2026: by referral, version 1');
    expect(out).toMatch(/l-1 +Ada Byron +2026-06-01 +credited\n/);
    expect(out).toMatch(/l-2 +Ben Okri +2026-06-03 +not: another one came before\n/);
    const russian = await line.said('attribution', '--lead', 'l-2', '--won-on', '2026-06-10', '--locale', 'ru');
    expect(russian.out).toMatch(/l-1 +Ada Byron +2026-06-01 +засчитана\n/);
  });

  it('tells programs the same', async () => {
    expect(await line.json('attribution', '--lead', 'l-2', '--won-on', '2026-06-10')).toMatchObject({
      lead: 'l-2',
      wonOn: '2026-06-10',
      _tag: 'attributed',
      attributed: { partner: 'ada', rejected: [{ touch: { id: 'l-2' }, why: 'not-the-first' }] },
      partnerNames: { ada: 'Ada Byron', ben: 'Ben Okri' },
    });
  });

  it('credits nobody when it was too long ago, and cannot tell for a stranger', async () => {
    const late = await line.said('attribution', '--customer', 'c-1', '--won-on', '2027-06-10');
    expect(late.out).toContain('Nobody is credited.');
    const stranger = await line.said('attribution', '--customer', 'c-7', '--won-on', '2026-06-10');
    expect(stranger.out).toBe('No lead of the program claims this customer.\n');
  });

  it.each([[[]], [['--customer', 'c-1', '--lead', 'l-1']]])('asks for one customer, not %j', async (whose) => {
    expect(await line.said('attribution', ...whose, '--won-on', '2026-06-10')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Give either --customer'),
    });
  });
});
