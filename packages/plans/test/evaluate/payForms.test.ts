import { describe, expect, it } from 'vitest';
import type { Band, Counter, Pay, PlanDocument } from '../../src/index.ts';
import { paid, type Given } from '../someFacts.ts';
import { counting, planWith, ruleWith } from './smallPlan.ts';

const pays = (pay: Pay, given: Given, more: Partial<PlanDocument> = {}): string =>
  paid(planWith([ruleWith(pay)], more), 'r', { payment: '0.00', ...given });

const measures: PlanDocument['measures'] = {
  units: { quantity: 'units', of: 'payment' },
  tax: { amount: 'tax', of: 'payment', ifMissing: '1.00' },
  net: { sum: ['payment'], less: ['tax'], notBelowZero: true },
  margin: { sum: ['payment'], less: ['tax'] },
  months: { elapsed: 'months', since: 'win' },
  days: { elapsed: 'days', since: 'first-payment' },
};
const units = (count: string): Given => ({ quantities: { payment: { units: count } } });

describe('an amount for each unit', () => {
  it('is multiplied by the units, exactly, and rounded once', () => {
    expect(pays({ each: '0.05', of: 'units' }, units('2.5'), { measures })).toBe('0.12');
    expect(pays({ each: '1.00', of: 'count' }, {})).toBe('1.00');
  });
});

describe('a defined measure', () => {
  const share = (of: string, given: Given) => pays({ percent: { of, rate: '0.1' } }, given, { measures });

  it('adds and takes away what is told with the cause, or what its absence counts as', () => {
    expect(share('net', { payment: '101.00' })).toBe('10.00');
    expect(share('net', { payment: '101.00', amounts: { payment: { tax: '21.00' } } })).toBe('8.00');
    expect(share('net', { payment: '0.50' })).toBe('zero');
    expect(share('margin', { payment: '0.50' })).toBe('zero');
  });

  it('counts whole months and calendar days to the cause', () => {
    const elapsed = (of: string, given: Given) => pays({ each: '1.00', of }, given, { measures });
    expect(elapsed('months', { wonOn: '2017-01-31', date: '2017-02-27' })).toBe('zero');
    expect(elapsed('months', { wonOn: '2017-01-31', date: '2017-02-28' })).toBe('1.00');
    expect(elapsed('days', { firstPaidOn: '2017-02-27', date: '2017-03-01' })).toBe('2.00');
    expect(elapsed('days', {})).toBe('zero');
  });

  it('of commission is what the rules gave, here or to the partner below', () => {
    const plan = planWith(
      [
        ruleWith({ percent: { of: 'payment', rate: '0.1' } }, { id: 'own' }),
        ruleWith({ percent: { of: 'team', rate: '0.5' } }, { id: 'same' }),
        ruleWith({ percent: { of: 'team', rate: '0.2' } }, { id: 'above', beneficiary: 'upline' }),
      ],
      { measures: { team: { commission: ['own'] } } },
    );
    expect(paid(plan, 'same', { payment: '10.00' })).toBe('0.50');
    const upline: Given = { payment: '10.00', beneficiary: 'upline' };
    expect(paid(plan, 'above', { ...upline, commissions: { own: '1.00' } })).toBe('0.20');
    expect(paid(plan, 'above', upline)).toBe('zero');
  });
});

describe('marginal bands', () => {
  const bands: readonly Band[] = [
    { upTo: '10.00', rate: '0.1', flat: '2.00' },
    { upTo: '30.00', spread: '4.00' },
    { rate: '0.5', flat: '3.00' },
  ];
  const marginal = (payment: string, before: string): string =>
    pays(
      { marginal: { of: 'payment', counter: 'c', bands } },
      { payment, counters: { c: before } },
      { counters: [counting('c')] },
    );

  it('pay a flat amount when a band is entered, and spread another over the band', () => {
    expect(marginal('5.00', '0.00')).toBe('2.50');
    expect(marginal('5.00', '5.00')).toBe('0.50');
    expect(marginal('5.00', '10.00')).toBe('1.00');
    expect(marginal('10.00', '25.00')).toBe('6.50');
    expect(marginal('10.00', '30.00')).toBe('8.00');
    expect(marginal('10.00', '30.01')).toBe('5.00');
    expect(marginal('0.00', '0.00')).toBe('zero');
  });

  it('pay the flat amount of a band that begins at an edge when the edge is reached, else when it is passed', () => {
    const reaching = (edge: 'upTo' | 'below', payment: string, before?: string): string => {
      const list: readonly Band[] = [
        { [edge]: '10.00', rate: '0' },
        { rate: '0', flat: '3.00' },
      ];
      return before === undefined
        ? pays({ marginal: { of: 'payment', bands: list } }, { payment })
        : pays(
            { marginal: { of: 'payment', counter: 'c', bands: list } },
            { payment, counters: { c: before } },
            { counters: [counting('c')] },
          );
    };
    const ways: readonly (readonly [string, string?])[] = [
      ['9.99', '0.00'],
      ['10.00', '0.00'],
      ['10.01', '0.00'],
      ['1.00', '10.00'],
      ['0.00', '10.00'],
      ['10.00'],
      ['10.01'],
    ];
    const paidOn = (edge: 'upTo' | 'below') => ways.map(([payment, before]) => reaching(edge, payment, before));
    expect(paidOn('below')).toEqual(['zero', '3.00', '3.00', 'zero', 'zero', '3.00', '3.00']);
    expect(paidOn('upTo')).toEqual(['zero', 'zero', '3.00', '3.00', 'zero', 'zero', '3.00']);
  });

  it('start at zero with every cause when they have no counter', () => {
    const each = (payment: string) => pays({ marginal: { of: 'payment', bands } }, { payment });
    expect(each('10.00')).toBe('3.00');
    expect(each('20.00')).toBe('5.00');
    expect(each('40.00')).toBe('15.00');
  });

  it('have edges that parameters move', () => {
    const quota: PlanDocument['parameters'] = { quota: { amount: '10.00' } };
    const list: readonly Band[] = [{ upTo: { share: '1.25', of: 'quota' }, rate: '0.1' }, { rate: '0.2' }];
    const pay: Pay = { marginal: { of: 'payment', bands: list } };
    expect(pays(pay, { payment: '20.00' }, { parameters: quota })).toBe('2.75');
    expect(pays(pay, { payment: '20.00', parameters: { quota: '16.00' } }, { parameters: quota })).toBe('2.00');
  });
});

describe('a slab', () => {
  const earned: Counter = { id: 'paid', measure: { earned: ['r'] }, window: 'quarter' };
  const counters = [counting('c'), counting('deals', { measure: 'count', on: 'payment' }), earned];
  const bands: readonly Band[] = [{ upTo: '10.00', rate: '0.1' }, { rate: '0.2' }];

  it('pays the whole window at the band reached, less what it has paid in it', () => {
    const slab = (payment: string, before: string, already: string) =>
      pays(
        { slab: { counter: 'c', already: 'paid', bands } },
        { payment, counters: { c: before, paid: already, deals: { quantity: '0' } } },
        { counters },
      );
    expect(slab('10.00', '0.00', '0.00')).toBe('1.00');
    expect(slab('5.00', '10.00', '1.00')).toBe('2.00');
    expect(slab('1.00', '0.00', '1.00')).toBe('-0.90');
    expect(slab('1.00', '-2.00', '0.50')).toBe('-0.50');
  });

  it('may stand by one counter and pay on another', () => {
    const list: readonly Band[] = [{ below: '3', rate: '0.1' }, { rate: '0.2' }];
    const slab = (before: string) =>
      pays(
        { slab: { counter: 'deals', total: 'c', already: 'paid', bands: list } },
        { payment: '10.00', counters: { deals: { quantity: before }, c: '20.00', paid: '2.00' } },
        { counters },
      );
    expect(slab('1')).toBe('1.00');
    expect(slab('2')).toBe('4.00');
  });
});

describe('a lookup', () => {
  const bands: readonly Band[] = [
    { below: '10.00', rate: '0.1' },
    { rate: '0.2', flat: '1.00' },
  ];
  const counters = [counting('c', { window: 'month' })];

  it('pays the whole cause at one band: of the counter before, after, or of the window before', () => {
    const lookup = (at: 'before' | 'after' | 'previous', before: string) =>
      pays(
        { lookup: { of: 'payment', by: { counter: 'c', at }, bands } },
        { payment: '5.00', counters: { 'c 2017-03': before, 'c 2017-02': '10.00' } },
        { counters },
      );
    expect(lookup('before', '9.99')).toBe('0.50');
    expect(lookup('before', '10.00')).toBe('2.00');
    expect(lookup('after', '5.00')).toBe('2.00');
    expect(lookup('after', '4.99')).toBe('0.50');
    expect(lookup('previous', '0.00')).toBe('2.00');
  });

  it('may be placed by a measure of the cause itself', () => {
    const lookup = (payment: string) =>
      pays({ lookup: { of: 'payment', by: { measure: 'payment' }, bands } }, { payment });
    expect(lookup('9.99')).toBe('1.00');
    expect(lookup('10.00')).toBe('3.00');
  });
});

describe('pays combined', () => {
  const parts: readonly Pay[] = [{ fixed: '3.00' }, { percent: { of: 'payment', rate: '0.333' } }];

  it('are added up, or the smallest or the largest is taken, before rounding', () => {
    expect(pays({ sum: parts }, { payment: '10.01' })).toBe('6.33');
    expect(pays({ least: parts }, { payment: '10.00' })).toBe('3.00');
    expect(pays({ greatest: parts }, { payment: '10.00' })).toBe('3.33');
  });

  it('are the first whose condition holds, or nothing', () => {
    const first: Pay = {
      first: [
        { when: { measure: 'payment', atLeast: '10.00' }, pay: { fixed: '2.00' } },
        { when: { date: { from: '2017-04-01' } }, pay: { fixed: '1.00' } },
      ],
    };
    expect(pays(first, { payment: '10.00', date: '2017-04-01' })).toBe('2.00');
    expect(pays(first, { payment: '9.99', date: '2017-04-01' })).toBe('1.00');
    expect(pays(first, { payment: '9.99', date: '2017-03-31' })).toBe('zero');
  });
});

describe('a cap', () => {
  const percent: Pay = { percent: { of: 'payment', rate: '0.1' } };
  const counters: readonly Counter[] = [
    { id: 'earned', measure: { earned: ['r'] }, window: 'month' },
    { id: 'kept', measure: { excess: 'r' }, window: 'ever' },
  ];

  it('keeps each cause, or the window, below it', () => {
    expect(pays({ cap: { pay: percent, at: '5.00' } }, { payment: '80.00' })).toBe('5.00');
    const within = (earned: string) =>
      pays(
        { cap: { pay: percent, at: '5.00', counter: 'earned' } },
        { payment: '30.00', counters: { earned } },
        { counters },
      );
    expect(within('0.00')).toBe('3.00');
    expect(within('4.00')).toBe('1.00');
    expect(within('6.00')).toBe('zero');
  });

  it('pays later what it has kept back, as soon as there is room', () => {
    const carried = (earned: string, kept: string) =>
      pays(
        { cap: { pay: percent, at: '5.00', counter: 'earned', carry: 'kept' } },
        { payment: '30.00', counters: { earned, kept } },
        { counters },
      );
    expect(carried('0.00', '1.00')).toBe('4.00');
    expect(carried('0.00', '9.00')).toBe('5.00');
    expect(carried('4.00', '9.00')).toBe('1.00');
    expect(carried('0.00', '-1.00')).toBe('2.00');
    expect(carried('0.00', '-9.00')).toBe('zero');
  });
});

describe('a floor', () => {
  const percent: Pay = { percent: { of: 'payment', rate: '0.1' } };

  it('guarantees something to a cause that earns, and nothing to one that does not', () => {
    expect(pays({ floor: { pay: percent, at: '5.00' } }, { payment: '30.00' })).toBe('5.00');
    expect(pays({ floor: { pay: percent, at: '5.00' } }, { payment: '80.00' })).toBe('8.00');
    expect(pays({ floor: { pay: percent, at: '5.00' } }, { payment: '0.00' })).toBe('zero');
  });

  it('guarantees it once in a window with a counter of what would have been paid', () => {
    const floor = (unlimited: string) =>
      pays(
        { floor: { pay: percent, at: '5.00', counter: 'u' } },
        { payment: '30.00', counters: { u: unlimited } },
        { counters: [{ id: 'u', measure: { unlimited: 'r' }, window: 'month' }] },
      );
    expect(floor('0.00')).toBe('5.00');
    expect(floor('1.00')).toBe('zero');
    expect(floor('4.00')).toBe('2.00');
    expect(floor('7.00')).toBe('3.00');
  });
});

describe('commission on what is collected', () => {
  const pay: Pay = { collected: { pay: { percent: { of: 'deal', rate: '0.1' } }, counter: 'c' } };
  const counters = [counting('c', { window: 'ever', per: 'deal' })];
  const collected = (payment: string, before: string, deal = '100.05') =>
    pays(pay, { payment, deal, counters: { c: before } }, { counters });

  it('adds up to the commission on the deal, and never beyond', () => {
    expect(collected('33.35', '0.00')).toBe('3.33');
    expect(collected('33.35', '33.35')).toBe('3.34');
    expect(collected('33.35', '66.70')).toBe('3.33');
    expect(collected('33.35', '100.05')).toBe('zero');
    expect(collected('10.00', '0.00', '0.00')).toBe('zero');
  });
});
