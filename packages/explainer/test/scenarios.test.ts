import { orThrow } from '@commission-ledger/ledger';
import { toJson } from '@commission-ledger/money';
import { parsePlan, type PlanDocument } from '@commission-ledger/plans';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { findings } from '../../calculation/test/secondEvaluator.ts';
import { renderJson, renderTree, storedEventIn, verifyExplanation, type Explanation } from '../src/index.ts';
import { bookedIn, left, right, type History } from './history.ts';
import { examplePlans, openPlan, playSteps, storiesOf } from './planStories.ts';

const base = {
  schema: 'plan/1',
  plan: 'plan',
  version: 1,
  title: { en: 'A plan' },
  currency: 'EUR',
  effectiveFrom: '2026-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 0 },
  refunds: { counters: 'lower' },
  payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '0.00' },
  attributes: {},
  counters: [],
};

const rule = (pay: unknown, more: object = {}) => ({
  id: 'sales',
  clause: '1',
  title: { en: 'Sales' },
  earnedOn: 'payment',
  beneficiary: 'referrer',
  pay,
  ...more,
});

const aTenth = { percent: { of: 'payment', rate: '0.1' } };

/** A plan from its rules and whatever else is not ordinary about it; `gives` is what a payment of nothing earns. */
const planOf = (rules: readonly unknown[], more: object = {}, gives: object = {}): PlanDocument =>
  right(
    parsePlan({
      ...base,
      rules,
      ...more,
      examples: [{ title: { en: 'Nothing' }, given: { payment: '0.00' }, expect: gives }],
    }),
  );

/** Explains everything that was booked, and requires each document to be sound and to verify. */
const explained = async ({ store, explainer }: History): Promise<readonly Explanation[]> => {
  const documents: Explanation[] = [];
  for (const id of await bookedIn(store)) {
    const document = right(await explainer.why(id));
    expect(findings(document)).toEqual([]);
    right(await verifyExplanation(JSON.parse(renderJson(document)), storedEventIn(store)));
    documents.push(document);
  }
  return documents;
};

const amountsOf = (documents: readonly Explanation[], kind: Explanation['about']['kind']): readonly string[] =>
  documents.flatMap(({ about }) => (about.kind === kind ? [about.amount.amount] : []));

const shown = (document: Explanation | undefined): string =>
  document === undefined ? '' : renderTree(document, { depth: 3, width: 200 });

const at = (on: string): string => (on.includes('T') ? on : `${on}T12:00:00Z`);

const pay = async (
  { ledger, currency }: History,
  deal: string,
  payment: string,
  amount: string,
  on: string,
  more: object = {},
): Promise<void> => {
  await orThrow(ledger.recordPayment({ deal, payment, amount: { amount, currency }, occurredAt: at(on), ...more }));
};

const win = async ({ ledger, currency }: History, deal: string, amount: string, on: string, more: object = {}) =>
  orThrow(
    ledger.winDeal({
      deal,
      program: 'program',
      amount: { amount, currency },
      attribution: [{ partner: 'referrer', share: '1' }],
      attributes: {},
      occurredAt: at(on),
      ...more,
    }),
  );

const refund = async ({ ledger, currency }: History, deal: string, payment: string, amount: string, on: string) =>
  orThrow(
    ledger.recordRefund({
      deal,
      payment,
      refund: `refund-of-${payment}-${on}`,
      amount: { amount, currency },
      reason: 'returned',
      occurredAt: at(on),
    }),
  );

it('a payment in another currency is converted at the rate recorded for its local day, and so is its refund', async () => {
  const history = await openPlan(planOf([rule(aTenth)], { converts: ['JPY'] }));
  const { ledger } = history;
  const rate = { from: 'JPY', to: 'EUR', source: 'a bank', occurredAt: at('2026-01-10') };
  await orThrow(ledger.recordFxRate({ ...rate, date: '2026-01-09', rate: '0.5' }));
  await orThrow(ledger.recordFxRate({ ...rate, date: '2026-01-10', rate: '0.0061' }));
  const yen = { ...history, currency: 'JPY' };
  await win(yen, 'D-1', '10001', '2026-01-08');
  await pay(yen, 'D-1', 'P-1', '10001', '2026-01-10');
  await refund(yen, 'D-1', 'P-1', '3333', '2026-01-20');
  const documents = await explained(history);
  expect(amountsOf(documents, 'accrual')).toEqual(['6.10']);
  expect(amountsOf(documents, 'reversal')).toEqual(['-2.03']);
  expect(shown(documents[0])).toContain('10,001 JPY × 0.0061 = 61.0061 EUR → 61.01');
});

it('a number that the enrolment sets is a fact of the enrolment in force on the day, not the plan’s', async () => {
  const document = planOf([rule({ percent: { of: 'payment', rate: { parameter: 'own' } } })], {
    parameters: { own: { rate: '0.1' } },
  });
  const history = await openPlan(document, { own: '0.2' });
  await win(history, 'D-1', '100.00', '2026-01-10');
  await pay(history, 'D-1', 'P-1', '100.00', '2026-01-10');
  const enrolment = { partner: 'referrer', program: 'program', plan: 'plan', occurredAt: at('2026-01-11') };
  await orThrow(history.ledger.enrolPartner({ ...enrolment, from: '2026-01-10', parameters: { own: '0.3' } }));
  await orThrow(history.ledger.enrolPartner({ ...enrolment, from: '2026-01-12', parameters: { own: '0.4' } }));
  await pay(history, 'D-1', 'P-2', '100.00', '2026-01-11');
  const documents = await explained(history);
  expect(amountsOf(documents, 'accrual')).toEqual(['20.00', '30.00']);
  const [first] = documents;
  expect(Object.values(first?.nodes ?? {})).toContainEqual(
    expect.objectContaining({
      name: 'parameter',
      value: { rate: '0.2' },
      from: [expect.objectContaining({ stream: 'partner-referrer', path: '/parameters/own' })],
    }),
  );
});

it('an overlay is rated on the share it was given, beside the whole', async () => {
  const document = planOf([
    rule(aTenth),
    rule(aTenth, { id: 'specialist', clause: '2', beneficiary: 'overlay-specialist' }),
  ]);
  const history = await openPlan(document);
  const overlays = [{ partner: 'in-role-specialist', role: 'specialist', share: { num: '1', den: '3' } }];
  await win(history, 'D-1', '100.00', '2026-01-10', { overlays });
  await pay(history, 'D-1', 'P-1', '100.00', '2026-01-10');
  expect(amountsOf(await explained(history), 'accrual')).toEqual(['10.00', '3.33']);
});

it('time since the first payment counts in the local days of the program', async () => {
  const document = planOf(
    [
      rule({
        first: [
          { when: { measure: 'age', lessThan: '1' }, pay: { fixed: '10.00' } },
          { when: { measure: 'days', atLeast: '59' }, pay: { fixed: '3.00' } },
          { pay: { fixed: '1.00' } },
        ],
      }),
    ],
    {
      measures: {
        age: { elapsed: 'months', since: 'first-payment' },
        days: { elapsed: 'days', since: 'lead' },
      },
    },
    { sales: '10.00' },
  );
  const history = await openPlan(document, undefined, 'Pacific/Auckland');
  await win(history, 'D-1', '100.00', '2026-01-30T12:00:00Z', { leadOn: '2026-01-01' });
  // 31 January there; a month later is 28 February.
  await pay(history, 'D-1', 'P-1', '1.00', '2026-01-30T11:30:00Z');
  await pay(history, 'D-1', 'P-2', '1.00', '2026-02-27T10:30:00Z');
  await pay(history, 'D-1', 'P-3', '1.00', '2026-02-27T11:30:00Z');
  await pay(history, 'D-1', 'P-4', '1.00', '2026-03-01T11:30:00Z');
  const documents = await explained(history);
  expect(amountsOf(documents, 'accrual')).toEqual(['10.00', '10.00', '1.00', '3.00']);
  expect(documents[2]?.about.date).toBe('2026-02-28');
  const days = Object.values(documents[2]?.nodes ?? {}).filter(({ name }) => name === 'first-paid-on');
  expect(days.map(({ value }) => value)).toEqual(['2026-01-31']);
});

it('a line in dispute stays out of the payout, and is in the next one after its release', async () => {
  const history = await openPlan(planOf([rule(aTenth)]));
  const { ledger } = history;
  await win(history, 'D-1', '100.00', '2026-01-10');
  await pay(history, 'D-1', 'P-1', '100.00', '2026-01-10');
  await pay(history, 'D-1', 'P-2', '50.00', '2026-01-11');
  const [accrual = ''] = await bookedIn(history.store);
  const dispute = { program: 'program', partner: 'referrer', accrual, occurredAt: at('2026-02-01') };
  await orThrow(ledger.holdAccrual({ ...dispute, reason: 'Whose deal is it?' }));
  await orThrow(ledger.issuePayouts({ program: 'program', date: '2026-02-05' }));
  await orThrow(ledger.releaseAccrual({ ...dispute, outcome: 'Theirs' }));
  await orThrow(ledger.issuePayouts({ program: 'program', date: '2026-03-05' }));
  expect(amountsOf(await explained(history), 'payout')).toEqual(['5.00', '10.00']);
});

it('what a payout that failed had advanced is a line of the next one, explained by the payout that advanced it', async () => {
  const draw = { amount: '100.00', kind: 'recoverable', from: '2026-01-01' };
  const document = planOf([rule(aTenth)], { payout: { ...base.payout, draw } });
  const history = await openPlan(document);
  const { ledger } = history;
  await win(history, 'D-1', '5000.00', '2026-01-10');
  await pay(history, 'D-1', 'P-1', '300.00', '2026-01-10');
  const run = await orThrow(ledger.issuePayouts({ program: 'program', date: '2026-02-05' }));
  const failed = run.issued.find(({ data }) => data.partner === 'referrer');
  if (failed === undefined) throw new Error('the referrer was not paid');
  const { payout, amount } = failed.data;
  await orThrow(
    ledger.failPayout({
      program: 'program',
      partner: 'referrer',
      payout,
      amount: toJson(amount),
      reason: 'no such account',
      occurredAt: at('2026-02-06'),
    }),
  );
  await pay(history, 'D-1', 'P-2', '4000.00', '2026-02-10');
  await orThrow(ledger.issuePayouts({ program: 'program', date: '2026-03-05' }));
  const documents = (await explained(history)).filter(({ about }) => about.partner === 'referrer');
  // 30.00 and 70.00 advanced; then the same lines, 400.00 more, and 70.00 back.
  expect(amountsOf(documents, 'payout')).toEqual(['100.00', '430.00']);
  expect(amountsOf(documents, 'draw-recovery')).toEqual(['-70.00']);
  expect(documents.at(-1)?.lines.map(({ kind }) => kind)).toEqual([
    'accrual',
    'draw-advance',
    'accrual',
    'draw-recovery',
  ]);
});

it('a counter of an earlier window is found however much has happened since, and its absence is proved', async () => {
  const document = planOf(
    [
      rule({
        first: [
          {
            when: { counter: 'month', at: 'each-earlier', atLeast: '3.00' },
            pay: { lookup: { of: 'payment', by: { counter: 'month', at: 'previous' }, bands: tiers } },
          },
        ],
      }),
    ],
    { counters: [{ id: 'month', measure: 'payment', window: 'month', per: 'deal' }] },
  );
  const history = await openPlan(document);
  for (const deal of ['D-1', 'D-2']) await win(history, deal, '1.00', '2026-01-10');
  let paid = 0;
  const pays = async (deal: string, on: string) => pay(history, deal, `P-${(paid += 1)}`, '1.00', on);
  for (let day = 10; day < 14; day += 1) await pays('D-1', `2026-01-${day}`);
  await pays('D-2', '2026-02-01');
  for (let index = 0; index < 5; index += 1) await pays('D-1', '2026-02-02');
  await pays('D-1', '2026-03-01');
  await pays('D-2', '2026-03-02');
  const documents = await explained(history);
  // In January nothing was before; D-2 had nothing in January, so it earns in no later month.
  expect(documents.map(({ about }) => about.date)).toEqual([
    '2026-01-10',
    '2026-01-11',
    '2026-01-12',
    '2026-01-13',
    ...Array<string>(5).fill('2026-02-02'),
    '2026-03-01',
  ]);
});

const tiers = [{ below: '4.00', rate: '0.1' }, { rate: '0.2' }];

it('a re-rating is what another version gives, less what had been booked; refunds then take back of both', async () => {
  const history = await openPlan(planOf([rule(aTenth)]));
  const { ledger } = history;
  await win(history, 'D-1', '200.00', '2026-01-10');
  await pay(history, 'D-1', 'P-1', '100.00', '2026-01-10');
  await pay(history, 'D-1', 'P-2', '33.33', '2026-01-11');
  await refund(history, 'D-1', 'P-2', '11.11', '2026-01-12');
  const dearer = planOf([rule({ percent: { of: 'payment', rate: '0.15' } })], {
    version: 2,
    effectiveFrom: '2026-03-01',
  });
  const who = { author: 'ann', approver: 'bob' };
  await orThrow(ledger.publishPlan({ document: dearer, ...who, occurredAt: at('2026-01-20') }));
  const rerating = { rerating: 'r-1', plan: 'plan', version: 2, from: '2026-01-01', reason: 'A typo', ...who };
  await orThrow(ledger.rerate(rerating));
  const documents = await explained(history);
  expect(amountsOf(documents, 'accrual')).toEqual(['10.00', '3.33']);
  expect(amountsOf(documents, 'true-up')).toEqual(['5.00', '1.11']);
  expect(shown(documents.at(-1))).toContain('A typo');
  await refund(history, 'D-1', 'P-1', '50.00', '2026-01-30');
  expect(amountsOf(await explained(history), 'reversal')).toEqual(['-1.11', '-5.00', '-2.50']);
});

it('a slab that a refund lowers is settled at the number that the enrolment sets', async () => {
  const slab = {
    counter: 'month',
    already: 'earned',
    bands: [{ upTo: { parameter: 'quota' }, rate: '0.1' }, { rate: '0.2' }],
  };
  const document = planOf([rule({ slab }, { refunds: 'true-up' })], {
    parameters: { quota: { amount: '1000.00' } },
    counters: [
      { id: 'month', measure: 'payment', window: 'month' },
      { id: 'earned', measure: { earned: ['sales'] }, window: 'month' },
    ],
  });
  const history = await openPlan(document, { quota: '100' });
  await win(history, 'D-1', '1.00', '2026-01-10');
  await pay(history, 'D-1', 'P-1', '100.00', '2026-01-10');
  await pay(history, 'D-1', 'P-2', '60.00', '2026-01-11');
  await refund(history, 'D-1', 'P-1', '50.00', '2026-01-12');
  const documents = await explained(history);
  expect(amountsOf(documents, 'accrual')).toEqual(['10.00', '22.00']);
  expect(amountsOf(documents, 'reversal')).toEqual(['-5.00']);
  // 110.00 are left, all at 20 %: 22.00, of which 27.00 are booked.
  expect(amountsOf(documents, 'true-up')).toEqual(['-5.00']);
});

it('a cancellation takes back the unserved share of what earlier refunds have left, a refund after it only what is more', async () => {
  const document = planOf([rule(aTenth)], { cancellation: { takeBack: 'unserved', term: 12, by: 'months' } });
  const history = await openPlan(document);
  await win(history, 'D-1', '100.00', '2026-01-31');
  await pay(history, 'D-1', 'P-1', '100.00', '2026-01-31');
  await refund(history, 'D-1', 'P-1', '20.00', '2026-02-10');
  await orThrow(history.ledger.cancelDeal({ deal: 'D-1', reason: 'left', occurredAt: at('2026-04-30') }));
  await refund(history, 'D-1', 'P-1', '79.99', '2026-05-01');
  const documents = await explained(history);
  // Three months were served: 9/12 of 8.00; then 99.99 of 100.00 refunded, of which 8.00 had been taken back.
  expect(amountsOf(documents, 'reversal')).toEqual(['-2.00', '-6.00', '-2.00']);
  expect(shown(documents[2])).toContain('10.00 earned, 2.00 taken back before: 8.00 left');
  expect(shown(documents[2])).toContain('months of the term that were not served: 9 of 12');
});

it('a cancellation that takes back all takes back what is left', async () => {
  const document = planOf([rule(aTenth)], { cancellation: { takeBack: 'all', term: 1, by: 'days' } });
  const history = await openPlan(document);
  await win(history, 'D-1', '100.00', '2026-01-31');
  await pay(history, 'D-1', 'P-1', '100.00', '2026-01-31');
  await orThrow(history.ledger.cancelDeal({ deal: 'D-1', reason: 'left', occurredAt: at('2028-04-30') }));
  expect(amountsOf(await explained(history), 'reversal')).toEqual(['-10.00']);
});

it(
  'notices any digit that is changed in any document that a published plan leads to',
  { timeout: 60_000 },
  async () => {
    const wanted = ['03-', '08-', '10-', '16-', '20b', '21-', '26-', '32-', '33-', '15-', '27b'];
    const cases: (readonly [History, Explanation])[] = [];
    for (const [file, document] of examplePlans()) {
      if (!wanted.some((prefix) => file.startsWith(prefix))) continue;
      const [story] = storiesOf(document).slice(-1);
      if (story === undefined) continue;
      const history = await openPlan(document, story.parameters);
      await playSteps(history, document, story.steps);
      for (const id of await bookedIn(history.store)) cases.push([history, right(await history.explainer.why(id))]);
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 9 }), async (which, where, by) => {
        const found = cases[which % cases.length];
        if (found === undefined) return;
        const [{ store }, explanation] = found;
        const text = renderJson(explanation);
        const digits = [...text.matchAll(/\d/g)];
        const place = digits[where % digits.length]?.index ?? 0;
        const tampered = `${text.slice(0, place)}${(Number(text[place]) + by) % 10}${text.slice(place + 1)}`;
        let json: unknown;
        try {
          json = JSON.parse(tampered);
        } catch {
          return; // A number such as 07 is no JSON: noticed even earlier.
        }
        expect(left(await verifyExplanation(json, storedEventIn(store))).length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  },
);
