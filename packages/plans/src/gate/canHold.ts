import { exactCompare, exactOf, type Exact } from '@commission-ledger/money';
import type { PlanDocument } from '../document/planDocument.ts';
import { neverNegative } from './measureKind.ts';
import { subjectOf, type Bound, type Requirement } from './waysToHold.ts';

/** Whether requirements can be met together: some value is left for every attribute, measure, counter, and date. */
export const canHold = (way: readonly Requirement[], document: PlanDocument): boolean => {
  const attributes = new Set(way.flatMap((one) => ('attribute' in one ? [one.attribute] : [])));
  const bounds = way.flatMap((one) =>
    'subject' in one && one.limit !== undefined ? [{ ...one, limit: one.limit }] : [],
  );
  return (
    [...attributes].every((attribute) => someValueLeft(way, attribute)) &&
    [...new Set(bounds.map(({ subject }) => subject))].every((subject) =>
      someNumberLeft(
        bounds.filter((bound) => bound.subject === subject),
        isNeverNegative(subject, document),
      ),
    )
  );
};

const someValueLeft = (way: readonly Requirement[], attribute: string): boolean => {
  const tests = way.flatMap((one) => ('attribute' in one && one.attribute === attribute ? [one] : []));
  const wanted = tests.filter(({ test }) => test === 'in').map(({ values }) => values);
  const unwanted = new Set(tests.filter(({ test }) => test === 'not-in').flatMap(({ values }) => values));
  const [first, ...others] = wanted;
  return (
    first === undefined || first.some((value) => !unwanted.has(value) && others.every((list) => list.includes(value)))
  );
};

type Limit = Bound & Readonly<{ limit: Exact }>;

const someNumberLeft = (bounds: readonly Limit[], fromZero: boolean): boolean => {
  const zero: Limit = { subject: '', side: 'above', limit: exactOf(0n), inclusive: true };
  const above = bounds.filter(({ side }) => side === 'above').concat(fromZero ? [zero] : []);
  const below = bounds.filter(({ side }) => side === 'below');
  return below.every((high) => above.every((low) => leavesRoom(low, high)));
};

const leavesRoom = (low: Limit, high: Limit): boolean => {
  // Between two days there is none: the day after one that is excluded is the first that counts.
  const whole = low.subject === subjectOf.date;
  const room = exactCompare(whole && !low.inclusive ? next(low.limit) : low.limit, high.limit);
  return room < 0 || (room === 0 && (whole || low.inclusive) && high.inclusive);
};

const next = ({ num, den }: Exact): Exact => ({ num: num.plus(den), den });

const isNeverNegative = (subject: string, document: PlanDocument): boolean =>
  Object.keys(document.measures ?? {})
    .concat('payment', 'deal', 'count')
    .some((measure) => subject === subjectOf.measure(measure) && neverNegative(measure, document));
