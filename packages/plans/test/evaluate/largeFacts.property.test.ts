import { booked, fact, ratioOf, toGraph, verifyGraph, type Node } from '@commission-ledger/calculation';
import { exactMul, exactOf, ofMinor } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  compilePlan,
  matchesReceipt,
  rate,
  ReceiptCodec,
  receiptOf,
  trueUpOf,
  trueUpReceiptOf,
  type Facts,
} from '../../src/index.ts';
import { runs } from '../runs.ts';
import { right } from '../someFacts.ts';
import { document } from './arbitraryDocument.ts';
import { causeFor, factsFor } from './arbitraryFacts.ts';

/** Tens of digits, as they may stand in a fact or just not. */
const factor = fc
  .constantFrom(0, 12, 24, 26, 27, 28, 29)
  .chain((tens) => fc.constantFrom(10n ** BigInt(tens), 10n ** BigInt(tens) - 1n, 3n * 10n ** BigInt(tens) + 1n));

const grown = (node: Node, by: bigint): Node => {
  if (node.kind !== 'fact') return node;
  const { value, from, name } = node;
  if (value._tag === 'money') return fact(booked(ofMinor(value.money.minor * by, value.money.currency)), from, name);
  return value._tag === 'ratio' ? fact(ratioOf(exactMul(value.ratio, exactOf(by))), from, name) : node;
};

const all = <A extends Readonly<Record<string, Node | undefined>>>(nodes: A, by: bigint): A =>
  Object.fromEntries(Object.entries(nodes).map(([name, node]) => [name, node && grown(node, by)])) as A;

const grownFacts = (facts: Facts, money: bigint, number: bigint): Facts => ({
  ...facts,
  measures: all(facts.measures, money),
  amounts: {
    ...(facts.amounts.payment && { payment: all(facts.amounts.payment, money) }),
    ...(facts.amounts.deal && { deal: all(facts.amounts.deal, money) }),
  },
  quantities: {
    ...(facts.quantities.payment && { payment: all(facts.quantities.payment, number) }),
    ...(facts.quantities.deal && { deal: all(facts.quantities.deal, number) }),
  },
  commissions: all(facts.commissions, money),
  counterBefore: (counter, window) => grown(facts.counterBefore(counter, window), money),
});

const cases = document.chain((plan) => fc.tuple(fc.constant(plan), causeFor(plan), factor, factor));

it('these cases reach what is too large, and what is large and can be written', () => {
  const seen = new Set<string>();
  for (const [plan, cause, money, number] of fc.sample(cases, { seed: 7, numRuns: 1500 })) {
    const rating = rate(compilePlan(plan), grownFacts(factsFor(plan, cause), money, number));
    if (E.isLeft(rating)) seen.add(rating.left._tag);
    else if (money > 10n ** 20n) for (const outcome of rating.right.outcomes) seen.add(outcome._tag);
  }
  expect([...seen]).toEqual(expect.arrayContaining(['OutOfBounds', 'earned']));
});

it('amounts and numbers of any size are rated, and all of it can be written, or they are refused', () => {
  fc.assert(
    fc.property(cases, ([plan, cause, money, number]) => {
      const compiled = compilePlan(plan);
      const facts = grownFacts(factsFor(plan, cause), money, number);
      for (const { id } of plan.rules.filter(
        ({ beneficiary, earnedOn }) => beneficiary === facts.beneficiary && earnedOn === facts.earnedOn,
      )) {
        const trueUp = trueUpOf(compiled, id, facts);
        if (E.isLeft(trueUp)) continue;
        ReceiptCodec.encode(trueUpReceiptOf(compiled, facts, id, trueUp.right));
        expect(right(verifyGraph(toGraph(trueUp.right.root))).value).toEqual(trueUp.right.root.value);
      }
      const rating = rate(compiled, facts);
      if (E.isLeft(rating)) return;
      for (const outcome of rating.right.outcomes) {
        if (outcome._tag === 'not-applicable') {
          for (const node of outcome.failed) toGraph(node);
          continue;
        }
        const receipt = receiptOf(compiled, facts, rating.right, outcome);
        expect(right(matchesReceipt(receipt, compiled, facts, outcome))).toEqual(receipt);
        expect(right(verifyGraph(toGraph(outcome.root))).value).toEqual(outcome.root.value);
      }
    }),
    { numRuns: runs(400) },
  );
});
