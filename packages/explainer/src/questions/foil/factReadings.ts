import { sub, valueToJson, type Node } from '@commission-ledger/calculation';
import { addDays, dateOf } from '@commission-ledger/calendar';
import type { RecordedEvent } from '@commission-ledger/events';
import { dateOfCause, ratingFacts, type RatingSources } from '@commission-ledger/ledger';
import { exactToJson, type Exact } from '@commission-ledger/money';
import { rate, type Facts, type Plan } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { ValueJson } from '@commission-ledger/calculation';
import { appliedPlanOf } from '../../reading/appliedPlan.ts';
import type { Answer, AppliedPlan, ExplainedAccrual, Sources } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import { withCounters } from '../../why/countersBefore.ts';
import { ratingSourcesOf } from '../../why/ratingSources.ts';
import type { FxBook } from './fxBook.ts';
import { placesOf, type Otherwise } from './misreading.ts';
import { worth } from './payReadings.ts';
import { stepsUnder } from './rewritten.ts';

/** What the readings of the facts are made from. `paidOn` is the day of the payout; an entry alone has none. */
export type FactContext = Readonly<{ sources: Sources; fx: FxBook; paidOn: string | undefined }>;

/**
 * The cause of an accrual rated again with one fact otherwise, by the evaluator that rated it: the whole deal instead of a
 * share of it, an amount from which nothing was taken off, the rate of another day, another version of the plan.
 */
export const factReadings = async (context: FactContext, accrual: ExplainedAccrual): Answer<readonly Otherwise[]> => {
  const { sources } = context;
  const { told, cause, applied, program } = accrual;
  const { posted: event } = told;
  if (event.type !== 'AccrualPosted') return E.right([]);
  const others = await otherVersions(sources, applied);
  if (E.isLeft(others)) return others;
  const days = await otherDays(context, accrual);
  if (E.isLeft(days)) return days;
  const shares = sharesIn(stepsUnder(accrual.root));
  const deductions = deductionsOf(applied.plan);
  if (others.right.length + days.right.length + shares.length + deductions.length === 0) return E.right([]);
  const rating = await ratingSourcesOf(sources, { event, cause, applied, program });
  if (E.isLeft(rating)) return rating;
  const counting = { subject: event.data.accrual, event, plan: applied.plan };
  const under = { rule: event.data.rule.rule, part: event.data.part?.number ?? 1 };
  const same = await withCounters(sources, counting, (counterBefore) => [
    ...withoutShare(rating.right, under, counterBefore, shares),
    ...withoutDeductions(rating.right, under, counterBefore, deductions),
    ...days.right.flatMap((day) => onOtherDay(rating.right, under, counterBefore, day)),
  ]);
  if (E.isLeft(same)) return same;
  const found = [...same.right];
  for (const version of others.right) {
    const read = await underVersion(sources, accrual, version, under);
    if (E.isLeft(read)) return read;
    found.push(...read.right);
  }
  return E.right(found);
};

type Under = Readonly<{ rule: string; part: number }>;
type CounterBefore = Facts['counterBefore'];

/** What the rule makes of the facts; `nothing` where it earns nothing, undefined where it cannot be said. */
const ratedBy = (plan: Plan, facts: Facts, { rule, part }: Under): Node | 'nothing' | undefined => {
  const rating = rate(plan, facts);
  const outcome = E.isRight(rating) ? rating.right.outcomes.find((candidate) => candidate.rule === rule) : undefined;
  if (outcome === undefined) return undefined;
  return outcome._tag === 'earned' ? outcome.parts[part - 1]?.root : 'nothing';
};

const otherwise = (made: Node | 'nothing' | undefined, read: Omit<Otherwise, 'root'>): readonly Otherwise[] =>
  made === undefined ? [] : [{ ...read, root: made === 'nothing' ? undefined : made }];

/** Shares of an amount, each with the whole. */
type Shared = Readonly<{ step: Node; whole: Node; share: Node | undefined }>;

const sharesIn = (steps: readonly Node[]): readonly Shared[] =>
  steps.flatMap((step): readonly Shared[] => {
    if (step.kind === 'op' && step.op === 'split' && step.name === 'base') {
      const [whole, place, ...weights] = step.args;
      const index = place?.value._tag === 'text' ? Number(place.value.text) - 1 : 0;
      return whole === undefined ? [] : [{ step, whole, share: weights[index] }];
    }
    const product = step.kind === 'round' && step.name === 'base' ? step.arg : step;
    if (product.kind !== 'op' || product.op !== 'mul' || (step.name !== 'base' && step.name !== 'quantity')) return [];
    const [whole, share] = product.args;
    return whole !== undefined && share?.kind === 'fact' && share.name === 'share' ? [{ step, whole, share }] : [];
  });

const withoutShare = (
  sources: RatingSources,
  under: Under,
  counterBefore: CounterBefore,
  shares: readonly Shared[],
): readonly Otherwise[] => {
  const [first] = shares;
  if (first?.share === undefined) return [];
  const share = first.share;
  const facts = ratingFacts(sources, counterBefore);
  const whole = withAmounts(facts, (node) => {
    const [own] = sharesIn([node]);
    return own?.whole ?? node;
  });
  const said = (line: string): Said => ({
    key: 'foilSplitIgnored',
    holes: { line, whole: worth(first.whole), share: worth(share), base: worth(first.step) },
  });
  const decidedBy = share.kind === 'fact' ? placesOf(share.from) : [];
  return otherwise(ratedBy(sources.plan.plan, whole, under), { kind: 'split-ignored', as: '', said, decidedBy });
};

/** The facts with each amount and number made otherwise. */
const withAmounts = (facts: Facts, make: (node: Node) => Node): Facts => {
  const each = (named: Readonly<Record<string, Node>> = {}) =>
    Object.fromEntries(Object.entries(named).map(([name, node]) => [name, make(node)]));
  const { deal, payment } = facts.measures;
  return {
    ...facts,
    measures: {
      ...(deal === undefined ? {} : { deal: make(deal) }),
      ...(payment === undefined ? {} : { payment: make(payment) }),
    },
    amounts: { deal: each(facts.amounts.deal), payment: each(facts.amounts.payment) },
    quantities: { deal: each(facts.quantities.deal), payment: each(facts.quantities.payment) },
  };
};

type Deduction = Readonly<{ of: 'payment' | 'deal'; name: string }>;

/** Amounts told with a cause that a measure of the plan takes off: tax, shipping, costs. */
const deductionsOf = ({ document: { measures = {} } }: Plan): readonly Deduction[] => {
  const names = new Set(Object.values(measures).flatMap((measure) => ('sum' in measure ? (measure.less ?? []) : [])));
  return [...names].flatMap((name): readonly Deduction[] => {
    const measure = Object.hasOwn(measures, name) ? measures[name] : undefined;
    return measure !== undefined && 'amount' in measure ? [{ of: measure.of, name: measure.amount }] : [];
  });
};

const withoutDeductions = (
  sources: RatingSources,
  under: Under,
  counterBefore: CounterBefore,
  deductions: readonly Deduction[],
): readonly Otherwise[] => {
  const facts = ratingFacts(sources, counterBefore);
  const told = deductions.flatMap(({ of, name }) => {
    const node = facts.amounts[of]?.[name];
    return node === undefined ? [] : [{ of, name, node }];
  });
  const groups = told.length > 1 ? [...told.map((one) => [one]), told] : told.map((one) => [one]);
  return groups.flatMap((left) => {
    const nothing = new Map(left.map(({ node }) => [node, sub(node, node, { name: 'nothing' })]));
    const gross = withAmounts(facts, (node) => nothing.get(node) ?? node);
    const said = (line: string): Said => ({
      key: 'foilBeforeDeductions',
      holes: {
        line,
        names: left.map(({ name }) => name).join(', '),
        amounts: left.map(({ node }) => valueToJson(node.value)),
      },
    });
    const decidedBy = left.flatMap(({ node }) =>
      stepsUnder(node).flatMap((step) => (step.kind === 'fact' ? placesOf(step.from) : [])),
    );
    return otherwise(ratedBy(sources.plan.plan, gross, under), {
      kind: 'before-deductions',
      as: left.map(({ name }) => name).join(),
      said,
      decidedBy,
    });
  });
};

/** The rate of a day that somebody might have taken instead of the day of the cause. */
type OtherDay = Readonly<{ as: string; told: RecordedEvent<'FxRateRecorded'>; own: RecordedEvent<'FxRateRecorded'> }>;

const otherDays = async ({ fx, paidOn }: FactContext, accrual: ExplainedAccrual): Answer<readonly OtherDay[]> => {
  const { cause, applied, program } = accrual;
  const from = cause.won.data.amount.currency;
  const to = applied.plan.currency;
  if (from === to) return E.right([]);
  const book = await fx(from, to);
  if (E.isLeft(book)) return book;
  const day = dateOfCause(cause, program.zone);
  const own = book.right.get(day);
  if (own === undefined) return E.right([]);
  const candidates = new Map<string, string | undefined>([
    ['win', dateOf(cause.won.data.occurredAt, program.zone)],
    ['payout', paidOn],
    ['day-before', addDays(day, -1)],
    ['day-after', addDays(day, 1)],
  ]);
  return E.right(
    [...candidates].flatMap(([as, date]) => {
      const told = date === undefined || date === day ? undefined : book.right.get(date);
      return told === undefined ? [] : [{ as, told, own }];
    }),
  );
};

const onOtherDay = (
  sources: RatingSources,
  under: Under,
  counterBefore: CounterBefore,
  { as, told, own }: OtherDay,
): readonly Otherwise[] => {
  const facts = ratingFacts({ ...sources, fx: told }, counterBefore);
  const said = (line: string): Said => ({
    key: 'foilOtherDay',
    holes: {
      line,
      used: numberOf(told.data.rate),
      usedOn: told.data.date,
      rate: numberOf(own.data.rate),
      on: own.data.date,
    },
  });
  return otherwise(ratedBy(sources.plan.plan, facts, under), { kind: 'other-day', as, said, decidedBy: [own] });
};

/** A rate of exchange as a plain number. */
export const numberOf = (ratio: Exact): ValueJson => {
  const json = exactToJson(ratio);
  return typeof json === 'string' ? { rate: json } : json;
};

/** The versions before and after the one that was applied, where they are published. */
const otherVersions = async (sources: Sources, { plan }: AppliedPlan): Answer<readonly AppliedPlan[]> => {
  const { plan: id, version } = plan.document;
  const found: AppliedPlan[] = [];
  for (const other of [version - 1, version + 1]) {
    const at = await sources.index.lookUp('plan', `${id}/${other}`);
    if (at === undefined) continue;
    const published = await sources.events.read('PlanPublished', at);
    if (E.isLeft(published)) return published;
    const applied = await appliedPlanOf(sources, { plan: id, version: other, hash: published.right.data.documentHash });
    if (E.isLeft(applied)) return applied;
    if (applied.right.plan.currency === plan.currency) found.push(applied.right);
  }
  return E.right(found);
};

const underVersion = async (
  sources: Sources,
  { told: { posted }, cause, applied: own, program }: ExplainedAccrual,
  applied: AppliedPlan,
  under: Under,
): Answer<readonly Otherwise[]> => {
  if (posted.type !== 'AccrualPosted') return E.right([]);
  if (!applied.plan.document.rules.some(({ id }) => id === under.rule)) return E.right([]);
  const rating = await ratingSourcesOf(sources, { event: posted, cause, applied, program });
  if (E.isLeft(rating)) return rating;
  const counting = { subject: posted.data.accrual, event: posted, plan: applied.plan };
  const made = await withCounters(sources, counting, (counterBefore) =>
    ratedBy(applied.plan, ratingFacts(rating.right, counterBefore), under),
  );
  const said = (line: string): Said => ({
    key: 'foilOtherVersion',
    holes: { line, used: versionOf(applied), applied: versionOf(own) },
  });
  return E.map((root: Node | 'nothing' | undefined) =>
    otherwise(root, { kind: 'other-version', as: versionOf(applied), said, decidedBy: [], applied }),
  )(made);
};

const versionOf = ({ source: { plan, version } }: AppliedPlan): string => `${plan}@${version}`;
