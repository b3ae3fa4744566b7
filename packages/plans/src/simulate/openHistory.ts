import { booked, fact, ratioOf, type Node, type Value } from '@commission-ledger/calculation';
import { money, rate, type CurrencyCode } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { PlanDocument, RateJson, SmallHistory } from '../document/planDocument.ts';
import { compilePlan, InvalidPlan } from '../evaluate/compilePlan.ts';
import type { Plan } from '../evaluate/plan.ts';
import type { Facts } from '../evaluate/rating.ts';
import { withinDigits } from '../evaluate/withinDigits.ts';
import { paymentStep, winStep } from './causeStep.ts';
import { emptyHistory, type HistoryState } from './historyState.ts';
import type { HistoryRefusal, HistoryStep, StepResult } from './historyStep.ts';
import { payoutStep } from './payoutStep.ts';
import { cancelStep, refundStep } from './takeBackStep.ts';
import { readDate } from './toldCause.ts';

/** A history that is being played, step by step, from empty accounts. */
export type History = Readonly<{
  /** Takes the next step. One that is refused changes nothing. */
  apply: (step: HistoryStep) => StepResult;
}>;

/** What the partner's enrolment sets: numbers by the names of the plan's parameters. */
export type HistoryOptions = Readonly<{ parameters?: Readonly<Record<string, RateJson>> | undefined }>;

/**
 * Plays causes and payouts under one plan version: one account for the credited partner, one for each upline and each
 * overlay that the plan names, all of whom exist. Dates are dates of UTC; nobody works on Saturdays and Sundays.
 *
 * A step costs the same however long the history is; a payout costs as much as there are days on which something open
 * matures.
 * @throws InvalidPlan when a parameter is not one of the plan, or not a number of its kind
 */
export const openHistory = (plan: Plan, { parameters = {} }: HistoryOptions = {}): History => {
  const state = emptyHistory(plan, parameterNodes(plan, parameters));
  return {
    apply: (step) => {
      state.undo.length = 0;
      const result = withinDigits(() => takeStep(state, step));
      if (E.isRight(result)) return result.right;
      for (const undo of state.undo.toReversed()) undo();
      return { _tag: 'refused', refusal: result.left };
    },
  };
};

/** What every step of a small history brings; the history's own expectations are not looked at. @throws InvalidPlan */
export const playHistory = (
  document: PlanDocument,
  { parameters, steps }: Readonly<{ parameters?: SmallHistory['parameters']; steps: readonly HistoryStep[] }>,
): readonly StepResult[] => {
  const history = openHistory(compilePlan(document), { parameters });
  return steps.map((step) => history.apply(step));
};

const takeStep = (state: HistoryState, step: HistoryStep): E.Either<HistoryRefusal, StepResult> => {
  const date = readDate(step.date, 'date');
  if (E.isLeft(date)) return date;
  if ('win' in step) return winStep(state, date.right, step.win);
  if ('payment' in step) return paymentStep(state, date.right, step.payment);
  if ('refund' in step) return refundStep(state, date.right, step.refund);
  if ('cancel' in step) return cancelStep(state, date.right, step.cancel);
  return E.right(payoutStep(state, date.right, step.payout.status ?? 'none'));
};

const parameterNodes = (plan: Plan, parameters: Readonly<Record<string, RateJson>>): Facts['parameters'] =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, written]) => [name, parameterNode(plan, name, written)] as const),
  );

const parameterNode = ({ document, currency }: Plan, name: string, written: RateJson): Node => {
  const { parameters = {} } = document;
  const declared = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  const value = declared === undefined ? undefined : readParameter('amount' in declared, written, currency);
  if (value === undefined) throw new InvalidPlan(`The plan cannot have ${name} set like this.`);
  return fact(value, [], 'parameter');
};

const readParameter = (isAmount: boolean, written: RateJson, currency: CurrencyCode): Value | undefined => {
  if (isAmount) {
    const amount = typeof written === 'string' ? money(written, currency) : undefined;
    return amount !== undefined && E.isRight(amount) ? booked(amount.right) : undefined;
  }
  const number = rate(written, { allowAboveOne: true });
  return E.isRight(number) ? ratioOf(number.right) : undefined;
};
