import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import type { PlanDocument } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../src/index.ts';
import { planWith, ruleOf, settleWith } from './languagePlan.ts';
import { type NaiveDeal, type NaiveFact, naiveShares } from './naiveShares.ts';
import { cents, framesOf, historyOf, ledgerOn, ok, paid, refunded, won } from './world.ts';

type Told =
  | Readonly<{ kind: 'pay'; payment: string; minor: number; day: number }>
  | Readonly<{ kind: 'refund'; payment: string; minor: number }>
  | Readonly<{ kind: 'amend'; to: number }>
  | Readonly<{ kind: 'rerate' }>;

const deals: readonly NaiveDeal[] = [
  { shares: [['bob', 10n]], helper: false },
  {
    shares: [
      ['bob', 6n],
      ['cat', 4n],
    ],
    helper: false,
  },
  { shares: [['cat', 10n]], helper: true },
  {
    shares: [
      ['dan', 3n],
      ['bob', 4n],
      ['cat', 3n],
    ],
    helper: true,
  },
];

const dealAt = (place: number): NaiveDeal => deals[place] ?? { shares: [], helper: false };

const termsOf = ({ shares, helper }: NaiveDeal) => ({
  attribution: shares.map(([partner, tenths]) => ({ partner, share: `${Number(tenths) / 10}` })),
  overlays: helper ? [{ partner: 'fay', role: 'helper' }] : [],
});

const flat = planWith([
  ruleOf('own'),
  ruleOf('team', { beneficiary: 'upline', pay: { percent: { of: 'payment', rate: '0.05' } } }),
  ruleOf('helper', { beneficiary: 'overlay-helper', pay: { percent: { of: 'payment', rate: '0.02' } } }),
]);

const tiers: PlanDocument = {
  ...flat,
  counters: [{ id: 'quarter', measure: 'payment', window: 'quarter' }],
  rules: flat.rules.map((rule) =>
    rule.id === 'own'
      ? {
          ...rule,
          pay: {
            marginal: { of: 'payment', counter: 'quarter', bands: [{ upTo: '10.00', rate: '0.1' }, { rate: '0.2' }] },
          },
        }
      : rule,
  ),
};

/** At most 1.20 in a quarter: what was earned decides what can still be. */
const capped: PlanDocument = {
  ...flat,
  counters: [{ id: 'earned', measure: { earned: ['own'] }, window: 'quarter' }],
  rules: flat.rules.map((rule) =>
    rule.id === 'own' ? { ...rule, pay: { cap: { pay: rule.pay, at: '1.20', counter: 'earned' } } } : rule,
  ),
};

const payment = fc.constantFrom('p1', 'p2', 'p3', 'p4');
/** January or April of 2024. */
const day = fc.constantFrom(10, 20, 100, 110);
const pay = fc.record({ kind: fc.constant('pay' as const), payment, minor: fc.integer({ min: 1, max: 1500 }), day });
/** Whole euros, of which every slice is whole cents in whatever order they come. */
const payWhole = pay.map(({ minor, ...each }) => ({ ...each, minor: Math.ceil(minor / 100) * 100 }));
const refund = fc.record({ kind: fc.constant('refund' as const), payment, minor: fc.integer({ min: 1, max: 400 }) });
const amend = fc.record({ kind: fc.constant('amend' as const), to: fc.integer({ min: 0, max: 3 }) });
const rerate = fc.constant({ kind: 'rerate' as const });

const instantOf = (days: number): string => new Date(Date.UTC(2024, 0, 1 + days, 12)).toISOString();

/** Only what a deal can have: each payment once, and no more refunded than was paid. */
const sensible = (told: readonly Told[]): readonly Told[] => {
  const left: Record<string, number> = {};
  return told.filter((each) => {
    if (each.kind === 'pay') {
      if (left[each.payment] !== undefined) return false;
      left[each.payment] = each.minor;
    } else if (each.kind === 'refund') {
      const before = left[each.payment];
      if (before === undefined || before < each.minor) return false;
      left[each.payment] = before - each.minor;
    }
    return true;
  });
};

const opened = async (plan: PlanDocument): Promise<Readonly<{ store: EventStore; ledger: Ledger }>> => {
  const store = memoryEventStore();
  const ledger = ledgerOn(store);
  await settleWith(ledger, [plan]);
  await ok(ledger.winDeal(won('d1', { ...termsOf(dealAt(0)), occurredAt: instantOf(1) })));
  return { store, ledger };
};

const tell = async (ledger: Ledger, told: readonly Told[]): Promise<void> => {
  for (const [index, each] of told.entries())
    if (each.kind === 'pay')
      await ok(ledger.recordPayment(paid('d1', each.payment, cents(each.minor).amount, instantOf(each.day))));
    else if (each.kind === 'refund')
      await ok(
        ledger.recordRefund(refunded('d1', each.payment, `f${index}`, cents(each.minor).amount, instantOf(120))),
      );
    else if (each.kind === 'rerate') await ok(ledger.rerateDeal(request(`R-${index}`)));
    else await ok(ledger.amendDeal(amendmentOf(`a${index}`, each.to)));
};

const amendmentOf = (amendment: string, to: number): Parameters<Ledger['amendDeal']>[0] => ({
  deal: 'd1',
  amendment,
  reason: 'agreed anew',
  author: 'ann',
  ...termsOf(dealAt(to)),
  occurredAt: instantOf(115),
});

const request = (rerating: string): Parameters<Ledger['rerateDeal']>[0] => ({
  rerating,
  deal: 'd1',
  reason: 'it was so from the start',
  author: 'ann',
  approver: 'ben',
});

const balancesIn = async (store: EventStore): Promise<Readonly<Record<string, number>>> => {
  const balances: Record<string, number> = {};
  for (const { type, data } of await historyOf(store)) {
    if (type !== 'AccrualPosted' && type !== 'AccrualReversed' && type !== 'TrueUpPosted') continue;
    const minor = Number(data.amount.minor) * (type === 'AccrualReversed' ? -1 : 1);
    balances[data.partner] = (balances[data.partner] ?? 0) + minor;
  }
  return Object.fromEntries(Object.entries(balances).filter(([, minor]) => minor !== 0));
};

const factsIn = (told: readonly Told[]): readonly NaiveFact[] =>
  told.flatMap((each): readonly NaiveFact[] => {
    if (each.kind === 'pay')
      return [{ kind: 'pay', payment: each.payment, minor: BigInt(each.minor), quarter: each.day < 91 ? 1 : 2 }];
    return each.kind === 'refund' ? [{ kind: 'refund', payment: each.payment, minor: BigInt(each.minor) }] : [];
  });

const finalOf = (told: readonly Told[]): NaiveDeal => {
  const last = told.findLast((each) => each.kind === 'amend');
  return dealAt(last?.kind === 'amend' ? last.to : 0);
};

/** Everything that is not refunded yet is. */
const refundAll = async (ledger: Ledger, told: readonly Told[]): Promise<void> => {
  for (const each of told) {
    if (each.kind !== 'pay') continue;
    const back = told.reduce(
      (sum, one) => sum + (one.kind === 'refund' && one.payment === each.payment ? one.minor : 0),
      0,
    );
    if (back < each.minor)
      await ok(
        ledger.recordRefund(
          refunded('d1', each.payment, `all-${each.payment}`, cents(each.minor - back).amount, instantOf(130)),
        ),
      );
  }
};

const anything = fc
  .array(
    fc.oneof({ arbitrary: pay, weight: 4 }, { arbitrary: refund, weight: 2 }, { arbitrary: amend, weight: 2 }, rerate),
    {
      maxLength: 9,
    },
  )
  .map(sensible);

describe('a deal that is rated again', () => {
  it(
    'in any order of payments, refunds, amendments and re-ratings comes to what the final deal gives',
    () =>
      fc.assert(
        fc.asyncProperty(anything, async (told) => {
          const { store, ledger } = await opened(flat);
          await tell(ledger, told);
          await ok(ledger.rerateDeal(request('last')));
          expect(await balancesIn(store)).toEqual(naiveShares(finalOf(told), factsIn(told), false));
        }),
        { numRuns: 60 },
      ),
    60_000,
  );

  it(
    'comes to the same where tiers count what was paid, if it is amended once and nothing is refunded',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof({ arbitrary: payWhole, weight: 4 }, rerate), { maxLength: 7 }),
          amend,
          fc.nat({ max: 7 }),
          async (happened, amendment, place) => {
            const told = sensible([...happened.slice(0, place), amendment, ...happened.slice(place)]);
            const { store, ledger } = await opened(tiers);
            await tell(ledger, told);
            await ok(ledger.rerateDeal(request('last')));
            expect(await balancesIn(store)).toEqual(naiveShares(finalOf(told), factsIn(told), true));
          },
        ),
        { numRuns: 60 },
      ),
    60_000,
  );

  it(
    'comes to the cent to what its tiers give, refunds and all, where it is amended after them',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof({ arbitrary: pay, weight: 2 }, refund), { maxLength: 7 }).map(sensible),
          fc.array(fc.tuple(amend, rerate), { minLength: 1, maxLength: 3 }),
          async (happened, amendments) => {
            const told = [...happened, ...amendments.flat()];
            const { store, ledger } = await opened(tiers);
            await tell(ledger, told);
            expect(await balancesIn(store)).toEqual(naiveShares(finalOf(told), factsIn(told), true));
          },
        ),
        { numRuns: 60 },
      ),
    60_000,
  );

  it.each([
    ['a flat plan', flat],
    ['tiers', tiers],
    ['a cap', capped],
  ])(
    'leaves nobody anything once all is refunded, under %s',
    (_what, plan) =>
      fc.assert(
        fc.asyncProperty(anything, async (told) => {
          const { store, ledger } = await opened(plan);
          await tell(ledger, [...told, { kind: 'rerate' }]);
          await refundAll(ledger, told);
          expect(await balancesIn(store)).toEqual({});
        }),
        { numRuns: 50 },
      ),
    60_000,
  );

  it.each([
    ['a flat plan', flat],
    ['tiers', tiers],
    ['a cap', capped],
  ])(
    'is rated so once, whatever the re-rating is called, under %s',
    (_what, plan) =>
      fc.assert(
        fc.asyncProperty(anything, async (told) => {
          const { store, ledger } = await opened(plan);
          await tell(ledger, told);
          await ok(ledger.rerateDeal(request('once')));
          const after = await framesOf(store);
          for (const name of ['once', 'twice'])
            expect(await ok(ledger.rerateDeal(request(name)))).toMatchObject({ trueUps: [], accruals: [] });
          await ok(ledger.catchUpAccruals());
          expect(await framesOf(store)).toEqual(after);
        }),
        { numRuns: 50 },
      ),
    60_000,
  );

  it(
    'and was interrupted anywhere is finished by sending it again',
    () =>
      fc.assert(
        fc.asyncProperty(
          anything.map((told): readonly Told[] => [...told, { kind: 'amend', to: 3 }]),
          fc.integer({ min: 0, max: 8 }),
          fc.boolean(),
          async (told, appends, caughtUp) => {
            const [whole, broken] = [await opened(tiers), await opened(tiers)];
            for (const { ledger } of [whole, broken]) await tell(ledger, told);
            await ok(whole.ledger.rerateDeal(request('last')));
            let left = appends;
            const failing: EventStore = {
              ...broken.store,
              append: async (...args) => {
                left -= 1;
                if (left < 0) throw new Error('The power went off.');
                return broken.store.append(...args);
              },
            };
            await ledgerOn(failing).rerateDeal(request('last')).catch(String);
            const again = ledgerOn(broken.store);
            if (caughtUp) await ok(again.catchUpAccruals());
            await ok(again.rerateDeal(request('last')));
            expect(await balancesIn(broken.store)).toEqual(await balancesIn(whole.store));
          },
        ),
        { numRuns: 50 },
      ),
    60_000,
  );

  it(
    'by two at once is rated once',
    () =>
      fc.assert(
        fc.asyncProperty(anything, async (told) => {
          const { store, ledger } = await opened(flat);
          await tell(ledger, told);
          const both = await Promise.all([
            ledgerOn(store).rerateDeal(request('one')),
            ledgerOn(store).rerateDeal(request('two')),
          ]);
          // Who comes second may find that the account has moved on.
          for (const outcome of both) if (E.isLeft(outcome)) expect(outcome.left._tag).toBe('ChangedSinceRerated');
          await ok(ledgerOn(store).rerateDeal(request('three')));
          expect(await balancesIn(store)).toEqual(naiveShares(finalOf(told), factsIn(told), false));
        }),
        { numRuns: 60 },
      ),
    60_000,
  );
});
