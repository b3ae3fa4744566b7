import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePlan, parsePlan, runExamples, validatePlan, type PlanDocument } from '../../src/index.ts';
import { document } from './arbitraryDocument.ts';
import { edited } from './edited.ts';
import { wholePlan } from './wholePlan.ts';

/** Every place of a document, of what is made of others too. */
const placesOf = (json: unknown, path = ''): readonly string[] => {
  if (typeof json !== 'object' || json === null) return [path];
  return [path, ...Object.entries(json).flatMap(([key, value]) => placesOf(value, `${path}/${key}`))];
};

const at = (plan: PlanDocument, path: string): unknown =>
  path
    .split('/')
    .slice(1)
    .reduce<unknown>((json, key) => (json as Record<string, unknown> | undefined)?.[key], plan);

const fieldOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/^\d+$/, '#');

const words = [
  '0',
  '1',
  '10.00',
  '-1',
  'payment',
  'deal',
  'count',
  'net',
  'seats',
  'sales',
  'wins',
  'win',
  'ever',
  'upline',
  0,
  1,
  undefined,
];

/** A document in which something stands elsewhere, or is another word: usually nonsense, sometimes another plan. */
const disturbed = (plan: PlanDocument): fc.Arbitrary<PlanDocument> => {
  const places = placesOf(plan).slice(1);
  const likeIt = (path: string): readonly string[] => places.filter((other) => fieldOf(other) === fieldOf(path));
  const edit = fc
    .constantFrom(...places)
    .chain((path) =>
      fc
        .oneof(
          { weight: 3, arbitrary: fc.constantFrom(...likeIt(path)).map((from) => at(plan, from)) },
          { weight: 1, arbitrary: fc.constantFrom<unknown>(...words) },
        )
        .map((value) => [path, value] as const),
    );
  return fc.array(edit, { minLength: 1, maxLength: 2 }).map((edits) =>
    edits.reduce<PlanDocument>((json, [path, value]) => {
      const parent = at(json, path.slice(0, path.lastIndexOf('/')));
      return typeof parent === 'object' ? edited(json, [path, value]) : json;
    }, plan),
  );
};

const passes = (json: PlanDocument): boolean => {
  const read = parsePlan(JSON.parse(JSON.stringify(json)));
  return read._tag === 'Right' && validatePlan(read.right).length === 0;
};

describe('what the gate lets through', () => {
  const plans = fc.oneof(disturbed(wholePlan), document.chain(disturbed));

  it('can be compiled, and its examples can be executed, whether they come out or not', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        fc.pre(passes(plan));
        expect(() => compilePlan(plan)).not.toThrow();
        expect(Array.isArray(runExamples(plan))).toBe(true);
      }),
    );
  });

  it('is looked at to the end, whatever it says', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const read = parsePlan(JSON.parse(JSON.stringify(plan)));
        if (read._tag === 'Right') expect(Array.isArray(validatePlan(read.right))).toBe(true);
      }),
    );
  });
});
