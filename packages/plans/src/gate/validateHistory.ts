import type { ExampleStep, ExpectedPayout, PlanDocument, SmallHistory } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { parameterProblems } from './parameterProblems.ts';
import {
  named,
  pointer,
  problemsOfAmount,
  problemsOfDate,
  problemsOfShare,
  problemsOfSignedAmount,
} from './planWords.ts';
import { problemsOfTold } from './validateTold.ts';

/** The steps of an example follow each other in time, and speak of deals, payments and rules that there are. */
export const problemsOfHistory = (
  { parameters = {}, steps }: SmallHistory,
  path: string,
  document: PlanDocument,
): readonly PlanProblem[] => {
  const overrides = parameterProblems(document, parameters).map((problem) => ({
    ...problem,
    path: `${path}/parameters${problem.path}`,
  }));
  if (steps.length === 0) {
    const message = 'Nothing happens in the example. Write at least one step.';
    return overrides.concat({ path: `${path}/steps`, code: 'empty-list', message });
  }
  return overrides.concat(
    steps.flatMap((step, index) => {
      const at = `${path}/steps/${index}`;
      return problemsOfDay(step, steps[index - 1], `${at}/date`).concat(
        problemsOfStep(step, steps.slice(0, index), at, document),
        'payout' in step
          ? problemsOfPayout(step.expect, `${at}/expect`, document)
          : problemsOfCommission(step, `${at}/expect`, document),
      );
    }),
  );
};

const problemsOfDay = (
  { date }: ExampleStep,
  before: ExampleStep | undefined,
  path: string,
): readonly PlanProblem[] => {
  const written = problemsOfDate(date, path);
  if (written.length > 0 || before === undefined || before.date <= date) return written;
  const message = `It is before the step before it, ${named(before.date)}. Write the steps in the order of their dates.`;
  return [{ path, code: 'not-ascending', message }];
};

const problemsOfStep = (
  step: ExampleStep,
  earlier: readonly ExampleStep[],
  path: string,
  document: PlanDocument,
): readonly PlanProblem[] => {
  const amount = (written: string, place: string): readonly PlanProblem[] =>
    problemsOfAmount(written, document.currency, `${path}/${place}/amount`, 'The amount');
  if ('win' in step) {
    const { deal, leadOn, share } = step.win;
    return amount(step.win.amount, 'win').concat(
      dealsOf(earlier).includes(deal) ? [twice(`${path}/win/deal`, 'deal', deal)] : [],
      problemsOfTold(step.win, `${path}/win`, document),
      leadOn === undefined ? [] : problemsOfDate(leadOn, `${path}/win/leadOn`),
      share === undefined ? [] : problemsOfShare(share, `${path}/win/share`),
    );
  }
  if ('payment' in step) {
    const { payment } = step.payment;
    return amount(step.payment.amount, 'payment').concat(
      paymentsOf(earlier).includes(payment) ? [twice(`${path}/payment/payment`, 'payment', payment)] : [],
      problemsOfTold(step.payment, `${path}/payment`, document),
    );
  }
  if ('refund' in step) {
    const { payment } = step.refund;
    const message = `No step before has the payment "${named(payment)}".`;
    return amount(step.refund.amount, 'refund').concat(
      paymentsOf(earlier).includes(payment)
        ? []
        : [{ path: `${path}/refund/payment`, code: 'unknown-payment', message }],
    );
  }
  if ('payout' in step) return [];
  const { deal } = step.cancel;
  const message = `No step before has the deal "${named(deal)}".`;
  return dealsOf(earlier).includes(deal) ? [] : [{ path: `${path}/cancel/deal`, code: 'unknown-deal', message }];
};

const twice = (path: string, what: string, id: string): PlanProblem => ({
  path,
  code: 'duplicate',
  message: `A step before has the ${what} "${named(id)}" already. Give this one another name.`,
});

const paymentsOf = (steps: readonly ExampleStep[]): readonly string[] =>
  steps.flatMap((step) => ('payment' in step ? [step.payment.payment] : []));

/** A deal that was not won is won with its first payment. */
const dealsOf = (steps: readonly ExampleStep[]): readonly string[] =>
  steps.flatMap((step) => {
    if ('win' in step) return [step.win.deal];
    return 'payment' in step ? [step.payment.deal] : [];
  });

const problemsOfCommission = (
  step: Exclude<ExampleStep, { payout: unknown }>,
  path: string,
  { rules, currency }: PlanDocument,
): readonly PlanProblem[] =>
  Object.entries(step.expect).flatMap(([id, amount]): readonly PlanProblem[] => {
    const at = `${path}${pointer(id)}`;
    const rule = rules.find((candidate) => candidate.id === id);
    if (rule === undefined)
      return [{ path: at, code: 'unknown-rule', message: `The plan has no rule "${named(id)}".` }];
    const amounts = problemsOfSignedAmount(amount, currency, at);
    if (!('win' in step) || rule.earnedOn === 'win') return amounts;
    const message = `Rule "${id}" is earned on payment, but the step is a win.`;
    return amounts.concat({ path: at, code: 'measure-not-had', message });
  });

/** A balance may be below zero; what is added or kept back is not. */
const signed = new Set(['matured', 'gross', 'net', 'carried']);

const problemsOfPayout = (
  { deferred: _deferred, ...amounts }: ExpectedPayout,
  path: string,
  { currency }: PlanDocument,
): readonly PlanProblem[] =>
  Object.entries(amounts).flatMap(([field, amount]) =>
    signed.has(field)
      ? problemsOfSignedAmount(amount, currency, `${path}/${field}`)
      : problemsOfAmount(amount, currency, `${path}/${field}`, 'What is expected'),
  );
