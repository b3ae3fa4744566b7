import { ofMinor } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  absent,
  booked,
  choice,
  div,
  fact,
  guard,
  mul,
  nodeId,
  param,
  restsOn,
  roundNode,
  sum,
  text,
  toGraph,
  toNamedGraph,
  verifyGraph,
  type GraphJson,
  type GraphProblem,
  type Node,
  type NodeJson,
  type StepOptions,
} from '../src/index.ts';
import { currencyOf, eur, event, rateOf, ref, right } from './arbitraryCalculation.ts';

const searched = [{ source: 'deals', from: '2026-01-01', to: '2026-02-01', watermark: '17' }];
const base = fact(eur(1000n), [event('e1')], 'payment');
const rate = param(rateOf('0.1'), ref, '/rate', 'rate');
const open = guard('gt', [base, fact(eur(1n), [])], ref);
const shut = guard('lt', [base, fact(eur(1n), [])], ref);
const nothing = absent(eur(0n), 'D-9', searched, 'nothing');
const commission = roundNode(mul(base, rate, { name: 'exact-commission', rule: ref }), 'down', { name: 'commission' });
const root = choice(sum([commission, nothing], { given: [open] }), [[open]], [{ rule: ref, failed: [shut] }]);
const graph = toGraph(root);

const found = (changed: GraphJson): readonly GraphProblem[] => {
  const verified = verifyGraph(changed);
  return E.isLeft(verified) ? verified.left : [];
};

/** The graph with nodes changed and every id above them made right, as somebody would who knows how ids are made. */
const mended = ({ root: top, nodes }: GraphJson, edit: (node: NodeJson) => object): GraphJson => {
  const ids = new Map<string, string>();
  const written = new Map<string, NodeJson>();
  const renamed = (id: string): string => {
    const known = ids.get(id);
    if (known !== undefined) return known;
    const node = nodes[id];
    if (node === undefined) return id;
    let json = JSON.stringify({ ...node, ...edit(node) });
    for (const below of restsOn(node)) json = json.replaceAll(`"${below}"`, `"${renamed(below)}"`);
    const now: NodeJson = JSON.parse(json);
    const fresh = nodeId(now);
    ids.set(id, fresh);
    written.set(fresh, now);
    return fresh;
  };
  return { root: renamed(top), nodes: Object.fromEntries(written) };
};

/** What is found in the graph of a calculation after nodes were changed, but for what concerns ids. */
const foundAfter = (node: Node, edit: (json: NodeJson) => object): readonly GraphProblem[] =>
  found(mended(toGraph(node), edit));

const only = (kind: NodeJson['kind'], change: object) => (node: NodeJson) => (node.kind === kind ? change : {});

describe('a verified graph', () => {
  it('says how many nodes of each kind stand behind its answer', () => {
    expect(right(verifyGraph(graph))).toEqual({
      root: graph.root,
      value: eur(100n),
      nodes: 10,
      kinds: { fact: 2, param: 1, op: 2, round: 1, guard: 2, choice: 1, absent: 1 },
    });
  });

  it('is not one whose root is worth no value', () => {
    const node: NodeJson = { kind: 'fact', from: [], value: { amount: '1', currency: 'EUR' } };
    const id = nodeId(node);
    expect(E.isLeft(verifyGraph({ root: id, nodes: { [id]: node } }))).toBe(true);
  });
});

describe('whoever mends all ids is found at the step that was changed:', () => {
  it.each([
    ['a guard that says otherwise', guard('eq', [base, base]), { pass: false }, 'pass', true, false],
    ['a guard that is worth otherwise', guard('eq', [base, base]), { value: 'false' }, 'value', 'true', 'false'],
    ['the decimals of a rounding', commission, { decimals: 3 }, 'decimals', 2, 3],
    [
      'the residue of a rounding',
      commission,
      { residue: { exact: '0.001', currency: 'EUR' } },
      'residue',
      { exact: '0', currency: 'EUR' },
      { exact: '0.001', currency: 'EUR' },
    ],
    [
      'a rounding of another amount',
      commission,
      { value: { amount: '1.01', currency: 'EUR' } },
      'value',
      { amount: '1.00', currency: 'EUR' },
      { amount: '1.01', currency: 'EUR' },
    ],
    [
      'a choice of another amount',
      choice(base, [[open]], []),
      { value: { amount: '10.01', currency: 'EUR' } },
      'value',
      { amount: '10.00', currency: 'EUR' },
      { amount: '10.01', currency: 'EUR' },
    ],
  ])('%s', (_, node, change, field, expected, got) => {
    const changed = mended(toGraph(node), only(node.kind, change));
    expect(found(changed)).toEqual([{ _tag: 'WrongValue', node: changed.root, field, expected, got }]);
  });

  it('a ratio that is said to be money, and money that is said to be a ratio', () => {
    const ratio = { num: '1', den: '3' };
    const money = { ...ratio, currency: 'EUR' };
    const third = div(fact(eur(100n), []), fact(eur(300n), []));
    const thirdOfMoney = div(fact(eur(100n), []), param(rateOf('3'), ref, '/x'));
    expect(foundAfter(third, only('op', { value: money }))).toEqual([
      expect.objectContaining({ _tag: 'WrongValue', field: 'value', expected: ratio, got: money }),
    ]);
    expect(foundAfter(thirdOfMoney, only('op', { value: ratio }))).toEqual([
      expect.objectContaining({ _tag: 'WrongValue', field: 'value', expected: money, got: ratio }),
    ]);
  });

  it('an amount that is said to be a text, and a text that is said to be an amount', () => {
    const step = sum([base, base]);
    expect(foundAfter(step, only('op', { value: '20.00' }))).toEqual([
      expect.objectContaining({ _tag: 'WrongValue', expected: { amount: '20.00', currency: 'EUR' }, got: '20.00' }),
    ]);
    const value = { amount: '20.00', currency: 'EUR' };
    expect(foundAfter(guard('eq', [base, base]), only('guard', { value }))).toEqual([
      expect.objectContaining({ _tag: 'WrongValue', expected: 'true', got: value }),
    ]);
  });

  it('an amount in another currency', () => {
    const value = { amount: '20.00', currency: 'USD' };
    expect(foundAfter(sum([base, base]), only('op', { value }))).toEqual([
      expect.objectContaining({ _tag: 'WrongValue', got: value }),
    ]);
  });
});

describe('a reason is found that', () => {
  const [openId, shutId] = [toGraph(open).root, toGraph(shut).root];

  it('should hold and does not, in a choice and in what is given', () => {
    const reasons = (json: NodeJson) =>
      json.kind === 'choice' ? { because: [[shutId]] } : json.kind === 'op' && json.given ? { given: [shutId] } : {};
    const problems = found({
      root: graph.root,
      nodes: Object.fromEntries(Object.entries(graph.nodes).map(([id, node]) => [id, { ...node, ...reasons(node) }])),
    });
    expect(problems.filter(({ _tag }) => _tag === 'WrongReason')).toEqual(
      expect.arrayContaining([
        { _tag: 'WrongReason', node: graph.root, guard: shutId, expected: true },
        { _tag: 'WrongReason', node: taken(), guard: shutId, expected: true },
      ]),
    );
  });

  it('should not hold and does, where a rule was rejected', () => {
    const rejected = [{ rule: ref, failed: [shutId, openId] }];
    const nodes = { ...graph.nodes, [graph.root]: { ...graph.nodes[graph.root], rejected } };
    expect(found(JSON.parse(JSON.stringify({ root: graph.root, nodes })))).toEqual([
      expect.objectContaining({ _tag: 'WrongId', node: graph.root }),
      { _tag: 'WrongReason', node: graph.root, guard: openId, expected: false },
    ]);
  });

  it('is no condition at all', () => {
    const step: Node = { kind: 'op', op: 'sum', value: base.value, args: [base], given: [base] };
    const { root: id, nodes } = toGraph(step);
    expect(found({ root: id, nodes })).toEqual([
      { _tag: 'WrongReason', node: id, guard: toGraph(base).root, expected: true },
    ]);
  });

  it('is not needed where rules were rejected, but one of both is', () => {
    expect(found(toGraph(choice(base, [], [{ rule: ref, failed: [shut] }])))).toEqual([]);
    const unfounded: Node = { kind: 'choice', value: base.value, taken: base, because: [], rejected: [] };
    const bare = toGraph(unfounded);
    expect(found(bare)).toEqual([{ _tag: 'NotComputable', node: bare.root, reason: 'a choice needs a reason' }]);
  });

  const taken = (): string => {
    const node = graph.nodes[graph.root];
    return node?.kind === 'choice' ? node.taken : '';
  };
});

describe('a step that cannot be done is found with the reason:', () => {
  it('an argument that is no value', () => {
    const id = toGraph(base).root;
    const broken = mended(toGraph(sum([base])), only('fact', { value: { amount: '10.0', currency: 'EUR' } }));
    expect(id in broken.nodes).toBe(false);
    expect(found(broken)).toEqual([{ _tag: 'NotComputable', node: broken.root, reason: 'an argument is no value' }]);
  });

  it('a number of too many digits', () => {
    const huge = param(rateOf(`0.${'1'.repeat(440)}`), ref, '/r');
    const small = toGraph(mul(param(rateOf('0.1'), ref, '/s'), param(rateOf('0.1'), ref, '/t')));
    const id = toGraph(huge).root;
    const squared = mended(
      { root: small.root, nodes: { ...small.nodes, ...toGraph(huge).nodes } },
      only('op', { args: [id, id] }),
    );
    expect(found({ ...squared, nodes: { ...squared.nodes, ...toGraph(huge).nodes } })).toContainEqual({
      _tag: 'NotComputable',
      node: squared.root,
      reason: 'a number has too many digits',
    });
  });

  it('amounts of two currencies', () => {
    const yen = fact(booked(ofMinor(5n, currencyOf('JPY'))), []);
    const mixed: Node = { kind: 'op', op: 'sum', value: base.value, args: [base, yen] };
    expect(found(toGraph(mixed))).toEqual([
      { _tag: 'NotComputable', node: toGraph(mixed).root, reason: 'amounts of two currencies' },
    ]);
    const compared: Node = { kind: 'guard', test: 'eq', pass: true, value: text('true'), args: [base, yen] };
    expect(found(toGraph(compared))).toEqual([
      { _tag: 'NotComputable', node: toGraph(compared).root, reason: 'amounts of two currencies' },
    ]);
  });

  it('a rounding of what is no money', () => {
    const { root: id, nodes } = mended(toGraph(roundNode(base, 'down')), only('fact', { value: { rate: '0.5' } }));
    expect(found({ root: id, nodes })).toEqual([{ _tag: 'NotComputable', node: id, reason: 'only money is rounded' }]);
  });

  it('but not where an argument is missing: that is said once', () => {
    const { root: id, nodes } = toGraph(sum([base, nothing]));
    const { [toGraph(base).root]: _, ...rest } = nodes;
    expect(found({ root: id, nodes: rest })).toEqual([{ _tag: 'MissingNode', node: id, missing: toGraph(base).root }]);
  });

  it('nor where what was chosen is missing', () => {
    const { root: id, nodes } = toGraph(choice(nothing, [[open]], []));
    const { [toGraph(nothing).root]: _, ...rest } = nodes;
    expect(found({ root: id, nodes: rest })).toEqual([
      { _tag: 'MissingNode', node: id, missing: toGraph(nothing).root },
    ]);
  });

  it('and a step that nobody defined is a defect', () => {
    const magic: GraphJson = JSON.parse(JSON.stringify(toGraph(sum([base]))).replace('"sum"', '"magic"'));
    expect(() => verifyGraph(magic)).toThrow(TypeError);
  });
});

describe('the ids of a graph', () => {
  it('are told for the nodes that are in it, and for no others', () => {
    const { idOf } = toNamedGraph(root);
    expect(idOf(base)).toBe(toGraph(base).root);
    expect(idOf(root)).toBe(graph.root);
    expect(idOf(fact(text('another'), []))).toBeUndefined();
  });

  it('change with a name, with what is given and with the rule', () => {
    const sayings: readonly StepOptions[] = [{}, { name: 'base' }, { given: [open] }, { rule: ref }];
    const ids = sayings.map((said) => toGraph(sum([base], said)).root);
    expect(new Set(ids).size).toBe(4);
  });

  it('are found once for each part, however often it is shared', () => {
    let reads = 0;
    const shared: Node = {
      kind: 'fact',
      value: base.value,
      get from() {
        reads += 1;
        return [];
      },
    };
    const twice = sum([shared, shared]);
    expect(Object.keys(toGraph(sum([twice, twice, shared])).nodes)).toHaveLength(3);
    expect(reads).toBe(1);
  });

  it('are refused to a rounding that gives no money', () => {
    expect(() => toGraph({ ...commission, value: text('x') })).toThrow('A rounded value is booked money.');
  });
});
