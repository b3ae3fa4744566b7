import { causeOfCounter } from '../gate/measureKind.ts';
import type { Counter, CounterRefunds, PlanDocument } from '../document/planDocument.ts';
import { declared, declaredAttribute, InvalidPlan, type Compiler, type PreparedMeasure } from './compiler.ts';
import { conditionOf } from './conditions.ts';
import type { Kind, Plan, PreparedCounter } from './plan.ts';

/** Whether a counter adds up amounts or numbers. Commission is money. */
export const kindsOf = (
  { counters }: PlanDocument,
  measures: ReadonlyMap<string, PreparedMeasure>,
): ReadonlyMap<string, Kind> =>
  new Map(
    counters.map(({ id, measure }) => [
      id,
      typeof measure === 'string' ? declared(measures, measure, 'a measure').kind : 'money',
    ]),
  );

/** Every counter by id. @throws InvalidPlan when what moves a counter depends on where it goes */
export const countersOf = (compiler: Compiler): ReadonlyMap<string, PreparedCounter> => {
  const counters = new Map(
    compiler.document.counters.map((counter, index): [string, PreparedCounter] => {
      const { id, measure, where, per } = counter;
      if (typeof per === 'object') declaredAttribute(compiler, per.attribute);
      return [
        id,
        {
          counter,
          ref: compiler.ref,
          measure: typeof measure === 'string' ? declared(compiler.measures, measure, 'a measure') : undefined,
          where: where && conditionOf(compiler, where, `/counters/${index}/where`),
          kind: declared(compiler.counters, id, 'a counter'),
        },
      ];
    }),
  );
  for (const id of counters.keys()) refuseCircle(counters, id, []);
  return counters;
};

const refuseCircle = (counters: ReadonlyMap<string, PreparedCounter>, id: string, path: readonly string[]): void => {
  if (path.includes(id)) throw new InvalidPlan(`What moves the counter ${id} depends on where it goes.`);
  for (const reading of counters.get(id)?.where?.reads ?? []) {
    if ('counter' in reading && reading.at === 'after') refuseCircle(counters, reading.counter, [...path, id]);
  }
};

/**
 * The causes that move a counter: of the kind that its measure tells or that it names; those of commission, whenever
 * their rules pay.
 */
export const movesOn = (document: PlanDocument, counter: Counter): readonly ('win' | 'payment')[] => {
  const cause = causeOfCounter(counter, document);
  if (cause === 'either') return ['win', 'payment'];
  return cause === undefined ? [] : [cause];
};

/** The counters of what a rule earns, or of what it would pay without limits, for the rule's own beneficiary. */
export const fedBy = (
  document: PlanDocument,
  rule: string,
): Readonly<{ earned: readonly string[]; unlimited: readonly string[] }> => {
  const { beneficiary } = document.rules.find(({ id }) => id === rule) ?? {};
  const own = document.counters.filter(({ of = 'referrer' }) => of === beneficiary);
  return {
    earned: own.flatMap(({ id, measure }) =>
      typeof measure === 'object' && 'earned' in measure && measure.earned.includes(rule) ? [id] : [],
    ),
    unlimited: own.flatMap(({ id, measure }) =>
      typeof measure === 'object' && 'unlimited' in measure && measure.unlimited === rule ? [id] : [],
    ),
  };
};

/**
 * What a refund of its cause does to a counter: as the counter says, or else the plan. What would have been paid
 * without limits always stays.
 */
export const counterRefundsOf = (plan: Plan, counterId: string): CounterRefunds => {
  const { measure, refunds } = counterOf(plan, counterId);
  if (typeof measure === 'object' && 'unlimited' in measure) return 'keep';
  return refunds ?? plan.document.refunds.counters;
};

/** The rules whose commission a counter adds up; nothing for one that adds up anything else. */
export const earnedBy = (plan: Plan, counterId: string): readonly string[] | undefined => {
  const { measure } = counterOf(plan, counterId);
  return typeof measure === 'object' && 'earned' in measure ? measure.earned : undefined;
};

const counterOf = ({ document }: Plan, id: string): Counter => {
  const counter = document.counters.find((candidate) => candidate.id === id);
  if (counter === undefined) throw new TypeError(`Plan ${document.plan} has no counter ${id}.`);
  return counter;
};
