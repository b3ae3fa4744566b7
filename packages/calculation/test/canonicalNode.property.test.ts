import { ofMinor } from '@commission-ledger/money';
import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalNode } from '../src/canonicalNode.ts';
import {
  absent,
  booked,
  choice,
  fact,
  guard,
  names,
  nodeId,
  param,
  roundNode,
  sum,
  text,
  toGraph,
  unrounded,
  valueToJson,
  type EventRef,
  type Node,
  type NodeJson,
  type RuleRef,
} from '../src/index.ts';
import { calculation, currencyOf, eur, rateOf } from './arbitraryCalculation.ts';

/** Any text that has a UTF-8 form, with what JSON escapes and what only looks like it. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\\ud800', '"\\', '\u0000\u001f', '\u2028', 'é😀', ''),
);

const anyEvent: fc.Arbitrary<EventRef> = fc.record({
  event: anyText,
  stream: anyText,
  revision: fc.nat(),
  hash: anyText,
  path: anyText,
  occurredAt: anyText,
  recordedAt: anyText,
});

const anyRule: fc.Arbitrary<RuleRef> = fc.record(
  { plan: anyText, version: fc.nat(), hash: anyText, rule: anyText, clause: anyText },
  { requiredKeys: ['plan', 'version', 'hash'] },
);

/** Every kind of node with every field that it may have. */
const anyNode: fc.Arbitrary<Node> = fc
  .record({
    events: fc.array(anyEvent, { maxLength: 3 }),
    rule: anyRule,
    word: anyText,
    name: fc.constantFrom(...names),
    cents: fc.bigInt(-999n, 999n),
    sources: fc.array(fc.record({ source: anyText, from: anyText, to: anyText, watermark: anyText })),
  })
  .map(({ events, rule, word, name, cents, sources }) => {
    const said = fact(text(word), events, name);
    const amount = fact(eur(cents), events);
    const met = guard('eq', [said, param(text(word), rule, word)], rule);
    const failed = guard('ne', [said, said]);
    const none = absent(eur(0n), word, sources, name);
    const exact = param(unrounded({ ...ratioParts(cents) }, currencyOf('EUR')), rule, '/exact');
    const total = sum([amount, none, exact], { name, rule, given: [met] });
    const paid = roundNode(total, 'half-even', { name });
    return choice(paid, [[met]], [{ rule, failed: [failed] }], { name });
  });

/** A third of a number of cents has no decimals that end. */
const ratioParts = (cents: bigint) => {
  const value = rateOf('0.01');
  if (value._tag !== 'ratio') throw new Error('a ratio');
  return cents === 0n ? value.ratio : { num: value.ratio.num, den: value.ratio.den.times(3) };
};

const lone: Node = fact(text('a\ud800'), []);

describe('the canonical text of a node', () => {
  it('is what the library writes, for every node of any calculation', () => {
    fc.assert(
      fc.property(fc.oneof(anyNode, calculation), (root) => {
        for (const [id, node] of Object.entries(toGraph(root).nodes)) {
          expect(canonicalNode(node)).toBe(canonicalize(node));
          expect(id).toBe(nodeId(node));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('refuses what has no UTF-8 form, as the library does', () => {
    const node: NodeJson = { kind: 'fact', value: valueToJson(lone.value), from: [] };
    expect(() => canonicalize(node)).toThrow(/surrogate/i);
    expect(() => canonicalNode(node)).toThrow(/surrogate/i);
    expect(() => toGraph(lone)).toThrow(/surrogate/i);
    expect(() => toGraph(fact(booked(ofMinor(1n, currencyOf('EUR'))), []))).not.toThrow();
  });
});
