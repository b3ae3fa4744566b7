import { booked, fact, ratioOf, text, type EventRef, type Name, type Node } from '@commission-ledger/calculation';
import { instant, localDate } from '@commission-ledger/calendar';
import { exact, format, money, rate as rateOf } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import {
  compilePlan,
  rate,
  type Beneficiary,
  type Facts,
  type PlanDocument,
  type RateJson,
  type Rating,
  type RuleOutcome,
} from '../src/index.ts';

/** The right side, or a failing test. */
export const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(`expected a right, got ${JSON.stringify(either.left)}`);
  return either.right;
};

/** The left side, or a failing test. */
export const left = <A>(either: E.Either<A, unknown>): A => {
  if (E.isRight(either)) throw new Error('expected a left');
  return either.left;
};

export const day = (date: string) => right(localDate(date));

/** An amount in the decimals of its currency, or a number as a ratio. */
export type Written = string | Readonly<{ quantity: string | Readonly<{ num: string; den: string }> }>;

export type Given = Readonly<{
  payment?: string;
  deal?: string;
  dealId?: string;
  /** Told with the payment and with the deal. */
  amounts?: Readonly<Partial<Record<'payment' | 'deal', Readonly<Record<string, string>>>>>;
  quantities?: Readonly<Partial<Record<'payment' | 'deal', Readonly<Record<string, string>>>>>;
  attributes?: Readonly<Record<string, string>>;
  /** By id, or by id and window: `sales 2017-Q1`. */
  counters?: Readonly<Record<string, Written>>;
  parameters?: Readonly<Record<string, Written>>;
  commissions?: Readonly<Record<string, string>>;
  credit?: Readonly<{ place: number; shares: readonly RateJson[] }>;
  beneficiary?: Beneficiary;
  earnedOn?: 'win' | 'payment';
  date?: string;
  leadOn?: string;
  wonOn?: string;
  firstPaidOn?: string;
  currency?: string;
}>;

const at = (event: string, path: string): readonly EventRef[] => [
  {
    event,
    stream: 'deal-d1',
    revision: 1,
    hash: 'ab'.repeat(32),
    path,
    occurredAt: '2017-03-01T00:00:00.000Z',
    recordedAt: '2017-03-02T00:00:00.000Z',
  },
];

/** Facts of a cause with amounts as texts. Counters of quantities that are not given have to be `{ quantity: '0' }`. */
export const factsOf = (given: Given): Facts => {
  const currency = given.currency ?? 'USD';
  const amount = (name: Name, written: string): Node =>
    fact(booked(right(money(written, currency))), at(`ev-${name}`, `/${name}`), name);
  const number = (name: Name, written: RateJson): Node =>
    fact(
      ratioOf(typeof written === 'string' ? right(exact(written)) : right(rateOf(written, { allowAboveOne: true }))),
      at(`ev-${name}`, `/${name}`),
      name,
    );
  const valued = (name: Name, written: Written): Node =>
    typeof written === 'string' ? amount(name, written) : number(name, written.quantity);
  const named = <A>(record: Readonly<Record<string, A>> = {}, nodeOf: (value: A) => Node) =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, nodeOf(value)]));
  const told = <A>(
    by: Readonly<Partial<Record<'payment' | 'deal', Readonly<Record<string, A>>>>> = {},
    nodeOf: (value: A) => Node,
  ) => ({
    ...(by.payment === undefined ? {} : { payment: named(by.payment, nodeOf) }),
    ...(by.deal === undefined ? {} : { deal: named(by.deal, nodeOf) }),
  });
  const dated = (name: Name, date: string): Node => fact(text(date), at(`ev-${name}`, '/occurredAt'), name);
  const date = given.date ?? '2017-03-01';
  const attributes = Object.entries(given.attributes ?? {});
  return {
    earnedOn: given.earnedOn ?? (given.payment === undefined ? 'win' : 'payment'),
    beneficiary: given.beneficiary ?? 'referrer',
    occurredAt: right(instant('2017-03-01T00:00:00Z')),
    date: day(date),
    deal: given.dealId ?? 'd1',
    measures: {
      ...(given.payment === undefined ? {} : { payment: amount('payment', given.payment) }),
      ...(given.deal === undefined ? {} : { deal: amount('deal', given.deal) }),
    },
    amounts: told(given.amounts, (written) => amount('payment', written)),
    quantities: told(given.quantities, (written) => number('quantity', written)),
    attributes: Object.fromEntries(
      attributes.map(([name, value]) => [name, fact(text(value), at('ev-won', `/attributes/${name}`))]),
    ),
    dates: {
      cause: dated('earned-on', date),
      win: dated('won-on', given.wonOn ?? date),
      ...(given.leadOn === undefined ? {} : { lead: dated('lead-on', given.leadOn) }),
      ...(given.firstPaidOn === undefined ? {} : { 'first-payment': dated('first-paid-on', given.firstPaidOn) }),
    },
    parameters: named(given.parameters, (written) => valued('parameter', written)),
    commissions: named(given.commissions, (written) => amount('commission', written)),
    ...(given.credit === undefined
      ? {}
      : {
          credit: {
            place: fact(text(`${given.credit.place}`), at('ev-won', '/attribution'), 'place'),
            shares: given.credit.shares.map((share) => number('share', share)),
          },
        }),
    counterBefore: (counter, window) =>
      valued('counter-before', given.counters?.[`${counter} ${window}`] ?? given.counters?.[counter] ?? '0'),
  };
};

export const rated = (document: PlanDocument, given: Given): Rating =>
  right(rate(compilePlan(document), factsOf(given)));

const amountOf = (outcome: RuleOutcome | undefined): string => {
  switch (outcome?._tag) {
    case 'earned':
      return format(outcome.amount);
    case 'zero':
      return 'zero';
    case 'not-applicable':
      return 'not applicable';
    case undefined:
      return 'no such rule';
  }
};

/** What one rule pays for a cause. */
export const paid = (document: PlanDocument, rule: string, given: Given): string =>
  amountOf(rated(document, given).outcomes.find((outcome) => outcome.rule === rule));
