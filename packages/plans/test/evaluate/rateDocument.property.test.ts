import { frontier, toGraph, unexplained, verifyGraph, type Node, type NodeJson } from '@commission-ledger/calculation';
import { exactIsZero, sum } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../runs.ts';
import {
  compilePlan,
  matchesReceipt,
  rate,
  ReceiptCodec,
  receiptOf,
  type Facts,
  type PlanDocument,
  type Rating,
  type Receipt,
} from '../../src/index.ts';
import { left, right } from '../someFacts.ts';
import { document } from './arbitraryDocument.ts';
import { causeFor, factsFor, type SmallCause } from './arbitraryFacts.ts';

type Case = Readonly<{ plan: PlanDocument; cause: SmallCause }>;

const cases: fc.Arbitrary<Case> = document.chain((plan) => causeFor(plan).map((cause) => ({ plan, cause })));

const ratingOf = ({ plan, cause }: Case): Rating | undefined => {
  const rating = rate(compilePlan(plan), factsFor(plan, cause));
  return E.isLeft(rating) ? undefined : rating.right;
};

/** What stands in the plan at a JSON Pointer. */
const fieldAt = (plan: PlanDocument, path: string): unknown =>
  path
    .split('/')
    .slice(1)
    .reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>> | undefined)?.[key], plan);

const isWrittenAt = (plan: PlanDocument, { value, path }: Extract<NodeJson, { kind: 'param' }>): boolean => {
  const field = fieldAt(plan, path);
  if (Array.isArray(field)) return typeof value === 'string' && Number(value) >= 1 && Number(value) <= field.length;
  if (typeof value === 'string') return String(field) === value;
  if ('amount' in value) return typeof field === 'string' && Number(field).toFixed(2) === value.amount;
  if ('rate' in value) return typeof field === 'string' && Number(field) === Number(value.rate);
  return JSON.stringify(field) === JSON.stringify(value);
};

describe('any plan of the language', () => {
  it('answers for any cause: with amounts or with a reason', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(cases, ({ plan, cause }) => {
        const result = rate(compilePlan(plan), factsFor(plan, cause));
        if (E.isLeft(result)) seen.add(result.left._tag);
        else for (const { _tag } of result.right.outcomes) seen.add(_tag);
      }),
      { numRuns: runs(266) },
    );
    expect([...seen].toSorted()).toEqual(
      ['MissingAttribute', 'MissingMeasure', 'OtherCurrency', 'earned', 'not-applicable', 'zero'].toSorted(),
    );
  });

  it('books the root of a calculation that verifies, as one addend', () => {
    fc.assert(
      fc.property(cases, (one) => {
        for (const outcome of ratingOf(one)?.outcomes ?? []) {
          if (outcome._tag === 'not-applicable') {
            expect(outcome.failed.length).toBeGreaterThan(0);
            continue;
          }
          const parts = outcome._tag === 'earned' ? outcome.parts : [];
          for (const root of [outcome.root, ...parts.map((part) => part.root)]) {
            const verified = right(verifyGraph(toGraph(root)));
            expect(verified.value).toEqual(root.value);
            expect(root.value._tag).toBe('money');
            expect(frontier(root)).toHaveLength(1);
            const rest = unexplained(root);
            expect(rest._tag === 'unrounded' && exactIsZero(rest.amount)).toBe(true);
          }
        }
      }),
      { numRuns: runs(133) },
    );
  });

  it('finds each parameter at the place of the plan that it names', () => {
    fc.assert(
      fc.property(cases, (one) => {
        for (const outcome of ratingOf(one)?.outcomes ?? []) {
          const roots: readonly Node[] = outcome._tag === 'not-applicable' ? outcome.failed : [outcome.root];
          for (const node of roots.flatMap((root) => Object.values(toGraph(root).nodes))) {
            if (node.kind === 'param') expect([node.path, isWrittenAt(one.plan, node)]).toEqual([node.path, true]);
          }
        }
      }),
      { numRuns: runs(83) },
    );
  });

  it('pays in parts that add up, each of which matures no earlier than the cause', () => {
    fc.assert(
      fc.property(cases, (one) => {
        for (const outcome of ratingOf(one)?.outcomes ?? []) {
          if (outcome._tag !== 'earned') continue;
          const { amount, parts, rule } = outcome;
          const { installments } = one.plan.rules.find(({ id }) => id === rule)!;
          expect(parts.map(({ part }) => part)).toEqual(parts.map((_, index) => index + 1));
          expect(parts).toHaveLength(installments?.length ?? 1);
          expect(
            sum(
              amount.currency,
              parts.map((part) => part.amount),
            ),
          ).toEqual(amount);
          expect(parts.every((part) => part.of === parts.length && part.maturesOn >= one.cause.date)).toBe(true);
        }
      }),
      { numRuns: runs(83) },
    );
  });

  it('moves commission counters by what their rules earned', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const rating = ratingOf(one);
        for (const { counter, before, after } of rating?.moves ?? []) {
          const { measure } = one.plan.counters.find(({ id }) => id === counter)!;
          if (typeof measure === 'string' || !('earned' in measure)) continue;
          if (before._tag !== 'money' || after._tag !== 'money') throw new Error('commission is money');
          const earned = rating?.outcomes.reduce(
            (total, outcome) =>
              outcome._tag === 'earned' && measure.earned.includes(outcome.rule) ? total + outcome.amount.minor : total,
            0n,
          );
          expect(after.money.minor - before.money.minor).toBe(earned);
        }
      }),
      { numRuns: runs(133) },
    );
  });
});

const leavesOf = (json: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
  typeof json === 'object' && json !== null
    ? Object.entries(json).flatMap(([key, value]) => leavesOf(value, [...path, key]))
    : [path];

const changedAt = (json: unknown, [key, ...rest]: readonly string[]): unknown => {
  if (key === undefined) return typeof json === 'number' ? json + 1 : `${String(json)}0`;
  if (Array.isArray(json))
    return json.map((member: unknown, index) => (String(index) === key ? changedAt(member, rest) : member));
  const fields = Object.entries(json as object) as [string, unknown][];
  return Object.fromEntries(fields.map(([field, member]) => [field, field === key ? changedAt(member, rest) : member]));
};

describe('a receipt', () => {
  const receipts = (one: Case) => {
    const [plan, facts]: [ReturnType<typeof compilePlan>, Facts] = [
      compilePlan(one.plan),
      factsFor(one.plan, one.cause),
    ];
    const rating = rate(plan, facts);
    if (E.isLeft(rating)) return [];
    return rating.right.outcomes.flatMap((outcome) => {
      if (outcome._tag === 'not-applicable') return [];
      const parts = outcome._tag === 'earned' ? outcome.parts : [undefined];
      return parts.map((part) => ({
        plan,
        facts,
        outcome,
        part,
        receipt: receiptOf(plan, facts, rating.right, outcome, part),
      }));
    });
  };

  it('is read back as it was written, and matches the calculation done again', () => {
    fc.assert(
      fc.property(cases, (one) => {
        for (const { plan, facts, outcome, part, receipt } of receipts(one)) {
          const stored: unknown = JSON.parse(JSON.stringify(receipt));
          expect(right(ReceiptCodec.decode(stored))).toEqual(receipt);
          expect(matchesReceipt(right(ReceiptCodec.decode(stored)), plan, facts, outcome, part)).toEqual(
            E.right(receipt),
          );
        }
      }),
      { numRuns: runs(83) },
    );
  });

  it('does not match when any word or number in it is another', () => {
    fc.assert(
      fc.property(cases, fc.nat(), (one, which) => {
        for (const { plan, facts, outcome, part, receipt } of receipts(one)) {
          const places = leavesOf(receipt);
          const forged = changedAt(receipt, places[which % places.length] ?? []) as Receipt;
          const differs = left(matchesReceipt(forged, plan, facts, outcome, part));
          expect(differs.recorded).not.toEqual(differs.computed);
        }
      }),
      { numRuns: runs(83) },
    );
  });

  it('names the events of everything that it states', () => {
    fc.assert(
      fc.property(cases, (one) => {
        for (const { receipt, outcome } of receipts(one)) {
          const facts = Object.values(toGraph(outcome.root).nodes).flatMap((node) =>
            node.kind === 'fact' ? node.from.map(({ event }) => event) : [],
          );
          expect(facts.filter((event) => !receipt.sources.includes(event))).toEqual([]);
        }
      }),
      { numRuns: runs(83) },
    );
  });
});
