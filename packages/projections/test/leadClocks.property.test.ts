import { type Instant, instantAt, timeZone } from '@commission-ledger/calendar';
import type { EventData } from '@commission-ledger/events';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clocksOfLead, leadClocks, leadOf, overdueLeads, programOf } from '../src/index.ts';
import { documentsOf } from './documentsOf.ts';
import { joined } from './facts.ts';
import { date, type Fact, right } from './history.ts';
import { type LeadTurn, managed, opened, submitted, turned } from './leadFacts.ts';

const MINUTE = 60_000;
/** A Thursday. Clocks in Berlin go forward on the 29th. */
const START = Date.UTC(2026, 2, 26);
const moment = (minute: number): Instant => instantAt(START + minute * MINUTE);

const settings = {
  timeZone: right(timeZone('Europe/Berlin')),
  businessCalendar: { weekend: [6, 7], holidays: [date('2026-03-30')] },
  serviceLevels: {
    hours: { opens: '09:00', closes: '13:00' },
    leads: {
      acknowledge: 2,
      stages: [
        { stage: 'accepted', hours: 3 },
        { stage: 'offer', hours: 5 },
      ],
    },
  },
} satisfies Partial<EventData<'ProgramOpened'>>;

/** Of each minute from the start on, whether people work in Berlin. */
const worked: readonly boolean[] = (() => {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'short' });
  const free = /^2026-(?:03-(?:28|29|30)|04-(?:04|05|11|12))$/;
  return Array.from({ length: 21 * 24 * 60 }, (_, minute) => {
    const [day = '', time = ''] = clock.format(START + minute * MINUTE).split(' ');
    return !free.test(day) && time >= '09:00' && time < '13:00';
  });
})();

const countBetween = (from: number, to: number): number => worked.slice(from, to).filter(Boolean).length;

const dueAfter = (since: number, hours: number): number => {
  let left = hours * 60;
  return worked.findIndex((isWorked, minute) => minute >= since && isWorked && (left -= 1) === 0) + 1;
};

type Turn = Readonly<{ type: LeadTurn; word: string; minute: number }>;
type Life = Readonly<{ lead: string; partner: string; since: number; turns: readonly Turn[] }>;

const HOURS: Readonly<Record<string, number>> = { accepted: 3, offer: 5 };

/** The oracle: what runs when nothing is heard any more, how long it may, and since when. */
const runningClock = ({
  since,
  turns,
}: Life): Readonly<{ since: number; due: number; stage: string | null }> | null => {
  if (turns.length === 0) return { since, due: dueAfter(since, 2), stage: null };
  if (turns.some(({ type }) => type === 'DealWon')) return null;
  const last = turns.at(-1);
  const stage = last?.type === 'LeadAccepted' ? 'accepted' : last?.type === 'LeadAdvanced' ? last.word : '';
  const hours = HOURS[stage];
  return last === undefined || hours === undefined
    ? null
    : { since: last.minute, due: dueAfter(last.minute, hours), stage };
};

/** Which turns a lead may take after which. */
const NEXT: Readonly<Record<string, readonly (readonly [LeadTurn, string])[]>> = {
  submitted: [
    ['LeadAccepted', 'accepted'],
    ['LeadRejected', 'ended'],
    ['LeadLost', 'ended'],
    ['DealWon', 'won'],
  ],
  accepted: [
    ['LeadAdvanced', 'accepted'],
    ['LeadAdvanced', 'accepted'],
    ['LeadExpired', 'ended'],
    ['DealWon', 'won'],
  ],
  ended: [['LeadReopened', 'accepted']],
  won: [['LeadLost', 'won']],
};

const someLife = fc
  .record({
    partner: fc.constantFrom('ada', 'bob'),
    since: fc.nat(5 * 24 * 60),
    steps: fc.array(fc.tuple(fc.nat(3), fc.nat(2 * 24 * 60), fc.constantFrom('offer', 'call')), { maxLength: 4 }),
  })
  .map(({ partner, since, steps }): Omit<Life, 'lead'> => {
    let at = 'submitted';
    let minute = since;
    const turns = steps.map(([choice, later, word]): Turn => {
      const ways = NEXT[at] ?? [];
      const [type, to] = ways[choice % ways.length] ?? ['LeadLost', 'ended'];
      at = to;
      minute += later;
      return { type, word, minute };
    });
    return { partner, since, turns };
  });

const lives = fc
  .array(someLife, { maxLength: 5 })
  .map((found) => found.map((life, index): Life => ({ lead: `l${index}`, ...life })));

const factsOf = ({ lead, partner, since, turns }: Life): readonly Fact[] => [
  submitted(lead, moment(since), { partner }),
  ...turns.map(({ type, word, minute }) => turned(lead, type, moment(minute), word)),
];

describe('overdue leads', () => {
  it('are those whose clock ran out by minutes counted one by one, the longest first, with the manager', async () => {
    await fc.assert(
      fc.asyncProperty(lives, fc.nat(16 * 24 * 60), async (found, minute) => {
        const people = [joined('ada', 'Ada'), joined('bob', 'Bob')];
        const managers = [
          managed('ada', 'Max', date('2026-01-01')),
          managed('ada', 'Kim', date('2026-04-01')),
          managed('bob', 'Lee', date('2026-04-03')),
        ];
        const documents = await documentsOf([opened(settings), ...people, ...managers, ...found.flatMap(factsOf)]);
        const expected = found
          .flatMap((life) => {
            const clock = runningClock(life);
            return clock !== null && clock.due < minute ? [{ ...life, ...clock }] : [];
          })
          .toSorted((a, b) => a.due - b.due || (a.lead < b.lead ? -1 : 1))
          .map(({ lead, partner, stage, since, due }) => ({
            lead,
            stage,
            since: moment(since),
            due: moment(due),
            by: countBetween(due, minute),
            manager: managerOf(partner, minute),
          }));
        const now = moment(minute);
        const all = await overdueLeads(documents, { program: 'north', now });
        expect(
          all.map(({ lead, clock, manager }) => {
            const { stage, since, due, lateByMinutes } = clock;
            return { lead: lead.lead, stage, since, due, by: lateByMinutes, manager };
          }),
        ).toEqual(expected);
        const ofAda = await overdueLeads(documents, { program: 'north', now, partner: 'ada' });
        expect(ofAda).toEqual(all.filter(({ lead }) => lead.partner === 'ada'));
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});

/** In Berlin the first two are two hours, then one, ahead of UTC. */
const managerOf = (partner: string, minute: number): string | null => {
  const today = instantAt(START + (minute + 120) * MINUTE).slice(0, 10);
  if (partner === 'bob') return today < '2026-04-03' ? null : 'Lee';
  return today < '2026-04-01' ? 'Max' : 'Kim';
};

describe('the clocks of a lead', () => {
  it('are met or breached by minutes counted one by one', async () => {
    await fc.assert(
      fc.asyncProperty(someLife, fc.nat(16 * 24 * 60), async (life, later) => {
        const whole = { lead: 'l1', ...life };
        const documents = await documentsOf([opened(settings), joined('ada', 'Ada'), ...factsOf(whole)]);
        const [lead, program] = [await leadOf(documents, 'l1'), await programOf(documents, 'north')];
        if (lead === undefined || program === undefined) throw new Error('They were recorded.');
        const minute = Math.max(later, life.turns.at(-1)?.minute ?? life.since);
        const clocks = leadClocks(lead, program, moment(minute));
        expect(await clocksOfLead(documents, 'l1', moment(minute))).toEqual(clocks);
        expect(clocks).toEqual(expectedClocks(whole, minute));
        const running = clocks.filter(({ stopped }) => stopped === null);
        expect(running.map(({ due }) => due)).toEqual(
          [runningClock(whole)].flatMap((each) => (each ? [moment(each.due)] : [])),
        );
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});

/** Goes through the life of a lead and notes what was promised. */
const expectedClocks = ({ since, turns }: Life, minute: number) => {
  const promised = [{ what: 'acknowledge', stage: null as string | null, hours: 2, since, end: turns[0]?.minute }];
  let isWon = false;
  for (const [index, { type, word, minute: at }] of turns.entries()) {
    isWon ||= type === 'DealWon';
    const stage = type === 'LeadAccepted' ? 'accepted' : word;
    const counts = type === 'LeadAccepted' || (type === 'LeadAdvanced' && word === 'offer');
    const hours = HOURS[stage] ?? 0;
    if (counts && !isWon) promised.push({ what: 'stage', stage, hours, since: at, end: turns[index + 1]?.minute });
  }
  return promised.map(({ what, stage, hours, since: from, end }) => {
    const due = dueAfter(from, hours);
    const seen = end ?? minute;
    return {
      what,
      stage,
      since: moment(from),
      due: moment(due),
      stopped: end === undefined ? null : moment(end),
      status: seen > due ? 'breached' : end === undefined ? 'running' : 'met',
      lateByMinutes: seen > due ? countBetween(due, seen) : 0,
    };
  });
};
