import type { PlanDocument, Rule } from '../../src/index.ts';

const rule = (
  id: string,
  clause: string,
  written: Pick<Rule, 'pay'> & Partial<Omit<Rule, 'id' | 'clause' | 'title'>>,
): Rule => ({
  id,
  clause,
  title: { en: `Clause ${clause}`, ru: `Пункт ${clause}` },
  earnedOn: 'payment',
  beneficiary: 'referrer',
  ...written,
});

/** A plan that says everything the language can say, and has no problem. */
export const wholePlan: PlanDocument = {
  schema: 'plan/1',
  plan: 'whole',
  version: 3,
  title: { en: 'Everything', ru: 'Всё' },
  currency: 'USD',
  converts: ['EUR', 'GBP'],
  effectiveFrom: '2020-01-01',
  selectedBy: 'lead',
  existingPartners: 'stay',
  rounding: { mode: 'half-even' },
  hold: { days: 30, months: 1, from: 'end-of-month' },
  refunds: { counters: 'lower', within: 90 },
  payout: {
    day: 5,
    months: [3, 6, 9, 12],
    convention: 'modified-following',
    cutOff: { daysBefore: 10 },
    minimum: '50.00',
    negative: 'write-off',
    draw: { amount: '1000.00', kind: 'forgiven', from: '2020-01-01', until: '2020-06-30', recovery: '0.5' },
    withholding: [
      { status: 'none', rate: '0.3', from: '2020-01-01', title: { en: 'Nothing told' } },
      { status: 'none', rate: '0.28', from: '2021-01-01' },
    ],
    vat: [{ status: 'registered', rate: '0.2', from: '2020-01-01' }],
    fees: [
      { id: 'card', title: { en: 'Card' }, rate: '0.03', fixed: '0.30', waivedFrom: '500.00', bornBy: 'partner' },
      { id: 'bank', title: { en: 'Bank' }, fixed: '25.00', bornBy: 'program' },
    ],
  },
  attribution: { model: 'last-touch', days: 90 },
  sharing: 'base',
  attributes: { product: { title: { en: 'Product' }, ifMissing: 'other' }, customer: {} },
  measures: {
    tax: { amount: 'tax', of: 'payment', ifMissing: '0.00' },
    cost: { amount: 'cost', of: 'deal' },
    net: { title: { en: 'Net payment' }, sum: ['payment'], less: ['tax'], share: '0.8' },
    margin: { sum: ['deal'], less: ['cost'], notBelowZero: true },
    seats: { quantity: 'seats', of: 'deal', ifMissing: '1' },
    age: { elapsed: 'months', since: 'first-payment' },
    below: { commission: ['tiers', 'flat'] },
    own: { commission: ['tiers'] },
  },
  parameters: {
    quota: { amount: '1000.00', title: { en: 'Quota' } },
    share: { rate: '0.1' },
    fee: { amount: '5.00' },
  },
  counters: [
    {
      id: 'sales',
      title: { en: 'Sales' },
      measure: 'net',
      window: 'quarter',
      where: { attribute: 'product', notIn: ['trial'] },
    },
    { id: 'wins', measure: 'count', window: 'month', on: 'win' },
    { id: 'paid-times', measure: 'count', window: 'ever', on: 'payment', per: 'deal', refunds: 'whole' },
    { id: 'won-sales', measure: 'deal', window: 'month' },
    { id: 'bonus-earned', measure: { earned: ['bonus'] }, window: 'month' },
    { id: 'capped', measure: { earned: ['limited', 'flat'] }, window: 'month', refunds: 'lower' },
    { id: 'kept', measure: { excess: 'limited' }, window: 'ever', refunds: 'keep' },
    { id: 'guaranteed', measure: { unlimited: 'guarantee' }, window: 'quarter', refunds: 'keep' },
    { id: 'of-deal', measure: 'payment', window: 'ever', per: 'deal' },
    { id: 'of-customer', measure: 'seats', window: 'year', on: 'win', per: { attribute: 'customer' } },
    { id: 'team', measure: 'payment', window: 'quarter', of: 'upline' },
  ],
  rules: [
    rule('tiers', '1.1', {
      when: { attribute: 'product', notIn: ['trial'] },
      pay: {
        marginal: {
          of: 'net',
          counter: 'sales',
          bands: [
            { upTo: '500.00', rate: '0.05' },
            { below: { parameter: 'quota' }, rate: { num: '1', den: '15' }, flat: '10.00' },
            { upTo: { share: '1.25', of: 'quota' }, spread: '40.00' },
            { rate: { parameter: 'share' } },
          ],
        },
      },
      hold: { days: 0 },
    }),
    rule('flat', '1.2', {
      when: {
        all: [
          { attribute: 'product', in: ['trial', 'basic'] },
          { measure: 'payment', atLeast: '1.00' },
          { counter: 'sales', at: 'each-earlier', atLeast: { parameter: 'quota' } },
          { date: { from: '2020-02-01', to: '2020-12-31' } },
          { not: { counter: 'paid-times', at: 'before', atLeast: '12' } },
        ],
      },
      pay: { sum: [{ fixed: '1.00' }, { percent: { of: 'own', rate: '1.5', above100: true } }] },
      installments: [
        { share: '0.7', hold: { days: 0 } },
        { share: '0.3', hold: { days: 0, months: 12 } },
      ],
    }),
    rule('bonus', '2.1', {
      earnedOn: 'win',
      pay: {
        slab: {
          counter: 'wins',
          total: 'won-sales',
          already: 'bonus-earned',
          bands: [
            { below: '3', rate: '0.01' },
            { rate: '0.02', flat: '5.00' },
          ],
        },
      },
      refunds: 'true-up',
    }),
    rule('limited', '2.2', {
      pay: {
        cap: {
          pay: {
            lookup: {
              of: 'payment',
              by: { measure: 'age' },
              bands: [{ upTo: '0', rate: '0.5' }, { below: '12', rate: '0.25' }, { rate: '0.1' }],
            },
          },
          at: '300.00',
          counter: 'capped',
          carry: 'kept',
        },
      },
      refunds: 'keep',
    }),
    rule('guarantee', '2.3', {
      pay: {
        floor: {
          pay: {
            first: [
              { when: { counter: 'sales', at: 'previous', lessThan: '100.00' }, pay: { fixed: { parameter: 'fee' } } },
              {
                pay: {
                  lookup: {
                    of: 'payment',
                    by: { counter: 'sales', at: 'after' },
                    bands: [{ below: '5.00', rate: '0' }, { rate: '0.02' }],
                  },
                },
              },
            ],
          },
          at: '20.00',
          counter: 'guaranteed',
        },
      },
    }),
    rule('as-paid', '2.4', {
      pay: { collected: { pay: { percent: { of: 'margin', rate: '0.2' } }, counter: 'of-deal' } },
    }),
    rule('seats', '3.1', {
      earnedOn: 'win',
      pay: {
        greatest: [
          { each: '2.00', of: 'seats' },
          {
            marginal: {
              of: 'seats',
              counter: 'of-customer',
              bands: [{ upTo: '10', each: '3.00', flat: '200.00' }, { each: { parameter: 'fee' } }],
            },
          },
          { least: [{ fixed: '9.00' }, { percent: { of: 'deal', rate: '1' } }] },
        ],
      },
    }),
    rule('manager', '4.1', {
      beneficiary: 'upline',
      when: {
        any: [
          { counter: 'team', at: 'before', atLeast: '10.00' },
          { measure: 'below', lessThan: '5.00' },
        ],
      },
      pay: { percent: { of: 'below', rate: '0.1' } },
    }),
    rule('half', '5.1', {
      earnedOn: 'win',
      pay: { percent: { of: 'deal', rate: '0.01' } },
      split: { group: 'shared', place: 1, shares: ['0.5', '0.25', '0.25'] },
    }),
    rule('engineer', '5.2', {
      earnedOn: 'win',
      beneficiary: 'overlay-engineer',
      pay: { percent: { of: 'deal', rate: '0.01' } },
      split: { group: 'shared', place: 3, shares: ['0.5', '0.25', '0.25'] },
    }),
    rule('third', '5.3', {
      earnedOn: 'win',
      beneficiary: 'upline-3',
      pay: { fixed: '1.00' },
      split: { group: 'over', place: 1, shares: ['1.2'], overlay: true },
    }),
  ],
  examples: [
    {
      title: { en: 'One payment' },
      given: {
        payment: '20.00',
        deal: '100.00',
        amounts: { tax: '1.00', cost: '2.00' },
        quantities: { seats: '3' },
        attributes: { product: 'basic', customer: 'c' },
        counters: { sales: '-1.00', 'paid-times': '2' },
        date: '2020-03-01',
      },
      expect: { tiers: '0.95' },
    },
    {
      title: { en: 'A small history' },
      parameters: { quota: '2000.00', share: { num: '1', den: '3' } },
      steps: [
        {
          date: '2020-03-01',
          win: {
            deal: 'd',
            amount: '100.00',
            amounts: { cost: '10.00' },
            quantities: { seats: '2' },
            attributes: { product: 'basic', customer: 'c' },
            leadOn: '2020-02-01',
            share: '0.5',
          },
          expect: { seats: '9.00' },
        },
        {
          date: '2020-03-01',
          payment: { payment: 'p', deal: 'd', amount: '100.00', amounts: { tax: '0.00' }, attributes: {} },
          expect: { tiers: '5.00' },
        },
        { date: '2020-03-02', refund: { payment: 'p', amount: '50.00' }, expect: { tiers: '-2.50' } },
        { date: '2020-03-03', cancel: { deal: 'd' }, expect: {} },
        {
          date: '2020-04-06',
          payout: { status: 'none' },
          expect: {
            matured: '-1.00',
            advanced: '1.00',
            recovered: '0.00',
            debt: '0.00',
            gross: '0.00',
            withheld: '0.00',
            vat: '0.00',
            fees: '0.00',
            net: '0.00',
            deferred: 'nothing-due',
            carried: '-1.00',
          },
        },
      ],
    },
  ],
};
