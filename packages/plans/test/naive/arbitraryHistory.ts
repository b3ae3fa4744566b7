import * as fc from 'fast-check';
import type { ExampleStep, PlanDocument, SmallHistory } from '../../src/document/planDocument.ts';
import { moneyIn } from './arbitraryPlan.ts';
import { parameterNames } from './arbitraryPay.ts';
import { plusDays } from './day.ts';

const texts = fc.record(
  { product: fc.constantFrom('a', 'b', 'd'), customer: fc.constantFrom('a', 'b', 'c') },
  { requiredKeys: [] },
);

const act = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('win' as const),
      minor: fc.integer({ min: 0, max: 400 }),
      cost: fc.option(fc.integer({ min: 0, max: 500 })),
      seats: fc.option(fc.constantFrom('0', '1', '2.5', '3')),
      attributes: texts,
      leadDaysAgo: fc.option(fc.constantFrom(0, 1, 45)),
      share: fc.option(fc.constantFrom('0.5', '0.7', '0.3333', '1'), { freq: 2 }),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      kind: fc.constant('payment' as const),
      deal: fc.nat({ max: 2 }),
      minor: fc.integer({ min: 1, max: 300 }),
      tax: fc.option(fc.integer({ min: 0, max: 120 })),
      units: fc.option(fc.constantFrom('0', '1', '1.5', '4')),
      attributes: texts,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('refund' as const),
      payment: fc.nat({ max: 5 }),
      tenths: fc.constantFrom(1, 3, 5, 10),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), deal: fc.nat({ max: 2 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('payout' as const), status: fc.option(fc.constantFrom('w9', 'other')) }),
  },
);

const timed = fc.tuple(act, fc.constantFrom(0, 0, 1, 14, 31, 60));

type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

/** A refund of what has been paid out, and the next payout: what stands below zero is carried. */
const afterwards: fc.Arbitrary<readonly (readonly [Act, number])[]> = fc.constantFrom(
  [],
  [],
  [
    [{ kind: 'payout', status: null }, 60],
    [{ kind: 'refund', payment: 0, tenths: 10 }, 1],
    [{ kind: 'payout', status: null }, 60],
  ],
);

/** What has happened so far, so that refunds and cancellations are of something. */
type Past = {
  date: string;
  deals: number;
  payments: { id: string; deal: string; left: number; whole: number }[];
  cancelled: Set<string>;
  /** Deals credited to several: what they leave unsaid would be each partner's whole or part, so they say all. */
  shared: Set<string>;
  paidOn: string;
};

const stepOf = (past: Past, event: Act, money: (minor: number) => string): ExampleStep | undefined => {
  const { date } = past;
  switch (event.kind) {
    case 'win': {
      past.deals += 1;
      const { minor, attributes, leadDaysAgo, share } = event;
      const [cost, seats] = [event.cost ?? (share && 5), event.seats ?? (share && '1')];
      if (share !== null) past.shared.add(`w${past.deals}`);
      return {
        date,
        win: {
          deal: `w${past.deals}`,
          amount: money(minor),
          ...(cost === null ? {} : { amounts: { cost: money(cost) } }),
          ...(seats === null ? {} : { quantities: { seats } }),
          attributes,
          ...(leadDaysAgo === null ? {} : { leadOn: plusDays(date, -leadDaysAgo) }),
          ...(share === null ? {} : { share }),
        },
        expect: {},
      };
    }
    case 'payment': {
      const deal = event.deal < past.deals ? `w${event.deal + 1}` : `d${event.deal}`;
      if (past.cancelled.has(deal)) return undefined;
      const id = `p${past.payments.length + 1}`;
      past.payments.push({ id, deal, left: event.minor, whole: event.minor });
      const isNew = deal.startsWith('d');
      const isShared = past.shared.has(deal);
      const [tax, units] = [event.tax ?? (isShared ? 7 : null), event.units ?? (isShared ? '1' : null)];
      return {
        date,
        payment: {
          payment: id,
          deal,
          amount: money(event.minor),
          ...(tax === null ? {} : { amounts: { tax: money(tax) } }),
          ...(units === null ? {} : { quantities: { units } }),
          ...(isNew ? { attributes: event.attributes } : {}),
        },
        expect: {},
      };
    }
    case 'refund': {
      const payment = past.payments[event.payment];
      if (payment === undefined || payment.left === 0) return undefined;
      const amount = Math.min(payment.left, Math.max(1, Math.round((payment.whole * event.tenths) / 10)));
      payment.left -= amount;
      return { date, refund: { payment: payment.id, amount: money(amount) }, expect: {} };
    }
    case 'cancel': {
      const deal = past.payments[event.deal]?.deal;
      if (deal === undefined || past.cancelled.has(deal)) return undefined;
      past.cancelled.add(deal);
      return { date, cancel: { deal }, expect: {} };
    }
    case 'payout': {
      if (past.paidOn === date) return undefined;
      past.paidOn = date;
      return { date, payout: event.status === null ? {} : { status: event.status }, expect: {} };
    }
  }
};

const decimalsOf: Readonly<Record<string, number>> = { EUR: 2, JPY: 0, KWD: 3 };

/** A history from an empty account, in the order of its dates. */
export const arbitraryHistory = (plan: PlanDocument): fc.Arbitrary<Pick<SmallHistory, 'parameters' | 'steps'>> => {
  const money = moneyIn(decimalsOf[plan.currency] ?? 2);
  const overrides = fc
    .record(
      {
        [parameterNames.quota]: fc.constantFrom(150, 301).map(money),
        [parameterNames.fee]: fc.constantFrom(1, 77).map(money),
        [parameterNames.share]: fc.constantFrom('0.01', '0.4'),
      },
      { requiredKeys: [] },
    )
    .map((all) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => Object.hasOwn(plan.parameters ?? {}, name))),
    );
  return fc
    .tuple(fc.array(timed, { minLength: 3, maxLength: 12 }), overrides, afterwards)
    .map(([acts, parameters, ending]) => {
      const past: Past = {
        date: '2017-01-30',
        deals: 0,
        payments: [],
        cancelled: new Set(),
        shared: new Set(),
        paidOn: '',
      };
      const steps = [...acts, ...ending].flatMap(([event, days]) => {
        past.date = plusDays(past.date, days);
        return stepOf(past, event, money) ?? [];
      });
      return { steps, ...(Object.keys(parameters).length === 0 ? {} : { parameters }) };
    });
};
