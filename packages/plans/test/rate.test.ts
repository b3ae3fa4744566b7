import { toGraph, verifyGraph, type Node } from '@commission-ledger/calculation';
import { describe, expect, it } from 'vitest';
import {
  attribute,
  compilePlan,
  InvalidPlan,
  measure,
  rate,
  receiptOf,
  type PlanDocument,
  type Rule,
  type RuleOutcome,
} from '../src/index.ts';
import { crmPlan } from './crmPlan.ts';
import { factsOf, left, paid, rated, right, type Given } from './someFacts.ts';

const [tiers, flat, override] = crmPlan.rules as [Rule, Rule, Rule];
const sale: Given = { payment: '20000.00', attributes: { product: 'GTX' }, counters: { 'quarter-sales': '45000.00' } };

const rootOf = (outcome: RuleOutcome | undefined): Node => {
  if (outcome === undefined || outcome._tag === 'not-applicable') throw new Error('expected an amount');
  return outcome.root;
};

/** A calculation as text: operations with their arguments, in the manner of pencil and paper. */
const drawn = (node: Node): string => {
  const value = toGraph(node).nodes[toGraph(node).root]?.value;
  const shown =
    typeof value === 'string'
      ? value
      : Object.values(value ?? {})
          .filter((part) => part !== 'USD')
          .join('/');
  switch (node.kind) {
    case 'op':
      return `${node.op}(${node.args.map(drawn).join(', ')})${(node.given ?? []).map((guard) => ` if ${drawn(guard)}`).join('')}`;
    case 'round':
      return `round(${drawn(node.arg)}) = ${shown}`;
    case 'guard':
      return `${node.test}(${node.args.map(drawn).join(', ')})`;
    case 'choice':
      return `${drawn(node.taken)} because ${node.because.map((way) => way.map(drawn).join(' & ')).join(' | ')}`;
    case 'fact':
    case 'param':
    case 'absent':
      return shown;
  }
};

const drawnFor = (document: PlanDocument, given: Given): string => drawn(rootOf(rated(document, given).outcomes[0]));
const within = ' because not-in(GTX, GTK 500)';

describe('the calculation', () => {
  it('of a payment inside one band multiplies it once', () => {
    expect(drawnFor(crmPlan, { ...sale, payment: '1054.50' })).toBe(
      `round(mul(1054.50, 0.05) if le(sum(45000.00, 1054.50), 50000.00)) = 52.72${within}`,
    );
    expect(drawnFor(crmPlan, { ...sale, payment: '10.00', counters: { 'quarter-sales': '60000.00' } })).toBe(
      `round(mul(10.00, 0.07) if ge(60000.00, 50000.00) if le(sum(60000.00, 10.00), 100000.00)) = 0.70${within}`,
    );
    expect(drawnFor(crmPlan, { ...sale, payment: '10.00', counters: { 'quarter-sales': '100000.00' } })).toBe(
      `round(mul(10.00, 0.09) if ge(100000.00, 100000.00)) = 0.90${within}`,
    );
  });

  it('of a payment across bands cuts it, adds the slices and rounds once', () => {
    const after = 'sum(45000.00, 60000.00)';
    expect(drawnFor(crmPlan, { ...sale, payment: '60000.00' })).toBe(
      [
        `round(sum(mul(sub(50000.00, 45000.00), 0.05) if gt(${after}, 50000.00), `,
        `mul(sub(100000.00, 50000.00), 0.07) if lt(45000.00, 50000.00) if gt(${after}, 100000.00), `,
        `mul(sub(${after}, 100000.00), 0.09) if lt(45000.00, 100000.00))) = 4200.00${within}`,
      ].join(''),
    );
  });

  it('of a fixed amount is the parameter itself, and of a rule without condition needs no choice', () => {
    const document = {
      ...crmPlan,
      rules: [{ ...tiers, pay: { fixed: '50' } }, { ...flat, pay: { fixed: '7' } }, override],
    };
    expect(drawnFor(document, sale)).toBe(`50.00${within}`);
    const [manager] = rated(crmPlan, { ...sale, beneficiary: 'upline' }).outcomes;
    expect(drawn(rootOf(manager))).toBe('round(mul(20000.00, 0.01)) = 200.00');
  });

  it('names the plan version, the rule and the place of each number', () => {
    const { nodes } = toGraph(rootOf(rated(crmPlan, sale).outcomes[0]));
    const params = Object.values(nodes).flatMap((node) => (node.kind === 'param' ? [node] : []));
    expect(params.map(({ path }) => path).toSorted()).toEqual([
      '/rules/0/pay/marginal/bands/0/rate',
      '/rules/0/pay/marginal/bands/0/upTo',
      '/rules/0/pay/marginal/bands/1/rate',
      '/rules/0/pay/marginal/bands/1/upTo',
      '/rules/0/when/notIn/0',
    ]);
    const ref = { plan: 'crm-2017', version: 1, hash: compilePlan(crmPlan).hash, rule: 'tiers', clause: '3.1' };
    expect(params.every(({ rule }) => JSON.stringify(rule) === JSON.stringify(ref))).toBe(true);
    expect(
      Object.values(nodes)
        .filter(({ kind }) => kind === 'guard')
        .every((node) => 'rule' in node),
    ).toBe(true);
  });

  it('puts nothing on a negative base, and explains it', () => {
    const facts = factsOf({ ...sale, payment: '-5.00' });
    const [outcome] = right(rate(compilePlan(crmPlan), facts)).outcomes;
    expect(outcome?._tag).toBe('zero');
    expect(drawn(rootOf(outcome))).toContain('max(-5.00, sub(-5.00, -5.00))');
    expect(right(verifyGraph(toGraph(rootOf(outcome)))).kinds.round).toBe(1);
  });
});

describe('an edge', () => {
  const at = (before: string, payment: string) =>
    paid(crmPlan, 'tiers', { ...sale, payment, counters: { 'quarter-sales': before } });

  it('belongs to the band below it', () => {
    expect(at('49000.00', '1000.00')).toBe('50.00');
    expect(at('49000.00', '1001.00')).toBe('50.07');
    expect(at('50000.00', '1000.00')).toBe('70.00');
    expect(at('0.00', '100000.00')).toBe('6000.00');
  });
});

describe('a band that is not touched', () => {
  it('is not mentioned, neither after a payment that ends at its edge nor when nothing was paid', () => {
    const reached = drawnFor(crmPlan, { ...sale, payment: '5000.00' });
    expect(reached).toBe(`round(mul(5000.00, 0.05) if le(sum(45000.00, 5000.00), 50000.00)) = 250.00${within}`);
    const nothing = drawnFor(crmPlan, { ...sale, payment: '0.00', counters: { 'quarter-sales': '50000.00' } });
    expect(nothing).toBe(`round(mul(0.00, 0.05) if le(sum(50000.00, 0.00), 50000.00)) = 0.00${within}`);
  });
});

describe('conditions', () => {
  const withWhen = (when: Rule['when'] & object): PlanDocument => ({
    ...crmPlan,
    attributes: { product: {}, sector: { ifMissing: 'other' } },
    rules: [{ ...flat, when }],
    counters: [],
  });

  it('show every way in which they are met', () => {
    const document = withWhen({
      any: [attribute('product').is('GTX'), measure('payment').atLeast('1'), attribute('sector').is('x')],
    });
    expect(drawnFor(document, sale)).toBe(
      'round(mul(20000.00, 0.03)) = 600.00 because in(GTX, GTX) | ge(20000.00, 1.00)',
    );
  });

  it('show all the tests that failed', () => {
    const document = withWhen({
      all: [attribute('product').is('A'), { not: measure('payment').atLeast('1') }, attribute('sector').is('other')],
    });
    const [outcome] = rated(document, sale).outcomes;
    expect(outcome?._tag === 'not-applicable' && outcome.failed.map(drawn)).toEqual([
      'in(GTX, A)',
      'lt(20000.00, 1.00)',
    ]);
  });

  it('read the default of a missing attribute, and say that it is one', () => {
    const { nodes } = toGraph(rootOf(rated(withWhen(attribute('sector').is('other')), sale).outcomes[0]));
    expect(Object.values(nodes)).toContainEqual(
      expect.objectContaining({
        kind: 'param',
        path: '/attributes/sector/ifMissing',
        value: 'other',
        name: 'attribute-default',
      }),
    );
  });

  it('do not find an attribute that is only inherited', () => {
    const document = { ...withWhen(attribute('constructor').is('x')), attributes: { constructor: {} } };
    expect(left(rate(compilePlan(document), factsOf(sale)))).toEqual({
      _tag: 'MissingAttribute',
      attribute: 'constructor',
    });
  });
});

describe('counters', () => {
  it('move by what meets their condition, in the window of the date', () => {
    expect(rated(crmPlan, { ...sale, date: '2017-12-31' }).moves).toMatchObject([
      {
        counter: 'quarter-sales',
        window: '2017-Q4',
        before: { money: { minor: 4_500_000n } },
        after: { money: { minor: 6_500_000n } },
      },
    ]);
    expect(rated(crmPlan, { ...sale, attributes: { product: 'GTK 500' } }).moves).toEqual([]);
    expect(rated(crmPlan, { ...sale, beneficiary: 'upline' }).moves).toEqual([]);
  });

  it('of deals do not move again with every payment on the deal', () => {
    const won: Rule = {
      ...tiers,
      id: 'won',
      earnedOn: 'win',
      pay: { marginal: { of: 'deal', counter: 'won', bands: [{ rate: '0.1' }] } },
    };
    const document: PlanDocument = {
      ...crmPlan,
      counters: [{ id: 'won', measure: 'deal', window: 'ever' }],
      rules: [won, override],
    };
    expect(rated(document, { ...sale, deal: '9.00' }).moves).toEqual([]);
    expect(rated(document, { ...sale, deal: '9.00', earnedOn: 'win' }).moves).toMatchObject([
      { counter: 'won', window: 'ever' },
    ]);
  });

  it('are asked for once, in their window', () => {
    const asked: string[] = [];
    const facts = factsOf(sale);
    const counterBefore = (counter: string, window: string) => {
      asked.push(`${counter} ${window}`);
      return facts.counterBefore(counter, window);
    };
    right(rate(compilePlan(crmPlan), { ...facts, counterBefore }));
    expect(asked).toEqual(['quarter-sales 2017-Q1']);
  });
});

describe('a cause is refused', () => {
  const refusal = (given: Given, document: PlanDocument = crmPlan) => left(rate(compilePlan(document), factsOf(given)));

  it('in another currency', () => {
    expect(refusal({ ...sale, currency: 'EUR' })).toEqual({ _tag: 'OtherCurrency', expected: 'USD', got: 'EUR' });
  });

  it('when a counter is in another currency', () => {
    const euros = factsOf({ ...sale, currency: 'EUR' });
    const facts = { ...factsOf(sale), counterBefore: euros.counterBefore };
    expect(left(rate(compilePlan(crmPlan), facts))).toEqual({ _tag: 'OtherCurrency', expected: 'USD', got: 'EUR' });
  });

  it('without an attribute that a rule reads', () => {
    expect(refusal({ payment: '1' })).toEqual({ _tag: 'MissingAttribute', attribute: 'product' });
  });

  it('without a measure that a rule reads', () => {
    const document = { ...crmPlan, rules: [tiers, { ...flat, when: measure('deal').atLeast('1') }, override] };
    expect(refusal(sale, document)).toEqual({ _tag: 'MissingMeasure', measure: 'deal', rule: 'gtk-500' });
  });

  it('only for what its own role reads', () => {
    expect(paid(crmPlan, 'override', { payment: '1000', beneficiary: 'upline' })).toBe('10.00');
  });
});

it('a plan that was not validated is not compiled', () => {
  expect(() => compilePlan({ ...crmPlan, currency: 'usd' })).toThrow(InvalidPlan);
  expect(() => compilePlan({ ...crmPlan, counters: [] })).toThrow(InvalidPlan);
  expect(() => compilePlan({ ...crmPlan, attributes: {} })).toThrow(InvalidPlan);
});

describe('a receipt', () => {
  const receiptFor = (given: Given) => {
    const [plan, facts] = [compilePlan(crmPlan), factsOf(given)];
    const rating = right(rate(plan, facts));
    const outcome = rating.outcomes.find(({ _tag }) => _tag !== 'not-applicable');
    if (outcome === undefined || outcome._tag === 'not-applicable') throw new Error('expected an amount');
    return receiptOf(plan, facts, rating, outcome);
  };

  it('holds what is needed to do the calculation again', () => {
    expect(receiptFor({ ...sale, payment: '1054.50' })).toEqual({
      schema: 'receipt/1',
      plan: 'crm-2017',
      version: 1,
      hash: compilePlan(crmPlan).hash,
      rule: 'tiers',
      clause: '3.1',
      beneficiary: 'referrer',
      operands: { payment: { amount: '1054.50', currency: 'USD' }, 'attribute:product': 'GTX' },
      counters: [
        {
          counter: 'quarter-sales',
          window: '2017-Q1',
          before: { amount: '45000.00', currency: 'USD' },
          after: { amount: '46054.50', currency: 'USD' },
        },
      ],
      amount: { amount: '52.72', currency: 'USD' },
      exact: { exact: '52.725', currency: 'USD' },
      residue: { exact: '0.005', currency: 'USD' },
      sources: ['ev-counter-before', 'ev-payment', 'ev-won'],
    });
  });

  it('leaves out what rounding did not do, and counters that the rule does not read', () => {
    const receipt = receiptFor({ ...sale, attributes: { product: 'GTK 500' }, payment: '100.00' });
    expect(receipt).toMatchObject({ rule: 'gtk-500', counters: [], amount: { amount: '3.00' } });
    expect(Object.keys(receipt)).not.toContain('exact');
    expect(Object.keys(receipt)).not.toContain('residue');
  });
});
