import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  renderJson,
  renderMarkdown,
  renderTree,
  storedEventIn,
  verifyExplanation,
  type CounterRead,
  type Explanation,
} from '../src/index.ts';
import { arbitraryStory, play } from './arbitraryHistory.ts';
import {
  bookedIn,
  crmPlan,
  eventsOf,
  left,
  openHistory,
  payOut,
  refund,
  right,
  sell,
  type History,
} from './history.ts';
import { numbersIn, numbersOf } from './numbersIn.ts';

const english =
  'recorded after a later sale or refund had counted (30 March 2017); rated on the counter as it stood then';
const russian =
  'записано, когда более поздняя продажа или возврат уже были зачтены (30 марта 2017); рассчитано по счётчику на тот момент';

/** What was booked on the partner's own deals, in order. */
const ownAccruals = async ({ store, explainer }: History): Promise<readonly Explanation[]> => {
  const ids = (await eventsOf(store)).flatMap((event) =>
    event.type === 'AccrualPosted' && event.data.partner === 'darcel' ? [event.data.accrual] : [],
  );
  return Promise.all(ids.map(async (id) => right(await explainer.why(id))));
};

const countersOf = ({ lines }: Explanation): readonly CounterRead[] =>
  lines.flatMap((line) => {
    if (line.kind === 'reversal') return line.earned.counters;
    return line.kind === 'accrual' ? line.counters : [];
  });

/** A sale of 30 March, then one of 15 January of the same quarter. */
const late = async (timeZone?: string) => {
  const history = await openHistory(crmPlan, timeZone);
  await sell(history, { deal: 'D-1', amount: '49000.00', on: '2017-03-30' });
  await sell(history, { deal: 'D-2', amount: '2000.00', on: '2017-01-15' });
  const [first, second] = await ownAccruals(history);
  if (first === undefined || second === undefined) throw new Error('no accruals');
  return { ...history, first, second, read: storedEventIn(history.store) };
};

describe('an accrual whose cause is recorded after a later one', () => {
  it('names the event that had moved the counter, and is rated on the counter as it stood', async () => {
    const { first, second } = await late();
    expect(countersOf(first)).toMatchObject([{ before: { amount: '0.00' } }]);
    expect(countersOf(first)[0]).not.toHaveProperty('overtakenBy');
    expect(second.about.amount.amount).toBe('120.00');
    expect(countersOf(second)).toEqual([
      {
        counter: 'own',
        window: '2017-Q1',
        before: { amount: '49000.00', currency: 'USD' },
        after: { amount: '51000.00', currency: 'USD' },
        overtakenBy: { event: first.about.from.event, occurredAt: '2017-03-30T12:00:00.000Z', on: '2017-03-30' },
      },
    ]);
  });

  it('says so under its counter, in the tree and in Markdown, in both languages', async () => {
    const { second } = await late();
    const rows = (text: string) => text.split('\n').map((row) => row.trim());
    const options = { width: 200, depth: 2 } as const;
    expect(rows(renderTree(second, options))).toContain(english);
    expect(rows(renderTree(second, { ...options, locale: 'ru' }))).toContain(russian);
    expect(rows(renderMarkdown(second, options))).toContain(`- ${english}`);
    expect(rows(renderMarkdown(second, { ...options, locale: 'ru' }))).toContain(`- ${russian}`);
    const tree = rows(renderTree(second, options));
    expect(tree[tree.indexOf(english) - 1]).toBe('sales that count in Q1 2017: 49,000.00 → 51,000.00');
    expect(renderTree(second, { depth: 1 })).not.toContain('recorded after');
  });

  it('names the local day, which is another than the day in UTC', async () => {
    const { second } = await late('Pacific/Auckland');
    expect(countersOf(second)[0]?.overtakenBy).toMatchObject({
      occurredAt: '2017-03-30T12:00:00.000Z',
      on: '2017-03-31',
    });
    expect(renderTree(second, { width: 200 })).toContain('had counted (31 March 2017)');
  });

  it('says so as a line of its payout, and in the reversal that takes it back', async () => {
    const history = await late();
    await refund(history, 'D-2', 'R-1', '100.00', '2017-04-02');
    const [id = ''] = await payOut(history, '2017-06-05');
    const payout = right(await history.explainer.why(id));
    expect(payout.lines.map(({ kind }) => kind)).toEqual(['accrual', 'accrual', 'reversal']);
    const { overtakenBy } = countersOf(history.second)[0] ?? {};
    expect(countersOf(payout).map((read) => read.overtakenBy)).toEqual([undefined, overtakenBy, overtakenBy]);
    expect(renderTree(payout, { width: 200 }).split(english)).toHaveLength(2);
  });

  it('says so when what came later was a refund', async () => {
    const history = await openHistory();
    await sell(history, { deal: 'D-1', amount: '1000.00', on: '2017-01-10' });
    await refund(history, 'D-1', 'R-1', '100.00', '2017-02-10');
    await sell(history, { deal: 'D-2', amount: '2000.00', on: '2017-01-15' });
    const [, second] = await ownAccruals(history);
    expect(second && countersOf(second)[0]?.overtakenBy?.on).toBe('2017-02-10');
  });

  it('says so where the rule reads a counter that the cause does not move', async () => {
    const tiers = crmPlan.rules.find(({ id }) => id === 'tiers');
    const rules = crmPlan.rules.map((rule) => (rule.id === 'flat' && tiers ? { ...rule, pay: tiers.pay } : rule));
    const history = await openHistory({ ...crmPlan, rules });
    await sell(history, { deal: 'D-1', amount: '1000.00', on: '2017-03-30' });
    await sell(history, { deal: 'D-2', amount: '20.00', on: '2017-01-15', product: 'GTK 500' });
    const [, second] = await ownAccruals(history);
    expect(second && countersOf(second)).toMatchObject([
      { before: { amount: '1000.00' }, after: { amount: '1000.00' }, overtakenBy: { on: '2017-03-30' } },
    ]);
  });

  it('is verified with what it says, and found out without it', async () => {
    const { first, second, read } = await late();
    right(await verifyExplanation(JSON.parse(renderJson(second)), read));
    const edits: readonly (readonly [Explanation, object | undefined, string])[] = [
      [second, undefined, '/overtakenBy'],
      [second, { on: '2017-03-29' }, '/overtakenBy/on'],
      [second, { occurredAt: '2017-03-29T12:00:00.000Z' }, '/overtakenBy/occurredAt'],
      [second, { event: second.about.from.event }, '/overtakenBy/event'],
      [first, countersOf(second)[0]?.overtakenBy, '/overtakenBy'],
    ];
    for (const [explanation, edit, path] of edits) {
      const problems = left(await verifyExplanation(withOvertaking(explanation, edit), read));
      expect(problems).toEqual([
        expect.objectContaining({
          _tag: 'ReadsDifferently',
          path: expect.stringContaining(`/lines/0/counters/0${path}`) as string,
        }),
      ]);
    }
  });
});

/** The document with another statement about who overtook the cause, or with none. */
const withOvertaking = (explanation: Explanation, edit: object | undefined): unknown => ({
  ...explanation,
  lines: explanation.lines.map((line) => ({
    ...line,
    counters: countersOf({ ...explanation, lines: [line] }).map(({ overtakenBy, ...read }) =>
      edit === undefined ? read : { ...read, overtakenBy: { ...overtakenBy, ...edit } },
    ),
  })),
});

it('a history recorded in order never says that something was late', () =>
  fc.assert(
    fc.asyncProperty(arbitraryStory, async (story) => {
      const { store, explainer } = await play(story);
      for (const id of await bookedIn(store)) {
        const explanation = right(await explainer.why(id));
        expect(countersOf(explanation).filter((read) => 'overtakenBy' in read)).toEqual([]);
        expect(renderTree(explanation, { all: true })).not.toContain('recorded after');
      }
    }),
    { numRuns: 25 },
  ));

it('in any order, exactly those are late that follow a later one in their quarter, and all of them verify', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('2017-01-15', '2017-02-10', '2017-03-30', '2017-04-01', '2017-05-20'), {
        minLength: 2,
        maxLength: 6,
      }),
      async (days) => {
        const history = await openHistory();
        for (const [index, on] of days.entries()) await sell(history, { deal: `D-${index}`, amount: '1000.00', on });
        const explanations = await ownAccruals(history);
        const quarterOf = (day: string): number => Math.ceil(Number(day.slice(5, 7)) / 3);
        const expected = days.map((day, index) => {
          const before = days.slice(0, index).findLast((other) => quarterOf(other) === quarterOf(day));
          return before !== undefined && before > day ? before : undefined;
        });
        expect(explanations.map((each) => countersOf(each)[0]?.overtakenBy?.on)).toEqual(expected);
        for (const explanation of explanations) {
          right(await verifyExplanation(JSON.parse(renderJson(explanation)), storedEventIn(history.store)));
          const said = numbersIn(renderTree(explanation, { depth: 2, width: 1000 }), 'en');
          expect(numbersIn(renderTree(explanation, { depth: 2, width: 1000, locale: 'ru' }), 'ru')).toEqual(said);
          const proof = new Set(numbersOf(explanation));
          const date = expected[explanations.indexOf(explanation)];
          if (date !== undefined) expect(said).toContain(`${Number(date.slice(8))}`);
          expect(numbersIn(renderMarkdown(explanation, { depth: 2 }), 'en').filter((each) => !proof.has(each))).toEqual(
            [],
          );
        }
      },
    ),
    { numRuns: 20 },
  ));
