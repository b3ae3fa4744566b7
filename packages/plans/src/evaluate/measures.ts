import {
  absent,
  booked,
  choice,
  days,
  fact,
  max,
  months,
  mul,
  ratioOf,
  roundNode,
  sub,
  sum,
  type Node,
} from '@commission-ledger/calculation';
import { exactOf, zero } from '@commission-ledger/money';
import { pointer } from '../gate/planWords.ts';
import type { CarriedBy, Measure, MeasureDefinition, Rounding } from '../document/planDocument.ts';
import { present, type Cause } from './cause.ts';
import { InvalidPlan, type Compiler, type PreparedMeasure } from './compiler.ts';
import type { Told } from './plan.ts';
import { distinct, type DateName } from './reading.ts';
import { signOf } from './orderOf.ts';
import { amountParam, ratioParam } from './terms.ts';

/** A measure that is told beside the main amount says so. */
export type MeasureOfPlan = PreparedMeasure & Readonly<{ told?: Told }>;

/** Every measure of the plan by name, the built-in ones first. @throws InvalidPlan when one is made of itself */
export const measuresOf = (compiler: Omit<Compiler, 'measures'>): ReadonlyMap<Measure, MeasureOfPlan> => {
  const measures = new Map<Measure, MeasureOfPlan>([
    ['payment', { kind: 'money', ...carried('payment') }],
    ['deal', { kind: 'money', ...carried('deal') }],
    ['count', { kind: 'quantity', reads: [{ measure: 'count' }], node: countOf }],
  ]);
  const definitions = compiler.document.measures ?? {};
  const begun = new Set<Measure>();
  const measureOf = (name: Measure): MeasureOfPlan => {
    const known = measures.get(name);
    if (known !== undefined) return known;
    const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
    if (definition === undefined) throw new InvalidPlan(`The plan reads a measure "${name}" that it does not have.`);
    if (begun.has(name)) throw new InvalidPlan(`The measure ${name} is made of itself.`);
    begun.add(name);
    const made = remembered(name, madeOf({ ...compiler, measures }, name, definition, measureOf));
    measures.set(name, made);
    return made;
  };
  for (const name of Object.keys(definitions)) measureOf(name);
  return measures;
};

/** What is earned on: nobody earns on less than nothing; what is taken back is a reversal. */
export const baseOf = (measure: Node): Node =>
  signOf(measure) < 0 ? max([measure, nothingOf(measure)], { name: 'base' }) : measure;

/** Nothing of the kind of a node. */
export const nothingOf = (node: Node): Node => sub(node, node, { name: 'nothing' });

const carried = (by: CarriedBy): Pick<PreparedMeasure, 'reads' | 'node'> => ({
  reads: [{ measure: by }],
  node: ({ facts }) => present(facts.measures[by]),
});

/** The cause itself, counted: one event. */
const countOf = ({ facts: { dates } }: Cause): Node =>
  fact(one, dates.cause.kind === 'fact' ? dates.cause.from : [], 'quantity');

const one = ratioOf(exactOf(1n));

/** The same node whenever it is asked for; what other rules gave is not final before they have been rated. */
const remembered = (name: Measure, { reads, node, ...measure }: MeasureOfPlan): MeasureOfPlan => ({
  ...measure,
  reads: distinct([{ measure: name }, ...reads]),
  node: reads.some((reading) => 'commission' in reading)
    ? node
    : (cause) => {
        for (const known of cause.measures) if (known.measure === name) return known.node;
        const made = node(cause);
        cause.measures.push({ measure: name, node: made });
        return made;
      },
});

const madeOf = (
  compiler: Compiler,
  name: Measure,
  definition: MeasureDefinition,
  measureOf: (name: Measure) => MeasureOfPlan,
): MeasureOfPlan => {
  if ('amount' in definition || 'quantity' in definition) return toldOf(compiler, name, definition);
  if ('elapsed' in definition) return elapsedOf(definition.elapsed, definition.since);
  if ('commission' in definition) return commissionOf(compiler, name, definition.commission);
  return sumOf(compiler, name, definition, measureOf);
};

/** Added up, less others, and of that a share: an amount is rounded once, so that it can be counted and compared. */
const sumOf = (
  compiler: Compiler,
  name: Measure,
  definition: Extract<MeasureDefinition, { sum: unknown }>,
  measureOf: (name: Measure) => MeasureOfPlan,
): MeasureOfPlan => {
  const [added, less] = [definition.sum.map(measureOf), (definition.less ?? []).map(measureOf)];
  const all = [...added, ...less];
  const kind = all[0]?.kind;
  if (kind === undefined || added.length === 0 || all.some((part) => part.kind !== kind)) {
    throw new InvalidPlan(`The measure ${name} adds up amounts and numbers.`);
  }
  const path = `/measures${pointer(name)}/share`;
  const share = definition.share === undefined ? undefined : ratioParam(compiler, definition.share, path, 'share');
  const { mode } = compiler.document.rounding;
  return {
    kind,
    reads: all.flatMap(({ reads }) => reads),
    node: (cause) => {
      const whole = total(added.map(({ node }) => node(cause)));
      const net = less.length === 0 ? whole : sub(whole, total(less.map(({ node }) => node(cause))), { name: 'base' });
      const part = share === undefined ? net : shareOf(net, share, mode);
      return definition.notBelowZero === true ? baseOf(part) : part;
    },
  };
};

const shareOf = (whole: Node, share: Node, mode: Rounding['mode']): Node => {
  const part = mul(whole, share, { name: 'base' });
  return part.value._tag === 'ratio' ? part : roundNode(part, mode, { name: 'base' });
};

const total = (parts: readonly Node[]): Node => {
  const [only, ...others] = parts;
  return only !== undefined && others.length === 0 ? only : sum(parts, { name: 'base' });
};

const toldOf = (
  compiler: Compiler,
  measure: Measure,
  definition: Extract<MeasureDefinition, { of: CarriedBy }>,
): MeasureOfPlan => {
  const [kind, name] =
    'amount' in definition ? (['money', definition.amount] as const) : (['quantity', definition.quantity] as const);
  const { of, ifMissing } = definition;
  const path = `/measures${pointer(measure)}/ifMissing`;
  const byDefault =
    ifMissing === undefined
      ? undefined
      : kind === 'money'
        ? amountParam(compiler, ifMissing, path, 'attribute-default')
        : ratioParam(compiler, ifMissing, path, 'attribute-default');
  const told = {
    kind: kind === 'money' ? 'amounts' : 'quantities',
    of,
    name,
    optional: ifMissing !== undefined,
  } as const;
  return { kind, told, reads: [], node: ({ facts }) => present(toldIn(facts, told) ?? byDefault) };
};

/** The amount or number that is told with the cause, when it is. */
export const toldIn = (facts: Cause['facts'], { kind, of, name }: Told): Node | undefined => {
  const named = facts[kind][of];
  return named !== undefined && Object.hasOwn(named, name) ? named[name] : undefined;
};

/** The first payment of a deal is its own first; a deal without a date of the lead counts from its win. */
const elapsedOf = (unit: 'months' | 'days', since: Exclude<DateName, 'cause'>): MeasureOfPlan => {
  const count = unit === 'months' ? months : days;
  return {
    kind: 'quantity',
    reads: [{ date: since }, { date: 'cause' }],
    node: (cause) => count(dateOf(cause, since), dateOf(cause, 'cause'), { name: unit }),
  };
};

/** A date that is told with the cause, or the one that stands for it. */
export const dateOf = ({ facts: { dates } }: Cause, date: DateName): Node => {
  switch (date) {
    case 'cause':
    case 'win':
      return dates[date];
    case 'lead':
      return dates.lead ?? dates.win;
    case 'first-payment':
      return dates['first-payment'] ?? dates.cause;
  }
};

/** What the rules gave: in this rating to the same beneficiary, or, as a fact, to the one below. */
const commissionOf = (compiler: Compiler, measure: Measure, rules: readonly string[]): MeasureOfPlan => {
  for (const rule of rules) {
    if (!compiler.document.rules.some(({ id }) => id === rule)) {
      throw new InvalidPlan(`The measure ${measure} counts a rule "${rule}" that the plan does not have.`);
    }
  }
  return {
    kind: 'money',
    reads: rules.map((commission) => ({ commission })),
    node: (cause) => total(rules.map((rule) => givenBy(cause, rule))),
  };
};

/** What a rule gave for the cause; nothing where it did not apply, or has not been rated. */
export const givenBy = ({ plan, facts, outcomes }: Cause, rule: string): Node => {
  const outcome = outcomes.find((candidate) => candidate.rule === rule);
  const told = Object.hasOwn(facts.commissions, rule) ? facts.commissions[rule] : undefined;
  if (outcome === undefined) return told ?? nothingGiven(plan, rule);
  if (outcome._tag !== 'not-applicable') return outcome.root;
  const ref = { plan: plan.document.plan, version: plan.document.version, hash: plan.hash };
  const { clause } = present(plan.document.rules.find(({ id }) => id === rule));
  return choice(nothingGiven(plan, rule), [], [{ rule: { ...ref, rule, clause }, failed: outcome.failed }], {
    name: 'commission',
  });
};

const nothingGiven = ({ currency }: Cause['plan'], rule: string): Node =>
  absent(booked(zero(currency)), `commission of ${rule}`, [], 'commission');
