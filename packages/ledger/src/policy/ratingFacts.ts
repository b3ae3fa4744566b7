import { type TimeZone, dateOf } from '@commission-ledger/calendar';
import { type EventRef, type Name, type Node, fact, ratioOf, sum, text } from '@commission-ledger/calculation';
import type { EventData, RecordedEvent } from '@commission-ledger/events';
import { type Exact, type Money, exactToJson, money } from '@commission-ledger/money';
import type { Facts } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { type Term, type Teller, amendedDeal } from '../deal/amendment.ts';
import { type Amounts, amountsIn } from './bookedAmounts.ts';
import { type CauseEvents, dateOfCause } from './causeEvents.ts';
import { creditOf, shareOf } from './creditedPart.ts';
import { eventRef } from './eventRef.ts';
import type { RatingSources } from './ratingSources.ts';

/**
 * What a plan is given about a cause: every number with the field of the event it comes from. Amounts in another
 * currency are converted and rounded first; then a deal credited to several partners is shared out, in whole minor
 * units by largest remainder, so the parts add up to the whole — unless the plan shares the commission.
 */
export const ratingFacts = (sources: RatingSources, counterBefore: Facts['counterBefore']): Facts => {
  const { cause, rated, zone } = sources;
  const { won, payment } = cause;
  const share = shareOf(sources);
  const amounts = amountsIn(sources);
  const { terms, toldBy } = amendedDeal(cause);
  const deal = carriedBy(terms, toldBy, 'deal', amounts, share);
  const paid = payment && carriedBy(payment.data, () => payment, 'payment', amounts, share);
  const credit = creditOf(sources);
  return {
    earnedOn: payment === undefined ? 'win' : 'payment',
    beneficiary: rated.beneficiary,
    occurredAt: (payment ?? won).data.occurredAt,
    date: dateOfCause(cause, zone),
    deal: won.data.deal,
    measures: paid === undefined ? { deal: deal.amount } : { deal: deal.amount, payment: paid.amount },
    amounts: paid === undefined ? { deal: deal.amounts } : { deal: deal.amounts, payment: paid.amounts },
    quantities: paid === undefined ? { deal: deal.quantities } : { deal: deal.quantities, payment: paid.quantities },
    attributes: Object.fromEntries(
      Object.entries(terms.attributes).map(([name, value]) => [
        name,
        fact(text(value), [eventRef(toldBy('attributes'), `/attributes/${pointerToken(name)}`)], `attribute:${name}`),
      ]),
    ),
    dates: datesOf(cause, zone),
    parameters: parametersOf(sources),
    commissions: commissionsOf(sources),
    ...(credit === undefined ? {} : { credit }),
    counterBefore,
  };
};

/** How this account's part is made of an amount or a number. */
type Share = ReturnType<typeof shareOf>;

/** What a deal or a payment says in numbers. */
type Carried = Readonly<{
  amount: Node;
  amounts: Readonly<Record<string, Node>>;
  quantities: Readonly<Record<string, Node>>;
}>;

const carriedBy = (
  { amount, amounts = {}, quantities = {} }: Pick<EventData<'DealWon'>, 'amount' | 'amounts' | 'quantities'>,
  toldBy: (term: Term) => Teller | RecordedEvent<'PaymentReceived'>,
  kind: 'deal' | 'payment',
  booked: Amounts,
  share: Share,
): Carried => {
  const told = (of: Money, from: EventRef, name?: Name): Node => share.ofAmount(booked(of, from, name), name);
  return {
    amount: told(amount, eventRef(toldBy('amount'), '/amount'), kind),
    amounts: Object.fromEntries(
      Object.entries(amounts).map(([name, of]) => [name, told(of, eventRef(toldBy('amounts'), `/amounts/${name}`))]),
    ),
    quantities: Object.fromEntries(
      Object.entries(quantities).map(([name, of]) => [
        name,
        share.ofQuantity(fact(ratioOf(of), [eventRef(toldBy('quantities'), `/quantities/${name}`)], 'quantity')),
      ]),
    ),
  };
};

/** Local dates; what they are derived from is the time of an event, or the date that the deal says of its lead. */
const datesOf = ({ won, payment, firstPayment = payment }: CauseEvents, zone: TimeZone): Facts['dates'] => {
  const dayOf = (event: RecordedEvent, name: Name): Node =>
    fact(text(dateOf(event.data.occurredAt, zone)), [eventRef(event, '/occurredAt')], name);
  const { leadOn } = won.data;
  const win = dayOf(won, 'won-on');
  return {
    cause: payment === undefined ? win : dayOf(payment, 'paid-on'),
    win,
    ...(leadOn === undefined ? {} : { lead: fact(text(leadOn), [eventRef(won, '/leadOn')], 'lead-on') }),
    ...(firstPayment === undefined ? {} : { 'first-payment': dayOf(firstPayment, 'first-paid-on') }),
  };
};

/** Numbers of the enrolment that this version of the plan names: amounts in its currency, or rates. */
const parametersOf = ({ plan, enrolment }: RatingSources): Facts['parameters'] => {
  if (enrolment === undefined) return {};
  const { parameters: declared = {} } = plan.document;
  return Object.fromEntries(
    Object.entries(enrolment.data.parameters ?? {}).flatMap(([name, value]) => {
      const parameter = Object.hasOwn(declared, name) ? declared[name] : undefined;
      if (parameter === undefined) return [];
      const from = [eventRef(enrolment, `/parameters/${name}`)];
      const node =
        'amount' in parameter
          ? fact({ _tag: 'money', money: amountOf(value, plan.plan.currency) }, from, 'parameter')
          : fact(ratioOf(value), from, 'parameter');
      return [[name, node] as const];
    }),
  );
};

/** Enrolments are let in, and causes rated by them, only when their amounts are amounts of the currency. */
const amountOf = (value: Exact, currency: string): Money => {
  const json = exactToJson(value);
  const amount = typeof json === 'string' ? money(json, currency) : undefined;
  if (amount === undefined || E.isLeft(amount))
    throw new Error(`A number of an enrolment is no amount in ${currency}.`);
  return amount.right;
};

/** One amount for each rule; the parts that mature apart are added up. */
const commissionsOf = ({ below = [] }: RatingSources): Facts['commissions'] => {
  const given = new Map<string, Node[]>();
  for (const accrual of below) {
    const { rule, amount } = accrual.data;
    const node = fact({ _tag: 'money', money: amount }, [eventRef(accrual, '/amount')], 'accrual');
    given.set(rule.rule, [...(given.get(rule.rule) ?? []), node]);
  }
  return Object.fromEntries(
    [...given].flatMap(([rule, parts]) => {
      const [only] = parts;
      if (only === undefined) return [];
      return [[rule, parts.length === 1 ? only : sum(parts, { name: 'commission' })] as const];
    }),
  );
};

/** A name as one token of a JSON Pointer (RFC 6901). */
const pointerToken = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
