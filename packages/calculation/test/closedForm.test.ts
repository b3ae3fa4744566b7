import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  absent,
  choice,
  fact,
  guard,
  mul,
  param,
  parseGraph,
  roundNode,
  sum,
  toGraph,
  type GraphProblem,
} from '../src/index.ts';
import { eur, event, rateOf, ref, right } from './arbitraryCalculation.ts';

const searched = [{ source: 'deals', from: '2026-01-01', to: '2026-02-01', watermark: '17' }];
const base = fact(eur(1000n), [event('e1')], 'payment');
const open = guard('gt', [base, fact(eur(1n), [])], ref);
const shut = guard('lt', [base, fact(eur(1n), [])], ref);
const said = { name: 'base', given: [open] } as const;
const rate = { ...param(rateOf('0.1'), ref, '/rate', 'rate'), given: [open] };
const commission = roundNode(mul(base, rate, { ...said, rule: ref }), 'down', said);
const nothing = { ...absent(eur(0n), 'D-9', searched, 'nothing'), given: [open] };
const root = choice(sum([commission, nothing]), [[open]], [{ rule: ref, failed: [shut] }], said);

/** A calculation that has every kind of node, and between them every field. */
const graph = toGraph(root);

const found = (json: unknown): readonly GraphProblem[] => {
  const parsed = parseGraph(json);
  return E.isLeft(parsed) ? parsed.left : [];
};

type Path = readonly string[];
type Fine = readonly [what: string, path: Path, value: string | number];
const pathOf = (path: Path): string => path.map((field) => `/${field}`).join('');

/** Every field of a document but those inside of values, which are read as wholes. */
const fieldsIn = (json: unknown, path: Path = []): readonly Path[] => {
  if (typeof json !== 'object' || json === null || isValue(path)) return [];
  return Object.entries(json).flatMap(([field, inner]) => {
    const here = [...path, field];
    return [here, ...fieldsIn(inner, here)];
  });
};

const isValue = (path: Path): boolean => ['value', 'residue'].includes(path.at(-1) ?? '');

/** The document with what stands at the path changed; `undefined` takes it away. */
const edited = (json: unknown, [field, ...rest]: Path, change: (old: unknown) => unknown): unknown => {
  if (field === undefined) return change(json);
  if (Array.isArray(json))
    return json.map((inner: unknown, index) => (`${index}` === field ? edited(inner, rest, change) : inner));
  const copy = new Map(typeof json === 'object' && json !== null ? Object.entries(json) : []);
  const now = edited(copy.get(field), rest, change);
  if (now === undefined) copy.delete(field);
  else copy.set(field, now);
  return Object.fromEntries(copy);
};

const fields = fieldsIn(graph);
const isInList = (path: Path): boolean => /^\d+$/.test(path.at(-1) ?? '');
const isNode = (path: Path): boolean => path.length === 2;

/** Fields that may be left out: what is told beside a step, and which rule and clause of a plan it is. */
const isOptional = (path: Path): boolean => {
  const [kind] = path.length === 3 ? [kindAt(path)] : [];
  const last = path.at(-1) ?? '';
  if (last === 'name' || last === 'given' || last === 'clause') return true;
  return last === 'rule' && (path.at(-2) === 'rule' || kind === 'op' || kind === 'guard');
};
const kindAt = ([, id = '']: Path): string | undefined => graph.nodes[id]?.kind;

describe('the form of a graph is closed', () => {
  it('and the example has it, with more than a hundred fields', () => {
    expect(right(parseGraph(JSON.parse(JSON.stringify(graph))))).toEqual(graph);
    expect(new Set(Object.values(graph.nodes).map(({ kind }) => kind)).size).toBe(7);
    expect(fields.length).toBeGreaterThan(100);
  });

  it('every field is needed, but those that say more', () => {
    for (const path of fields) {
      if (isInList(path) || isNode(path)) continue;
      const problems = found(edited(graph, path, () => undefined));
      if (isOptional(path)) expect([pathOf(path), problems]).toEqual([pathOf(path), []]);
      else expect(problems).toContainEqual(expect.objectContaining({ _tag: 'Malformed', path: pathOf(path) }));
    }
  });

  it('what is missing is told as what it has to be', () => {
    for (const path of fields) {
      if (isInList(path) || isNode(path) || isOptional(path) || path.at(-1) === 'kind') continue;
      const [missing] = found(edited(graph, path, () => undefined));
      const [replaced] = found(edited(graph, path, () => 7.5));
      const [expected, again] = [missing, replaced].map((each) => (each && 'expected' in each ? each.expected : ''));
      expect(expected).toBeTruthy();
      // A value says more of what is wrong with it.
      expect(isValue(path) ? 'a value' : again).toBe(expected);
    }
  });

  it.each([[null], [7.5], [[]], [{ constructor: 1 }]])('no field can be %j', (wrong) => {
    for (const path of fields) {
      const here = graphAt(path);
      if (Array.isArray(wrong) && Array.isArray(here) && mayBeEmpty(path)) continue;
      const problems = found(edited(graph, path, () => wrong));
      expect(problems.some((problem) => 'path' in problem && problem.path.startsWith(pathOf(path)))).toBe(true);
    }
  });

  it('no object has a field more', () => {
    for (const path of [[], ...fields]) {
      const here = graphAt(path);
      if (typeof here !== 'object' || here === null || Array.isArray(here)) continue;
      if (isValue(path) || pathOf(path) === '/nodes') continue;
      expect(found(edited(graph, [...path, 'note'], () => 'x'))).toEqual([
        { _tag: 'Malformed', path: `${pathOf(path)}/note`, expected: 'no such field' },
      ]);
    }
  });

  it('no list of reasons or arguments is empty, and a guard compares two', () => {
    for (const path of fields) {
      const here = graphAt(path);
      if (!Array.isArray(here) || mayBeEmpty(path)) continue;
      const least = path.at(-1) === 'args' && kindAt(path) === 'guard' ? 2 : 1;
      const shorter = here.slice(0, least - 1);
      expect(found(edited(graph, path, () => shorter))).toEqual([
        { _tag: 'Malformed', path: pathOf(path), expected: `a list of at least ${least}` },
      ]);
      expect(found(edited(graph, path, () => here.slice(0, least)))).toEqual([]);
    }
  });
});

const graphAt = (path: Path): unknown => {
  let here: unknown;
  edited(graph, path, (old) => (here = old));
  return here;
};

/** What is cited, searched, given as reason and rejected may be nothing. */
const mayBeEmpty = (path: Path): boolean => ['from', 'searched', 'because', 'rejected'].includes(path.at(-1) ?? '');

describe('a field is refused in its own words:', () => {
  const place = (kind: string, ...rest: Path): Path => [
    'nodes',
    Object.entries(graph.nodes).find(
      ([, node]) => node.kind === kind && rest[0] !== undefined && rest[0] in node,
    )?.[0] ?? '',
    ...rest,
  ];
  const cited = Object.entries(graph.nodes).find(([, node]) => node.kind === 'fact' && node.from.length > 0)?.[0] ?? '';
  const inEvent = (field: string): Path => ['nodes', cited, 'from', '0', field];
  const id = 'a node id: 16 hexadecimal digits';
  const hash = '64 hexadecimal digits';
  const whole = 'a whole number, not negative';
  const pointer = 'a JSON Pointer';
  const operations = 'one of sum, sub, mul, div, min, max, split, convert, months, days, add-months';

  it.each([
    ['an id of 17 digits', ['root'], `${graph.root}0`, id],
    ['an id of 15 digits', ['root'], graph.root.slice(1), id],
    ['an id after something else', ['root'], `x${graph.root}`, id],
    ['an id in capitals', ['root'], 'ABCDEFABCDEFABCD', id],
    ['nodes in a list', ['nodes'], [], 'an object of nodes'],
    ['a hash of 65 digits', inEvent('hash'), 'b'.repeat(65), hash],
    ['a hash of 63 digits', inEvent('hash'), 'b'.repeat(63), hash],
    ['a hash of letters', inEvent('hash'), 'g'.repeat(64), hash],
    ['a revision below zero', inEvent('revision'), -1, whole],
    ['a revision of a half', inEvent('revision'), 0.5, whole],
    ['a revision beyond all numbers', inEvent('revision'), 2 ** 53, whole],
    ['a revision in words', inEvent('revision'), '1', whole],
    ['a path that begins nowhere', inEvent('path'), 'amount', pointer],
    ['a path that begins later', inEvent('path'), 'a/b', pointer],
    ['half a character', inEvent('stream'), '\ud800', 'text'],
    ['an operation', place('op', 'op'), 'add', operations],
    ['a test', place('guard', 'test'), 'like', 'one of lt, le, eq, ne, ge, gt, in, not-in'],
    ['a way of rounding', place('round', 'mode'), 'half-down', 'one of half-even, half-up, down, up'],
    ['an outcome', place('guard', 'pass'), 'true', 'true or false'],
    ['a list', place('op', 'args'), 'x', 'a list'],
    ['a rule', place('op', 'rule'), [], 'an object'],
  ])('%s', (_, path, wrong, expected) => {
    expect(found(edited(graph, path, () => wrong))).toEqual([{ _tag: 'Malformed', path: pathOf(path), expected }]);
  });

  it('a kind', () => {
    const path = place('op', 'kind');
    const expected = 'one of fact, param, op, round, guard, choice, absent';
    expect(found(edited(graph, path, () => 'magic'))).toEqual([{ _tag: 'Malformed', path: pathOf(path), expected }]);
  });

  it('a node under another name than an id, at that name', () => {
    expect(found(edited(graph, ['nodes', 'x'], () => graph.nodes[graph.root]))).toEqual([
      { _tag: 'Malformed', path: '/nodes/x', expected: id },
    ]);
  });

  const words = (path: Path, list: string): readonly Fine[] => list.split(' ').map((word) => [word, path, word]);

  it.each<Fine>([
    ['a path to the whole', inEvent('path'), ''],
    ['a revision of zero', inEvent('revision'), 0],
    ['the largest whole number', inEvent('revision'), 2 ** 53 - 1],
    ...words(place('op', 'op'), 'sum sub mul div min max split convert months days add-months'),
    ...words(place('guard', 'test'), 'lt le eq ne ge gt in not-in'),
    ...words(place('round', 'mode'), 'half-even half-up down up'),
  ])('but not %s', (_, path, fine) => {
    expect(found(edited(graph, path, () => fine))).toEqual([]);
  });
});
