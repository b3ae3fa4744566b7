import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePlan, validatePlan, type PlanDocument } from '../../src/index.ts';
import { document } from './arbitraryDocument.ts';
import { edited } from './edited.ts';
import { leavesOf } from './leaves.ts';

const codesOf = (plan: PlanDocument): readonly string[] =>
  validatePlan(plan).map(({ path, code }) => `${path} ${code}`);

/** What the mistake leaves unread, or makes different from its group, is told too; that is not what is looked for here. */
const mistakesIn = (plan: PlanDocument): readonly string[] =>
  codesOf(plan).filter((problem) => !/ unread-| split-group/.test(problem));

describe('a plan without mistakes', () => {
  it('has no problem, and can be compiled', () => {
    fc.assert(
      fc.property(document, (plan) => {
        expect(codesOf(plan)).toEqual([]);
        expect(() => compilePlan(plan)).not.toThrow();
      }),
    );
  });
});

describe('one mistake anywhere gives its problem there, and no other', () => {
  const mistakes: readonly (readonly [name: string, fields: readonly string[], value: string, code: string])[] = [
    ['a negative rate', ['rate'], '-0.1', 'bad-rate'],
    ['a rate that is none', ['rate', 'share'], '5 %', 'bad-rate'],
    ['a negative amount', ['fixed', 'flat', 'amount', 'minimum'], '-1', 'bad-amount'],
    ['an edge or a limit of half a cent', ['upTo', 'below', 'atLeast', 'lessThan'], '0.005', 'bad-amount'],
    ['a date that is none', ['from', 'effectiveFrom'], '2020-02-30', 'bad-date'],
    ['an unknown counter', ['counter', 'already', 'carry'], 'nobody', 'unknown-counter'],
    ['an unknown parameter', ['parameter'], 'nothing', 'unknown-parameter'],
    ['an unknown attribute', ['attribute'], 'nowhere', 'unknown-attribute'],
  ];

  it.each(mistakes)('%s', (_name, fields, value, code) => {
    const places = (plan: PlanDocument): readonly string[] =>
      leavesOf(plan)
        // Of an empty title or a hold nothing is expected.
        .filter(([path, leaf]) => typeof leaf === 'string' && !path.includes('/hold/') && !path.startsWith('/measures'))
        .map(([path]) => path)
        .filter((path) => fields.includes(path.slice(path.lastIndexOf('/') + 1)));
    const withPlace = document
      .filter((plan) => places(plan).length > 0)
      .chain((plan) => fc.constantFrom(...places(plan)).map((path) => [plan, path] as const));
    fc.assert(
      fc.property(withPlace, ([plan, path]) => {
        expect(mistakesIn(edited(plan, [path, value]))).toEqual([`${path} ${code}`]);
      }),
    );
  });

  it('a clause written twice', () => {
    fc.assert(
      fc.property(
        document.filter(({ rules }) => rules.length > 1),
        (plan) => {
          const last = plan.rules.length - 1;
          expect(codesOf(edited(plan, [`/rules/${last}/clause`, '1']))).toEqual([`/rules/${last}/clause duplicate`]);
        },
      ),
    );
  });
});
