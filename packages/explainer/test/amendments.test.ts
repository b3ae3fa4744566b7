import { orThrow } from '@commission-ledger/ledger';
import { attribute, definePlan, fixed, marginal, percent, type PlanDocument } from '@commission-ledger/plans';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  describeExplanationProblem,
  renderJson,
  renderMarkdown,
  storedEventIn,
  verifyExplanation,
  type Explanation,
} from '../src/index.ts';
import {
  bookedIn,
  eventsOf,
  explainerOf,
  left,
  openHistory,
  payOut,
  refund,
  right,
  sell,
  type History,
} from './history.ts';
import { violations } from './schemaChecker.ts';

const schemaFile = new URL('../../../docs/reference/explain-1.schema.json', import.meta.url);
const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as Readonly<Record<string, unknown>>;

/** Tiers and a bonus for the credited partner, a share of the payment for who stands above and for a helper. */
const plan: PlanDocument = definePlan({
  plan: 'shared',
  version: 1,
  title: { en: 'Shared' },
  currency: 'USD',
  effectiveFrom: '2016-01-01',
  selectedBy: 'payment',
  rounding: { mode: 'half-even' },
  hold: { days: 0 },
  refunds: { counters: 'lower' },
  payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '0.00' },
  attributes: { product: { ifMissing: 'unknown' } },
  counters: [{ id: 'own', measure: 'payment', window: 'quarter' }],
  rules: [
    {
      id: 'tiers',
      clause: 'a',
      title: { en: 'Tiers' },
      earnedOn: 'payment',
      beneficiary: 'referrer',
      pay: marginal({ of: 'payment', along: 'own' }).upTo('10.00', '0.1').above('0.2'),
    },
    {
      id: 'bonus',
      clause: 'b',
      title: { en: 'Bonus' },
      earnedOn: 'payment',
      beneficiary: 'referrer',
      when: attribute('product').is('Pro'),
      pay: fixed('1.50'),
    },
    {
      id: 'manager',
      clause: 'c',
      title: { en: 'Manager' },
      earnedOn: 'payment',
      beneficiary: 'upline',
      pay: percent('0.05').of('payment'),
    },
    {
      id: 'helper',
      clause: 'd',
      title: { en: 'Helper' },
      earnedOn: 'payment',
      beneficiary: 'overlay-helper',
      pay: percent('0.03').of('deal'),
    },
  ],
  examples: [
    {
      title: { en: 'Ten' },
      given: { deal: '10.00', payment: '10.00' },
      expect: { tiers: '1.00', manager: '0.50', helper: '0.30' },
    },
  ],
});

const shares = [
  [{ partner: 'darcel', share: '1' }],
  [{ partner: 'moses', share: '1' }],
  [
    { partner: 'darcel', share: '0.6' },
    { partner: 'moses', share: '0.4' },
  ],
  [
    { partner: 'moses', share: '0.5' },
    { partner: 'melvin', share: '0.5' },
  ],
];

const usd = (cents: number) => ({ amount: (cents / 100).toFixed(2), currency: 'USD' });

const amend = ({ ledger }: History, amendment: string, change: object) =>
  orThrow(
    ledger.amendDeal({
      deal: 'D-1',
      amendment,
      reason: `agreed in ${amendment}`,
      author: 'ann',
      occurredAt: '2017-01-15T12:00:00Z',
      ...change,
    }),
  );

const rerate = ({ ledger }: History, rerating: string) =>
  orThrow(ledger.rerateDeal({ rerating, deal: 'D-1', reason: 'it was shared', author: 'ann', approver: 'bob' }));

const pay = ({ ledger }: History, payment: string, cents: number, on = '2017-01-20') =>
  orThrow(ledger.recordPayment({ deal: 'D-1', payment, amount: usd(cents), occurredAt: `${on}T12:00:00Z` }));

/** Every document of the history, each of which has to hold, with nothing left unexplained. */
const documentsOf = async (history: History): Promise<readonly Explanation[]> => {
  const explainer = explainerOf(history.store);
  const documents: Explanation[] = [];
  for (const id of await bookedIn(history.store)) {
    const document = right(await explainer.why(id));
    const verified = await verifyExplanation(document, storedEventIn(history.store));
    if (verified._tag === 'Left') throw new Error(verified.left.map(describeExplanationProblem).join('\n'));
    expect(document.unexplained.amount).toBe('0.00');
    expect(violations(schema, JSON.parse(renderJson(document)))).toEqual([]);
    documents.push(document);
  }
  return documents;
};

describe('an explanation', () => {
  it('of a payment after an amendment shows it and cites it; of one before stays what it was, to the byte', async () => {
    const history = await openHistory(plan);
    await sell(history, { deal: 'D-1', amount: '20.00', on: '2017-01-10' });
    const [first = ''] = await bookedIn(history.store);
    const before = right(await history.explainer.why(first));
    await amend(history, 'A-1', { attribution: shares[1], attributes: { product: 'Pro' } });
    await pay(history, 'P-2', 1000);
    await payOut(history, '2017-03-06');
    expect(right(await explainerOf(history.store).why(first))).toEqual(before);
    const documents = await documentsOf(history);
    const amendment = (await eventsOf(history.store)).find(({ type }) => type === 'DealAmended');
    const payout = documents.find(({ about }) => about.kind === 'payout' && about.partner === 'moses');
    expect(payout?.lines).toMatchObject([
      { kind: 'accrual', deal: { attributes: { product: 'Pro' }, amendments: [{ from: { event: amendment?.id } }] } },
      { kind: 'accrual', deal: { amendments: [{ amendment: 'A-1', reason: 'agreed in A-1', author: 'ann' }] } },
    ]);
    const cited = Object.values(payout?.nodes ?? {}).flatMap((node) =>
      node.kind === 'fact' ? node.from.flatMap(({ event, path }) => (event === amendment?.id ? [path] : [])) : [],
    );
    expect(cited).toEqual(['/attributes/product']);
    if (payout === undefined) throw new Error('There is no payout.');
    expect(renderMarkdown(payout, { locale: 'en' })).toContain('deal amended: agreed in A-1');
    expect(renderMarkdown(payout, { locale: 'ru' })).toContain('сделка изменена: agreed in A-1');
  });

  it('of an amended amount and of amended shares cites the amendment that said each', async () => {
    const history = await openHistory(plan);
    await sell(history, { deal: 'D-1', amount: '20.00', on: '2017-01-10' });
    await amend(history, 'A-1', { amount: usd(3000), overlays: [{ partner: 'melvin', role: 'helper', share: '0.5' }] });
    await amend(history, 'A-2', { attribution: shares[2] });
    await pay(history, 'P-2', 1000);
    const ids = (await eventsOf(history.store)).flatMap(({ type, id }) => (type === 'DealAmended' ? [id] : []));
    const cited = (await documentsOf(history)).flatMap(({ nodes }) =>
      Object.values(nodes).flatMap((node) =>
        node.kind === 'fact' ? node.from.map(({ event, path }) => `${ids.indexOf(event)} ${path}`) : [],
      ),
    );
    expect(new Set(cited.filter((each) => !each.startsWith('-1')))).toEqual(
      new Set([
        '0 /amount',
        '0 /overlays/0/share',
        '1 /attribution',
        '1 /attribution/0/share',
        '1 /attribution/1/share',
      ]),
    );
  });

  it('that leaves an amendment out, or names another reason, is found out', async () => {
    const history = await openHistory(plan);
    await sell(history, { deal: 'D-1', amount: '20.00', on: '2017-01-10' });
    await amend(history, 'A-1', { attribution: shares[1] });
    await pay(history, 'P-2', 1000);
    const id = (await bookedIn(history.store)).at(-2) ?? '';
    const document = right(await explainerOf(history.store).why(id));
    const text = JSON.stringify(document);
    expect(text).toContain('agreed in A-1');
    const [line] = document.lines;
    if (line?.kind !== 'accrual') throw new Error('It is no accrual.');
    const { amendments: _amendments, ...deal } = line.deal;
    const forged: readonly unknown[] = [
      JSON.parse(text.replaceAll('agreed in A-1', 'agreed in A-9')),
      { ...document, lines: [{ ...line, deal }] },
    ];
    for (const each of forged)
      expect(left(await verifyExplanation(each, storedEventIn(history.store))).map(({ _tag }) => _tag)).not.toEqual([]);
  });

  it('of what was rated again derives it on the deal as amended, with who decided it', async () => {
    const history = await openHistory(plan);
    await sell(history, { deal: 'D-1', amount: '20.00', on: '2017-01-10' });
    await amend(history, 'A-1', { attribution: shares[2] });
    await rerate(history, 'R-1');
    const documents = await documentsOf(history);
    const newly = documents.filter(({ about, lines }) => about.kind === 'accrual' && 'deal' in (lines[0] ?? {}));
    expect(newly.at(-1)?.lines).toMatchObject([{ deal: { amendments: [{ amendment: 'A-1' }] } }]);
    const trueUps = documents.filter(({ about }) => about.kind === 'true-up');
    expect(trueUps).toHaveLength(2);
    for (const { root, nodes, lines } of trueUps) {
      // Derived from the facts, not told by the event alone.
      expect(nodes[root]).toMatchObject({ kind: 'op' });
      expect(lines).toMatchObject([
        { rerating: { id: 'R-1', author: 'ann', approver: 'bob' }, deal: { amendments: [{ amendment: 'A-1' }] } },
      ]);
    }
  });
});

it('explains what was taken back of somebody who was amended out, and the reversals of that', async () => {
  const history = await openHistory(plan);
  await sell(history, { deal: 'D-1', amount: '20.00', on: '2017-01-10' });
  await amend(history, 'A-1', { attribution: shares[3] });
  await rerate(history, 'R-1');
  await refund(history, 'D-1', 'F-1', '5.00', '2017-01-22');
  const [trueUp] = (await eventsOf(history.store)).flatMap(({ type, data }) => (type === 'TrueUpPosted' ? [data] : []));
  expect(trueUp).toMatchObject({ partner: 'darcel', amount: { minor: -300n } });
  const explained = (await documentsOf(history)).filter(({ about }) => about.partner === 'darcel');
  expect(explained.map(({ about }) => `${about.kind} ${about.amount.amount}`)).toEqual([
    'accrual 3.00',
    'true-up -3.00',
    'reversal -0.75',
    'reversal 0.75',
  ]);
});

type Happening =
  | Readonly<{ type: 'amend'; split: number; pro: boolean; helper: boolean; cents: number }>
  | Readonly<{ type: 'pay' | 'refund'; cents: number }>
  | Readonly<{ type: 'rerate' }>;

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    type: fc.constant('amend' as const),
    split: fc.integer({ min: 0, max: 3 }),
    pro: fc.boolean(),
    helper: fc.boolean(),
    cents: fc.integer({ min: 1, max: 3000 }),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom('pay' as const, 'refund' as const),
      cents: fc.integer({ min: 1, max: 900 }),
    }),
  },
  fc.record({ type: fc.constant('rerate' as const) }),
);

const play = async (happenings: readonly Happening[]): Promise<History> => {
  const history = await openHistory(plan);
  const { ledger } = history;
  await sell(history, { deal: 'D-1', amount: '15.00', on: '2017-01-10' });
  for (const [index, told] of happenings.entries()) {
    if (told.type === 'rerate') await rerate(history, `R-${index}`);
    else if (told.type === 'pay') await pay(history, `P-${index}`, told.cents);
    else if (told.type === 'amend')
      await amend(history, `A-${index}`, {
        attribution: shares[told.split],
        attributes: { product: told.pro ? 'Pro' : 'Lite' },
        overlays: told.helper ? [{ partner: 'melvin', role: 'helper' }] : [],
        amount: usd(told.cents),
      });
    // A refund that is more than is left of the payment is refused.
    else
      await ledger.recordRefund({
        deal: 'D-1',
        payment: 'D-1-p1',
        refund: `F-${index}`,
        amount: usd(told.cents),
        reason: 'returned',
        occurredAt: '2017-01-22T12:00:00Z',
      });
  }
  return history;
};

describe('whatever happens to an amended deal', () => {
  it(
    'every amount is explained, every document holds, and nothing is left unexplained',
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 7 }), async (happenings) => {
          const history = await play(happenings);
          await documentsOf(history);
          await payOut(history, '2017-03-06');
          await refund(history, 'D-1', 'last', '0.01', '2017-03-07').catch(() => undefined);
          await documentsOf(history);
        }),
        { numRuns: 40 },
      ),
    60_000,
  );
});
