import { exact, exactMul, isNegative, money, rate as rateOf, toExact, type Exact } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { AmountTerm, Parameter, PlanDocument, PointTerm, RateTerm } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import type { MeasureKind } from './measureKind.ts';
import { named, problemsOfAmount, problemsOfQuantity, problemsOfRate } from './planWords.ts';

/** An amount that is written, or held by a parameter. */
export const problemsOfAmountTerm = (
  term: AmountTerm,
  path: string,
  what: string,
  document: PlanDocument,
): readonly PlanProblem[] =>
  typeof term === 'string'
    ? problemsOfAmount(term, document.currency, path, what)
    : problemsOfParameter(term.parameter, 'amount', `${path}/parameter`, document);

/** A rate that is written, or held by a parameter; above 100 % only where that is meant. */
export const problemsOfRateTerm = (
  term: RateTerm,
  path: string,
  allowAboveOne: boolean,
  document: PlanDocument,
): readonly PlanProblem[] => {
  if (typeof term === 'string' || 'num' in term) return problemsOfRate(term, path, allowAboveOne);
  const problems = problemsOfParameter(term.parameter, 'rate', `${path}/parameter`, document);
  const parameter = parameterOf(term.parameter, document);
  if (problems.length > 0 || parameter === undefined || !('rate' in parameter)) return problems;
  const above = problemsOfRate(parameter.rate, path, allowAboveOne);
  return above.filter(({ code }) => code === 'rate-above-100');
};

/** A point on a running total of this kind. */
export const problemsOfPoint = (
  point: PointTerm,
  kind: MeasureKind | undefined,
  path: string,
  what: string,
  document: PlanDocument,
): readonly PlanProblem[] => {
  if (typeof point === 'string') {
    if (kind === undefined) return [];
    return kind === 'money'
      ? problemsOfAmount(point, document.currency, path, what)
      : problemsOfQuantity(point, path, what);
  }
  const place = 'parameter' in point ? `${path}/parameter` : `${path}/of`;
  const share = 'parameter' in point ? [] : problemsOfRate(point.share, `${path}/share`, true);
  const name = 'parameter' in point ? point.parameter : point.of;
  const held = kind === 'quantity' ? 'rate' : 'amount';
  return share.concat(problemsOfParameter(name, kind === undefined ? undefined : held, place, document));
};

const problemsOfParameter = (
  name: string,
  form: 'amount' | 'rate' | undefined,
  path: string,
  document: PlanDocument,
): readonly PlanProblem[] => {
  const parameter = parameterOf(name, document);
  if (parameter === undefined) {
    const message = `The plan declares no parameter "${named(name)}"; it has: ${Object.keys(document.parameters ?? {}).join(', ') || 'none'}.`;
    return [{ path, code: 'unknown-parameter', message }];
  }
  if (form === undefined || form in parameter) return [];
  const message =
    form === 'amount'
      ? `Here stands an amount, but the parameter "${named(name)}" holds a rate. Declare it as an amount, or name another.`
      : `Here stands a plain number, but the parameter "${named(name)}" holds an amount. Declare it as a rate, or name another.`;
  return [{ path, code: 'wrong-kind', message }];
};

/** The plan's own value of a parameter. */
export const parameterOf = (name: string, { parameters }: PlanDocument): Parameter | undefined =>
  parameters !== undefined && Object.hasOwn(parameters, name) ? parameters[name] : undefined;

/** The number that a point stands for with the plan's own parameters, when it can be read. */
export const valueOfPoint = (
  point: PointTerm,
  kind: MeasureKind | undefined,
  document: PlanDocument,
): Exact | undefined => {
  if (typeof point === 'string') return kind === 'money' ? amountOf(point, document.currency) : numberOf(point);
  const parameter = parameterOf('parameter' in point ? point.parameter : point.of, document);
  if (parameter === undefined || 'amount' in parameter !== (kind === 'money')) return undefined;
  const held = valueOfParameter(parameter, document.currency);
  if (held === undefined || 'parameter' in point) return held;
  const share = rateOf(point.share, { allowAboveOne: true });
  return E.isLeft(share) ? undefined : exactMul(share.right, held);
};

const valueOfParameter = (parameter: Parameter, currency: string): Exact | undefined => {
  if ('amount' in parameter) return amountOf(parameter.amount, currency);
  const read = rateOf(parameter.rate, { allowAboveOne: true });
  return E.isLeft(read) ? undefined : read.right;
};

const amountOf = (amount: string, currency: string): Exact | undefined => {
  const read = money(amount, currency);
  return E.isLeft(read) || isNegative(read.right) ? undefined : toExact(read.right);
};

const numberOf = (quantity: string): Exact | undefined => {
  const read = exact(quantity);
  return E.isLeft(read) || read.right.num.isNegative() ? undefined : read.right;
};
