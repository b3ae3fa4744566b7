import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePlan, PlanCodec, planHash, type PlanDocument } from '../../src/index.ts';
import { document } from '../gate/arbitraryDocument.ts';
import { edited } from '../gate/edited.ts';
import { leavesOf } from '../gate/leaves.ts';
import { wholePlan } from '../gate/wholePlan.ts';
import { left, right } from '../someFacts.ts';

/** As it comes from a file. */
const json = (plan: PlanDocument): unknown => JSON.parse(JSON.stringify(plan));

/** Every record within, by its place; the names in a dictionary are not fields of the language. */
const recordsOf = (plan: PlanDocument): readonly string[] => {
  const places = new Set(leavesOf(plan).flatMap(([path]) => prefixesOf(path)));
  return [...places].filter((path) => isClosed(plan, path));
};

const prefixesOf = (path: string): readonly string[] => {
  const parts = path.split('/').slice(1);
  return parts.map((_part, length) =>
    parts
      .slice(0, length)
      .map((part) => `/${part}`)
      .join(''),
  );
};

const isClosed = (plan: PlanDocument, path: string): boolean => {
  const value = path
    .split('/')
    .slice(1)
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], plan);
  return (
    !Array.isArray(value) &&
    !/(?:^|\/)(?:attributes|measures|parameters|amounts|quantities|counters|expect)$/.test(path)
  );
};

describe('a plan document', () => {
  it('that says everything reads as it is written', () => {
    const read = right(parsePlan(json(wholePlan)));
    expect(canonicalize(read)).toBe(canonicalize(wholePlan));
    expect(read).toEqual(wholePlan);
    expect(planHash(read)).toBe(planHash(wholePlan));
    expect(PlanCodec.is(wholePlan)).toBe(true);
  });

  it('reads as it is written, whatever it says', () => {
    fc.assert(
      fc.property(document, (plan) => {
        expect(canonicalize(right(parsePlan(json(plan))))).toBe(canonicalize(plan));
        expect(PlanCodec.encode(plan)).toEqual(plan);
      }),
    );
  });

  it.each(recordsOf(wholePlan))('has no other field in "%s"', (path) => {
    const problems = left(parsePlan(edited(wholePlan, [`${path}/unheard-of`, 1])));
    expect(problems.map(({ path: at, code }) => `${at} ${code}`)).toEqual([`${path}/unheard-of unknown-field`]);
  });

  it.each(leavesOf(wholePlan).map(([path]) => path))('takes nothing else for "%s"', (path) => {
    for (const wrong of [null, 1.5, ['x', 1]]) {
      const problems = left(parsePlan(edited(wholePlan, [path, wrong])));
      expect(problems.map(({ code }) => code)).toEqual(problems.map(() => 'shape'));
      expect(problems.every(({ path: at }) => at.startsWith(path))).toBe(true);
    }
  });

  it('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...leavesOf(wholePlan).map(([path]) => path)), (value, path) => {
        const read = parsePlan(edited(wholePlan, [path, value]));
        if (read._tag === 'Left') expect(read.left.length).toBeGreaterThan(0);
        else expect(canonicalize(read.right)).toBe(canonicalize(edited(wholePlan, [path, value])));
      }),
    );
  });
});

describe('what is refused says what is expected', () => {
  it.each([
    ['/rules/0/pay', {}, 'with one of fixed, each, percent'],
    ['/rules/0/beneficiary', 'boss', 'upline-2 to upline-9'],
    ['/rules/0/pay/marginal/bands/1/below', { share: '1' }, 'It is missing'],
    ['/payout/cutOff', 'monthly', 'start-of-month'],
    ['/payout/day', undefined, 'with one of day, days, weekday'],
    ['/counters/0/window', 'fortnight', 'day, week, month, quarter, year, ever'],
    ['/counters/0/measure', { given: 'x' }, 'earned, unlimited, excess'],
    ['/measures/tax', { tax: 1 }, 'amount, quantity, sum, elapsed, commission'],
    ['/examples/1/steps/0', { date: '2020-01-01' }, 'win, payment, refund, cancel, payout'],
    ['/rules/1/pay/sum/1/percent/above100', false, 'expected true; leave it out otherwise'],
    ['/rules/0/title/en', 'x'.repeat(2001), 'at most 2,000 characters'],
    ['/measures/net/share', 0.1, 'write it in quotes: "0.1"'],
    ['/payout/minimum', 100, 'write it in quotes: "100"'],
    ['/plan', null, 'expected text in quotes'],
    ['/rules/0/title/en', 'a\u202eb', 'without control characters'],
    ['/rules/0/title/en', 'a\u0000b', 'without control characters'],
    ['/rules/0/title/ru', 'a\nb', 'without control characters'],
  ])('%s', (path, value, expected) => {
    const problems = left(parsePlan(edited(wholePlan, [path, value])));
    expect(problems.map(({ message }) => message).join('\n')).toContain(expected);
  });
});
