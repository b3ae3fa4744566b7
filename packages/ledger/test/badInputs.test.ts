import type { EventStore } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type { Ledger, Result } from '../src/index.ts';
import {
  acme,
  cents,
  eur,
  eventsOf,
  flatPlan,
  framesOf,
  newLedger,
  ok,
  paid,
  planOf,
  refunded,
  refused,
  settle,
  won,
} from './world.ts';

/** What comes in from outside may be anything, whatever its type says. */
const untyped = (value: unknown): never => value as never;

type World = Readonly<{ store: EventStore; ledger: Ledger }>;

/** A bad input that is refused as this, and of which nothing is written. */
type Refused = Readonly<{ row: number; as: string; given: (ledger: Ledger) => readonly (() => Result<unknown>)[] }>;

/** A bad input with which something is to happen; the test says what. */
type Stated = Readonly<{ row: number; what: string; holds: (world: World) => Promise<void> }>;

/** A payment of something that should be an amount. */
const amounts =
  (...values: readonly unknown[]) =>
  (ledger: Ledger) =>
    values.map((amount) => () => ledger.recordPayment({ ...paid('d1', 'p1', '1.00'), amount: untyped(amount) }));
const texts = (...values: readonly unknown[]) => amounts(...values.map((amount) => ({ amount, currency: 'EUR' })));

/** A partner of something that should be an id. */
const ids =
  (...values: readonly unknown[]) =>
  (ledger: Ledger) =>
    values.map((id) => () => ledger.joinPartner({ partner: untyped(id), name: 'Bob' }));

/** A win at something that should be a time. */
const times =
  (...values: readonly unknown[]) =>
  (ledger: Ledger) =>
    values.map((at) => () => ledger.winDeal(won('d9', { occurredAt: untyped(at) })));

/** A win with something that should be attributes. */
const attributes =
  (...values: readonly unknown[]) =>
  (ledger: Ledger) =>
    values.map((given) => () => ledger.winDeal(won('d9', { attributes: untyped(given) })));

const rule = (pay: unknown) => ({ rules: [{ ...flatPlan('0.1').rules[0], pay }] });
const bands = (...all: readonly object[]) => ({
  counters: [{ id: 'quarter', measure: 'payment', window: 'quarter' }],
  ...rule({ marginal: { of: 'payment', counter: 'quarter', bands: all } }),
});

/** Why a plan with these terms is not published: the codes of its problems. */
const problemsOf = async (ledger: Ledger, change: object): Promise<readonly string[]> => {
  const outcome = await refused(ledger.publishPlan({ document: { ...flatPlan('0.1'), plan: 'another', ...change } }));
  if (outcome._tag !== 'PlanRefused' || outcome.refusal._tag !== 'InvalidPlan') return [outcome._tag];
  return outcome.refusal.problems.map(({ code }) => code);
};

/** A list in a list in a list. */
const deep = (levels: number): unknown => {
  let value: unknown = 'end';
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
};

const rate = { from: 'USD', to: 'EUR', rate: '0.9', date: '2024-02-01', source: 'bank' };

const refusedRows: readonly Refused[] = [
  { row: 1, as: 'InvalidInput', given: amounts(0.1 + 0.2, 19.99, { amount: 19.99, currency: 'EUR' }) },
  { row: 2, as: 'InvalidInput', given: texts('1e1000000', '1E9000000') },
  { row: 3, as: 'InvalidInput', given: texts('1e100000000') },
  { row: 4, as: 'InvalidInput', given: texts('1e5000000') },
  { row: 5, as: 'InvalidInput', given: texts('NaN', 'Infinity', '-Infinity', NaN, Infinity) },
  { row: 6, as: 'InvalidInput', given: texts('0x1p5', '0b101', '1_000') },
  { row: 7, as: 'InvalidInput', given: texts('', ' ', ' 12 ') },
  { row: 8, as: 'InvalidInput', given: texts('12abc', '1,000.00', '1.000,00', '١٢', '１２') },
  {
    row: 10,
    as: 'InvalidInput',
    given: (ledger) => [
      ...texts('0.001')(ledger),
      ...amounts({ amount: '1.5', currency: 'JPY' }, { amount: '0.0001', currency: 'KWD' })(ledger),
    ],
  },
  { row: 11, as: 'InvalidInput', given: texts(...['9007199254740993', '9223372036854775808', '1e400'].map(Number)) },
  {
    row: 14,
    as: 'NegativeAmount',
    given: (ledger) => [
      () => ledger.winDeal(won('d9', { amount: eur('-0.01') })),
      () => ledger.recordPayment(paid('d1', 'p1', '-0.01')),
      () => ledger.recordRefund(refunded('d1', 'p1', 'r1', '-0.01')),
    ],
  },
  {
    row: 18,
    as: 'InvalidInput',
    given: amounts(...['eur', 'EURO', 'ZZZ', '', '€', 7].map((currency) => ({ amount: '1.00', currency }))),
  },
  {
    row: 20,
    as: 'FxRateNotPositive',
    given: (ledger) => ['0', '-0.9', '0.000'].map((each) => () => ledger.recordFxRate({ ...rate, rate: each })),
  },
  {
    row: 26,
    as: 'SharesDoNotAddUp',
    given: (ledger) => [() => ledger.winDeal(won('d9', { attribution: [] }))],
  },
  {
    row: 27,
    as: 'InvalidInput',
    given: attributes({ deep: deep(10_000) }, { long: 'x'.repeat(50_000_000) }, deep(10_000)),
  },
  {
    row: 28,
    as: 'InvalidInput',
    given: attributes(
      ...['__proto__', 'constructor', 'prototype'].map((key): unknown => JSON.parse(`{"${key}":"yes"}`)),
    ),
  },
  {
    row: 30,
    as: 'InvalidInput',
    given: (ledger) => [
      ...['\uD800', 'a\uDC00', 'a\0b'].map((name) => () => ledger.joinPartner({ partner: 'eve', name })),
      ...attributes({ note: '\uD800' })(ledger),
    ],
  },
  { row: 31, as: 'InvalidInput', given: ids('e\u0301', 'é', 'b\u200Bob', '\u202Ebob', 'bоb', 'ＢＯＢ') },
  {
    row: 32,
    as: 'InvalidInput',
    given: attributes(
      ...[1n, undefined, null, NaN, 5, new Map([['a', 'b']]), new Date(0), () => 1].map((note) => ({ note })),
    ),
  },
  {
    row: 37,
    as: 'InvalidInput',
    given: (ledger) =>
      ['2026-02-30', '2025-02-29', '2026-13-01', '2026-2-3'].map(
        (leadOn) => () => ledger.winDeal(won('d9', { leadOn })),
      ),
  },
  {
    row: 39,
    as: 'InvalidInput',
    given: (ledger) => [
      ...times('2016-12-31T23:59:60Z')(ledger),
      ...['Europe/Atlantis', 'Mars', '', '+25:00'].map(
        (timeZone) => () => ledger.openProgram({ ...acme, program: 'other', timeZone }),
      ),
    ],
  },
  {
    row: 40,
    as: 'InvalidInput',
    given: times(
      '-000001-01-01T00:00:00Z',
      '0001-01-01T00:00:00Z',
      '9999-12-31T23:59:59Z',
      '+275761-01-01T00:00:00Z',
      1_706_781_600_000,
      '1706781600000',
      1_706_781_600,
    ),
  },
  { row: 56, as: 'InvalidInput', given: texts(`0.${'0'.repeat(200_000)}1`, `${'9'.repeat(200_000)}.00`) },
  {
    row: 59,
    as: 'InvalidInput',
    given: ids('$all', '-bob', 'a/b', 'a.b', 'a b', 'x'.repeat(65), 'x'.repeat(5000), '', '{bob}'),
  },
];

const typesIn = (events: readonly Readonly<{ type: string }>[]): readonly string[] => events.map(({ type }) => type);

const march = { program: 'acme', date: '2024-03-05' };

/** One payout of 1.00 in March. */
const issuedInMarch = async ({ ledger }: World) => {
  await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
  const [issued] = (await ok(ledger.issuePayouts(march))).issued;
  if (issued === undefined) throw new Error('Nothing was issued.');
  return { program: 'acme', partner: 'bob', payout: issued.data.payout, amount: eur('1.00') };
};

const statedRows: readonly Stated[] = [
  {
    row: 9,
    what: 'a negative zero is zero',
    holds: async ({ ledger, store }) => {
      await ok(ledger.recordPayment(paid('d1', 'p1', '-0.00')));
      const [payment] = await eventsOf(store, 'PaymentReceived');
      expect(payment?.json['amount']).toEqual({ amount: '0.00', currency: 'EUR' });
      expect(await refused(ledger.recordPayment({ ...paid('d1', 'p2', ''), amount: untyped(-0) }))).toMatchObject({
        _tag: 'InvalidInput',
      });
    },
  },
  {
    row: 12,
    what: 'amounts beyond any float are rated to the cent',
    holds: async ({ ledger, store }) => {
      await ok(ledger.recordPayment(paid('d1', 'p1', '12345678901234567890123.45')));
      const [accrual] = await eventsOf(store, 'AccrualPosted');
      // 10 % of 10.00 and 20 % of the rest, to the even cent.
      expect(accrual?.data.amount.minor).toBe(246_913_578_024_691_357_802_369n);
    },
  },
  {
    row: 13,
    what: 'a payment of nothing is evaluated with a reason, and nothing is posted',
    holds: async ({ ledger }) => {
      const { events } = await ok(ledger.recordPayment(paid('d1', 'p1', '0.00')));
      expect(typesIn(events)).toEqual(['PaymentReceived', 'AccrualEvaluated']);
      expect(events[1]?.data).toMatchObject({ reason: expect.any(String) });
    },
  },
  {
    row: 15,
    what: 'a rate below nothing or above all is refused, and a third is a third',
    holds: async ({ ledger, store }) => {
      const before = await framesOf(store);
      for (const [bad, code] of [
        ['-0.1', 'bad-rate'],
        ['1.5', 'rate-above-100'],
        ['33.3333…', 'bad-rate'],
        ['1/3', 'bad-rate'],
      ] as const)
        expect(await problemsOf(ledger, rule({ percent: { of: 'payment', rate: bad } }))).toEqual([code]);
      expect(await framesOf(store)).toEqual(before);
      const third = rule({ percent: { of: 'payment', rate: { num: '1', den: '3' } } });
      await ok(ledger.publishPlan({ document: { ...flatPlan('0'), plan: 'third', ...third } }));
      const enrolment = { partner: 'bob', program: 'acme', plan: 'third', from: '2024-01-02' };
      await ok(ledger.enrolPartner({ ...enrolment, occurredAt: '2024-01-02T00:00:00Z' }));
      await ok(ledger.recordPayment(paid('d1', 'p1', '99999999999999.00')));
      const [accrual] = await eventsOf(store, 'AccrualPosted');
      expect(accrual?.data.amount.minor).toBe(3_333_333_333_333_300n);
    },
  },
  {
    row: 16,
    what: 'bands out of order, with a gap or without an end are refused, and so are shares that are no whole',
    holds: async ({ ledger, store }) => {
      const before = await framesOf(store);
      const low = { upTo: '10.00', rate: '0.1' };
      const rest = { rate: '0.3' };
      expect(await problemsOf(ledger, bands(low, { upTo: '5.00', rate: '0.2' }, rest))).toEqual(['bands-unsorted']);
      expect(await problemsOf(ledger, bands(low, low, rest))).toEqual(['bands-unsorted']);
      expect(await problemsOf(ledger, bands(low))).toEqual(['band-gap']);
      expect(await problemsOf(ledger, bands(rest, low))).toEqual(['band-gap', 'band-gap']);
      for (const share of ['0.99', '1.01', '0', '-1'])
        expect(await refused(ledger.winDeal(won('d9', { attribution: [{ partner: 'bob', share }] })))).toMatchObject({
          _tag: 'SharesDoNotAddUp',
        });
      expect(await framesOf(store)).toEqual(before);
      await ok(ledger.publishPlan({ document: { ...flatPlan('0.1'), plan: 'another', ...bands(low, rest) } }));
    },
  },
  {
    row: 17,
    what: 'what is taken back of a half cent is what was given',
    holds: async ({ ledger, store }) => {
      for (const [payment, amount] of [
        ['p1', '0.25'],
        ['p2', '0.35'],
      ] as const) {
        await ok(ledger.recordPayment(paid('d1', payment, amount)));
        await ok(ledger.recordRefund(refunded('d1', payment, `r-${payment}`, amount)));
      }
      const given = (await eventsOf(store, 'AccrualPosted')).map(({ data }) => data.amount.minor);
      expect(given).toEqual([2n, 4n]);
      expect((await eventsOf(store, 'AccrualReversed')).map(({ data }) => data.amount.minor)).toEqual(given);
    },
  },
  {
    row: 19,
    what: 'currencies are never mixed',
    holds: async ({ ledger, store }) => {
      const before = await framesOf(store);
      const dollars = { amount: '1.00', currency: 'USD' };
      for (const mixed of [
        ledger.recordPayment({ ...paid('d1', 'p1', '1.00'), amount: dollars }),
        ledger.winDeal(won('d9', { amount: dollars })),
        ledger.winDeal(won('d9', { amounts: { setup: dollars } })),
      ])
        expect(await refused(mixed)).toMatchObject({ _tag: 'OtherCurrency', got: 'USD' });
      expect(await framesOf(store)).toEqual(before);
    },
  },
  {
    row: 22,
    what: 'the same deal again is the first result',
    holds: async ({ ledger, store }) => {
      const first = await ok(ledger.winDeal(won('d9')));
      const before = await framesOf(store);
      const again = await ok(ledger.winDeal(won('d9')));
      expect(again.repeated).toBe(true);
      expect(again.events[0]).toEqual(first.events[0]);
      expect(await framesOf(store)).toEqual(before);
    },
  },
  {
    row: 23,
    what: 'the same deal with something else in it is a conflict that names it; in another ledger it is another deal',
    holds: async ({ ledger, store }) => {
      const before = await framesOf(store);
      const others = {
        amount: eur('100.01'),
        attribution: [{ partner: 'cat', share: '1' }],
        occurredAt: '2024-02-01T10:00:01Z',
      };
      for (const [field, value] of Object.entries(others))
        expect(await refused(ledger.winDeal(won('d1', { [field]: value })))).toMatchObject({
          _tag: 'KeyConflict',
          differing: [{ field }],
        });
      expect(await framesOf(store)).toEqual(before);
      const other = newLedger({ ledger: 'other' });
      await settle(other.ledger);
      expect(await ok(other.ledger.winDeal(won('d1', { amount: eur('100.01') })))).toMatchObject({ repeated: false });
    },
  },
  {
    row: 25,
    what: 'a braced UUID is no id; upper case is another id',
    holds: async ({ ledger, store }) => {
      const uuid = 'abcdefab-0000-4000-8000-000000000001';
      const before = await framesOf(store);
      const braced = ledger.joinPartner({ partner: `{${uuid}}`, name: 'Eve' });
      expect(await refused(braced)).toMatchObject({ _tag: 'InvalidInput' });
      expect(await framesOf(store)).toEqual(before);
      await ok(ledger.joinPartner({ partner: uuid, name: 'Eve' }));
      expect(await ok(ledger.joinPartner({ partner: uuid.toUpperCase(), name: 'Eve' }))).toMatchObject({
        repeated: false,
      });
    },
  },
  {
    row: 33,
    what: 'the order of names, also of those that look like numbers, is no content',
    holds: async ({ ledger }) => {
      const entries = Object.entries({ b: '1', '10': '2', a: '3', '9': '4' });
      await ok(ledger.winDeal(won('d9', { attributes: Object.fromEntries(entries) })));
      const again = ledger.winDeal(won('d9', { attributes: Object.fromEntries(entries.toReversed()) }));
      expect(await ok(again)).toMatchObject({ repeated: true });
    },
  },
  {
    row: 38,
    what: 'a time without an offset is refused, one with an offset is kept in UTC',
    holds: async ({ ledger, store }) => {
      for (const occurredAt of ['2024-02-01T10:00:00', '2024-02-01 10:00', '2024-02-01'])
        expect(await refused(ledger.winDeal(won('d9', { occurredAt })))).toMatchObject({ _tag: 'InvalidInput' });
      await ok(ledger.winDeal(won('d9', { occurredAt: '2024-02-01T01:00:00+05:30' })));
      expect((await eventsOf(store, 'DealWon')).at(-1)?.data.occurredAt).toBe('2024-01-31T19:30:00.000Z');
    },
  },
  {
    row: 41,
    what: 'what happened in a closed month is in the statement of the next, and the closed one stays',
    holds: async ({ ledger, store }) => {
      const closing = async (period: string) => {
        const { closed } = await ok(ledger.closePeriod({ program: 'acme', period, closedBy: 'ann' }));
        return closed.find(({ data }) => data.partner === 'bob');
      };
      await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
      const february = await closing('2024-02');
      await ok(ledger.recordPayment(paid('d1', 'p2', '5.00')));
      expect(await closing('2024-02')).toEqual(february);
      const march2024 = await closing('2024-03');
      expect(february?.data).toMatchObject({ lines: 1, closing: { minor: 100n } });
      expect(march2024?.data).toMatchObject({ lines: 1, opening: { minor: 100n }, closing: { minor: 200n } });
      const closings = await eventsOf(store, 'PeriodClosed');
      expect(closings.filter(({ data }) => data.partner === 'bob')).toEqual([february, march2024]);
    },
  },
  {
    row: 42,
    what: 'a refund before its deal is set aside, and comes to the same in the end',
    holds: async ({ ledger, store }) => {
      expect(typesIn((await ok(ledger.recordRefund(refunded('d9', 'p1', 'r1', '4.00')))).events)).toEqual([
        'PaymentRefunded',
        'CauseParked',
      ]);
      await ok(ledger.recordPayment(paid('d9', 'p1', '10.00')));
      await ok(ledger.winDeal(won('d9')));
      expect((await eventsOf(store, 'AccrualPosted')).map(({ data }) => data.amount.minor)).toEqual([100n]);
      expect((await eventsOf(store, 'AccrualReversed')).map(({ data }) => data.amount.minor)).toEqual([40n]);
    },
  },
  {
    row: 43,
    what: 'refunds are capped, also when they come at once',
    holds: async ({ ledger, store }) => {
      await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
      const both = await Promise.all(['r1', 'r2'].map((id) => ledger.recordRefund(refunded('d1', 'p1', id, '6.00'))));
      expect(both.filter(E.isRight)).toHaveLength(1);
      expect(both.filter(E.isLeft).map(({ left }) => left._tag)).toEqual(['RefundTooLarge']);
      expect(await eventsOf(store, 'PaymentRefunded')).toHaveLength(1);
      expect(await eventsOf(store, 'AccrualReversed')).toHaveLength(1);
    },
  },
  {
    row: 44,
    what: 'a payment told twice, also at once, is earned once',
    holds: async ({ ledger, store }) => {
      const told = await Promise.all([1, 2].map(() => ok(ledger.recordPayment(paid('d1', 'p1', '10.00')))));
      expect(told.filter(({ repeated }) => repeated)).toHaveLength(1);
      expect(await eventsOf(store, 'AccrualPosted')).toHaveLength(1);
    },
  },
  {
    row: 45,
    what: 'who may not earn on the day does not, with the reason; nobody is above himself',
    holds: async ({ ledger, store }) => {
      const about = { partner: 'bob', program: 'acme' };
      const from = { from: '2024-02-10', occurredAt: '2024-02-10T00:00:00Z' };
      await ok(ledger.suspendPartner({ ...about, ...from, reason: 'banned', earning: 'stops' }));
      await ok(ledger.recordPayment(paid('d1', 'p1', '10.00', '2024-02-11T00:00:00Z')));
      await ok(ledger.recordPayment(paid('d1', 'p2', '10.00', '2024-02-09T00:00:00Z')));
      const [evaluated] = await eventsOf(store, 'AccrualEvaluated');
      expect(evaluated?.data).toMatchObject({ reason: 'suspended', cause: { id: 'p1' } });
      expect((await eventsOf(store, 'AccrualPosted')).map(({ data }) => data.cause.id)).toEqual(['p2']);
      const outside = await ok(ledger.recordPayment(paid('d1', 'p3', '10.00', '2023-12-31T12:00:00Z')));
      expect(typesIn(outside.events)).toEqual(['PaymentReceived', 'CauseParked']);
      const upline = { program: 'acme', ...from };
      expect(await refused(ledger.assignUpline({ ...upline, partner: 'bob', upline: 'bob' }))).toMatchObject({
        _tag: 'UplineIsSelf',
      });
      await ok(ledger.assignUpline({ ...upline, partner: 'bob', upline: 'cat' }));
      expect(await refused(ledger.assignUpline({ ...upline, partner: 'cat', upline: 'bob' }))).toMatchObject({
        _tag: 'UplineCycle',
      });
    },
  },
  {
    row: 46,
    what: 'a cent among three is the first one’s',
    holds: async ({ ledger, store }) => {
      const all = rule({ percent: { of: 'payment', rate: '1' } });
      await ok(ledger.publishPlan({ document: { ...flatPlan('1'), plan: 'all', ...all } }));
      for (const partner of ['bob', 'cat', 'dan']) {
        const enrolment = { partner, program: 'acme', plan: 'all', from: '2024-01-02' };
        await ok(ledger.enrolPartner({ ...enrolment, occurredAt: '2024-01-02T00:00:00Z' }));
      }
      const attribution = ['bob', 'cat', 'dan'].map((partner) => ({ partner, share: { num: '1', den: '3' } }));
      await ok(ledger.winDeal(won('d9', { attribution })));
      await ok(ledger.recordPayment(paid('d9', 'p1', '0.01')));
      const posted = await eventsOf(store, 'AccrualPosted');
      expect(posted.map(({ data }) => [data.partner, data.amount.minor])).toEqual([['bob', 1n]]);
    },
  },
  {
    row: 47,
    what: 'what is below the minimum, or below nothing, is carried forward with the reason',
    holds: async ({ ledger }) => {
      await ok(ledger.recordPayment(paid('d1', 'p1', '9.00')));
      const few = await ok(ledger.issuePayouts(march));
      expect(few.deferred.map(({ data }) => [data.reason, data.amount.minor])).toEqual([['below-minimum', 90n]]);
      const people = { reason: 'agreed', author: 'ann', approver: 'max' };
      const posting = { adjustment: 'a1', amount: cents(-100), maturesOn: '2024-03-10' };
      const posted = { ...posting, ...people, occurredAt: '2024-03-10T00:00:00Z' };
      await ok(ledger.postAdjustment({ program: 'acme', partner: 'bob', ...posted }));
      const less = await ok(ledger.issuePayouts({ ...march, date: '2024-04-05' }));
      expect(less.deferred.map(({ data }) => [data.reason, data.amount.minor])).toEqual([['negative-balance', -10n]]);
      expect([...few.issued, ...less.issued]).toEqual([]);
    },
  },
  {
    row: 48,
    what: 'bank details that changed just now keep the payout back, and a run needs two people where the program says so',
    holds: async () => {
      let now = Date.UTC(2024, 1, 20);
      const { ledger } = newLedger({ clock: () => now });
      await settle(ledger, { program: { destinationCoolOff: { days: 3 }, approval: 'two-person' } });
      await ok(ledger.winDeal(won('d1')));
      await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
      for (const [reference, at] of [
        ['bank-1', '2024-01-01T00:00:00Z'],
        ['bank-2', '2024-03-04T12:00:00Z'],
      ] as const) {
        now = Math.max(now, Date.parse(at));
        await ok(ledger.changePayoutDestination({ partner: 'bob', reference, occurredAt: at }));
      }
      now = Date.UTC(2024, 2, 5, 12);
      await ok(ledger.preparePayouts(march));
      expect(await refused(ledger.issuePayouts(march))).toMatchObject({ _tag: 'RunNotApproved' });
      expect(await refused(ledger.approvePayouts(march))).toMatchObject({ _tag: 'SamePerson' });
      await ok(ledger.approvePayouts(march, { actor: 'max' }));
      const { issued, deferred } = await ok(ledger.issuePayouts(march));
      expect(issued).toEqual([]);
      expect(deferred.map(({ data }) => [data.reason, data.until])).toEqual([['destination-changed', '2024-03-07']]);
    },
  },
  {
    row: 49,
    what: 'a payout ends once, as what it is',
    holds: async (world) => {
      const { ledger, store } = world;
      const payout = await issuedInMarch(world);
      const settled = { ...payout, reference: 'bank 1', occurredAt: '2024-03-06T00:00:00Z' };
      const other = ledger.settlePayout({ ...settled, amount: eur('1.01') });
      expect(await refused(other)).toMatchObject({ _tag: 'OtherPayoutAmount' });
      const unknown = ledger.settlePayout({ ...settled, payout: 'PO-ghost' });
      expect(await refused(unknown)).toMatchObject({ _tag: 'UnknownPayout' });
      await ok(ledger.failPayout({ ...payout, reason: 'closed', occurredAt: '2024-03-06T00:00:00Z' }));
      const before = await framesOf(store);
      const again = ledger.failPayout({ ...payout, reason: 'closed', occurredAt: '2024-03-06T00:00:00Z' });
      expect(await ok(again)).toMatchObject({ repeated: true });
      expect(await refused(ledger.settlePayout(settled))).toMatchObject({ _tag: 'PayoutAlready', status: 'failed' });
      expect(await framesOf(store)).toEqual(before);
    },
  },
  {
    row: 60,
    what: 'a preview writes nothing, however often, and says what the run then does',
    holds: async ({ ledger, store }) => {
      await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
      const before = await framesOf(store);
      const [first, second] = [await ok(ledger.previewPayouts(march)), await ok(ledger.previewPayouts(march))];
      expect(second).toEqual(first);
      expect(await framesOf(store)).toEqual(before);
      const { issued } = await ok(ledger.issuePayouts(march));
      expect(issued.map(({ data }) => [data.payout, data.amount])).toEqual(
        first.map(({ payout, amount }) => [payout, amount]),
      );
    },
  },
];

/** What no command of the ledger can meet, and what has to do with it. */
const leftOut: Readonly<Record<number, string>> = {
  21: 'no command names an account to debit or to credit: postings are derived',
  24: 'the store: commands that are recorded together are decided one by one',
  29: 'whoever parses text: commands are given values',
  34: 'the projections and the verifier',
  35: 'the store',
  36: 'the store',
  50: 'whoever pays: the id of a payout is the reference to pay it under',
  51: 'there is no command that merges or deletes partners',
  52: 'exports as CSV',
  53: 'the export of the journal',
  54: 'the export of the journal',
  55: 'whoever shows names: text is kept as it is told',
  57: 'the portal: questions are functions, without filters as text',
  58: 'the portal: questions are functions, without filters as text',
};

const opened = async (): Promise<World> => {
  const world = newLedger();
  await settle(world.ledger, { plans: [planOf()], partners: ['bob', 'cat', 'dan'] });
  await ok(world.ledger.winDeal(won('d1')));
  return world;
};

describe('a bad input', () => {
  it.each(refusedRows)('of row $row is refused as $as, and writes nothing', async ({ as, given }) => {
    const { store, ledger } = await opened();
    const before = await framesOf(store);
    const outcomes: unknown[] = [];
    for (const send of given(ledger)) {
      const outcome = await send();
      outcomes.push(E.isLeft(outcome) ? outcome.left._tag : 'recorded');
    }
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes).toEqual(outcomes.map(() => as));
    expect(await framesOf(store)).toEqual(before);
  });

  it.each(statedRows)('of row $row comes to what is stated: $what', async ({ holds }) => {
    await holds(await opened());
  });

  it('of each of the sixty rows is tested once, here or elsewhere', () => {
    const rows = [...refusedRows, ...statedRows].map(({ row }) => row);
    const all = [...rows, ...Object.keys(leftOut).map(Number)].toSorted((a, b) => a - b);
    expect(all).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  });
});
