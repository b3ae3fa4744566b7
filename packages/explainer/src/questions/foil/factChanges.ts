import { sub, valueToJson, type Node, type ValueJson } from '@commission-ledger/calculation';
import { addDays, dateOf } from '@commission-ledger/calendar';
import type { RecordedEvent } from '@commission-ledger/events';
import { dateOfCause, ratingFacts, type RatingSources } from '@commission-ledger/ledger';
import { exactToJson, type Exact } from '@commission-ledger/money';
import type { Facts, Plan } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { appliedPlanOf } from '../../reading/appliedPlan.ts';
import type { Answer, AppliedPlan, ExplainedAccrual, Sources } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { FxBook } from './fxBook.ts';
import { placesOf, type Otherwise } from './misreading.ts';
import { worth } from './payReadings.ts';
import { stepsUnder } from './rewritten.ts';

/** What the readings of the facts are made from. `paidOn` is the day of the payout; an entry alone has none. */
export type FactContext = Readonly<{ sources: Sources; fx: FxBook; paidOn: string | undefined }>;

/** One fact of a cause that may have been read otherwise, and how it is rated then. */
export type FactChange = Readonly<{
  /** Two changes of the same cannot hold together. */
  about: 'share' | 'deductions' | 'day' | 'version';
  /** What is said of it; with another version of the plan, where it is rated under that. */
  read: Omit<Otherwise, 'root'>;
  /** What becomes of the facts. */
  make?: (facts: Facts) => Facts;
  /** The rate of exchange instead of that of the day. */
  fx?: RecordedEvent<'FxRateRecorded'>;
}>;

/** Another version of a plan, or another rate, as it is known before anything is rated. */
export type OtherTerms = Readonly<{ versions: readonly AppliedPlan[]; days: readonly OtherDay[] }>;

/** The versions and the rates of exchange that somebody may have gone by instead. */
export const otherTerms = async (context: FactContext, accrual: ExplainedAccrual): Answer<OtherTerms> => {
  const versions = await otherVersions(context.sources, accrual);
  if (E.isLeft(versions)) return versions;
  const days = await otherDays(context, accrual);
  return E.map((found: readonly OtherDay[]): OtherTerms => ({ versions: versions.right, days: found }))(days);
};

/** Whether there is anything to read otherwise. */
export const hasChanges = ({ root, applied }: ExplainedAccrual, { versions, days }: OtherTerms): boolean =>
  versions.length + days.length + sharesIn(stepsUnder(root)).length + deductionsOf(applied.plan).length > 0;

/**
 * The whole deal instead of a share of it, an amount from which nothing was taken off, the rate of another day, another
 * version of the plan.
 */
export const factChanges = (
  accrual: ExplainedAccrual,
  { versions, days }: OtherTerms,
  rating: RatingSources,
): readonly FactChange[] => [
  ...withoutShare(sharesIn(stepsUnder(accrual.root))),
  ...withoutDeductions(ratingFacts(rating, uncounted), deductionsOf(accrual.applied.plan)),
  ...days.map(onOtherDay),
  ...versions.map((version) => underVersion(accrual.applied, version)),
];

/** What was told with a cause is the same whatever the counters are. */
const uncounted: Facts['counterBefore'] = () => {
  throw new RangeError('No counter is asked for before something is rated.');
};

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

const withoutShare = ([first]: readonly Shared[]): readonly FactChange[] => {
  if (first?.share === undefined) return [];
  const share = first.share;
  const said = (line: string): Said => ({
    key: 'foilSplitIgnored',
    holes: { line, whole: worth(first.whole), share: worth(share), base: worth(first.step) },
  });
  const decidedBy = share.kind === 'fact' ? placesOf(share.from) : [];
  return [{ about: 'share', read: { kind: 'split-ignored', as: '', said, decidedBy }, make: unshared }];
};

const unshared = (facts: Facts): Facts =>
  withAmounts(facts, (node) => {
    const [own] = sharesIn([node]);
    return own?.whole ?? node;
  });

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

/** Each of what was told, and all of it. */
const withoutDeductions = (facts: Facts, deductions: readonly Deduction[]): readonly FactChange[] => {
  const told = deductions.flatMap(({ of, name }) => {
    const node = facts.amounts[of]?.[name];
    return node === undefined ? [] : [{ of, name, node }];
  });
  const groups = told.length > 1 ? [...told.map((one) => [one]), told] : told.map((one) => [one]);
  return groups.map((left): FactChange => {
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
    const as = left.map(({ name }) => name).join();
    return {
      about: 'deductions',
      read: { kind: 'before-deductions', as, said, decidedBy },
      make: (given) => withoutAmounts(given, left),
    };
  });
};

const withoutAmounts = (facts: Facts, left: readonly Deduction[]): Facts => {
  const nothing = new Map(
    left.flatMap(({ of, name }) => {
      const node = facts.amounts[of]?.[name];
      return node === undefined ? [] : [[node, sub(node, node, { name: 'nothing' })] as const];
    }),
  );
  return withAmounts(facts, (node) => nothing.get(node) ?? node);
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

const onOtherDay = ({ as, told, own }: OtherDay): FactChange => {
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
  return { about: 'day', read: { kind: 'other-day', as, said, decidedBy: [own] }, fx: told };
};

/** A rate of exchange as a plain number. */
export const numberOf = (ratio: Exact): ValueJson => {
  const json = exactToJson(ratio);
  return typeof json === 'string' ? { rate: json } : json;
};

/** The versions before and after the one that was applied, where they are published and have the rule. */
const otherVersions = async (
  sources: Sources,
  { applied: { plan }, told: { posted } }: ExplainedAccrual,
): Answer<readonly AppliedPlan[]> => {
  if (posted.type !== 'AccrualPosted') return E.right([]);
  const { rule } = posted.data.rule;
  const { plan: id, version } = plan.document;
  const found: AppliedPlan[] = [];
  for (const other of [version - 1, version + 1]) {
    const at = await sources.index.lookUp('plan', `${id}/${other}`);
    if (at === undefined) continue;
    const published = await sources.events.read('PlanPublished', at);
    if (E.isLeft(published)) return published;
    const applied = await appliedPlanOf(sources, { plan: id, version: other, hash: published.right.data.documentHash });
    if (E.isLeft(applied)) return applied;
    const { currency, document } = applied.right.plan;
    if (currency === plan.currency && document.rules.some((each) => each.id === rule)) found.push(applied.right);
  }
  return E.right(found);
};

const underVersion = (own: AppliedPlan, applied: AppliedPlan): FactChange => {
  const said = (line: string): Said => ({
    key: 'foilOtherVersion',
    holes: { line, used: versionOf(applied), applied: versionOf(own) },
  });
  return { about: 'version', read: { kind: 'other-version', as: versionOf(applied), said, decidedBy: [], applied } };
};

const versionOf = ({ source: { plan, version } }: AppliedPlan): string => `${plan}@${version}`;
