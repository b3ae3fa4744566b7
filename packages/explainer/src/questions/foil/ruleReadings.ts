import { roundNode, type Node } from '@commission-ledger/calculation';
import type { RoundingMode } from '@commission-ledger/money';
import type { Plan } from '@commission-ledger/plans';
import type { Said } from '../../render/templates.ts';
import { placesOf, type Otherwise } from './misreading.ts';
import { clauseOf, payReadings, worth } from './payReadings.ts';
import { rewritten, stepsUnder } from './rewritten.ts';
import { slabReadings } from './slabReadings.ts';

/**
 * What the rules of a plan make of a cause, read otherwise: its tiers and rates, its limits, its installments, its
 * rounding. The facts are the same.
 * @param plan the version that was applied
 */
export const ruleReadings = (root: Node, plan: Plan): readonly Otherwise[] => {
  const steps = stepsUnder(root);
  return [
    ...payReadings(root, steps, plan),
    ...slabReadings(root, steps, plan),
    ...withoutLimits(root, steps),
    ...withoutCredit(root, steps),
    ...withoutParts(root, steps),
    ...roundedOtherwise(root, steps),
    ...convertedLate(root, steps),
  ];
};

type Op = Extract<Node, { kind: 'op' }>;

const opsOf = (steps: readonly Node[], isWanted: (step: Op) => boolean): readonly Op[] =>
  steps.flatMap((step) => (step.kind === 'op' && isWanted(step) ? [step] : []));

/** Caps and floors: what would have been paid is the first argument, the limit the second. */
const withoutLimits = (root: Node, steps: readonly Node[]): readonly Otherwise[] =>
  opsOf(steps, ({ op, name }) => (op === 'min' && name === 'cap') || (op === 'max' && name === 'floor')).flatMap(
    (step): readonly Otherwise[] => {
      const [paid, limit] = step.args;
      if (paid === undefined || limit === undefined) return [];
      const said = (line: string): Said => ({
        key: step.name === 'cap' ? 'foilCapIgnored' : 'foilFloorIgnored',
        holes: {
          line,
          amount: worth(paid),
          limit: worth(limit),
          clause: step.rule === undefined ? '' : clauseOf(step.rule),
        },
      });
      return [
        {
          kind: 'limit-ignored',
          as: step.name ?? '',
          root: rewritten(root, new Map([[step, paid]])),
          said,
          decidedBy: [],
        },
      ];
    },
  );

/** Commission that is shared, counted whole. */
const withoutCredit = (root: Node, steps: readonly Node[]): readonly Otherwise[] =>
  opsOf(steps, ({ op, name }) => op === 'split' && name === 'commission').flatMap((step): readonly Otherwise[] => {
    const [whole, place, ...shares] = step.args;
    const share = shares[place?.value._tag === 'text' ? Number(place.value.text) - 1 : 0];
    if (whole === undefined || share === undefined) return [];
    const said = (line: string): Said => ({
      key: 'foilSplitIgnored',
      holes: { line, whole: worth(whole), share: worth(share), base: worth(step) },
    });
    const decidedBy = share.kind === 'fact' ? placesOf(share.from) : [];
    return [
      { kind: 'split-ignored', as: 'commission', root: rewritten(root, new Map([[step, whole]])), said, decidedBy },
    ];
  });

/** Commission that is paid in parts, counted whole. */
const withoutParts = (root: Node, steps: readonly Node[]): readonly Otherwise[] =>
  opsOf(steps, ({ op, name }) => op === 'split' && name === 'installment').flatMap((step): readonly Otherwise[] => {
    const [whole] = step.args;
    if (whole === undefined) return [];
    const said = (line: string): Said => ({
      key: 'foilPartsIgnored',
      holes: {
        line,
        whole: worth(whole),
        part: worth(step),
        clause: step.rule === undefined ? '' : clauseOf(step.rule),
      },
    });
    return [{ kind: 'parts-ignored', as: '', root: rewritten(root, new Map([[step, whole]])), said, decidedBy: [] }];
  });

const modes: readonly RoundingMode[] = ['half-up', 'down', 'up', 'half-even'];

/** Every rounding of the line in another mode. */
const roundedOtherwise = (root: Node, steps: readonly Node[]): readonly Otherwise[] => {
  const [own] = steps.flatMap((step) => (step.kind === 'round' ? [step.mode] : []));
  if (own === undefined) return [];
  return modes
    .filter((mode) => mode !== own)
    .map((mode) => ({
      kind: 'rounded-otherwise',
      as: mode,
      root: inMode(root, steps, mode),
      said: (line: string): Said => ({ key: 'foilRoundedOtherwise', holes: { line, used: mode, mode: own } }),
      decidedBy: [],
    }));
};

/** From the first rounding to the last, so that each is made of those before it. */
const inMode = (root: Node, steps: readonly Node[], mode: RoundingMode): Node => {
  const replaced = new Map<Node, Node>();
  for (const step of steps.toReversed()) {
    if (step.kind !== 'round') continue;
    const { name } = step;
    replaced.set(step, roundNode(rewritten(step.arg, replaced), mode, name === undefined ? {} : { name }));
  }
  return rewritten(root, replaced);
};

/** Amounts converted and not rounded in between: the commission, instead of what it is earned on, was converted. */
const convertedLate = (root: Node, steps: readonly Node[]): readonly Otherwise[] => {
  const rounds = steps.flatMap((step) =>
    step.kind === 'round' && step !== root && step.arg.kind === 'op' && step.arg.op === 'convert' ? [step] : [],
  );
  const [first] = rounds;
  // Only booked money is shared out, so nobody who is credited with a part converts at the end.
  const shared = new Set(opsOf(steps, ({ op }) => op === 'split').map(({ args: [whole] }) => whole));
  if (first === undefined || rounds.some((step) => shared.has(step))) return [];
  const said = (line: string): Said => ({
    key: 'foilConvertedLate',
    holes: { line, amount: worth(first), exact: worth(first.arg) },
  });
  const late = rewritten(root, new Map<Node, Node>(rounds.map((step) => [step, step.arg])));
  return [{ kind: 'converted-late', as: '', root: late, said, decidedBy: [] }];
};
