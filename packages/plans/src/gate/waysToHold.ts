import { daysBetween, localDate } from '@commission-ledger/calendar';
import { exactOf, type Exact } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Condition, PlanDocument } from '../document/planDocument.ts';
import { kindOf, kindOfCounter } from './measureKind.ts';
import { valueOfPoint } from './validateTerms.ts';

/** A test as it has to come out, on something that can be compared: an attribute, or a number with a name. */
export type Requirement = Readonly<{ attribute: string; test: 'in' | 'not-in'; values: readonly string[] }> | Bound;

/**
 * Something numeric is above or below a limit. `limit` is `undefined` where it differs from partner to partner, so
 * that nothing can be concluded.
 */
export type Bound = Readonly<{
  subject: string;
  side: 'above' | 'below';
  limit: Exact | undefined;
  inclusive: boolean;
}>;

/** What is bounded, by a name that no plan can use for anything else. */
export const subjectOf = {
  measure: (measure: string): string => `measure ${measure}`,
  counter: (counter: string, at: string): string => `counter ${counter} ${at}`,
  date: 'date',
} as const;

/** The most ways a condition may be met; beyond that nobody can read it, and explanations would be as long. */
export const maxWays = 64;

/** The ways to meet a condition: in each, every requirement has to hold. `undefined` when there are more than `limit`. */
export const waysToHold = (condition: Condition, document: PlanDocument, limit: number = maxWays): Ways | undefined =>
  ways(condition, true, { document, limit });

type Ways = readonly (readonly Requirement[])[];
type Counting = Readonly<{ document: PlanDocument; limit: number }>;

const ways = (condition: Condition, wanted: boolean, counting: Counting): Ways | undefined => {
  if ('not' in condition) return ways(condition.not, !wanted, counting);
  if ('all' in condition) return combined(condition.all, wanted, wanted, counting);
  if ('any' in condition) return combined(condition.any, wanted, !wanted, counting);
  if ('date' in condition) return datesOf(condition.date, wanted);
  if ('attribute' in condition) {
    const values = 'in' in condition ? condition.in : condition.notIn;
    const test = 'in' in condition === wanted ? 'in' : 'not-in';
    return [[{ attribute: condition.attribute, test, values }]];
  }
  return [[boundOf(condition, wanted, counting.document)]];
};

/** All parts together, or any of them; turned round when the whole is not wanted. */
const combined = (
  parts: readonly Condition[],
  wanted: boolean,
  together: boolean,
  counting: Counting,
): Ways | undefined => {
  let soFar: Ways = together ? [[]] : [];
  for (const part of parts) {
    const more = ways(part, wanted, counting);
    if (more === undefined || (together && soFar.length * more.length > counting.limit)) return undefined;
    const before = soFar;
    soFar = together ? before.flatMap((way) => more.map((next) => way.concat(next))) : before.concat(more);
    if (soFar.length > counting.limit) return undefined;
  }
  return soFar;
};

const datesOf = ({ from, to }: Readonly<{ from?: string; to?: string }>, wanted: boolean): Ways => {
  const bounds: readonly Bound[] = [
    ...(from === undefined ? [] : [dayBound('above', from, true)]),
    ...(to === undefined ? [] : [dayBound('below', to, true)]),
  ];
  return wanted ? [bounds] : bounds.map((bound) => [turned(bound)]);
};

const dayBound = (side: Bound['side'], date: string, inclusive: boolean): Bound => ({
  subject: subjectOf.date,
  side,
  limit: dayNumber(date),
  inclusive,
});

/** Days since 1 January 1900, so that dates are numbers like everything else. */
const dayNumber = (date: string): Exact | undefined => {
  const [first, day] = [localDate('1900-01-01'), localDate(date)];
  return E.isRight(first) && E.isRight(day) ? exactOf(BigInt(daysBetween(first.right, day.right))) : undefined;
};

type Limited = Extract<Condition, { measure: unknown } | { counter: unknown }>;

const boundOf = (condition: Limited, wanted: boolean, document: PlanDocument): Bound => {
  const point = 'atLeast' in condition ? condition.atLeast : condition.lessThan;
  const counter =
    'counter' in condition ? document.counters.find((candidate) => candidate.id === condition.counter) : undefined;
  const kind =
    'measure' in condition ? kindOf(condition.measure, document) : counter && kindOfCounter(counter, document);
  const bound: Bound = {
    subject:
      'measure' in condition
        ? subjectOf.measure(condition.measure)
        : subjectOf.counter(condition.counter, condition.at),
    side: 'atLeast' in condition ? 'above' : 'below',
    // Every earlier window may pass a test and its opposite: there may be none.
    limit:
      typeof point === 'string' && !('at' in condition && condition.at === 'each-earlier')
        ? valueOfPoint(point, kind, document)
        : undefined,
    inclusive: 'atLeast' in condition,
  };
  return wanted ? bound : turned(bound);
};

const turned = ({ side, inclusive, ...bound }: Bound): Bound => ({
  ...bound,
  side: side === 'above' ? 'below' : 'above',
  inclusive: !inclusive,
});
