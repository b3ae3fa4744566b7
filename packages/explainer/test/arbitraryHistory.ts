import { definePlan, fixed, marginal, percent, type PlanDocument } from '@commission-ledger/plans';
import * as fc from 'fast-check';
import { correct, openHistory, payOut, refund, sell, type History } from './history.ts';

/** A small story: the plan, and what happened under it, day by day. */
export type Story = Readonly<{ plan: PlanDocument; happenings: readonly Happening[] }>;

type Happening =
  | Readonly<{ type: 'sale'; cents: number; product: string; credited: 'darcel' | 'both' }>
  | Readonly<{ type: 'refund'; sale: number; percent: number }>
  | Readonly<{ type: 'correction'; cents: number }>;

const amountOf = (cents: number): string => `${Math.trunc(cents / 100)}.${`${cents % 100}`.padStart(2, '0')}`;

/** Rates, edges and policies of all kinds; whatever a win or a payment can earn. */
const arbitraryPlan: fc.Arbitrary<PlanDocument> = fc
  .record({
    mode: fc.constantFrom('half-even' as const, 'half-up' as const, 'down' as const, 'up' as const),
    window: fc.constantFrom('month' as const, 'quarter' as const, 'year' as const, 'ever' as const),
    counters: fc.constantFrom('lower' as const, 'keep' as const),
    days: fc.integer({ min: 0, max: 40 }),
    edges: fc.uniqueArray(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 2 }),
    rates: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 4, maxLength: 4 }),
    third: fc.boolean(),
  })
  .map(({ mode, window, counters, days, edges, rates, third }) => {
    const rate = (place: number): string => `0.${`${rates[place] ?? 1}`.padStart(3, '0')}`;
    const bands = edges
      .toSorted((a, b) => a - b)
      .reduce(
        (sofar, edge, index) => sofar.upTo(amountOf(edge), rate(index)),
        marginal({ of: 'payment', along: 'own' }),
      );
    return definePlan({
      plan: 'story',
      version: 1,
      title: { en: 'Story' },
      currency: 'USD',
      effectiveFrom: '2016-01-01',
      selectedBy: 'payment',
      rounding: { mode },
      hold: { days },
      refunds: { counters },
      payout: { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '0.00' },
      attributes: { product: { ifMissing: 'unknown' } },
      counters: [{ id: 'own', measure: 'payment', window }],
      rules: [
        {
          id: 'tiers',
          clause: '1',
          title: { en: 'T' },
          earnedOn: 'payment',
          beneficiary: 'referrer',
          pay: bands.above(rate(2)),
        },
        {
          id: 'bonus',
          clause: '2',
          title: { en: 'B' },
          earnedOn: 'win',
          beneficiary: 'referrer',
          when: {
            any: [
              { attribute: 'product', in: ['Pro'] },
              { measure: 'deal', atLeast: '300.00' },
            ],
          },
          pay: fixed('2.50'),
        },
        {
          id: 'manager',
          clause: '3',
          title: { en: 'M' },
          earnedOn: 'payment',
          beneficiary: 'upline',
          pay: percent(third ? { num: '1', den: '30' } : rate(3)).of('payment'),
        },
      ],
      examples: [
        { title: { en: 'E' }, given: { deal: '1.00', attributes: { product: 'Pro' } }, expect: { bonus: '2.50' } },
      ],
    });
  });

const arbitraryHappening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('sale' as const),
      cents: fc.integer({ min: 1, max: 50_000 }),
      product: fc.constantFrom('Pro', 'Basic'),
      credited: fc.constantFrom('darcel' as const, 'both' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('refund' as const),
      sale: fc.nat(5),
      percent: fc.integer({ min: 1, max: 60 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('correction' as const), cents: fc.integer({ min: 1, max: 999 }) }),
  },
);

/** Stories of a few sales, refunds and corrections. */
export const arbitraryStory: fc.Arbitrary<Story> = fc.record({
  plan: arbitraryPlan,
  happenings: fc.array(arbitraryHappening, { minLength: 1, maxLength: 7 }),
});

/** Plays the story through the real ledger, ending with two payout runs. */
export const play = async ({ plan, happenings }: Story): Promise<History> => {
  const history = await openHistory(plan);
  const sales: { deal: string; cents: number; left: number }[] = [];
  for (const [index, happening] of happenings.entries()) {
    const on = `2017-01-${`${index + 2}`.padStart(2, '0')}`;
    if (happening.type === 'sale') {
      const deal = `D-${sales.length + 1}`;
      const { cents, product } = happening;
      const attribution = happening.credited === 'both' ? shared : undefined;
      sales.push({ deal, cents, left: cents });
      await sell(history, { deal, amount: amountOf(cents), on, product, ...(attribution && { attribution }) });
    } else if (happening.type === 'refund') {
      const sale = sales[happening.sale % Math.max(1, sales.length)];
      const cents = Math.min(sale?.left ?? 0, Math.ceil(((sale?.cents ?? 0) * happening.percent) / 100));
      if (sale === undefined || cents === 0) continue;
      sale.left -= cents;
      await refund(history, sale.deal, `R-${index}`, amountOf(cents), on);
    } else await correct(history, `fix-${index}`, amountOf(happening.cents), 'Because');
  }
  await payOutIfDue(history, '2017-02-06');
  await payOutIfDue(history, '2017-04-05');
  return history;
};

const shared = [
  { partner: 'moses', share: '0.35' },
  { partner: 'darcel', share: '0.65' },
];

/** Nobody may have earned anything yet. */
const payOutIfDue = async (history: History, date: string): Promise<void> => {
  const due = await history.ledger.previewPayouts({ program: 'crm-2017', date });
  if (due._tag === 'Right') await payOut(history, date);
};
