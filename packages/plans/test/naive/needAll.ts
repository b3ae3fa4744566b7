import type { Counter, Rule } from '../../src/document/planDocument.ts';
import { attributeOf, measured, type Claim } from './claim.ts';

/**
 * Reads everything that these rules, and counters that move, may read of the cause, whether their conditions hold or not:
 * a fact that is missing refuses the cause before anything is worked out.
 */
export const needAll = (claim: Claim, rules: readonly Rule[], counters: readonly Counter[]): void => {
  const read = namesRead(rules);
  const pages = claim.book.plan.counters.filter(({ id }) => read.some((name) => name === id));
  for (const { per } of [...pages, ...counters]) if (typeof per === 'object') attributeOf(claim, per.attribute);
  for (const name of [...read, ...namesRead(counters)]) {
    if (Object.hasOwn(claim.book.plan.attributes, name)) attributeOf(claim, name);
    if (Object.hasOwn(claim.book.plan.measures ?? {}, name)) measured(claim, name);
  }
};

/** Every name in the places where rules and counters name what they read. */
const namesRead = (json: unknown): readonly string[] => {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([field, value]: readonly [string, unknown]) =>
    typeof value === 'string' && places.has(field) ? [value] : namesRead(value),
  );
};

const places = new Set(['of', 'measure', 'attribute', 'counter', 'total', 'already', 'carry']);
