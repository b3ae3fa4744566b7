import {
  mul,
  roundNode,
  sum,
  valueToJson,
  type Node,
  type RuleRef,
  type ValueJson,
} from '@commission-ledger/calculation';
import { exactEquals } from '@commission-ledger/money';
import type { Plan } from '@commission-ledger/plans';
import type { Said } from '../../render/templates.ts';
import type { MisreadingKind, Otherwise } from './misreading.ts';
import { distinctRates, ratesOfPlan, type RateOfPlan } from './ratesOfPlan.ts';
import { rewritten } from './rewritten.ts';

type Multiplied = Readonly<{ step: Node; whole: Node; rate: Extract<Node, { kind: 'param' }> }>;

/** The tiers that an amount was shared out over, in one calculation. */
type Slices = Readonly<{ step: Node; parts: readonly [Multiplied, ...Multiplied[]] }>;

/**
 * Rates read otherwise: the whole amount at one tier where it lies in several; another of the plan's rates; the share of
 * the partner above added.
 */
export const payReadings = (root: Node, steps: readonly Node[], plan: Plan): readonly Otherwise[] => {
  const sliced = slicesIn(steps);
  const inSlices = new Set<Node>(sliced.flatMap(({ parts }) => parts.map(({ step }) => step)));
  const others = steps.filter((step) => !inSlices.has(step)).flatMap(multipliedBy);
  return [
    ...sliced.flatMap((slices) => atOneTier(root, slices, plan)),
    ...others.flatMap((multiplied) => atOtherRates(root, multiplied, plan)),
    ...[
      ...sliced,
      ...others.map(({ step, ...multiplied }): Slices => ({ step, parts: [{ step, ...multiplied }] })),
    ].flatMap((paid) => withOverride(root, paid, plan)),
  ];
};

const slicesIn = (steps: readonly Node[]): readonly Slices[] => {
  const several = steps.flatMap((step): readonly Slices[] => {
    if (step.kind !== 'op' || step.op !== 'sum') return [];
    const [first, ...parts] = step.args.flatMap((arg) => (arg.name === 'slice-commission' ? multipliedBy(arg) : []));
    return first === undefined || parts.length + 1 < step.args.length ? [] : [{ step, parts: [first, ...parts] }];
  });
  const inSums = new Set(several.flatMap(({ parts }) => parts.map(({ step }) => step)));
  const single = steps
    .filter((step) => step.name === 'slice-commission' && !inSums.has(step))
    .flatMap(multipliedBy)
    .map((part): Slices => ({ step: part.step, parts: [part] }));
  return [...several, ...single];
};

/** An amount at a rate that the plan says for itself. */
const multipliedBy = (step: Node): readonly Multiplied[] => {
  if (step.kind !== 'op' || step.op !== 'mul') return [];
  const [whole, rate] = step.args;
  if (whole === undefined || rate?.kind !== 'param' || !rate.path.endsWith('/rate')) return [];
  return [{ step, whole, rate }];
};

const atOneTier = (root: Node, { step, parts }: Slices, plan: Plan): readonly Otherwise[] => {
  const [first] = parts;
  const last = parts.at(-1) ?? first;
  const whole =
    parts.length === 1
      ? first.whole
      : sum(
          parts.map((part) => part.whole),
          { name: 'base' },
        );
  return distinctRates(sameFirst(ratesOfPlan(plan), first.rate.path)).flatMap((rate) => {
    const isOwn =
      rate.path === last.rate.path ||
      rate.path === first.rate.path ||
      isWorth(rate, last.rate) ||
      isWorth(rate, first.rate);
    if (parts.length === 1 && isOwn) return [];
    const kind = isWorth(rate, last.rate)
      ? 'top-tier'
      : isWorth(rate, first.rate) || isFirst(rate, first.rate.path)
        ? 'first-tier'
        : kindOf(rate, first.rate.path);
    const made = mul(whole, rate.node, { name: 'exact-commission', rule: rate.ref });
    const part = parts.find(({ rate: other }) => !isWorth(rate, other)) ?? first;
    const said = (line: string): Said =>
      parts.length === 1
        ? otherRate(line, rate, first.rate)
        : {
            key: 'foilOneTier',
            holes: {
              line,
              used: valueToJson(rate.node.value),
              whole: valueToJson(whole.value),
              part: valueToJson(part.whole.value),
              rate: valueToJson(part.rate.value),
              clause: clauseOf(part.rate.rule),
            },
          };
    return [{ kind, as: rate.path, root: rewritten(root, new Map([[step, made]])), said, decidedBy: [] }];
  });
};

const atOtherRates = (root: Node, { step, whole, rate: own }: Multiplied, plan: Plan): readonly Otherwise[] =>
  distinctRates(sameFirst(ratesOfPlan(plan), own.path)).flatMap((rate) => {
    if (isWorth(rate, own)) return [];
    const made = mul(whole, rate.node, { name: 'exact-commission', rule: rate.ref });
    const said = (line: string): Said => otherRate(line, rate, own);
    return [
      {
        kind: kindOf(rate, own.path),
        as: rate.path,
        root: rewritten(root, new Map([[step, made]])),
        said,
        decidedBy: [],
      },
    ];
  });

/** What the partner above earns on the same amount, taken for one's own. */
const withOverride = (root: Node, { parts }: Slices, plan: Plan): readonly Otherwise[] => {
  const [first] = parts;
  const rule = plan.document.rules.find(({ id }) => id === first.rate.rule.rule);
  if (rule === undefined || rule.beneficiary.startsWith('upline')) return [];
  const whole =
    parts.length === 1
      ? first.whole
      : sum(
          parts.map((part) => part.whole),
          { name: 'base' },
        );
  return ratesOfPlan(plan)
    .filter((rate) => rate.rule.beneficiary === 'upline' && rate.rule.earnedOn === rule.earnedOn)
    .map((rate) => {
      const above = roundNode(
        mul(whole, rate.node, { name: 'exact-commission', rule: rate.ref }),
        plan.document.rounding.mode,
      );
      const said = (line: string): Said => ({
        key: 'foilOverrideAdded',
        holes: {
          line,
          amount: valueToJson(above.value),
          used: valueToJson(rate.node.value),
          clause: clauseOf(rate.ref),
        },
      });
      return { kind: 'override-added', as: rate.path, root: sum([root, above]), said, decidedBy: [] };
    });
};

const otherRate = (line: string, used: RateOfPlan, { value, rule }: Multiplied['rate']): Said => ({
  key: 'foilOtherRate',
  holes: {
    line,
    used: valueToJson(used.node.value),
    usedClause: clauseOf(used.ref),
    rate: valueToJson(value),
    clause: clauseOf(rule),
  },
});

/** The bands that a rate stands among. */
const bandsAt = (path: string): string => path.replace(/\/[^/]+\/rate$/, '');

const kindOf = ({ path }: RateOfPlan, own: string): MisreadingKind =>
  bandsAt(path) === bandsAt(own) ? 'other-tier' : 'other-rate';

const isFirst = ({ path }: RateOfPlan, own: string): boolean => path === `${bandsAt(own)}/0/rate`;

const isWorth = ({ ratio }: RateOfPlan, { value }: Node): boolean =>
  value._tag === 'ratio' && exactEquals(ratio, value.ratio);

/** Of rates that are equal, the one among the same bands is meant. */
const sameFirst = (rates: readonly RateOfPlan[], own: string): readonly RateOfPlan[] => [
  ...rates.filter(({ path }) => bandsAt(path) === bandsAt(own)),
  ...rates.filter(({ path }) => bandsAt(path) !== bandsAt(own)),
];

/** `reseller@4 §3.1`: how a clause is cited. */
export const clauseOf = ({ plan, version, clause }: RuleRef): string =>
  `${plan}@${version}${clause === undefined ? '' : ` §${clause}`}`;

/** The worth of a step, to be said. */
export const worth = ({ value }: Node): ValueJson => valueToJson(value);
