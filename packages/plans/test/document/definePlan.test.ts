import { describe, expect, it } from 'vitest';
import {
  all,
  any,
  attribute,
  cap,
  collected,
  counter,
  definePlan,
  each,
  first,
  fixed,
  floor,
  greatest,
  least,
  lookup,
  marginal,
  measure,
  not,
  on,
  parameter,
  percent,
  share,
  slab,
  sum,
  validatePlan,
} from '../../src/index.ts';
import { wholePlan } from '../gate/wholePlan.ts';

const { schema: _schema, counters: _counters, rules: _rules, ...terms } = wholePlan;
const { attributes: _attributes, measures: _measures, parameters: _parameters, examples: _examples, ...head } = terms;
const titled = (clause: string) => ({ clause, title: { en: `Clause ${clause}`, ru: `Пункт ${clause}` } });
const onPayment = { earnedOn: 'payment', beneficiary: 'referrer' } as const;
const onWin = { earnedOn: 'win', beneficiary: 'referrer' } as const;

const written = definePlan({
  ...head,
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
      where: attribute('product').isNot('trial'),
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
    {
      id: 'tiers',
      ...titled('1.1'),
      ...onPayment,
      when: attribute('product').isNot('trial'),
      pay: marginal({ of: 'net', along: 'sales' })
        .upTo('500.00', '0.05')
        .below(parameter('quota'), { rate: { num: '1', den: '15' }, flat: '10.00' })
        .upTo(share('1.25').of('quota'), { spread: '40.00' })
        .above(parameter('share')),
      hold: { days: 0 },
    },
    {
      id: 'flat',
      ...titled('1.2'),
      ...onPayment,
      when: all(
        attribute('product').is('trial', 'basic'),
        measure('payment').atLeast('1.00'),
        counter('sales', 'each-earlier').atLeast(parameter('quota')),
        on({ from: '2020-02-01', to: '2020-12-31' }),
        not(counter('paid-times', 'before').atLeast('12')),
      ),
      pay: sum(fixed('1.00'), percent('1.5', { above100: true }).of('own')),
      installments: [
        { share: '0.7', hold: { days: 0 } },
        { share: '0.3', hold: { days: 0, months: 12 } },
      ],
    },
    {
      id: 'bonus',
      ...titled('2.1'),
      ...onWin,
      pay: slab({ counter: 'wins', total: 'won-sales', already: 'bonus-earned' })
        .below('3', '0.01')
        .above({ rate: '0.02', flat: '5.00' }),
      refunds: 'true-up',
    },
    {
      id: 'limited',
      ...titled('2.2'),
      ...onPayment,
      pay: cap({
        pay: lookup({ of: 'payment', by: { measure: 'age' } })
          .upTo('0', '0.5')
          .below('12', '0.25')
          .above('0.1'),
        at: '300.00',
        counter: 'capped',
        carry: 'kept',
      }),
      refunds: 'keep',
    },
    {
      id: 'guarantee',
      ...titled('2.3'),
      ...onPayment,
      pay: floor({
        pay: first(
          { when: counter('sales', 'previous').lessThan('100.00'), pay: fixed(parameter('fee')) },
          {
            pay: lookup({ of: 'payment', by: { counter: 'sales', at: 'after' } })
              .below('5.00', '0')
              .above('0.02'),
          },
        ),
        at: '20.00',
        counter: 'guaranteed',
      }),
    },
    {
      id: 'as-paid',
      ...titled('2.4'),
      ...onPayment,
      pay: collected({ pay: percent('0.2').of('margin'), counter: 'of-deal' }),
    },
    {
      id: 'seats',
      ...titled('3.1'),
      ...onWin,
      pay: greatest(
        each('2.00').of('seats'),
        marginal({ of: 'seats', along: 'of-customer' })
          .upTo('10', { each: '3.00', flat: '200.00' })
          .above({ each: parameter('fee') }),
        least(fixed('9.00'), percent('1').of('deal')),
      ),
    },
    {
      id: 'manager',
      ...titled('4.1'),
      earnedOn: 'payment',
      beneficiary: 'upline',
      when: any(counter('team', 'before').atLeast('10.00'), measure('below').lessThan('5.00')),
      pay: percent('0.1').of('below'),
    },
    {
      id: 'half',
      ...titled('5.1'),
      ...onWin,
      pay: percent('0.01').of('deal'),
      split: { group: 'shared', place: 1, shares: ['0.5', '0.25', '0.25'] },
    },
    {
      id: 'engineer',
      ...titled('5.2'),
      earnedOn: 'win',
      beneficiary: 'overlay-engineer',
      pay: percent('0.01').of('deal'),
      split: { group: 'shared', place: 3, shares: ['0.5', '0.25', '0.25'] },
    },
    {
      id: 'third',
      ...titled('5.3'),
      earnedOn: 'win',
      beneficiary: 'upline-3',
      pay: fixed('1.00'),
      split: { group: 'over', place: 1, shares: ['1.2'], overlay: true },
    },
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
    wholePlan.examples[1] ?? { title: { en: 'none' }, steps: [] },
  ],
});

describe('the builder', () => {
  it('writes the whole language as it stands in JSON', () => {
    expect(written).toEqual(wholePlan);
  });

  it('writes bands without a counter', () => {
    expect(marginal({ of: 'payment' }).above('0.1')).toEqual({ marginal: { of: 'payment', bands: [{ rate: '0.1' }] } });
  });

  it('lets a plan name only what it declares', () => {
    const rule = { id: 'a', ...titled('1'), ...onPayment } as const;
    const declared = {
      ...head,
      attributes: { product: {} },
      measures: { net: { amount: 'net', of: 'payment' } },
      parameters: { quota: { amount: '1.00' } },
      counters: [{ id: 'sales', measure: 'net', window: 'month' }],
      examples: [],
    } as const;
    const wrong = [
      // @ts-expect-error no such measure
      definePlan({ ...declared, rules: [{ ...rule, pay: percent('0.1').of('gross') }] }),
      // @ts-expect-error no such parameter
      definePlan({ ...declared, rules: [{ ...rule, pay: fixed(parameter('quote')) }] }),
      definePlan({
        ...declared,
        // @ts-expect-error no such parameter in an edge
        rules: [{ ...rule, pay: marginal({ of: 'net' }).upTo(parameter('x'), '0').above('0') }],
      }),
      // @ts-expect-error no such counter
      definePlan({ ...declared, rules: [{ ...rule, pay: fixed('1'), when: counter('sale', 'after').lessThan('1') }] }),
      // @ts-expect-error no such counter inside a cap
      definePlan({ ...declared, rules: [{ ...rule, pay: cap({ pay: fixed('1'), at: '1', counter: 'sale' }) }] }),
      definePlan({
        ...declared,
        // @ts-expect-error no such attribute inside a case
        rules: [{ ...rule, pay: first({ when: attribute('colour').is('x'), pay: fixed('1') }) }],
      }),
      definePlan({
        ...declared,
        // @ts-expect-error no such rule
        counters: [{ id: 'sales', measure: { earned: ['b'] }, window: 'month' }],
        rules: [{ ...rule, pay: fixed('1') }],
      }),
      definePlan({
        ...declared,
        // @ts-expect-error no such measure to add
        measures: { net: { sum: ['payment', 'tax'] } },
        rules: [{ ...rule, pay: fixed('1') }],
      }),
    ];
    for (const plan of wrong) {
      expect(validatePlan(plan).some(({ code }) => code.startsWith('unknown-'))).toBe(true);
    }
  });
});
