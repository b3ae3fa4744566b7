import type { Beneficiary, PlanDocument } from '../document/planDocument.ts';
import { fedBy, movesOn } from './counters.ts';
import type { MeasureOfPlan } from './measures.ts';
import type { Needs, Prepared, PreparedCounter, PreparedRole, PreparedRule } from './plan.ts';
import { distinct, type Reading } from './reading.ts';

/** Everything that the roles are made of, in the order of the plan. */
type Parts = Readonly<{
  document: PlanDocument;
  rules: readonly PreparedRule[];
  counters: ReadonlyMap<string, PreparedCounter>;
  measures: ReadonlyMap<string, MeasureOfPlan>;
}>;

/** The roles of a plan: for every beneficiary that rules or counters name, and for both kinds of causes. */
export const rolesOf = (parts: Parts): Prepared['roles'] => {
  const beneficiaries = new Set<Beneficiary>([
    ...parts.rules.map(({ rule }) => rule.beneficiary),
    ...[...parts.counters.values()].map(({ counter: { of = 'referrer' } }) => of),
  ]);
  const on = (earnedOn: 'win' | 'payment'): ReadonlyMap<Beneficiary, PreparedRole> =>
    new Map([...beneficiaries].map((beneficiary) => [beneficiary, roleOf(parts, earnedOn, beneficiary)]));
  return { win: on('win'), payment: on('payment') };
};

const roleOf = (parts: Parts, earnedOn: 'win' | 'payment', beneficiary: Beneficiary): PreparedRole => {
  const { document } = parts;
  const rules = parts.rules.filter(({ rule }) => rule.earnedOn === earnedOn && rule.beneficiary === beneficiary);
  const counters = [...parts.counters.values()].filter(({ counter, measure }) =>
    measure === undefined
      ? rules.some(({ rule }) => isFedBy(document, counter.id, rule.id))
      : (counter.of ?? 'referrer') === beneficiary && movesOn(document, counter).includes(earnedOn),
  );
  const moved = new Set(counters.filter(({ measure }) => measure !== undefined).map(({ counter }) => counter.id));
  return { earnedOn, beneficiary, rules, counters, moved, needs: needsOf(parts, rules, counters, moved) };
};

const isFedBy = (document: PlanDocument, counter: string, rule: string): boolean => {
  const { earned, unlimited } = fedBy(document, rule);
  const { measure } = document.counters.find(({ id }) => id === counter) ?? {};
  if (typeof measure === 'object' && 'excess' in measure) return measure.excess === rule;
  return earned.includes(counter) || unlimited.includes(counter);
};

type Asked = Readonly<{ reading: Reading; rule: string }>;

/** What the rules of a role read, and what moves the counters of the role; for the sake of the rules that read them. */
const needsOf = (
  { document, rules: all, counters: known, measures }: Parts,
  rules: readonly PreparedRule[],
  moving: readonly PreparedCounter[],
  moved: ReadonlySet<string>,
): Needs => {
  const read = rules.flatMap(({ reads }) => countersIn(reads));
  const counters = withTheirs(known, [...moving.map(({ counter }) => counter.id), ...read]);
  const asked: readonly Asked[] = [
    ...counters.flatMap((counter) =>
      readingsOfCounter(counter, moved.has(counter.counter.id)).map((reading) => ({
        reading,
        rule: readerOf(all, counter.counter.id),
      })),
    ),
    ...rules.flatMap(({ rule, reads }) => reads.map((reading) => ({ reading, rule: rule.id }))),
  ];
  const readings = distinct(asked.map(({ reading }) => reading));
  const askedFirst = (measure: string): string =>
    asked.find(({ reading }) => 'measure' in reading && reading.measure === measure)?.rule ?? document.plan;
  return {
    attributes: readings.flatMap((reading) => ('attribute' in reading ? [reading.attribute] : [])),
    measures: readings.flatMap((reading) => {
      const measure = 'measure' in reading ? measures.get(reading.measure) : undefined;
      if (measure === undefined || !('measure' in reading)) return [];
      const { kind, told } = measure;
      const need = { measure: reading.measure, kind, rule: askedFirst(reading.measure) };
      return [told === undefined ? need : { ...need, told }];
    }),
    parameters: readings.flatMap((reading) => ('parameter' in reading ? [reading.parameter] : [])),
    commissions: readings.flatMap((reading) => ('commission' in reading ? [reading.commission] : [])),
    counters: counters.map((counter) => {
      const { id } = counter.counter;
      const past = readings.flatMap((reading) =>
        'counter' in reading && reading.counter === id && (reading.at === 'previous' || reading.at === 'each-earlier')
          ? [reading.at]
          : [],
      );
      return { counter, rule: readerOf(all, id), past };
    }),
  };
};

const countersIn = (readings: readonly Reading[]): readonly string[] =>
  readings.flatMap((reading) => ('counter' in reading ? [reading.counter] : []));

/** These counters, and those that their conditions read. */
const withTheirs = (
  known: ReadonlyMap<string, PreparedCounter>,
  ids: readonly string[],
): readonly PreparedCounter[] => {
  const reached = new Set(ids);
  // A set goes on to what is added while it is walked.
  for (const id of reached) for (const other of countersIn(known.get(id)?.where?.reads ?? [])) reached.add(other);
  return [...reached].flatMap((id) => known.get(id) ?? []);
};

const readingsOfCounter = (
  { counter: { per }, where, measure }: PreparedCounter,
  moves: boolean,
): readonly Reading[] => [
  ...(typeof per === 'object' ? [{ attribute: per.attribute }] : []),
  ...(moves ? [...(where?.reads ?? []), ...(measure?.reads ?? [])] : []),
];

const readerOf = (rules: readonly PreparedRule[], counter: string): string =>
  rules.find(({ reads }) => reads.some((reading) => 'counter' in reading && reading.counter === counter))?.rule.id ??
  counter;
