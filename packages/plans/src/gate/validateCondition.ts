import { compare, isPositive } from '@commission-ledger/money';
import { maxTerms, termsOf, type Literal } from '../evaluate/conditionTerms.ts';
import type { Condition, Measure, PlanDocument } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { problemsOfAmount, readAmount } from './planWords.ts';

/** What is wrong with a condition, standing at `path`, of a cause of this kind. */
export const problemsOfCondition = (
  condition: Condition,
  path: string,
  earnedOn: 'win' | 'payment',
  document: PlanDocument,
): readonly PlanProblem[] => {
  const parts = problemsOfParts(condition, path, earnedOn, document);
  if (parts.length > 0) return parts;
  const terms = termsOf(condition, path);
  if (terms === undefined) {
    const message = `It can be met in more than ${maxTerms} ways. Write it with fewer nested alternatives, or as several rules.`;
    return [{ path, code: 'too-complex', message }];
  }
  if (terms.some((way) => canHold(way, document.currency))) return [];
  return [{ path, code: 'unreachable', message: 'It can never hold: its tests contradict each other.' }];
};

const problemsOfParts = (
  condition: Condition,
  path: string,
  earnedOn: 'win' | 'payment',
  document: PlanDocument,
): readonly PlanProblem[] => {
  const within = (parts: readonly Condition[], field: string): readonly PlanProblem[] =>
    parts.length === 0
      ? [
          {
            path: `${path}/${field}`,
            code: 'empty-list',
            message: 'An empty list decides nothing. Name at least one condition.',
          },
        ]
      : parts.flatMap((part, index) => problemsOfParts(part, `${path}/${field}/${index}`, earnedOn, document));
  if ('all' in condition) return within(condition.all, 'all');
  if ('any' in condition) return within(condition.any, 'any');
  if ('not' in condition) return problemsOfParts(condition.not, `${path}/not`, earnedOn, document);
  if ('attribute' in condition) {
    const [field, values] = 'in' in condition ? ['in', condition.in] : ['notIn', condition.notIn];
    return [
      ...problemsOfAttribute(condition.attribute, `${path}/attribute`, document),
      ...(values.length === 0 ? [emptyValues(`${path}/${field}`)] : []),
      ...values.flatMap((value, index) => (values.indexOf(value) < index ? [twice(`${path}/${field}/${index}`)] : [])),
    ];
  }
  const [field, limit] = 'atLeast' in condition ? ['atLeast', condition.atLeast] : ['lessThan', condition.lessThan];
  return [
    ...problemsOfMeasure(condition.measure, `${path}/measure`, earnedOn),
    ...problemsOfAmount(limit, document.currency, `${path}/${field}`, 'The limit'),
  ];
};

const emptyValues = (path: string): PlanProblem => ({
  path,
  code: 'empty-list',
  message: 'An empty list is met by nothing or by everything. Name at least one value.',
});

const twice = (path: string): PlanProblem => ({
  path,
  code: 'duplicate',
  message: 'The value stands in the list twice.',
});

/** Conditions read only what the plan declares. */
export const problemsOfAttribute = (
  name: string,
  path: string,
  { attributes }: PlanDocument,
): readonly PlanProblem[] => {
  if (Object.hasOwn(attributes, name)) return [];
  const known = Object.keys(attributes).join(', ') || 'none';
  return [
    {
      path,
      code: 'unknown-attribute',
      message: `The plan declares no attribute "${name.slice(0, 64)}"; it has: ${known}.`,
    },
  ];
};

/** When a deal is won, nobody has paid yet. */
export const problemsOfMeasure = (
  measure: Measure,
  path: string,
  earnedOn: 'win' | 'payment',
): readonly PlanProblem[] =>
  measure === 'payment' && earnedOn === 'win'
    ? [{ path, code: 'measure-not-had', message: 'A win has no payment. Earn it on payment, or measure the deal.' }]
    : [];

/** Whether tests that have to hold together can: some value is left for every attribute and measure. */
const canHold = (way: readonly Literal[], currency: string): boolean => {
  const attributes = new Set(way.flatMap((literal) => ('attribute' in literal ? [literal.attribute] : [])));
  return (
    [...attributes].every((attribute) => someValueLeft(way, attribute)) &&
    (['payment', 'deal'] as const).every((measure) => someAmountLeft(way, measure, currency))
  );
};

const someValueLeft = (way: readonly Literal[], attribute: string): boolean => {
  const tests = way.flatMap((literal) => ('attribute' in literal && literal.attribute === attribute ? [literal] : []));
  const wanted = tests.filter(({ test }) => test === 'in').map(({ values }) => values);
  const unwanted = new Set(tests.filter(({ test }) => test === 'not-in').flatMap(({ values }) => values));
  const [first, ...others] = wanted;
  return (
    first === undefined || first.some((value) => !unwanted.has(value) && others.every((list) => list.includes(value)))
  );
};

const someAmountLeft = (way: readonly Literal[], measure: Measure, currency: string): boolean => {
  const limits = way.flatMap((literal) => {
    const limit = 'measure' in literal && literal.measure === measure ? readAmount(literal.limit, currency) : undefined;
    return limit === undefined ? [] : [{ test: literal.test, limit }];
  });
  const least = limits.filter(({ test }) => test === 'ge');
  const most = limits.filter(({ test }) => test === 'lt');
  // A measure is never negative.
  return most.every((high) => isPositive(high.limit) && least.every((low) => compare(low.limit, high.limit) < 0));
};
