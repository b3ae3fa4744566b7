import { sub, toGraph, valueToJson, type Node } from '@commission-ledger/calculation';
import type { PlanDocument, RuleOutcome, TestedConditions } from '@commission-ledger/plans';
import { conditionOf } from '../../render/evidence.ts';
import type { Said } from '../../render/templates.ts';
import type { DraftRow } from '../composeReply.ts';
import type { DealScene, SceneCause } from './dealScene.ts';
import { attributeIn, dayFor, flipOfGuard } from './flipOfGuard.ts';
import { rowOf, type LookedAt } from './gate.ts';
import type { RatedForPartner } from './ratedForPartner.ts';

type Tested = TestedConditions['tests'][number];
type Asked = Readonly<{ scene: DealScene; cause: SceneCause }>;

/**
 * The conditions of the clause that comes nearest to paying, each with its value, as gates; and the other clauses with what
 * they ask for. Of several ways to meet a condition, the one of which the least is missing.
 */
export const conditionGates = (
  asked: Asked,
  rated: RatedForPartner,
): Readonly<{ gates: readonly LookedAt[]; others: readonly DraftRow[] }> => {
  const { document } = rated.applied.plan;
  const candidates = rated.outcomes.flatMap((outcome) =>
    outcome._tag === 'not-applicable' ? [{ outcome, tests: nearestWay(rated.conditions.get(outcome.rule)) }] : [],
  );
  const [first] = candidates.toSorted((a, b) => unmet(a.tests) - unmet(b.tests));
  if (first === undefined) return { gates: [], others: [] };
  const { rule } = first.outcome;
  const told = first.tests.flatMap((tested) => gatesOf(tested, asked, { document, rule }));
  const others = candidates
    .filter((candidate) => candidate !== first)
    .map(({ outcome }) => otherRow(asked, rated, outcome));
  if (unmet(first.tests) !== 1) return { gates: told, others };
  const instead = otherWays(rated.conditions.get(rule), first.tests).flatMap((tested) =>
    gatesOf(tested, asked, { document, rule }),
  );
  return { gates: told.map((gate) => (gate.state === 'failed' ? withInstead(gate, instead) : gate)), others };
};

/** What else would have been enough by itself, where a clause may be met in several ways. */
const otherWays = (conditions: TestedConditions | undefined, nearest: readonly Tested[]): readonly Tested[] => {
  const ways = (conditions?.ways ?? []).map((way) => way.flatMap((place) => conditions?.tests[place] ?? []));
  const alone = ways.filter((way) => unmet(way) === 1).flatMap((way) => way.filter(({ met }) => !met));
  return [...new Set(alone)].filter((tested) => !nearest.includes(tested));
};

const withInstead = (gate: LookedAt, instead: readonly LookedAt[]): LookedAt =>
  instead.length === 0
    ? gate
    : {
        ...gate,
        rows: [...(gate.rows ?? []), { said: { key: 'whyNotOrElse', holes: {} }, rows: instead.map(rowOf) }],
        flips: [...(gate.flips ?? []), ...instead.flatMap(({ flips = [] }) => flips)],
      };

/** A clause that does not pay here, with each of its conditions. */
export const otherRow = (asked: Asked, { applied, conditions }: RatedForPartner, { rule }: RuleOutcome): DraftRow => {
  const { document } = applied.plan;
  const tests = nearestWay(conditions.get(rule));
  return {
    said: { key: 'whyNotClause', holes: { clause: clauseOf(document, rule) } },
    rows: tests.flatMap((tested) => gatesOf(tested, asked, { document, rule }).map(rowOf)),
  };
};

/** How the contract page numbers a clause. */
export const clauseOf = ({ plan, version, rules }: PlanDocument, rule: string): string =>
  `${plan}@${version} §${rules.find(({ id }) => id === rule)?.clause ?? rule}`;

const nearestWay = (conditions: TestedConditions | undefined): readonly Tested[] => {
  if (conditions === undefined) return [];
  const ways = conditions.ways.map((way) => way.flatMap((place) => conditions.tests[place] ?? []));
  return ways.toSorted((a, b) => unmet(a) - unmet(b))[0] ?? [];
};

const unmet = (tests: readonly Tested[]): number => tests.filter(({ met }) => !met).length;

const gatesOf = (
  { met, guards }: Tested,
  { scene, cause }: Asked,
  { document, rule }: Readonly<{ document: PlanDocument; rule: string }>,
): readonly LookedAt[] =>
  guards.flatMap((node): readonly LookedAt[] => {
    const said = saidOf(node);
    if (said === undefined) return [];
    const missing = met ? undefined : missingRow(node);
    const flip = met ? undefined : flipOfGuard(node, { scene, cause, document });
    return [
      {
        state: met ? 'passed' : 'failed',
        said,
        node,
        ...(missing === undefined ? {} : { rows: [missing] }),
        ...(met ? {} : { verdict: verdictOf(node, { clause: clauseOf(document, rule), on: cause.date }, missing) }),
        ...(flip === undefined ? {} : { flips: [flip] }),
      },
    ];
  });

/** What a guard found, in a sentence. */
const saidOf = (guard: Node): Said | undefined => {
  const { nodes, root } = toGraph(guard);
  return conditionOf(nodes, nodes[root])[0];
};

/** How far a running total is from the limit it has to reach. */
const missingRow = (node: Node): DraftRow | undefined => {
  if (node.kind !== 'guard' || (node.test !== 'ge' && node.test !== 'gt')) return undefined;
  const [value, limit] = node.args;
  if (limit?.value._tag !== 'money' || value?.value._tag !== 'money') return undefined;
  const missing = sub(limit, value);
  if (missing.value._tag !== 'money') return undefined;
  return { said: { key: 'whyNotMissing', holes: {} }, amount: missing.value.money, node: missing };
};

/** The sentence of the answer: which clause does not pay, and what stands in its way. */
const verdictOf = (
  node: Node,
  { clause, on }: Readonly<{ clause: string; on: string }>,
  missing: DraftRow | undefined,
): Said => {
  const general: Said = { key: 'whyNotVerdictCondition', holes: { clause } };
  const [subject, limit] = node.kind === 'guard' ? node.args : [];
  if (node.kind !== 'guard' || subject === undefined || limit === undefined) return general;
  const attribute = attributeIn(subject);
  const [value, edge] = [valueToJson(subject.value), valueToJson(limit.value)];
  if (attribute !== undefined && typeof value === 'string') {
    const holes = { clause, attribute, value };
    return node.test === 'not-in' ? { key: 'whyNotVerdictExcluded', holes } : { key: 'whyNotVerdictOtherValue', holes };
  }
  if (subject.name === 'counter-before' || subject.name === 'counter-after') {
    if (missing?.node === undefined) return general;
    const holes = { clause, value, limit: edge, missing: valueToJson(missing.node.value) };
    return { key: 'whyNotVerdictThreshold', holes };
  }
  if (subject.kind === 'op' && (subject.op === 'days' || subject.op === 'months') && node.test === 'lt') {
    const until = dayFor(node, subject, limit);
    return until === undefined ? general : { key: 'whyNotVerdictTerm', holes: { clause, until, on } };
  }
  if (typeof value === 'string' && typeof edge === 'string')
    return { key: 'whyNotVerdictDate', holes: { clause, on: value, limit: edge } };
  return general;
};
