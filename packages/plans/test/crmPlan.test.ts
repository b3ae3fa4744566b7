import { readFileSync } from 'node:fs';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  attribute,
  checkForPublication,
  definePlan,
  marginal,
  parsePlan,
  percent,
  planHash,
  validatePlan,
  type PlanDocument,
} from '../src/index.ts';
import { crmPlan } from './crmPlan.ts';
import { paid, right } from './someFacts.ts';

const written: unknown = JSON.parse(readFileSync(new URL('fixtures/crm-2017.json', import.meta.url), 'utf8'));

describe('the reference plan', () => {
  it('is the same plan by hand and by builder', () => {
    expect(crmPlan).toEqual(written);
    expect(right(parsePlan(written))).toEqual(crmPlan);
  });

  it('may be published', () => {
    expect(right(checkForPublication(written)).hash).toBe(planHash(crmPlan));
  });

  it('keeps its hash, whatever the order of its fields', () => {
    const turned = Object.fromEntries(Object.entries(crmPlan).toReversed()) as PlanDocument;
    expect(planHash(turned)).toBe('f39d73da1f346a4249fb60d338b1cf467811deea3b80528320ea9be3af2376ac');
    expect(planHash({ ...crmPlan, version: 2 })).not.toBe(planHash(crmPlan));
  });

  const product = { product: 'GTX Pro' };
  it.each([
    ['1054.50', '0', '52.72'],
    ['1054.70', '0', '52.74'],
    ['50000.00', '0', '2500.00'],
    ['50000.01', '0', '2500.00'],
    ['50000.20', '0', '2500.01'],
    ['0.20', '50000.00', '0.01'],
    ['0.20', '49999.80', '0.01'],
    ['120000.00', '0', '7800.00'],
    ['60000.00', '45000.00', '4200.00'],
    ['100.00', '100000.00', '9.00'],
    ['100.00', '99950.00', '8.00'],
    ['0.00', '50000.00', 'zero'],
    ['0.01', '0', 'zero'],
  ])('pays for %s after %s: %s', (payment, before, expected) => {
    expect(paid(crmPlan, 'tiers', { payment, attributes: product, counters: { 'quarter-sales': before } })).toBe(
      expected,
    );
  });

  it('pays GTK 500 flat and the manager always', () => {
    const given = { payment: '26768.00', attributes: { product: 'GTK 500' } };
    expect(paid(crmPlan, 'gtk-500', given)).toBe('803.04');
    expect(paid(crmPlan, 'tiers', given)).toBe('not applicable');
    expect(paid(crmPlan, 'override', { ...given, beneficiary: 'upline' })).toBe('267.68');
  });
});

describe('the builder', () => {
  it('lets rules and examples name only what the plan declares', () => {
    const { counters: _counters, rules: _rules, attributes: _attributes, examples: _examples, ...terms } = crmPlan;
    const [rule] = crmPlan.rules;
    const misspelt = definePlan({
      ...terms,
      attributes: { product: {} },
      counters: [{ id: 'sales', measure: 'payment', window: 'year' }],
      rules: [
        { ...rule!, id: 'a', clause: '1', pay: percent('0.1').of('payment'), when: attribute('product').is('x') },
        // @ts-expect-error the plan has no such attribute
        { ...rule!, id: 'b', clause: '2', pay: percent('0.1').of('payment'), when: attribute('produkt').is('x') },
        // @ts-expect-error the plan has no such counter
        { ...rule!, id: 'c', clause: '3', pay: marginal({ of: 'payment', along: 'sale' }).above('0.1') },
      ],
      examples: [
        // @ts-expect-error the plan has no such rule
        { title: { en: 'x' }, given: { payment: '1.00', attributes: { product: 'x' } }, expect: { d: '0.10' } },
      ],
    });
    expect(validatePlan(misspelt).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['unknown-attribute', 'unknown-counter', 'unknown-rule']),
    );
    expect(E.isLeft(checkForPublication(misspelt))).toBe(true);
  });
});
