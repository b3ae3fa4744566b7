import type { Condition, PlanDocument, PointTerm } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { canHold } from './canHold.ts';
import { kindOf, kindOfCounter } from './measureKind.ts';
import { named, problemsOfDate } from './planWords.ts';
import { problemsOfCounterRead, problemsOfMeasure, type Reader } from './reader.ts';
import { problemsOfPoint } from './validateTerms.ts';
import { maxWays, waysToHold } from './waysToHold.ts';

/** What is wrong with a condition, standing at `path`, of this reader. */
export const problemsOfCondition = (
  condition: Condition,
  path: string,
  reader: Reader,
  document: PlanDocument,
): readonly PlanProblem[] => {
  const parts = problemsOfParts(condition, path, reader, document);
  if (parts.length > 0) return parts;
  const ways = waysToHold(condition, document);
  if (ways === undefined) {
    const message = `It can be met in more than ${maxWays} ways. Write it with fewer nested alternatives, or as several rules.`;
    return [{ path, code: 'too-complex', message }];
  }
  if (ways.some((way) => canHold(way, document))) return [];
  return [{ path, code: 'unreachable', message: 'It can never hold: its tests contradict each other.' }];
};

const problemsOfParts = (
  condition: Condition,
  path: string,
  reader: Reader,
  document: PlanDocument,
): readonly PlanProblem[] => {
  const within = (parts: readonly Condition[], field: string): readonly PlanProblem[] =>
    parts.length === 0
      ? [emptyList(`${path}/${field}`, 'An empty list decides nothing. Name at least one condition.')]
      : parts.flatMap((part, index) => problemsOfParts(part, `${path}/${field}/${index}`, reader, document));
  if ('all' in condition) return within(condition.all, 'all');
  if ('any' in condition) return within(condition.any, 'any');
  if ('not' in condition) return problemsOfParts(condition.not, `${path}/not`, reader, document);
  if ('date' in condition) return problemsOfDates(condition.date, `${path}/date`);
  if ('attribute' in condition) {
    const [field, values] = 'in' in condition ? ['in', condition.in] : ['notIn', condition.notIn];
    const empty = 'An empty list is met by nothing or by everything. Name at least one value.';
    return [
      ...problemsOfAttribute(condition.attribute, `${path}/attribute`, document),
      ...(values.length === 0 ? [emptyList(`${path}/${field}`, empty)] : []),
      ...values.flatMap((value, index) => (values.indexOf(value) < index ? [twice(`${path}/${field}/${index}`)] : [])),
    ];
  }
  const [field, limit]: readonly [string, PointTerm] =
    'atLeast' in condition ? ['atLeast', condition.atLeast] : ['lessThan', condition.lessThan];
  if ('measure' in condition) {
    const kind = kindOf(condition.measure, document);
    return problemsOfMeasure(condition.measure, `${path}/measure`, reader, document).concat(
      problemsOfPoint(limit, kind, `${path}/${field}`, 'The limit', document),
    );
  }
  const counter = document.counters.find(({ id }) => id === condition.counter);
  return problemsOfCounterRead(condition.counter, `${path}/counter`, reader, document).concat(
    problemsOfEarlierWindow(condition.counter, condition.at, `${path}/at`, document),
    problemsOfPoint(limit, counter && kindOfCounter(counter, document), `${path}/${field}`, 'The limit', document),
  );
};

/** What has no window before it cannot be asked about one. */
export const problemsOfEarlierWindow = (
  id: string,
  at: 'before' | 'after' | 'previous' | 'each-earlier',
  path: string,
  { counters }: PlanDocument,
): readonly PlanProblem[] => {
  const window = counters.find((counter) => counter.id === id)?.window;
  if (at === 'previous' && window === 'ever') {
    const message = 'The counter runs for ever, so it has no previous window. Read it before or after the cause.';
    return [{ path, code: 'wrong-window', message }];
  }
  if (at === 'each-earlier' && (window === 'ever' || window === 'year')) {
    const message = 'There are no earlier windows of the same year. Read a counter of a quarter, month, week or day.';
    return [{ path, code: 'wrong-window', message }];
  }
  return [];
};

const problemsOfDates = (
  { from, to }: Readonly<{ from?: string; to?: string }>,
  path: string,
): readonly PlanProblem[] => {
  if (from === undefined && to === undefined) {
    return [emptyList(path, 'It holds on every day. Say from, to, or both.')];
  }
  return [
    ...(from === undefined ? [] : problemsOfDate(from, `${path}/from`)),
    ...(to === undefined ? [] : problemsOfDate(to, `${path}/to`)),
  ];
};

const emptyList = (path: string, message: string): PlanProblem => ({ path, code: 'empty-list', message });

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
  const message = `The plan declares no attribute "${named(name)}"; it has: ${known}.`;
  return [{ path, code: 'unknown-attribute', message }];
};
