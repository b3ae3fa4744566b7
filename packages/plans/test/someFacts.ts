import { booked, fact, text, type EventRef, type Node } from '@commission-ledger/calculation';
import { instant, localDate } from '@commission-ledger/calendar';
import { format, money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { compilePlan, rate, type Facts, type PlanDocument, type Rating, type RuleOutcome } from '../src/index.ts';

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

export type Given = Readonly<{
  payment?: string;
  deal?: string;
  attributes?: Readonly<Record<string, string>>;
  counters?: Readonly<Record<string, string>>;
  beneficiary?: 'referrer' | 'upline';
  earnedOn?: 'win' | 'payment';
  date?: string;
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

/** Facts of a cause with amounts as texts. */
export const factsOf = (given: Given): Facts => {
  const currency = given.currency ?? 'USD';
  const amount = (name: 'payment' | 'deal' | 'counter-before', written: string): Node =>
    fact(booked(right(money(written, currency))), at(`ev-${name}`, `/${name}`), name);
  const attributes = Object.entries(given.attributes ?? {});
  return {
    earnedOn: given.earnedOn ?? (given.payment === undefined ? 'win' : 'payment'),
    beneficiary: given.beneficiary ?? 'referrer',
    occurredAt: right(instant('2017-03-01T00:00:00Z')),
    date: day(given.date ?? '2017-03-01'),
    measures: {
      ...(given.payment === undefined ? {} : { payment: amount('payment', given.payment) }),
      ...(given.deal === undefined ? {} : { deal: amount('deal', given.deal) }),
    },
    attributes: Object.fromEntries(
      attributes.map(([name, value]) => [name, fact(text(value), at('ev-won', `/attributes/${name}`))]),
    ),
    counterBefore: (counter) => amount('counter-before', given.counters?.[counter] ?? '0'),
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
