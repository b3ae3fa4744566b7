import * as fc from 'fast-check';
import type { Change, Ledger } from '../../src/index.ts';
import { cents, paid, refunded, won } from '../world.ts';

/** Something that is told to a ledger, in full, so that any of it can be told otherwise. */
export type Told =
  | Readonly<{ kind: 'win'; deal: string; minor: number; to: number; product: string; day: number }>
  | Readonly<{ kind: 'amend'; deal: string; amendment: string; minor: number; to: number | undefined; day: number }>
  | Readonly<{ kind: 'pay'; deal: string; payment: string; minor: number; day: number }>
  | Readonly<{ kind: 'refund'; deal: string; payment: string; refund: string; minor: number; day: number }>
  | Readonly<{ kind: 'dispute'; deal: string; payment: string; chargeback: string; minor: number; day: number }>
  | Readonly<{ kind: 'decide'; deal: string; chargeback: string; outcome: 'won' | 'lost'; day: number }>
  | Readonly<{ kind: 'cancel'; deal: string; day: number }>
  | Readonly<{ kind: 'upline'; partner: string; upline: string; day: number }>
  | Readonly<{ kind: 'enrol'; partner: string; plan: string; day: number }>;

const anyDeal = fc.constantFrom('d1', 'd2', 'd3');
const anyPayment = fc.constantFrom('p1', 'p2');
/** One of them is called like a refund: whichever comes first has the name. */
const anyChargeback = fc.constantFrom('c1', 'r2');
const anyMinor = fc.integer({ min: 1, max: 3000 });
/** Often the same few days, so that things happen at once. */
const anyDay = fc.oneof(fc.nat({ max: 100 }), fc.constantFrom(10, 40, 95));
const anyProduct = fc.constantFrom('pro', 'basic');
const anyTo = fc.nat({ max: 2 });

/** Facts in any order: some come late, some before what they refer to; what makes no sense is refused as in life. */
export const someFacts: fc.Arbitrary<readonly Told[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('win' as const),
        deal: anyDeal,
        minor: anyMinor,
        to: anyTo,
        product: anyProduct,
        day: anyDay,
      }),
    },
    {
      weight: 7,
      arbitrary: fc.record({
        kind: fc.constant('pay' as const),
        deal: anyDeal,
        payment: anyPayment,
        minor: anyMinor,
        day: anyDay,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('refund' as const),
        deal: anyDeal,
        payment: anyPayment,
        refund: fc.constantFrom('r1', 'r2'),
        minor: fc.integer({ min: 1, max: 800 }),
        day: anyDay,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('dispute' as const),
        deal: anyDeal,
        payment: anyPayment,
        chargeback: anyChargeback,
        minor: fc.integer({ min: 1, max: 800 }),
        day: anyDay,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('decide' as const),
        deal: anyDeal,
        chargeback: anyChargeback,
        outcome: fc.constantFrom('won' as const, 'lost' as const),
        day: anyDay,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('amend' as const),
        deal: anyDeal,
        amendment: fc.constantFrom('a1', 'a2'),
        minor: anyMinor,
        to: fc.option(anyTo, { nil: undefined }),
        day: anyDay,
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), deal: anyDeal, day: anyDay }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('upline' as const),
        partner: fc.constantFrom('bob', 'cat', 'dan'),
        upline: fc.constantFrom('dan', 'eve', 'fay'),
        day: anyDay,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('enrol' as const),
        partner: fc.constantFrom('bob', 'cat'),
        plan: fc.constantFrom('flat', 'other'),
        day: anyDay,
      }),
    },
  ),
  { minLength: 2, maxLength: 14 },
);

/** Histories in which a payment was refunded in part, and disputed: the bank has decided, or has not. */
export const disputedFacts: fc.Arbitrary<readonly Told[]> = fc
  .tuple(
    someFacts,
    anyDeal,
    fc.array(anyDay, { minLength: 6, maxLength: 6 }),
    fc.array(fc.nat({ max: 14 })),
    fc.boolean(),
  )
  .map(
    ([
      others,
      deal,
      [wonOn = 0, paidOn = 0, refundedOn = 0, disputedOn = 0, decidedOn = 0, againOn = 0],
      places,
      isLost,
    ]) => {
      const [payment, chargeback] = ['p1', 'c1'];
      const facts: readonly Told[] = [
        { kind: 'win', deal, minor: 2000, to: 0, product: 'pro', day: wonOn },
        { kind: 'pay', deal, payment, minor: 2000, day: paidOn },
        { kind: 'refund', deal, payment, refund: 'r1', minor: 400, day: refundedOn },
        { kind: 'dispute', deal, payment, chargeback, minor: 700, day: disputedOn },
        { kind: 'decide', deal, chargeback, outcome: isLost ? 'lost' : 'won', day: decidedOn },
        { kind: 'pay', deal, payment: 'p2', minor: 900, day: againOn },
      ];
      return places.reduce<readonly Told[]>(
        (history, place, index) => history.toSpliced(place, 0, ...others.slice(index, index + 1)),
        facts,
      );
    },
  );

/** Who may be credited with a deal. */
const attributions = [
  [{ partner: 'bob', share: '1' }],
  [
    { partner: 'bob', share: '0.6' },
    { partner: 'cat', share: '0.4' },
  ],
  [{ partner: 'cat', share: '1' }],
];

const dateOf = (days: number): string => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10);

/** The moment of a day of the history. */
export const momentOf = (days: number): string => `${dateOf(days)}T10:00:00Z`;

/** Tells it. @returns whether it was let in, and then whether it says something new */
export const tell = async (ledger: Ledger, told: Told): Promise<'new' | 'nothing new' | 'refused'> => {
  const outcome = await send(ledger, told);
  if (outcome._tag === 'Left') return 'refused';
  return outcome.right.repeated || outcome.right.events.length === 0 ? 'nothing new' : 'new';
};

const send = (ledger: Ledger, told: Told): ReturnType<Ledger['winDeal']> => {
  const occurredAt = momentOf(told.day);
  switch (told.kind) {
    case 'win':
      return ledger.winDeal(
        won(told.deal, {
          amount: cents(told.minor),
          attribution: attributions[told.to] ?? [],
          overlays: told.deal === 'd2' ? [{ partner: 'fay', role: 'helper' }] : [],
          attributes: { product: told.product },
          occurredAt,
        }),
      );
    case 'amend':
      return ledger.amendDeal({
        deal: told.deal,
        amendment: told.amendment,
        amount: cents(told.minor),
        ...(told.to === undefined ? {} : { attribution: attributions[told.to] ?? [] }),
        reason: 'agreed otherwise',
        author: 'ann',
        occurredAt,
      });
    case 'pay':
      return ledger.recordPayment(paid(told.deal, told.payment, cents(told.minor).amount, occurredAt));
    case 'refund':
      return ledger.recordRefund(refunded(told.deal, told.payment, told.refund, cents(told.minor).amount, occurredAt));
    case 'dispute':
      return ledger.openChargeback({
        deal: told.deal,
        payment: told.payment,
        chargeback: told.chargeback,
        amount: cents(told.minor),
        reason: 'disputed',
        occurredAt,
      });
    case 'decide':
      return ledger.decideChargeback({
        deal: told.deal,
        chargeback: told.chargeback,
        outcome: told.outcome,
        occurredAt,
      });
    case 'cancel':
      return ledger.cancelDeal({ deal: told.deal, reason: 'called off', occurredAt });
    case 'upline':
      return ledger.assignUpline({
        partner: told.partner,
        upline: told.upline,
        program: 'acme',
        from: dateOf(told.day),
        occurredAt,
      });
    case 'enrol':
      return ledger.enrolPartner({
        partner: told.partner,
        program: 'acme',
        plan: told.plan,
        from: dateOf(told.day),
        occurredAt,
      });
  }
};

/** A change as it is drawn, before it is known what there is to change. */
export type Wish = Readonly<{
  kind: Change['_tag'];
  which: number;
  minor: number;
  to: number;
  product: string;
  day: number;
}>;

/** Every kind of change. */
export const someWish: fc.Arbitrary<Wish> = fc.record({
  kind: fc.constantFrom<Change['_tag'][]>(
    'amount',
    'payment',
    'happened',
    'credited',
    'attributes',
    'without',
    'refunded',
    'paid',
  ),
  which: fc.nat({ max: 100 }),
  minor: anyMinor,
  to: anyTo,
  product: anyProduct,
  day: anyDay,
});

/** A wish as a change of a history, and the history told so. The rules of places are written here once more, naively. */
export type Granted = Readonly<{ change: Change; history: readonly Told[] }>;

type Where = (told: Told) => Readonly<{ stream: string; revision: number }>;

/** Grants a wish where the history has something that it can be about. */
export const granted = (history: readonly Told[], wish: Wish, where: Where): Granted | undefined => {
  const pick = <Kind extends Told['kind']>(kinds: readonly Kind[]): Extract<Told, { kind: Kind }> | undefined => {
    const all = history.filter((told): told is Extract<Told, { kind: Kind }> =>
      kinds.some((kind) => kind === told.kind),
    );
    return all[wish.which % Math.max(1, all.length)];
  };
  const instead = (old: Told, told: Told): readonly Told[] => history.map((each) => (each === old ? told : each));
  switch (wish.kind) {
    case 'amount': {
      const win = pick(['win']);
      if (win === undefined) return undefined;
      const change = { _tag: 'amount' as const, deal: win.deal, amount: cents(wish.minor) };
      return {
        change,
        history: history.map((each) =>
          each === win || (each.kind === 'amend' && each.deal === win.deal) ? { ...each, minor: wish.minor } : each,
        ),
      };
    }
    case 'credited': {
      const win = pick(['win']);
      if (win === undefined) return undefined;
      const change = { _tag: 'credited' as const, deal: win.deal, attribution: attributions[wish.to] ?? [] };
      return {
        change,
        history: history.map((each) => {
          if (each === win) return { ...win, to: wish.to };
          return each.kind === 'amend' && each.deal === win.deal && each.to !== undefined
            ? { ...each, to: wish.to }
            : each;
        }),
      };
    }
    case 'attributes': {
      const win = pick(['win']);
      if (win === undefined) return undefined;
      const change = { _tag: 'attributes' as const, deal: win.deal, attributes: { product: wish.product } };
      return { change, history: instead(win, { ...win, product: wish.product }) };
    }
    case 'payment': {
      const pay = pick(['pay']);
      if (pay === undefined) return undefined;
      const change = { _tag: 'payment' as const, deal: pay.deal, payment: pay.payment, amount: cents(wish.minor) };
      return { change, history: instead(pay, { ...pay, minor: wish.minor }) };
    }
    case 'without': {
      const gone = pick(['win', 'amend', 'pay', 'refund', 'dispute', 'decide', 'cancel', 'upline', 'enrol']);
      if (gone === undefined) return undefined;
      const change = { _tag: 'without' as const, event: where(gone) };
      return { change, history: history.filter((each) => each !== gone) };
    }
    case 'happened': {
      const moved = pick(['win', 'amend', 'pay', 'refund', 'dispute', 'decide', 'cancel']);
      if (moved === undefined) return undefined;
      const change = { _tag: 'happened' as const, event: where(moved), occurredAt: momentOf(wish.day) };
      return { change, history: onOtherDay(history, moved, wish.day) };
    }
    case 'paid': {
      const win = pick(['win']);
      if (win === undefined) return undefined;
      const change = { deal: win.deal, payment: 'p9', amount: cents(wish.minor), on: momentOf(wish.day) };
      const told: Told = { kind: 'pay', deal: win.deal, payment: 'p9', minor: wish.minor, day: wish.day };
      return { change: { _tag: 'paid', ...change }, history: toldAfter(history, win, told) };
    }
    case 'refunded': {
      const pay = pick(['pay']);
      if (pay === undefined) return undefined;
      const { deal: of, payment: back } = pay;
      const change = { deal: of, payment: back, amount: cents(wish.minor), on: momentOf(wish.day) };
      const told: Told = {
        kind: 'refund',
        deal: of,
        payment: back,
        refund: 'what-if-1',
        minor: wish.minor,
        day: wish.day,
      };
      return { change: { _tag: 'refunded', ...change }, history: toldAfter(history, pay, told) };
    }
  }
};

const isOnDeal = (told: Told): boolean => told.kind !== 'upline' && told.kind !== 'enrol';

const onOtherDay = (history: readonly Told[], moved: Told, day: number): readonly Told[] => {
  const place = history.indexOf(moved);
  const told = { ...moved, day };
  const others = (from: readonly Told[]): readonly Told[] => from.filter((each) => each !== moved);
  if (day > moved.day) return toldAfter(history, moved, told, true);
  const passed = history.slice(0, place).findIndex((each) => isOnDeal(each) && each.day > day && each.day <= moved.day);
  const target = passed < 0 ? place : passed;
  return [...others(history.slice(0, target)), told, ...others(history.slice(target))];
};

const toldAfter = (history: readonly Told[], after: Told, told: Told, instead = false): readonly Told[] => {
  const place = history.indexOf(after);
  const later = history.findIndex((each, index) => index > place && isOnDeal(each) && each.day > told.day);
  const target = later < 0 ? history.length : later;
  const before = history.slice(0, target);
  return [...(instead ? before.filter((each) => each !== after) : before), told, ...history.slice(target)];
};
