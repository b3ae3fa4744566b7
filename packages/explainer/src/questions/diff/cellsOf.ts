import * as E from 'fp-ts/lib/Either.js';
import { div, mul, type RuleRef } from '@commission-ledger/calculation';
import { diffPlans } from '@commission-ledger/plans';
import { appliedPlanOf } from '../../reading/appliedPlan.ts';
import type { Answer, AppliedPlan, ExplainedAccrual, Sources } from '../../reading/sources.ts';
import { explainAccrual } from '../../why/explainAccrual.ts';
import { earningIn, type Earning } from './earning.ts';
import type { Cell } from './factorEffects.ts';
import type { Side } from './side.ts';
import { underPlan } from './underPlan.ts';

/** An accrual taken apart, with the rule it was earned under. */
type Earned = Readonly<{ rule: RuleRef; accrual: ExplainedAccrual; earning: Earning; replanned: Earning }>;

/**
 * The commissions of two sides, put beside each other: by rule and by the currency of what was sold. One commission on
 * either side is put beside the other whatever they are.
 */
export const cellsOf = async (sources: Sources, a: Side, b: Side): Answer<readonly Cell[]> => {
  const to = await earnedIn(sources, b);
  if (E.isLeft(to)) return to;
  const from = await earnedIn(sources, a, newestOf(to.right));
  if (E.isLeft(from)) return from;
  if (from.right.length === 1 && to.right.length === 1) return E.right([cellOf(from.right, to.right)]);
  const keys = [...new Set([...to.right, ...from.right].map(keyOf))];
  const at = (earned: readonly Earned[], key: string): readonly Earned[] => earned.filter((one) => keyOf(one) === key);
  return E.right(keys.map((key) => cellOf(at(from.right, key), at(to.right, key), asCredited)));
};

const cellOf = (from: readonly Earned[], to: readonly Earned[], seen: (earning: Earning) => Earning = asIs): Cell => ({
  a: from.map(({ earning }) => seen(earning)),
  replanned: from.map(({ replanned }) => seen(replanned)),
  anotherPlan: from.some(({ earning, replanned }) => earning !== replanned),
  b: to.map(({ earning }) => seen(earning)),
});

const asIs = (earning: Earning): Earning => earning;

/** Where many sales are added up, what counts is what of them is credited. */
const asCredited = (earning: Earning): Earning => {
  const { base } = earning;
  if (base === undefined || base.credited === base.converted) return earning;
  const { nominal, converted, credited } = base;
  const part = nominal === converted ? credited : mul(nominal, div(credited, converted));
  return { ...earning, base: { nominal: part, converted: credited, credited } };
};

const ruleOf = ({ plan, rule = '' }: RuleRef): string => `${plan}/${rule}`;

const keyOf = ({ rule, earning }: Earned): string => `${ruleOf(rule)}/${earning.currency}`;

const newestOf = (earned: readonly Earned[]): ReadonlyMap<string, RuleRef> => {
  const newest = new Map<string, RuleRef>();
  for (const { rule } of earned) {
    const known = newest.get(ruleOf(rule));
    if (known === undefined || known.version < rule.version) newest.set(ruleOf(rule), rule);
  }
  return newest;
};

const earnedIn = async (
  sources: Sources,
  { entries }: Side,
  versions: ReadonlyMap<string, RuleRef> = new Map(),
): Answer<readonly Earned[]> => {
  const found: Earned[] = [];
  const alike = comparedOnce();
  for (const { line } of entries) {
    if (line.kind !== 'accrual') continue;
    const accrual = await explainAccrual(sources, line.entry);
    if (E.isLeft(accrual)) return accrual;
    const earning = earningIn(accrual.right.root);
    const replanned = await replannedAs(sources, accrual.right, earning, {
      version: versions.get(ruleOf(line.rule)),
      alike,
    });
    if (E.isLeft(replanned)) return replanned;
    found.push({ rule: line.rule, accrual: accrual.right, earning, replanned: replanned.right });
  }
  return E.right(found);
};

/** Under the version of the other side; where that cannot rate it, as it is. */
const replannedAs = async (
  sources: Sources,
  accrual: ExplainedAccrual,
  earning: Earning,
  { version, alike }: Readonly<{ version: RuleRef | undefined; alike: Alike }>,
): Answer<Earning> => {
  const own = accrual.applied;
  if (version === undefined || version.version === own.source.version) return E.right(earning);
  const applied = await appliedPlanOf(sources, version);
  if (E.isLeft(applied)) return applied;
  if (alike(own, applied.right)) return E.right({ ...earning });
  const root = await underPlan(sources, accrual, applied.right);
  return E.map((found: Earning['booked'] | undefined) => (found === undefined ? earning : earningIn(found)))(root);
};

/** Whether two versions differ only in what decides nothing about a commission, such as when it is paid. */
type Alike = (a: AppliedPlan, b: AppliedPlan) => boolean;

const comparedOnce = (): Alike => {
  const known = new Map<string, boolean>();
  return (a, b) => {
    const key = `${a.source.hash}/${b.source.hash}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const changes = diffPlans(a.plan.document, b.plan.document);
    const found = changes.every(({ path }) => decidesNothing.has(path.split('/')[1] ?? ''));
    known.set(key, found);
    return found;
  };
};

const decidesNothing: ReadonlySet<string> = new Set([
  'version',
  'title',
  'effectiveFrom',
  'existingPartners',
  'examples',
  'hold',
  'payout',
]);
