import { booked, fact, ratioOf, text, type EventRef, type Name, type Node } from '@commission-ledger/calculation';
import { instant } from '@commission-ledger/calendar';
import { currency, exact, ofMinor, ratio } from '@commission-ledger/money';
import * as fc from 'fast-check';
import type { Facts, PlanDocument } from '../../src/index.ts';
import { day, right } from '../someFacts.ts';
import type { Role } from './arbitraryDocument.ts';

/** What a generated cause is made of; amounts in cents, numbers in halves. */
export type SmallCause = Readonly<{
  role: Role;
  date: string;
  payment: number;
  deal: number;
  tax: number | undefined;
  cost: number | undefined;
  seats: number | undefined;
  units: number | undefined;
  product: string | undefined;
  sector: string | undefined;
  leadOn: string | undefined;
  firstPaidOn: string | undefined;
  lift: number | undefined;
  /** Decides what counters stand at. */
  seed: number;
  currency: 'USD' | 'EUR';
}>;

const sometimes = <A>(value: fc.Arbitrary<A>): fc.Arbitrary<A | undefined> =>
  fc.option(value, { nil: undefined, freq: 3 });
const often = <A>(value: fc.Arbitrary<A>): fc.Arbitrary<A | undefined> =>
  fc.option(value, { nil: undefined, freq: 15 });

/** A cause for one of the roles of a document: mostly with all that rules may read. */
export const causeFor = ({ rules }: PlanDocument): fc.Arbitrary<SmallCause> =>
  fc.record({
    role: fc.constantFrom<Role>(...rules.map(({ earnedOn, beneficiary }) => ({ earnedOn, beneficiary }))),
    date: fc.constantFrom('2017-01-01', '2017-03-31', '2017-04-01', '2016-02-29'),
    payment: fc.integer({ min: -2, max: 12 }),
    deal: fc.integer({ min: -1, max: 12 }),
    tax: sometimes(fc.nat(5)),
    cost: often(fc.nat(9)),
    seats: sometimes(fc.nat(6)),
    units: often(fc.nat(6)),
    product: sometimes(fc.constantFrom('a', 'b', 'c')),
    sector: often(fc.constantFrom('a', 'b', 'c')),
    leadOn: sometimes(fc.constantFrom('2016-12-31', '2017-04-02', '2016-02-29')),
    firstPaidOn: sometimes(fc.constantFrom('2017-03-01', '2016-02-29')),
    lift: sometimes(fc.nat(4)),
    seed: fc.nat(1_000),
    currency: fc.constantFrom(
      'USD' as const,
      'USD' as const,
      'USD' as const,
      'USD' as const,
      'USD' as const,
      'EUR' as const,
    ),
  });

const from = (path: string): readonly EventRef[] => [
  {
    event: `ev${path.replaceAll('/', '-')}`,
    stream: 'deal-d1',
    revision: 1,
    hash: 'ab'.repeat(32),
    path,
    occurredAt: '2017-03-01T00:00:00.000Z',
    recordedAt: '2017-03-02T00:00:00.000Z',
  },
];

/** The kind of each counter, told by what it counts. */
const isMoney = ({ counters }: PlanDocument, id: string): boolean => {
  const measure = counters.find((counter) => counter.id === id)?.measure;
  return typeof measure !== 'string' || ['payment', 'deal', 'net', 'profit', 'tax', 'cost'].includes(measure);
};

const spread = (seed: number, key: string): number =>
  Array.from(key, (letter) => letter.codePointAt(0) ?? 0).reduce((sum, code) => (sum * 31 + code) % 9973, seed + 7);

/** The facts of such a cause. */
export const factsFor = (document: PlanDocument, cause: SmallCause): Facts => {
  const usd = right(currency(cause.currency));
  const money = (minor: number, path: string, name: Name): Node =>
    fact(booked(ofMinor(BigInt(minor), usd)), from(path), name);
  const halves = (count: number, path: string): Node => fact(ratioOf(ratio(BigInt(count), 2n)), from(path), 'quantity');
  const dated = (date: string, path: string, name: Name): Node => fact(text(date), from(path), name);
  const told = <A>(value: A | undefined, name: string, nodeOf: (value: A) => Node): Readonly<Record<string, Node>> =>
    value === undefined ? {} : { [name]: nodeOf(value) };
  return {
    ...cause.role,
    occurredAt: right(instant('2017-03-01T00:00:00Z')),
    date: day(cause.date),
    deal: 'd1',
    measures: {
      deal: money(cause.deal, '/deal', 'deal'),
      ...(cause.role.earnedOn === 'win' ? {} : { payment: money(cause.payment, '/payment', 'payment') }),
    },
    amounts: {
      payment: told(cause.tax, 'tax', (tax) => money(tax, '/amounts/tax', 'payment')),
      deal: told(cause.cost, 'cost', (cost) => money(cost, '/amounts/cost', 'deal')),
    },
    quantities: {
      payment: told(cause.units, 'units', (units) => halves(units, '/quantities/units')),
      deal: told(cause.seats, 'seats', (seats) => halves(seats, '/quantities/seats')),
    },
    attributes: {
      ...told(cause.product, 'product', (value) => fact(text(value), from('/attributes/product'))),
      ...told(cause.sector, 'sector', (value) => fact(text(value), from('/attributes/sector'))),
    },
    dates: {
      cause: dated(cause.date, '/occurredAt', 'earned-on'),
      win: dated('2017-01-31', '/won', 'won-on'),
      ...told(cause.leadOn, 'lead', (date) => dated(date, '/leadOn', 'lead-on')),
      ...told(cause.firstPaidOn, 'first-payment', (date) => dated(date, '/first', 'first-paid-on')),
    },
    parameters: told(cause.lift, 'lift', (lift) =>
      fact(ratioOf(right(exact(`0.${lift}`))), from('/parameters/lift'), 'parameter'),
    ),
    commissions: {},
    counterBefore: (counter, window) => {
      const path = `/counters/${counter} ${window}`;
      const n = (spread(cause.seed, path) % 14) - 3;
      return isMoney(document, counter)
        ? money(n, path, 'counter-before')
        : fact(ratioOf(ratio(BigInt(n), 2n)), from(path), 'counter-before');
    },
  };
};
