import type { Instant } from '@commission-ledger/calendar';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Digest, digestHash, digestOf } from '../src/index.ts';
import { HOURS, live, programSteps, type Step, stepsOf } from './history.ts';
import { linesInHistory } from './linesInHistory.ts';
import { historyOf, hour, newWorld, type World } from './world.ts';

const partners = [
  { partner: 'ada', name: 'Ada' },
  { partner: 'bob', name: 'Bob' },
];

const digestBetween = async (world: World, from: Instant, to: Instant): Promise<Digest> => {
  const digest = await digestOf(await world.documents(), { program: 'north', partner: 'ada', from, to });
  if (digest === undefined) throw new Error('There is no digest.');
  return digest;
};

/** `-3.00` is -300. */
const minor = ({ amount }: Readonly<{ amount: string }>): string => `${Number(amount.replace('.', ''))}`;

/** Every single thing that a digest says happened, a line each. */
const linesOf = ({
  leads,
  deals,
  standing,
  money,
  disputes,
  payouts,
  deferrals,
  inquiries,
  news,
}: Digest): readonly string[] => [
  ...leads.flatMap(({ lead, changes }) => changes.map(({ kind, on }) => `lead ${lead} ${kind} ${on}`)),
  ...deals.flatMap(({ deal, changes }) => changes.map(({ kind }) => `deal ${deal} ${kind}`)),
  ...standing.map(({ kind, from }) => `${kind} ${from ?? ''}`),
  ...money.flatMap(({ entries }) => entries.map(({ kind, entry, amount }) => `${kind} ${entry} ${minor(amount)}`)),
  ...money.flatMap(({ maturedEntries }) => maturedEntries.map(({ kind, entry }) => `matured ${kind} ${entry}`)),
  ...disputes.map(({ accrual, state, by }) => `${state} ${accrual} ${by?.id ?? ''}`),
  ...payouts.map(({ payout, step }) => `payout ${payout} ${step}`),
  ...deferrals.map(({ date, amount }) => `deferred ${date} ${minor(amount)}`),
  ...inquiries.flatMap(({ inquiry, messages }) =>
    messages.map(({ kind, text }) => `inquiry ${inquiry} ${kind} ${text}`),
  ),
  ...news.map(({ announcement }) => `news ${announcement}`),
];

const story = fc.record({
  own: stepsOf('ada'),
  others: stepsOf('bob'),
  program: programSteps,
  cuts: fc.array(fc.integer({ min: 1, max: HOURS }), { maxLength: 5 }),
});

describe('the digests of windows that follow each other', () => {
  it('contain everything that happened to the partner exactly once, wherever they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ own, others, program, cuts }) => {
        const world = await newWorld(partners);
        await live(world, [...own, ...others, ...program]);
        const hours = [0, ...cuts.toSorted((a, b) => a - b), HOURS + 1];
        const lines: string[] = [];
        for (const [index, cut] of hours.entries()) {
          const digest = await digestBetween(world, hour(index === 0 ? -1 : (hours[index - 1] ?? 0)), hour(cut));
          expect(digest.isEmpty).toBe(linesOf(digest).length === 0);
          lines.push(...linesOf(digest));
        }
        const expected = linesInHistory(await historyOf(world.store), hour(HOURS + 1));
        expect(lines.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 60 },
    );
  });

  it('have a line of every kind where a story has it all', async () => {
    const world = await newWorld(partners);
    const whats = [
      'lead',
      'accept',
      'lose',
      'pay',
      'refund',
      'adjust',
      'object',
      'answer',
      'resolve',
      'reopen',
    ] as const;
    const own = whats.map((what, index): Step => ({ hour: 24 + index, partner: 'ada', what, number: 1 }));
    await live(world, [
      ...own,
      { hour: 40, partner: 'ada', what: 'pay', number: 2 },
      { hour: 200, what: 'announce', number: 1 },
      { hour: 480, what: 'issue', number: 1 },
      { hour: 481, partner: 'ada', what: 'fail', number: 1 },
      { hour: 482, partner: 'bob', what: 'lead', number: 1 },
    ]);
    const digest = await digestBetween(world, hour(-1), hour(HOURS));
    expect(linesOf(digest).toSorted()).toEqual(linesInHistory(await historyOf(world.store), hour(HOURS)).toSorted());
    const kinds = new Set(linesOf(digest).map((line) => line.split(' ')[0]));
    expect(kinds).toEqual(
      new Set([
        'accrual',
        'adjustment',
        'deal',
        'held',
        'inquiry',
        'lead',
        'matured',
        'news',
        'payout',
        'released',
        'reversal',
      ]),
    );
    expect(digest.waiting).toMatchObject([{ kind: 'acknowledge', announcement: 'n1' }]);
  });

  it('have an event at a boundary in the window that ends there', async () => {
    const world = await newWorld(partners);
    await live(world, [
      { hour: 5, partner: 'ada', what: 'lead', number: 1 },
      { hour: 6, partner: 'ada', what: 'adjust', number: 1 },
      // In the same millisecond, but recorded a microsecond later.
      { hour: 6, partner: 'ada', what: 'adjust', number: 2 },
    ]);
    const entriesIn = async (from: number, to: number) =>
      (await digestBetween(world, hour(from), hour(to))).money.flatMap(({ entries }) =>
        entries.map(({ entry }) => entry),
      );
    expect((await digestBetween(world, hour(0), hour(5))).leads).toHaveLength(1);
    expect((await digestBetween(world, hour(5), hour(6))).leads).toEqual([]);
    expect(await entriesIn(5, 6)).toEqual(['ada-a1']);
    expect(await entriesIn(6, 7)).toEqual(['ada-a2']);
  });

  it('tell what waited for the partner when each of them ended', async () => {
    const world = await newWorld(partners);
    await live(world, [
      { hour: 5, what: 'announce', number: 1 },
      { hour: 6, partner: 'ada', what: 'pay', number: 1 },
      { hour: 7, partner: 'ada', what: 'object', number: 1 },
      { hour: 8, partner: 'ada', what: 'answer', number: 1 },
      { hour: 10, partner: 'ada', what: 'acknowledge', number: 1 },
      { hour: 11, partner: 'ada', what: 'reopen', number: 1 },
    ]);
    const waitingAt = async (end: number) =>
      (await digestBetween(world, hour(0), hour(end))).waiting.map(({ kind }) => kind);
    expect(await waitingAt(5)).toEqual([]);
    expect(await waitingAt(7)).toEqual(['acknowledge']);
    expect(await waitingAt(9)).toEqual(['acknowledge', 'answered']);
    expect(await waitingAt(10)).toEqual(['answered']);
    expect(await waitingAt(12)).toEqual([]);
  });
});

describe('a digest', () => {
  it('is the same to the byte whatever other partners do', async () => {
    const window = fc.tuple(fc.integer({ min: -1, max: HOURS }), fc.integer({ min: 1, max: 400 }));
    await fc.assert(
      fc.asyncProperty(story, window, async ({ own, others, program }, [from, length]) => {
        const [alone, among] = [await newWorld(partners), await newWorld(partners)];
        await live(alone, [...own, ...program]);
        await live(among, [...own, ...others, ...program]);
        const [first, second] = [
          await digestBetween(alone, hour(from), hour(from + length)),
          await digestBetween(among, hour(from), hour(from + length)),
        ];
        expect(JSON.stringify(second)).toBe(JSON.stringify(first));
      }),
      { numRuns: 40 },
    );
  });

  it('has the same id and the same content whenever it is asked for, whatever happened since', async () => {
    const cut = fc.tuple(fc.integer({ min: 0, max: HOURS - 1 }), fc.integer({ min: 1, max: 400 }));
    await fc.assert(
      fc.asyncProperty(story, cut, async ({ own, others, program }, [end, length]) => {
        const world = await newWorld(partners);
        const steps = [...own, ...others, ...program];
        // What is recorded at the very end is in the window: it ends no later than the moment it is asked for.
        await live(
          world,
          steps.filter((step) => step.hour <= end),
        );
        const then = await digestBetween(world, hour(end - length), hour(end));
        await live(
          world,
          steps.filter((step) => step.hour > end),
        );
        const later = await digestBetween(world, hour(end - length), hour(end));
        expect(later.digest).toBe(then.digest);
        expect({ ...later, coming: [] }).toEqual({ ...then, coming: [] });
        expect(digestHash(later)).toBe(digestHash(then));
      }),
      { numRuns: 40 },
    );
  });

  it('tells what is coming only while nothing has happened since', async () => {
    const world = await newWorld(partners);
    await live(world, [{ hour: 24, partner: 'ada', what: 'pay', number: 1 }]);
    expect((await digestBetween(world, hour(0), hour(30))).coming).toHaveLength(1);
    await live(world, [{ hour: 40, partner: 'bob', what: 'pay', number: 1 }]);
    expect((await digestBetween(world, hour(0), hour(30))).coming).toHaveLength(1);
    await live(world, [{ hour: 50, partner: 'ada', what: 'adjust', number: 1 }]);
    expect((await digestBetween(world, hour(0), hour(30))).coming).toEqual([]);
  });
});
