import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  choice,
  describeGraphProblem,
  fact,
  frontier,
  guard,
  mul,
  nodeId,
  param,
  parseGraph,
  roundNode,
  sub,
  sum,
  text,
  toGraph,
  unexplained,
  valueToJson,
  verifyGraph,
  type GraphJson,
  type GraphProblem,
  type Node,
  type NodeJson,
} from '../src/index.ts';
import { eur, event, rateOf, ref, right } from './arbitraryCalculation.ts';

const base = fact(eur(94_8053n), [event('e1')], 'payment');
const rate = param(rateOf('0.1'), ref, '/rules/0/pay/percent/rate', 'rate');
const open = guard('not-in', [fact(text('GTX'), [event('e2')]), param(text('GTK 500'), ref, '/x')], ref);
const exact = mul(base, rate, { name: 'exact-commission', rule: ref });
const commission = roundNode(exact, 'half-even', { name: 'commission' });
const root = choice(commission, [[open]], [], { name: 'commission' });
const graph = toGraph(root);

const idOfKind = (kind: NodeJson['kind']): string =>
  Object.entries(graph.nodes).find(([, node]) => node.kind === kind)?.[0] ?? '';

const problemsOf = (changed: GraphJson): readonly GraphProblem[] => {
  const verified = verifyGraph(changed);
  return E.isLeft(verified) ? verified.left : [];
};

const withNode = (id: string, change: (node: NodeJson) => unknown): GraphJson => ({
  ...graph,
  nodes: { ...graph.nodes, [id]: change(graph.nodes[id] as NodeJson) as NodeJson },
});

describe('the graph of a calculation', () => {
  it('has the answer at its root', () => {
    expect(graph.nodes[graph.root]?.value).toEqual({ amount: '948.05', currency: 'EUR' });
    expect(right(verifyGraph(graph))).toMatchObject({
      root: graph.root,
      nodes: 8,
      kinds: { fact: 2, guard: 1, round: 1 },
    });
  });

  it('says what rounding dropped', () => {
    const tie = toGraph(roundNode(mul(fact(eur(105_450n), []), param(rateOf('0.05'), ref, '/r')), 'half-even'));
    expect(tie.nodes[tie.root]).toMatchObject({
      value: { amount: '52.72', currency: 'EUR' },
      residue: { exact: '0.005', currency: 'EUR' },
      mode: 'half-even',
      decimals: 2,
    });
  });

  it('holds equal parts once, whoever made them', () => {
    const twice = toGraph(sum([fact(eur(1n), [event('e1')]), fact(eur(1n), [event('e1')])]));
    expect(Object.keys(twice.nodes)).toHaveLength(2);
  });

  it('leaves out given when there is nothing to give', () => {
    expect(toGraph(sum([base], { given: [] })).root).toBe(toGraph(sum([base])).root);
  });

  it('is read back as it was written', () => {
    expect(right(parseGraph(JSON.parse(JSON.stringify(graph))))).toEqual(graph);
  });
});

describe('verification names the node for', () => {
  const id = idOfKind('round');
  const tags = (changed: GraphJson) =>
    problemsOf(changed)
      .filter((p) => 'node' in p && p.node === id)
      .map((p) => p._tag);

  it('a changed value', () => {
    const changed = withNode(id, (node) => ({ ...node, value: { amount: '948.06', currency: 'EUR' } }));
    expect(tags(changed)).toEqual(['WrongId', 'WrongValue']);
    expect(problemsOf(changed)).toContainEqual({
      _tag: 'WrongValue',
      node: id,
      field: 'value',
      expected: { amount: '948.05', currency: 'EUR' },
      got: { amount: '948.06', currency: 'EUR' },
    });
  });

  it('a changed residue, decimals, or mode that matters', () => {
    expect(tags(withNode(id, (node) => ({ ...node, residue: { exact: '0.1', currency: 'EUR' } })))).toContain(
      'WrongValue',
    );
    expect(tags(withNode(id, (node) => ({ ...node, decimals: 3 })))).toContain('WrongValue');
    expect(tags(withNode(id, (node) => ({ ...node, mode: 'up' })))).toEqual(['WrongId', 'WrongValue', 'WrongValue']);
  });

  it('an argument that is not there', () => {
    const changed = withNode(id, (node) => ({ ...node, arg: '0123456789abcdef' }));
    expect(problemsOf(changed)).toContainEqual({ _tag: 'MissingNode', node: id, missing: '0123456789abcdef' });
  });

  it('an argument of another kind', () => {
    const changed = withNode(id, (node) => ({ ...node, arg: nodeId(graph.nodes[idOfKind('param')] as NodeJson) }));
    expect(tags(changed)).toContain('NotComputable');
  });

  it('a node that rests on itself', () => {
    const changed = withNode(id, (node) => ({ ...node, given: [id] }));
    expect(tags(changed)).toEqual(expect.arrayContaining(['Circular', 'WrongReason']));
  });

  it('a node that nothing needs', () => {
    const stray = toGraph(base);
    const changed = { ...toGraph(rate), nodes: { ...toGraph(rate).nodes, ...stray.nodes } };
    expect(problemsOf(changed)).toEqual([{ _tag: 'Unreachable', node: stray.root }]);
  });

  it('a root that is not there', () => {
    expect(problemsOf({ ...graph, root: '0123456789abcdef' })).toContainEqual({
      _tag: 'MissingRoot',
      node: '0123456789abcdef',
    });
  });

  it('a reason that does not hold', () => {
    const guardId = idOfKind('guard');
    const changed = withNode(guardId, (node) => ({ ...node, pass: false, value: 'false' }));
    expect(problemsOf(changed)).toContainEqual({
      _tag: 'WrongReason',
      node: graph.root,
      guard: guardId,
      expected: true,
    });
  });

  it('a choice without a reason', () => {
    const changed = withNode(graph.root, (node) => ({ ...node, because: [] }));
    expect(problemsOf(changed)).toContainEqual(expect.objectContaining({ _tag: 'NotComputable', node: graph.root }));
  });

  it('a choice worth something else than what was taken', () => {
    const changed = withNode(graph.root, (node) => ({ ...node, value: { amount: '1.00', currency: 'EUR' } }));
    expect(problemsOf(changed)).toContainEqual(expect.objectContaining({ _tag: 'WrongValue', node: graph.root }));
  });

  it('a number that outgrows all bounds', () => {
    const huge = param(rateOf(`0.${'1'.repeat(440)}`), ref, '/r');
    const small = toGraph(mul(huge, param(rateOf('0.1'), ref, '/s')));
    const args = Object.entries(small.nodes).find(([, node]) => node.kind === 'op');
    const [opId, op] = args as [string, Extract<NodeJson, { kind: 'op' }>];
    const changed = {
      ...small,
      nodes: { ...small.nodes, [opId]: { ...op, args: [op.args[0], op.args[0]] } },
    } as GraphJson;
    expect(problemsOf(changed)).toContainEqual(expect.objectContaining({ _tag: 'NotComputable', node: opId }));
  });

  it('everything in a sentence', () => {
    const sentences = [
      ...problemsOf(withNode(id, (node) => ({ ...node, arg: '0123456789abcdef', given: [id] }))),
      ...problemsOf({ ...graph, root: '0123456789abcdef' }),
      ...problemsOf({ ...graph, nodes: { ...graph.nodes, ...toGraph(fact(text('stray'), [])).nodes } }),
      ...problemsOf(
        withNode(id, (node) => ({ ...node, decimals: 0, arg: nodeId(graph.nodes[idOfKind('param')] as NodeJson) })),
      ),
      ...problemsOf(withNode(id, (node) => ({ ...node, decimals: 0 }))),
    ];
    expect(new Set(sentences.map(({ _tag }) => _tag)).size).toBe(8);
    for (const problem of sentences)
      expect(describeGraphProblem(problem)).toMatch(/^(Node|The root) ?.*[0-9a-f]{16}.*\.$/);
  });
});

describe('reading a graph refuses', () => {
  const refused = (changed: unknown) => {
    const parsed = parseGraph(changed);
    return E.isLeft(parsed) ? parsed.left.map(describeGraphProblem).join(' ') : '';
  };
  const id = idOfKind('round');

  it.each([
    ['a field too many', { ...graph.nodes[id], note: 'x' }, `/nodes/${id}/note: expected no such field`],
    ['a field too few', { kind: 'round', value: 'x' }, `/nodes/${id}/mode: expected one of half-even`],
    ['an unknown kind', { kind: 'magic', value: 'x' }, `/nodes/${id}/kind: expected one of fact`],
    ['an inherited kind', { kind: 'constructor', value: 'x' }, `/nodes/${id}/kind: expected one of fact`],
    ['a number as money', { ...graph.nodes[id], value: { amount: 948.05, currency: 'EUR' } }, `/nodes/${id}/value`],
    ['an amount with a digit too few', { ...graph.nodes[id], value: { amount: '948.1', currency: 'EUR' } }, '948.10'],
    ['a rate with trailing zeros', { ...graph.nodes[id], value: { rate: '0.10' } }, 'trailing zeros'],
    ['a fraction that is not reduced', { ...graph.nodes[id], value: { num: '2', den: '6' } }, 'lowest terms'],
    ['a fraction that is a decimal', { ...graph.nodes[id], value: { num: '1', den: '4' } }, 'shortest form'],
    ['a denominator of zero', { ...graph.nodes[id], value: { num: '1', den: '0' } }, 'num and den'],
    ['an unknown currency', { ...graph.nodes[id], value: { exact: '1', currency: 'eur' } }, 'known currency'],
    ['half a character', { ...graph.nodes[id], value: '\ud800' }, 'well-formed'],
    ['no object at all', null, `/nodes/${id}: expected an object`],
    ['an empty given', { ...graph.nodes[id], given: [] }, 'at least 1'],
    ['a list that is none', { ...graph.nodes[id], given: 'x' }, 'a list'],
  ])('%s', (_, node, message) => {
    expect(refused({ ...graph, nodes: { ...graph.nodes, [id]: node } })).toContain(message);
  });

  it('an id of another form', () => {
    expect(refused({ root: 'x', nodes: { x: graph.nodes[id] } })).toContain('16 hexadecimal digits');
    expect(refused([])).toContain('the top: expected an object');
  });
});

describe('opening a total', () => {
  const parts = [eur(280_000n), eur(94_805n), eur(85_500n), eur(28_480n)].map((value) => fact(value, []));
  const [a, b, c, d] = parts as [Node, Node, Node, Node];
  const total = sub(sum([a, sum([b, c])]), d);

  it('gives the signed addends in order, and leaves nothing unexplained', () => {
    expect(frontier(total)).toEqual([
      { sign: 1, node: a },
      { sign: 1, node: b },
      { sign: 1, node: c },
      { sign: -1, node: d },
    ]);
    expect(valueToJson(total.value)).toEqual({ amount: '4318.25', currency: 'EUR' });
    expect(valueToJson(unexplained(total))).toEqual({ exact: '0', currency: 'EUR' });
  });

  it('turns the sign back below a difference of differences', () => {
    expect(frontier(sub(a, sub(b, c))).map(({ sign }) => sign)).toEqual([1, -1, 1]);
  });

  it('finds what was left out of a total that was not built here', () => {
    const forged = { ...sum([a, b]), args: [a] } as Node;
    expect(valueToJson(unexplained(forged))).toEqual({ exact: '948.05', currency: 'EUR' });
    expect(() => unexplained(fact(text('x'), []))).toThrow('A text has no addends');
  });
});
