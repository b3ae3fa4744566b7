import { booked, fact, ratioOf, type Node } from '@commission-ledger/calculation';
import { localDate, type LocalDate } from '@commission-ledger/calendar';
import { exact, money, type CurrencyCode } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { GivenCause, PlanDocument } from '../document/planDocument.ts';
import { InvalidPlan } from '../evaluate/compilePlan.ts';
import { prepared, type Plan } from '../evaluate/plan.ts';
import type { Facts, RatingRefusal, RuleOutcome } from '../evaluate/rating.ts';
import { nothingOf } from './historyState.ts';
import { beneficiariesOf, rateEveryone } from './rateEveryone.ts';
import { attributeNodes, dateNode, momentOf } from './toldCause.ts';

/**
 * What one supposed cause gives everyone, at the counters it says: every rule that is earned on a cause of its kind, in
 * the order of the plan.
 * @throws InvalidPlan when something cannot be read; `validatePlan` has found that before
 */
export const rateOneCause = (plan: Plan, given: GivenCause): E.Either<RatingRefusal, readonly RuleOutcome[]> => {
  const facts = factsOf(plan, given);
  const rated = rateEveryone(plan, beneficiariesOf(plan, facts.earnedOn), (beneficiary, commissions) => ({
    ...facts,
    beneficiary,
    commissions,
  }));
  if (E.isLeft(rated)) return rated;
  const outcomes = rated.right.flatMap(({ rating }) => rating.outcomes);
  return E.right(plan.document.rules.flatMap(({ id }) => outcomes.find(({ rule }) => rule === id) ?? []));
};

const factsOf = (plan: Plan, given: GivenCause): Omit<Facts, 'beneficiary' | 'commissions'> => {
  const { currency, document } = plan;
  const { payment, deal, attributes = {}, amounts = {}, quantities = {}, counters = {} } = given;
  const earnedOn = payment === undefined ? 'win' : 'payment';
  const date = dateOf(document, given);
  const named = each(amounts, (written) => fact(booked(amountIn(written, currency)), []));
  const numbers = each(quantities, (written) => fact(ratioOf(numberIn(written)), [], 'quantity'));
  const win = dateNode(date, 'won-on');
  return {
    earnedOn,
    occurredAt: momentOf(date),
    date,
    deal: 'example',
    measures: {
      ...(payment === undefined ? {} : { payment: fact(booked(amountIn(payment, currency)), [], 'payment') }),
      ...(deal === undefined ? {} : { deal: fact(booked(amountIn(deal, currency)), [], 'deal') }),
    },
    // An example does not say which of the two tells them.
    amounts: { deal: named, payment: named },
    quantities: { deal: numbers, payment: numbers },
    attributes: attributeNodes(attributes),
    dates: { cause: earnedOn === 'win' ? win : dateNode(date, 'paid-on'), win },
    parameters: {},
    counterBefore: (counter) =>
      counterNode(plan, counter, Object.hasOwn(counters, counter) ? counters[counter] : undefined),
  };
};

const each = (written: Readonly<Record<string, string>>, read: (one: string) => Node): Readonly<Record<string, Node>> =>
  Object.fromEntries(Object.entries(written).map(([name, one]) => [name, read(one)]));

/** An amount or a number, as the counter adds up; nothing where the example does not say. */
const counterNode = (plan: Plan, counter: string, written: string | undefined): Node => {
  if (written === undefined) return fact(nothingOf(plan, counter), [], 'counter-before');
  const value =
    plan[prepared].counters.get(counter)?.kind === 'quantity'
      ? ratioOf(numberIn(written))
      : booked(amountIn(written, plan.currency));
  return fact(value, [], 'counter-before');
};

const amountIn = (written: string, currency: CurrencyCode) => sound(money(written, currency));

const numberIn = (written: string) => sound(exact(written));

/** Without a date it is the plan's first day. */
const dateOf = ({ effectiveFrom }: PlanDocument, { date = effectiveFrom }: GivenCause): LocalDate =>
  sound(localDate(date));

const sound = <A>(read: E.Either<unknown, A>): A => {
  if (E.isLeft(read)) throw new InvalidPlan('Something in an example cannot be read.');
  return read.right;
};
