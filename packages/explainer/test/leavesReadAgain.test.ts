import type { EventRef, NodeJson, RuleRef, ValueJson } from '@commission-ledger/calculation';
import { eventRef } from '@commission-ledger/ledger';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from '../src/index.ts';
import { plansAmong } from '../src/verify/readAgain.ts';
import { eventKey, problemsOfLeaf, type Looked } from '../src/verify/verifyLeaves.ts';
import { eventsOf } from './history.ts';
import { sumOfEntries, toldHistory } from './replies.ts';

let looked: Looked;
let plan: Reply['plans'][number];
let from: EventRef;

/** What the event cited has in its field `it`. */
const field = (content: unknown): Looked => {
  const event = looked.events.get(eventKey(from));
  if (event === undefined) throw new Error('There is no payment.');
  return { ...looked, events: new Map([[eventKey(from), { ...event, json: { it: content } }]]) };
};

beforeAll(async () => {
  const history = await toldHistory();
  const reply = await sumOfEntries(history);
  const events = await eventsOf(history.store);
  const cited = new Map(events.map((event) => [eventKey(event), event] as const));
  const [source] = reply.plans;
  const payment = events.find(({ type }) => type === 'PaymentReceived');
  if (source === undefined || payment === undefined) throw new Error('Nothing was paid.');
  plan = source;
  from = eventRef(payment, '/it');
  looked = { events: cited, plans: plansAmong(reply.plans, cited), timeZone: 'Europe/Riga' };
});

type Fact = Extract<NodeJson, { kind: 'fact' }>;
const factOf = (value: ValueJson, name?: string, path = '/it'): Fact => ({
  kind: 'fact',
  value,
  from: [{ ...from, path }],
  ...(name === undefined ? {} : { name }),
});

const usd = { amount: '12.50', currency: 'USD' };
const night = '2017-01-10T22:30:00.000000Z';
const days = ['won-on', 'paid-on', 'first-paid-on', 'cancelled-on'];

describe('a fact', () => {
  type Row = readonly [value: ValueJson, name: string | undefined, content: unknown];

  it.each<Row>([
    [usd, undefined, usd],
    [usd, 'payment', { currency: 'USD', amount: '12.50' }],
    [{ rate: '0.6' }, 'share', '0.6'],
    [{ rate: '3' }, undefined, 3],
    ['3', undefined, 3],
    ['GTX Pro', 'attribute', 'GTX Pro'],
    [{ exact: '0.5', currency: 'USD' }, undefined, { currency: 'USD', exact: '0.5' }],
    [{ num: '1', den: '3' }, undefined, { num: '1', den: '3' }],
    ['1', 'place', ['a', 'b']],
    ['2', 'place', ['a', 'b']],
    ...days.map((name): Row => ['2017-01-11', name, night]),
    [usd, 'parameter', '12.50'],
    [{ rate: '12.5' }, 'parameter', '12.5'],
    [{ rate: '1' }, 'quantity', night],
    [{ rate: '7' }, 'quantity', 7],
  ])('%j called %s is what stands in the event: %j', (value, name, content) => {
    expect(problemsOfLeaf('n', factOf(value, name), field(content))).toEqual([]);
  });

  it.each<Row>([
    [usd, undefined, { amount: '12.51', currency: 'USD' }],
    [usd, undefined, { amount: '12.50', currency: 'EUR' }],
    [usd, undefined, '12.50'],
    [{ rate: '0.6' }, undefined, '0.4'],
    [{ rate: '0.6' }, undefined, 0.6],
    ['GTX Pro', undefined, 'GTX'],
    ['true', undefined, true],
    ['3', 'place', ['a', 'b']],
    ['0', 'place', ['a', 'b']],
    ['a', 'place', ['a', 'b']],
    ['2', 'place', 2],
    ...days.flatMap((name): readonly Row[] => [
      ['2017-01-10', name, night],
      [night, name, night],
      ['2017-01-11', name, '2017-01-11'],
    ]),
    [usd, 'parameter', '12.51'],
    [usd, 'parameter', 12.5],
    [{ exact: '12.5', currency: 'USD' }, 'parameter', '12.50'],
    ['x', 'parameter', 'y'],
    [{ rate: '2' }, 'quantity', night],
    [{ rate: '1' }, 'quantity', 'yesterday'],
    [{ rate: '1' }, undefined, night],
  ])('%j called %s is not what stands in the event: %j', (value, name, content) => {
    expect(problemsOfLeaf('n', factOf(value, name), field(content))).toEqual([
      {
        _tag: 'FactDiffers',
        node: 'n',
        source: `event ${from.revision} of ${from.stream} at /it`,
        stated: JSON.stringify(value),
        found: JSON.stringify(content),
      },
    ]);
  });

  it('is found by a path of any names, and nowhere else', () => {
    const content = { 'a/b': [{ '~1': 'here' }] };
    const at = (path: string) => problemsOfLeaf('n', factOf('here', undefined, path), field(content));
    expect(at('/it/a~1b/0/~01')).toEqual([]);
    for (const path of ['/it/a~1b/1/~01', '/it/a~1b/0/~1', '/it/toString', '/it/a~1b/0/~01/length', '/none/of/it'])
      expect(at(path)).toEqual([expect.objectContaining({ _tag: 'FactDiffers', found: 'nothing' })]);
  });

  it('that cites no event is supposed, and one whose event is gone is told elsewhere', () => {
    const told = { _tag: 'FactDiffers', node: 'n', source: 'no event', stated: '"x"', found: 'nothing' };
    expect(problemsOfLeaf('n', { kind: 'fact', value: 'x', from: [] }, looked)).toEqual([told]);
    expect(problemsOfLeaf('n', factOf('x'), { ...looked, events: new Map() })).toEqual([]);
  });

  it('in a zone that is none is on no day', () => {
    const nowhere = { ...field(night), timeZone: 'Mars/Phobos' };
    expect(problemsOfLeaf('n', factOf('2017-01-11', 'paid-on'), nowhere)).toHaveLength(1);
  });
});

describe('a number of a plan', () => {
  const ruleOf = (more: object = {}): RuleRef => ({
    plan: plan.plan,
    version: plan.version,
    hash: plan.hash,
    ...more,
  });
  const param = (value: ValueJson, path: string, name?: string, rule = ruleOf()): NodeJson => ({
    kind: 'param',
    value,
    rule,
    path,
    ...(name === undefined ? {} : { name }),
  });

  it.each<readonly [value: ValueJson, path: string, name: string | undefined]>([
    [{ rate: '0.03' }, '/rules/1/pay/percent/rate', undefined],
    ['USD', '/currency', undefined],
    ['1', '/rules', 'place'],
    ['3', '/rules', 'place'],
  ])('is %j at %s', (value, path, name) => {
    expect(problemsOfLeaf('n', param(value, path, name), looked)).toEqual([]);
  });

  it.each<readonly [value: ValueJson, path: string, name: string | undefined, found: string]>([
    [{ rate: '0.04' }, '/rules/1/pay/percent/rate', undefined, '"0.03"'],
    ['EUR', '/currency', undefined, '"USD"'],
    ['USD', '/currencies', undefined, 'nothing'],
  ])('is not %j at %s', (value, path, name, found) => {
    expect(problemsOfLeaf('n', param(value, path, name), looked)).toEqual([
      {
        _tag: 'FactDiffers',
        node: 'n',
        source: `plan ${plan.plan} version ${plan.version} at ${path}`,
        stated: JSON.stringify(value),
        found,
      },
    ]);
  });

  it('counts places only where it is one', () => {
    expect(problemsOfLeaf('n', param('1', '/rules'), looked)).toHaveLength(1);
    expect(problemsOfLeaf('n', param('4', '/rules', 'place'), looked)).toHaveLength(1);
  });

  const step = (rule?: RuleRef): NodeJson => ({ kind: 'op', op: 'sum', value: 'x', args: [], ...(rule && { rule }) });
  const guard = (rule?: RuleRef): NodeJson => ({
    kind: 'guard',
    test: 'eq',
    pass: true,
    value: 'true',
    args: [],
    ...(rule && { rule }),
  });
  const choice = (...rules: readonly RuleRef[]): NodeJson => ({
    kind: 'choice',
    value: 'x',
    taken: 'x',
    because: [],
    rejected: rules.map((rule) => ({ rule, failed: [] })),
  });

  it('and every rule that is named are of a plan that is published, with the clause that it has there', () => {
    const flat = ruleOf({ rule: 'flat', clause: 'b' });
    for (const node of [step(), step(ruleOf()), step(flat), guard(), guard(flat), choice(), choice(flat, ruleOf())])
      expect(problemsOfLeaf('n', node, looked)).toEqual([]);
    for (const wrong of [
      ruleOf({ rule: 'flat' }),
      ruleOf({ rule: 'flat', clause: 'a' }),
      ruleOf({ rule: 'none', clause: 'b' }),
      ruleOf({ clause: 'b' }),
      ruleOf({ version: 2 }),
      ruleOf({ plan: 'other' }),
      ruleOf({ hash: 'f'.repeat(64) }),
    ]) {
      const { plan: name, version, rule = '', clause = '' } = wrong;
      const problem = { _tag: 'UnknownRule', node: 'n', rule: `${name}@${version} ${rule} ${clause}` };
      for (const node of [step(wrong), guard(wrong), choice(flat, wrong), param({ rate: '9' }, '/x', undefined, wrong)])
        expect(problemsOfLeaf('n', node, looked)).toEqual([problem]);
    }
  });

  it('is asked of no rounding and of nothing that is absent', () => {
    const rounding = { kind: 'round', value: usd, arg: 'x', mode: 'down', decimals: 2, residue: usd } as const;
    expect(problemsOfLeaf('n', rounding, looked)).toEqual([]);
    expect(problemsOfLeaf('n', { kind: 'absent', value: 'x', key: 'k', searched: [] }, looked)).toEqual([]);
  });
});
