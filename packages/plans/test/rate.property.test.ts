import { frontier, toGraph, unexplained, verifyGraph, type Node } from '@commission-ledger/calculation';
import { exactAdd, exactEquals, exactIsZero, ofMinor, ratio, type Exact } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkForPublication,
  compilePlan,
  matchesReceipt,
  parsePlan,
  rate,
  ReceiptCodec,
  receiptOf,
  runExamples,
  validatePlan,
  type Band,
  type PlanDocument,
  type Receipt,
} from '../src/index.ts';
import { bands, given, plan, validPlan, wholeGiven } from './arbitraryPlan.ts';
import { amounts, centsOf, marginalCents } from './oracle.ts';
import { crmPlan } from './crmPlan.ts';
import { factsOf, left, right } from './someFacts.ts';

describe('rating by any valid plan', () => {
  it('is by a plan that validation finds no fault with', () => {
    fc.assert(
      fc.property(validPlan, (document) => {
        expect(validatePlan(document)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('answers for any facts: with amounts or with a reason', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(validPlan, given, (document, cause) => {
        const result = rate(compilePlan(document), factsOf(cause));
        if (E.isLeft(result)) seen.add(result.left._tag);
        else for (const { _tag } of result.right.outcomes) seen.add(_tag);
      }),
      { numRuns: 1000, seed: 7 },
    );
    expect([...seen].toSorted()).toEqual(
      ['MissingAttribute', 'MissingMeasure', 'OtherCurrency', 'earned', 'not-applicable', 'zero'].toSorted(),
    );
  });

  it('pays what a naive second evaluator pays, rule by rule', () => {
    fc.assert(
      fc.property(validPlan, wholeGiven, (document, cause) => {
        const rating = right(rate(compilePlan(document), factsOf(cause)));
        const got = rating.outcomes.map((outcome) => {
          if (outcome._tag === 'not-applicable') return [outcome.rule, undefined];
          return [outcome.rule, outcome._tag === 'earned' ? outcome.amount.minor : 0n];
        });
        expect(got).toEqual(amounts(document, cause));
      }),
      { numRuns: 2000 },
    );
  });

  it('books the root of a calculation that verifies, with nothing unexplained', () => {
    fc.assert(
      fc.property(validPlan, wholeGiven, (document, cause) => {
        const rating = right(rate(compilePlan(document), factsOf(cause)));
        for (const outcome of rating.outcomes) {
          if (outcome._tag === 'not-applicable') {
            expect(outcome.failed.length).toBeGreaterThan(0);
            continue;
          }
          const verified = right(verifyGraph(toGraph(outcome.root)));
          const amount = outcome._tag === 'earned' ? outcome.amount : ofMinor(0n, compilePlan(document).currency);
          expect(verified.value).toEqual({ _tag: 'money', money: amount });
          expect(frontier(outcome.root)).toHaveLength(1);
          expect(unexplained(outcome.root)).toMatchObject({ _tag: 'unrounded' });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('moves each counter by the measure of its own cause, for the referrer only', () => {
    fc.assert(
      fc.property(validPlan, wholeGiven, (document, cause) => {
        const rating = right(rate(compilePlan(document), factsOf(cause)));
        for (const { counter, window, before, after } of rating.moves) {
          const { measure } = document.counters.find(({ id }) => id === counter)!;
          const moved = measure === 'deal' ? 'deal' : 'payment';
          expect(cause.beneficiary).toBe('referrer');
          expect(measure).toBe(cause.earnedOn === 'win' ? 'deal' : 'payment');
          if (after._tag !== 'money' || before._tag !== 'money') throw new Error('expected money');
          expect(after.money.minor - before.money.minor).toBe(centsOf(cause[moved] ?? '0'));
          expect(['ever', '2017-Q1', '2017-Q2']).toContain(window);
        }
      }),
    );
  });
});

/** One rule along one counter, and what a payment earns before rounding. */
const along = (document: PlanDocument, before: bigint, base: bigint): Exact => {
  const cents = (minor: bigint) => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
  const facts = factsOf({
    payment: cents(base),
    attributes: { product: 'GTX' },
    counters: { 'quarter-sales': cents(before) },
  });
  const [outcome] = right(rate(compilePlan(document), facts)).outcomes;
  const root: Node | undefined = outcome?._tag === 'not-applicable' ? undefined : outcome?.root;
  const round = root?.kind === 'choice' ? root.taken : root;
  if (round?.kind !== 'round') throw new Error('a marginal rule ends in a rounding');
  const { value } = round.arg;
  if (value._tag !== 'unrounded') throw new Error('what is rounded is unrounded');
  return value.amount;
};

const withBands = (list: readonly Band[]): PlanDocument => ({
  ...crmPlan,
  rules: crmPlan.rules.map((rule) =>
    'marginal' in rule.pay ? { ...rule, pay: { marginal: { ...rule.pay.marginal, bands: list } } } : rule,
  ),
});

describe('marginal bands', () => {
  it('earn the same however a sum is cut into payments, before rounding', () => {
    fc.assert(
      fc.property(
        bands,
        fc.bigInt(0n, 10n),
        fc.array(fc.bigInt(0n, 6n), { minLength: 1, maxLength: 4 }),
        (list, before, cut) => {
          const document = withBands(list);
          let counter = before;
          let total = ratio(0n, 1n);
          for (const payment of cut) {
            total = exactAdd(total, along(document, counter, payment));
            counter += payment;
          }
          expect(exactEquals(total, along(document, before, counter - before))).toBe(true);
        },
      ),
    );
  });

  it('earn for each cent the rate of its band', () => {
    fc.assert(
      fc.property(bands, fc.bigInt(0n, 10n), fc.bigInt(0n, 12n), (list, before, base) => {
        const [num, den] = marginalCents(list, before, base);
        expect(exactEquals(along(withBands(list), before, base), ratio(num, den * 100n))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('put what refunds left below zero into the first band', () => {
    const list = [{ upTo: '0.02', rate: '0.5' }, { rate: '1' }];
    const facts = factsOf({ payment: '0.06', attributes: { product: 'x' }, counters: { 'quarter-sales': '-0.02' } });
    const [outcome] = right(rate(compilePlan(withBands(list)), facts)).outcomes;
    expect(outcome).toMatchObject({ _tag: 'earned', amount: { minor: 4n } });
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

/** The same without what stands at a place. */
const withoutPlace = (json: unknown, [key, ...rest]: readonly string[]): unknown => {
  const kept = (name: string): boolean => name !== key || rest.length > 0;
  const inner = (name: string, member: unknown): unknown => (name === key ? withoutPlace(member, rest) : member);
  if (Array.isArray(json))
    return json.flatMap((member: unknown, index) => (kept(`${index}`) ? [inner(`${index}`, member)] : []));
  const fields = Object.entries(json as object) as [string, unknown][];
  return Object.fromEntries(fields.flatMap(([name, member]) => (kept(name) ? [[name, inner(name, member)]] : [])));
};

describe('a receipt', () => {
  const receipts = (document: PlanDocument, cause: Parameters<typeof factsOf>[0]) => {
    const [prepared, facts] = [compilePlan(document), factsOf(cause)];
    const rating = rate(prepared, facts);
    if (E.isLeft(rating)) return [];
    return rating.right.outcomes.flatMap((outcome) =>
      outcome._tag === 'not-applicable'
        ? []
        : [{ prepared, facts, outcome, receipt: receiptOf(prepared, facts, rating.right, outcome) }],
    );
  };

  it('is read back as it was written, and matches the calculation done again', () => {
    fc.assert(
      fc.property(validPlan, wholeGiven, (document, cause) => {
        for (const { prepared, facts, outcome, receipt } of receipts(document, cause)) {
          const stored: unknown = JSON.parse(JSON.stringify(receipt));
          expect(right(ReceiptCodec.decode(stored))).toEqual(receipt);
          expect(matchesReceipt(right(ReceiptCodec.decode(stored)), prepared, facts, outcome)).toEqual(
            E.right(receipt),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('does not match when any word or number in it is left out, or stands there twice', () => {
    fc.assert(
      fc.property(validPlan, wholeGiven, fc.nat(), (document, cause, which) => {
        for (const { prepared, facts, outcome, receipt } of receipts(document, cause)) {
          const places = leavesOf(receipt);
          const less = withoutPlace(receipt, places[which % places.length] ?? []) as Receipt;
          const differs = left(matchesReceipt(less, prepared, facts, outcome));
          expect(differs.recorded).not.toEqual(differs.computed);
          const more = { ...receipt, sources: [...receipt.sources, 'another'], again: 'another' } as Receipt;
          expect(left(matchesReceipt(more, prepared, facts, outcome))).toMatchObject({ computed: undefined });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('does not match when any word or number in it is another', () => {
    fc.assert(
      fc.property(validPlan, wholeGiven, fc.nat(), (document, cause, which) => {
        for (const { prepared, facts, outcome, receipt } of receipts(document, cause)) {
          const places = leavesOf(receipt);
          const forged = changedAt(receipt, places[which % places.length] ?? []) as Receipt;
          const differs = left(matchesReceipt(forged, prepared, facts, outcome));
          expect(differs.recorded).not.toEqual(differs.computed);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a plan document', () => {
  it('is read as it was written, when it was written by the rules', () => {
    fc.assert(
      fc.property(plan, (document) => {
        expect(right(parsePlan(JSON.parse(JSON.stringify(document))))).toEqual(document);
      }),
    );
  });

  it('that is valid runs its examples; one that is not is refused with a path', () => {
    fc.assert(
      fc.property(plan, (document) => {
        const problems = validatePlan(document);
        if (problems.length === 0) runExamples(document);
        else expect(problems.every(({ path, message }) => path.startsWith('/') && message.endsWith('.'))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('of any JSON is answered, never thrown at', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(crmPlan)), (json, field) => {
        expect(E.isLeft(checkForPublication(json))).toBe(true);
        expect(['Left', 'Right']).toContain(checkForPublication({ ...crmPlan, [field]: json })._tag);
      }),
      { numRuns: 500 },
    );
  });
});

it('a residue is what the exact amount has beyond the booked one', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), (cents) => {
      const facts = factsOf({ payment: (cents / 100).toFixed(2), attributes: { product: 'x' } });
      const [outcome] = right(rate(compilePlan(crmPlan), facts)).outcomes;
      const root = outcome?._tag === 'not-applicable' ? undefined : outcome?.root;
      const round = root?.kind === 'choice' ? root.taken : undefined;
      fc.pre(round?.kind === 'round' && outcome?._tag !== 'not-applicable');
      const dropped = (cents * 5) % 100;
      expect(exactIsZero(round.residue)).toBe(dropped === 0);
    }),
  );
});
