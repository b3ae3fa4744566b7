import { addMonths } from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  checkForPublication,
  describePublicationRefusal,
  type ExampleStep,
  type PlanDocument,
} from '../../src/index.ts';
import { day } from '../someFacts.ts';
import { counterOf, paid, planOf, refunded, ruleOf, tenPercent, withSteps } from './somePlans.ts';

/** The plan can be published: it makes sense, and its worked examples compute. */
const publishes = (document: PlanDocument): void => {
  const checked = checkForPublication(document);
  expect(E.isLeft(checked) ? describePublicationRefusal(checked.left) : 'published').toBe('published');
};

const brings = (document: PlanDocument, ...steps: readonly ExampleStep[]): void =>
  publishes(withSteps(document, steps));

const onWin = { earnedOn: 'win' } as const;

const won = (date: string, deal: string, amount: string, expected: Readonly<Record<string, string>>): ExampleStep => ({
  date,
  win: { deal, amount },
  expect: expected,
});

const payout = (
  date: string,
  expected: Extract<ExampleStep, { payout: unknown }>['expect'],
  status?: string,
): ExampleStep => ({
  date,
  payout: status === undefined ? {} : { status },
  expect: expected,
});

describe('tiers that others have published', () => {
  it('250 for each signup, from the third on all at 275: the third brings 275 and 50', () => {
    const plan = planOf({
      counters: [
        counterOf('signups', 'count', { on: 'win', window: 'month' }),
        counterOf('paid', { earned: ['signup'] }, { window: 'month' }),
      ],
      rules: [
        ruleOf(
          'signup',
          { slab: { counter: 'signups', already: 'paid', bands: [{ below: '3', each: '250' }, { each: '275' }] } },
          onWin,
        ),
      ],
      refunds: { counters: 'keep' },
    });
    brings(
      plan,
      won('2017-01-02', 'a', '0', { signup: '250.00' }),
      won('2017-01-03', 'b', '0', { signup: '250.00' }),
      won('2017-01-04', 'c', '0', { signup: '325.00' }),
      won('2017-01-05', 'd', '0', { signup: '275.00' }),
      won('2017-02-01', 'e', '0', { signup: '250.00' }),
    );
  });

  it('10 % of the first two conversions, 20 % of those after', () => {
    const bands = [{ below: '2', rate: '0.10' }, { rate: '0.20' }];
    const plan = planOf({
      counters: [counterOf('conversions', 'count', { on: 'payment', window: 'month', refunds: 'whole' })],
      rules: [ruleOf('share', { lookup: { of: 'payment', by: { counter: 'conversions', at: 'before' }, bands } })],
    });
    brings(
      plan,
      paid('2017-01-01', 'p1', '50', { share: '5.00' }),
      paid('2017-01-02', 'p2', '50', { share: '5.00' }),
      paid('2017-01-03', 'p3', '50', { share: '10.00' }),
      refunded('2017-01-04', 'p1', '50', { share: '-5.00' }),
      paid('2017-01-05', 'p4', '50', { share: '10.00' }),
      paid('2017-02-01', 'p5', '50', { share: '5.00' }),
    );
  });

  it('15, 18 or 22 % by the sales of the month before', () => {
    const bands = [{ below: '5000', rate: '0.15' }, { below: '15000', rate: '0.18' }, { rate: '0.22' }];
    const plan = planOf({
      counters: [counterOf('sales', 'payment', { window: 'month' })],
      rules: [ruleOf('share', { lookup: { of: 'payment', by: { counter: 'sales', at: 'previous' }, bands } })],
    });
    brings(
      plan,
      paid('2017-01-01', 'p1', '5000', { share: '750.00' }),
      paid('2017-02-01', 'p2', '15000', { share: '2700.00' }),
      paid('2017-03-01', 'p3', '100', { share: '22.00' }),
      paid('2017-04-01', 'p4', '100', { share: '15.00' }),
    );
  });

  it('less than 50: 10 %, less than 100: 15 %, from 100 on: 20 %, of each order', () => {
    const bands = [{ below: '50', rate: '0.10' }, { below: '100', rate: '0.15' }, { rate: '0.20' }];
    const plan = planOf({
      rules: [ruleOf('order', { lookup: { of: 'payment', by: { measure: 'payment' }, bands } })],
    });
    brings(
      plan,
      paid('2017-01-01', 'p1', '25', { order: '2.50' }),
      paid('2017-01-01', 'p2', '75', { order: '11.25' }),
      paid('2017-01-01', 'p3', '200', { order: '40.00' }),
    );
  });

  it('100,000 at 10 %, 12 % above, of a quota that an enrolment may set', () => {
    const bands = [{ upTo: { parameter: 'quota' }, rate: '0.10' }, { rate: '0.12' }];
    const plan = planOf({
      parameters: { quota: { amount: '100000' } },
      counters: [counterOf('sales', 'deal')],
      rules: [ruleOf('quota', { marginal: { of: 'deal', counter: 'sales', bands } }, onWin)],
    });
    publishes(withSteps(plan, [won('2017-01-01', 'a', '130000', { quota: '13600.00' })]));
    publishes(withSteps(plan, [won('2017-01-01', 'a', '130000', { quota: '14600.00' })], { quota: '50000' }));
  });

  it('a ramp that pays 10, 40 and 100 evenly over its bands: 80 for 4,500', () => {
    const bands = [
      { upTo: '1000', spread: '10' },
      { upTo: '3000', spread: '40' },
      { upTo: '8000', spread: '100' },
      { rate: '0' },
    ];
    const plan = planOf({
      counters: [counterOf('sales', 'deal')],
      rules: [ruleOf('ramp', { marginal: { of: 'deal', counter: 'sales', bands } }, onWin)],
    });
    brings(plan, won('2017-01-01', 'a', '4000', { ramp: '70.00' }), won('2017-01-02', 'b', '500', { ramp: '10.00' }));
    brings(plan, won('2017-01-01', 'a', '4500', { ramp: '80.00' }));
  });

  it('graduated shares with a flat step for each band that is reached', () => {
    const bands = [
      { upTo: '10', rate: '0.01', flat: '200' },
      { upTo: '20', rate: '0.02', flat: '300' },
      { rate: '0.03', flat: '400' },
    ];
    const plan = planOf({ rules: [ruleOf('graduated', { marginal: { of: 'deal', bands } }, onWin)] });
    const pays = { '1': '200.01', '10': '200.10', '11': '500.12', '12': '500.14', '21': '900.33' };
    brings(
      plan,
      ...Object.entries(pays).map(([units, graduated]) => won('2017-01-01', `of-${units}`, units, { graduated })),
    );
  });
});

describe('recurring commission that others have published', () => {
  /** A payment on the same day of each month. */
  const monthly = (count: number, amount: string, expected: (month: number) => Readonly<Record<string, string>>) =>
    Array.from({ length: count }, (_, month) =>
      paid(addMonths(day('2017-01-31'), month), `p${month}`, amount, expected(month)),
    );
  const measures = { months: { elapsed: 'months', since: 'first-payment' } } as const;

  it('25 % of 100 a month for 24 months is 600', () => {
    const plan = planOf({
      measures,
      rules: [
        ruleOf(
          'recurring',
          { percent: { of: 'payment', rate: '0.25' } },
          { when: { measure: 'months', lessThan: '24' } },
        ),
      ],
    });
    brings(
      plan,
      ...monthly(26, '100', (month): Readonly<Record<string, string>> => (month < 24 ? { recurring: '25.00' } : {})),
    );
  });

  it('50 % of the first month, 25 % to the twelfth, then 10 %: 172.50 in 14 months', () => {
    const bands = [{ below: '1', rate: '0.50' }, { below: '12', rate: '0.25' }, { rate: '0.10' }];
    const plan = planOf({
      measures,
      rules: [ruleOf('decay', { lookup: { of: 'payment', by: { measure: 'months' }, bands } })],
    });
    const decay = (month: number): string => {
      if (month === 0) return '25.00';
      return month < 12 ? '12.50' : '5.00';
    };
    brings(plan, ...monthly(14, '50', (month) => ({ decay: decay(month) })), payout('2018-04-05', { net: '172.50' }));
  });
});

describe('shares, levels and bonuses that others have published', () => {
  it('60 and 40 % of 10,000', () => {
    const shares = ['0.6', '0.4'];
    const pay = { percent: { of: 'deal', rate: '0.10' } } as const;
    const plan = planOf({
      rules: [
        ruleOf('seller', pay, { ...onWin, split: { group: 'team', place: 1, shares } }),
        ruleOf('engineer', pay, {
          ...onWin,
          beneficiary: 'overlay-engineer',
          split: { group: 'team', place: 2, shares },
        }),
      ],
    });
    brings(plan, won('2017-01-01', 'a', '100000', { seller: '6000.00', engineer: '4000.00' }));
  });

  it('50 for each meeting and 2 % of 15,000 is 350', () => {
    const plan = planOf({
      measures: { meetings: { quantity: 'meetings', of: 'deal' } },
      rules: [
        ruleOf('meeting', { each: '50', of: 'meetings' }, onWin),
        ruleOf('share', { percent: { of: 'deal', rate: '0.02' } }, onWin),
      ],
    });
    const win = { deal: 'a', amount: '15000', quantities: { meetings: '1' } };
    brings(plan, { date: '2017-01-01', win, expect: { meeting: '50.00', share: '300.00' } });
  });

  it('commission on 20,000 is 4,000, of which half is due when half is paid', () => {
    const plan = planOf({
      counters: [counterOf('collected', 'payment', { window: 'ever', per: 'deal' })],
      rules: [ruleOf('cash', { collected: { pay: { percent: { of: 'deal', rate: '0.2' } }, counter: 'collected' } })],
    });
    brings(
      plan,
      won('2017-01-01', 'd1', '20000', {}),
      paid('2017-02-01', 'p1', '10000', { cash: '2000.00' }),
      paid('2017-03-01', 'p2', '10000', { cash: '2000.00' }),
      paid('2017-04-01', 'p3', '10000', {}),
    );
  });
});

describe('what is taken back, as others have published it', () => {
  it('half of the commission of 10 when 60 of 120 are refunded', () => {
    const plan = planOf({
      measures: { shipping: { amount: 'shipping', of: 'payment' }, goods: { sum: ['payment'], less: ['shipping'] } },
      rules: [ruleOf('share', { percent: { of: 'goods', rate: '0.10' } })],
    });
    brings(
      plan,
      {
        date: '2017-01-01',
        payment: { payment: 'p1', deal: 'd1', amount: '120', amounts: { shipping: '20' } },
        expect: { share: '10.00' },
      },
      refunded('2017-01-02', 'p1', '60', { share: '-5.00' }),
    );
  });

  it('half of it when a contract of 12 months is cancelled after 6', () => {
    const plan = planOf({
      cancellation: { takeBack: 'unserved', term: 12, by: 'months' },
      rules: [ruleOf('share', { percent: { of: 'deal', rate: '0.10' } }, onWin)],
    });
    brings(plan, won('2017-01-31', 'a', '1000', { share: '100.00' }), {
      date: '2017-07-31',
      cancel: { deal: 'a' },
      expect: { share: '-50.00' },
    });
  });
});

describe('payouts that others have published', () => {
  const share = ruleOf('share', tenPercent);

  it('a draw of 1,000: 500, 300 and 600 are advanced, and 1,400 owed', () => {
    const plan = planOf({
      rules: [share],
      payout: {
        day: 1,
        convention: 'none',
        cutOff: 'start-of-month',
        minimum: '0',
        draw: { amount: '1000', kind: 'recoverable', from: '2017-01-01' },
      },
    });
    brings(
      plan,
      paid('2017-01-10', 'p1', '5000', { share: '500.00' }),
      payout('2017-02-01', { advanced: '500.00', debt: '500.00', net: '1000.00' }),
      paid('2017-02-10', 'p2', '7000', { share: '700.00' }),
      payout('2017-03-01', { advanced: '300.00', debt: '800.00', net: '1000.00' }),
      paid('2017-03-10', 'p3', '4000', { share: '400.00' }),
      payout('2017-04-01', { advanced: '600.00', debt: '1400.00', net: '1000.00', carried: '0.00' }),
    );
  });

  it('40 on the 1st of December is not paid, 60 on the 1st of January is', () => {
    const plan = planOf({
      rules: [share],
      payout: { day: 1, convention: 'none', cutOff: 'start-of-month', minimum: '50' },
    });
    brings(
      plan,
      paid('2017-11-10', 'p1', '400', { share: '40.00' }),
      payout('2017-12-01', { deferred: 'below-minimum', gross: '40.00', carried: '40.00', net: '0' }),
      paid('2017-12-20', 'p2', '200', { share: '20.00' }),
      payout('2018-01-01', { net: '60.00', carried: '0' }),
    );
  });

  it('70 % now, 30 % after the window', () => {
    const parts = [
      { share: '0.7', hold: { days: 0 } },
      { share: '0.3', hold: { days: 90 } },
    ];
    brings(
      planOf({ rules: [ruleOf('share', tenPercent, { installments: parts })] }),
      paid('2017-01-10', 'p1', '1000', { share: '100.00' }),
      payout('2017-02-05', { net: '70.00', carried: '30.00' }),
      payout('2017-05-05', { net: '30.00', carried: '0' }),
    );
  });

  it('20 March and 60 days is 19 May', () => {
    const plan = planOf({
      rules: [share],
      hold: { days: 60 },
      payout: { weekday: 'friday', convention: 'none', cutOff: { daysBefore: 0 }, minimum: '0' },
    });
    brings(
      plan,
      paid('2017-03-20', 'p1', '100', { share: '10.00' }),
      // 19 May 2017 is a Friday: what matures on the day itself is for the next one.
      payout('2017-05-19', { deferred: 'nothing-due' }),
      payout('2017-05-26', { net: '10.00' }),
    );
  });

  it('1,000 with 30 % withheld is 700, unless the form is there', () => {
    const plan = planOf({
      rules: [share],
      payout: {
        day: 5,
        convention: 'none',
        cutOff: 'start-of-month',
        minimum: '0',
        withholding: [
          { status: 'none', rate: '0.30', from: '2017-01-01' },
          { status: 'w-8ben', rate: '0', from: '2017-01-01' },
        ],
        vat: [{ status: 'registered', rate: '0.20', from: '2017-01-01' }],
      },
    });
    const earned = (month: string) => paid(`2017-${month}-10`, `p${month}`, '10000', { share: '1000.00' });
    brings(
      plan,
      earned('01'),
      payout('2017-02-05', { gross: '1000.00', withheld: '300.00', net: '700.00' }),
      earned('02'),
      payout('2017-03-05', { withheld: '0.00', net: '1000.00' }, 'w-8ben'),
      earned('03'),
      payout('2017-04-05', { vat: '200.00', net: '1200.00' }, 'registered'),
    );
  });
});
