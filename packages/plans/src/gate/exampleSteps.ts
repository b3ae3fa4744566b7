import type { Node } from '@commission-ledger/calculation';
import { isZero } from '@commission-ledger/money';
import { stepsOf } from '../evaluate/stepsOf.ts';
import type { RuleOutcome } from '../evaluate/rating.ts';
import type { PayoutCalculation } from '../payout/payoutCalculation.ts';
import type { TakenBack } from '../simulate/historyStep.ts';

/** How a rule comes to what it gives, or to what is taken back of it, as lines that can be checked with pencil and paper. */
export const stepsOfRule = (
  rule: string,
  outcomes: readonly RuleOutcome[],
  takenBack: readonly TakenBack[],
): readonly string[] => [
  ...outcomes.filter((outcome) => outcome.rule === rule).flatMap(stepsOf),
  ...takenBack.filter((taken) => taken.rule === rule).flatMap(({ root }) => stepsTo(root)),
];

/** How a payout comes to its net amount, or to the amount for which it is deferred. */
export const stepsOfPayout = (calculation: PayoutCalculation): readonly string[] => {
  const { minimum, gross } = calculation.nodes;
  if (calculation._tag === 'deferred') {
    if (isZero(calculation.gross)) return [...stepsTo(gross), 'nothing is left to be paid'];
    return [...stepsTo(gross), ...stepsOf({ _tag: 'not-applicable', rule: '', failed: [minimum] })];
  }
  const programs = calculation.charges.filter(({ kind, bornBy }) => kind === 'fee' && bornBy === 'program');
  return [...stepsTo(calculation.nodes.net), ...programs.flatMap(({ root }) => stepsTo(root))];
};

const stepsTo = (root: Node): readonly string[] => stepsOf({ _tag: 'zero', rule: '', root });
