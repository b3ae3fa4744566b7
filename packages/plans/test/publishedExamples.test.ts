import { describe, expect, it } from 'vitest';
import { checkForPublication, definePlan, percent, type Band, type PlanDocument } from '../src/index.ts';
import { factsOf, paid, right } from './someFacts.ts';
import { compilePlan, rate } from '../src/index.ts';

/** A plan of marginal bands on deals as they are won, each band as an upper edge and a rate. */
const bandsOnWins = (
  bands: readonly Band[],
  examples: readonly (readonly [before: string, deal: string, pays: string])[],
): PlanDocument => ({
  ...terms,
  counters: [{ id: 'sales', measure: 'deal', window: 'year' }],
  rules: [
    {
      id: 'bands',
      clause: '1',
      title: { en: 'Bands' },
      earnedOn: 'win',
      beneficiary: 'referrer',
      pay: { marginal: { of: 'deal', counter: 'sales', bands } },
    },
  ],
  examples: examples.map(([before, deal, pays]) => ({
    title: { en: `${deal} after ${before}` },
    given: { deal, counters: { sales: before } },
    expect: { bands: pays },
  })),
});

const terms = {
  schema: 'plan/1',
  plan: 'published',
  version: 1,
  title: { en: 'A published example' },
  currency: 'USD',
  effectiveFrom: '2020-01-01',
  selectedBy: 'win',
  rounding: { mode: 'half-even' },
  hold: { days: 0 },
  refunds: { counters: 'lower' },
  payout: { day: 1, convention: 'none', cutOff: 'start-of-month', minimum: '0' },
  attributes: {},
} as const;

const publishes = (document: PlanDocument): void => {
  expect(right(checkForPublication(document)).document).toEqual(document);
};

describe('worked examples that others have published', () => {
  it('a deal across two bands in mid-period: 5.5 % blended', () => {
    const bands = [{ upTo: '150000', rate: '0.04' }, { upTo: '250000', rate: '0.06' }, { rate: '0.08' }];
    publishes(bandsOnWins(bands, [['145000', '20000', '1100']]));
  });

  const steps = [
    { upTo: '1000', rate: '0.01' },
    { upTo: '3000', rate: '0.02' },
    { upTo: '8000', rate: '0.03' },
    { rate: '0.05' },
  ];
  const deals = ['200', '300', '1500', '1200', '2000', '4500'];

  it('six deals, each alone: 164', () => {
    const pays = ['2', '3', '20', '14', '30', '95'];
    publishes(
      bandsOnWins(
        steps,
        deals.map((deal, index) => ['0', deal, pays[index] ?? ''] as const),
      ),
    );
  });

  it('the same six deals, one after the other: 285', () => {
    let before = 0;
    const total = deals.reduce((sum, deal) => {
      const document = bandsOnWins(steps, [['0', '200', '2']]);
      const pays = paid(document, 'bands', { deal, counters: { sales: String(before) } });
      before += Number(deal);
      return sum + Number(pays);
    }, 0);
    expect([before, total]).toEqual([9700, 285]);
  });

  it('5 % of the first 10,000, 7 % of the next 15,000, 10 % above', () => {
    const bands = [{ upTo: '10000', rate: '0.05' }, { upTo: '25000', rate: '0.07' }, { rate: '0.1' }];
    publishes(bandsOnWins(bands, [['0', '30000', '2050']]));
  });

  it('an accelerator beyond a quota of 100,000: 5,000 + 1,500 + 1,750', () => {
    const bands = [{ upTo: '100000', rate: '0.05' }, { upTo: '125000', rate: '0.06' }, { rate: '0.07' }];
    publishes(
      bandsOnWins(bands, [
        ['0', '150000', '8250'],
        ['0', '100000', '5000'],
        ['100000', '25000', '1500'],
        ['125000', '25000', '1750'],
      ]),
    );
  });

  it('an override of 3 % beside 10 % of the seller', () => {
    const sales = {
      '75000': ['7500', '2250'],
      '60000': ['6000', '1800'],
      '67500': ['6750', '2025'],
      '52500': ['5250', '1575'],
      '45000': ['4500', '1350'],
    };
    publishes(
      definePlan({
        ...terms,
        counters: [],
        rules: [
          {
            id: 'rep',
            clause: '1',
            title: { en: 'Seller' },
            earnedOn: 'win',
            beneficiary: 'referrer',
            pay: percent('0.1').of('deal'),
          },
          {
            id: 'manager',
            clause: '2',
            title: { en: 'Override' },
            earnedOn: 'win',
            beneficiary: 'upline',
            pay: percent('0.03').of('deal'),
          },
        ],
        examples: Object.entries(sales).map(([deal, [rep = '', manager = '']]) => ({
          title: { en: deal },
          given: { deal },
          expect: { rep, manager },
        })),
      }),
    );
  });

  it('half-up cents', () => {
    const cents = [
      ['0.07', '0.2', '0.01'],
      ['0.02', '0.2', '0'],
      ['0.03', '0.2', '0.01'],
      ['0.15', '0.1', '0.02'],
      ['0.01', '0.5', '0.01'],
      ['5.00', '0.029', '0.15'],
    ] as const;
    for (const [deal, rateOfDeal, pays] of cents) {
      publishes(
        definePlan({
          ...terms,
          rounding: { mode: 'half-up' },
          counters: [],
          rules: [
            {
              id: 'share',
              clause: '1',
              title: { en: 'Share' },
              earnedOn: 'win',
              beneficiary: 'referrer',
              pay: percent(rateOfDeal).of('deal'),
            },
          ],
          examples: [{ title: { en: deal }, given: { deal }, expect: { share: pays } }],
        }),
      );
    }
  });

  it('6.45 at 30 % is 1.94, half-up and half-even (1.935 is a tie, and 1.94 is even)', () => {
    for (const mode of ['half-up', 'half-even', 'up'] as const) {
      publishes(
        definePlan({
          ...terms,
          rounding: { mode },
          counters: [],
          rules: [
            {
              id: 'share',
              clause: '1',
              title: { en: 'Share' },
              earnedOn: 'win',
              beneficiary: 'referrer',
              pay: percent('0.3').of('deal'),
            },
          ],
          examples: [{ title: { en: 'x' }, given: { deal: '6.45' }, expect: { share: '1.94' } }],
        }),
      );
    }
  });
});

describe('traps', () => {
  const cents = [{ upTo: '0.10', rate: '0.05' }, { rate: '0.5' }];

  it('rounds the sum of the slices once, not each slice', () => {
    // 0.10 × 5 % + 0.01 × 50 % = 0.005 + 0.005: slice by slice it would be 0.00 half-even, or 0.02 half-up.
    for (const mode of ['half-even', 'half-up', 'down', 'up'] as const) {
      const document = { ...bandsOnWins(cents, [['0', '0.11', '0.01']]), rounding: { mode } };
      publishes(document);
    }
  });

  it('pays another sum in another order only through the counter', () => {
    const bands = [{ upTo: '100', rate: '0' }, { rate: '0.1' }];
    const document = bandsOnWins(bands, [['0', '100', '0']]);
    const inOrder = (first: string, second: string) => [
      paid(document, 'bands', { deal: first }),
      paid(document, 'bands', { deal: second, counters: { sales: first } }),
    ];
    expect(inOrder('80', '30')).toEqual(['zero', '1.00']);
    expect(inOrder('30', '80')).toEqual(['zero', '1.00']);
  });

  it('gives a third of a third exactly, until it is rounded', () => {
    const third = { num: '1', den: '3' };
    const document = bandsOnWins([{ upTo: '1', rate: third }, { rate: third }], [['0', '3', '1']]);
    publishes(document);
    const rating = right(rate(compilePlan(document), factsOf({ deal: '3' })));
    const [outcome] = rating.outcomes;
    expect(outcome?._tag === 'earned' && outcome.root.kind === 'round' && outcome.root.residue.num.isZero()).toBe(true);
  });
});
