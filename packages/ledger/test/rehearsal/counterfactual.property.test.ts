import { toGraph, verifyGraph } from '@commission-ledger/calculation';
import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import type { RecordedEvent } from '@commission-ledger/events';
import { negate } from '@commission-ledger/money';
import type { PlanDocument } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Change,
  type Counterfactual,
  type EntrySide,
  type SupposedEntry,
  counterfactual,
  supposing,
} from '../../src/index.ts';
import { planWith, ruleOf, settleWith } from '../languagePlan.ts';
import { historyOf, ledgerOn, ok } from '../world.ts';
import { type Told, disputedFacts, granted, momentOf, someFacts, someWish, tell } from './alteredHistory.ts';
import { firstVersion, secondVersion } from './someHistory.ts';

const other = planWith([ruleOf('own', { pay: { percent: { of: 'payment', rate: '0.07' } } })], { plan: 'other' });

/** Slabs that are trued up, and an override on what the level below was given. */
const onCommission = (): PlanDocument =>
  planWith(
    [
      ruleOf('own', {
        refunds: 'true-up',
        pay: {
          slab: { counter: 'quarter', already: 'earned', bands: [{ upTo: '10.00', rate: '0.1' }, { rate: '0.2' }] },
        },
      }),
      ruleOf('team', { beneficiary: 'upline', pay: { percent: { of: 'given', rate: '0.5' } } }),
    ],
    {
      counters: [
        { id: 'quarter', measure: 'payment', window: 'quarter' },
        { id: 'earned', measure: { earned: ['own'] }, window: 'quarter' },
      ],
      measures: { given: { commission: ['own'] } },
    },
  );

/** What pays by the price of the deal: at its win, and again with each payment. */
const onDeals = (): PlanDocument =>
  planWith(
    [
      ruleOf('own', { pay: { percent: { of: 'deal', rate: '0.07' } } }),
      ruleOf('signing', { earnedOn: 'win', pay: { percent: { of: 'deal', rate: '0.03' } } }),
    ],
    {
      examples: [{ title: { en: 'Both' }, given: { deal: '1.00', payment: '1.00' }, expect: { own: '0.07' } }],
    },
  );

const plans = [firstVersion(), secondVersion({ version: 1 }), onCommission(), onDeals()];

/** A ledger that was told all this, which of it was new to it, and how much it did not let in. */
const play = async (
  history: readonly Told[],
  document: PlanDocument,
): Promise<Readonly<{ store: EventStore; accepted: readonly Told[]; refused: number }>> => {
  const store = memoryEventStore();
  const ledger = ledgerOn(store);
  await settleWith(ledger, [document, other]);
  const accepted: Told[] = [];
  let refused = 0;
  for (const each of history) {
    const outcome = await tell(ledger, each);
    if (outcome === 'new') accepted.push(each);
    if (outcome === 'refused') refused += 1;
  }
  return { store, accepted, refused };
};

type Shown = Readonly<{ amount: string; maturesOn: string; earnedOn?: string; rule?: string; counters: unknown }>;

/** What the account of a partner has, entry by entry, read from the events alone. */
const bookedFor = async (store: EventStore, partner: string): Promise<ReadonlyMap<string, Shown>> =>
  new Map(
    (await historyOf(store)).flatMap((event): readonly (readonly [string, Shown])[] => {
      if (!event.stream.startsWith(`account-acme.${partner}.`)) return [];
      return shown(event);
    }),
  );

const shown = (event: RecordedEvent): readonly (readonly [string, Shown])[] => {
  if (event.type === 'AccrualPosted')
    return [[`accrual/${event.data.accrual}`, of(event.data.amount.minor, event.data)]];
  if (event.type === 'TrueUpPosted') return [[`true-up/${event.data.trueUp}`, of(event.data.amount.minor, event.data)]];
  return event.type === 'AccrualReversed'
    ? [[`reversal/${event.data.reversal}`, of(negate(event.data.amount).minor, event.data)]]
    : [];
};

const of = (
  minor: bigint,
  { maturesOn, counters }: Pick<RecordedEvent<'AccrualPosted'>['data'], 'maturesOn' | 'counters'>,
): Shown => ({
  amount: `${minor}`,
  maturesOn,
  counters: counters.map(({ counter, window, before, after }) => ({ counter, window, before, after })),
});

const sidesOf = (
  { entries }: Counterfactual,
  side: (entry: SupposedEntry) => EntrySide | undefined,
): ReadonlyMap<string, Shown> =>
  new Map(
    entries.flatMap((entry) => {
      const found = side(entry);
      return found === undefined ? [] : [[`${entry.kind}/${entry.id}`, of(found.amount.minor, found)] as const];
    }),
  );

const sorted = (entries: ReadonlyMap<string, Shown>) =>
  [...entries].toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));

/** Where the ledger has recorded what it was told. */
const whereIn =
  (history: readonly RecordedEvent[]) =>
  (told: Told): Readonly<{ stream: string; revision: number }> => {
    const found = history.find((event) => isTheFact(event, told));
    if (found === undefined) throw new Error(`${JSON.stringify(told)} is not recorded.`);
    return { stream: found.stream, revision: found.revision };
  };

const isTheFact = ({ type, data }: RecordedEvent, told: Told): boolean => {
  switch (told.kind) {
    case 'win':
      return type === 'DealWon' && data.deal === told.deal;
    case 'amend':
      return type === 'DealAmended' && data.deal === told.deal && data.amendment === told.amendment;
    case 'pay':
      return type === 'PaymentReceived' && data.deal === told.deal && data.payment === told.payment;
    case 'refund':
      return type === 'PaymentRefunded' && data.deal === told.deal && data.refund === told.refund;
    case 'dispute':
      return type === 'ChargebackOpened' && data.deal === told.deal && data.chargeback === told.chargeback;
    case 'decide':
      return type === 'ChargebackDecided' && data.deal === told.deal && data.chargeback === told.chargeback;
    case 'cancel':
      return type === 'DealCancelled' && data.deal === told.deal;
    case 'upline':
      return (
        type === 'UplineAssigned' &&
        data.partner === told.partner &&
        data.occurredAt !== '2024-01-01T00:00:00.000Z' &&
        data.upline === told.upline &&
        data.from === dayOf(told)
      );
    case 'enrol':
      return (
        type === 'PartnerEnrolled' &&
        data.partner === told.partner &&
        data.plan === told.plan &&
        data.from === dayOf(told) &&
        data.occurredAt !== '2024-01-01T00:00:00.000Z'
      );
  }
};

const dayOf = ({ day }: Told): string => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);

/** Where something is placed in time, all deals count here; for anything else those that the account names are enough. */
const dealsFor = ({ _tag }: Change): Readonly<{ deals?: readonly string[] }> =>
  _tag === 'happened' || _tag === 'paid' || _tag === 'refunded' ? { deals: ['d1', 'd2', 'd3'] } : {};

const partners = ['bob', 'cat', 'dan', 'eve', 'fay'];

/** Whatever a calculation cites says so, and comes to the amount; what is supposed cites nothing. */
const problemsOf = ({ amount, root }: EntrySide, recorded: ReadonlyMap<string, RecordedEvent>): readonly string[] => {
  const graph = toGraph(root);
  const verified = verifyGraph(graph);
  const comes = root.value._tag === 'money' && root.value.money.minor === amount.minor ? [] : ['another amount'];
  const cited = Object.values(graph.nodes).flatMap((node) => {
    if (node.kind !== 'fact') return [];
    return node.from.flatMap(({ event, hash, path }) => {
      const field = path
        .split('/')
        .slice(1)
        .reduce<unknown>(
          (json, key) => (json as Record<string, unknown> | undefined)?.[key],
          recorded.get(event)?.json,
        );
      const isAmount = typeof node.value === 'object' && 'amount' in node.value;
      const isSaid = !isAmount || JSON.stringify(field) === JSON.stringify(node.value);
      return recorded.get(event)?.hash === hash && isSaid
        ? []
        : [`${event} does not say ${JSON.stringify(node.value)}`];
    });
  });
  return [...(E.isLeft(verified) ? ['not sound'] : []), ...comes, ...cited];
};

describe('what would be, had some things been otherwise', () => {
  it.each([
    ['of any kind', someFacts, 100],
    ['with a chargeback', disputedFacts, 80],
  ] as const)(
    'is what the ledger books when it is told the altered history from the beginning: one %s',
    async (_, anyFacts, numRuns) => {
      await fc.assert(
        fc.asyncProperty(
          anyFacts,
          someWish,
          fc.constantFrom(...plans),
          fc.constantFrom(...partners),
          async (facts, wish, document, partner) => {
            const { store, accepted } = await play(facts, document);
            const history = await historyOf(store);
            const asked = granted(accepted, wish, whereIn(history));
            if (asked === undefined) return;
            const concern = { program: 'acme', partner, ...dealsFor(asked.change) };
            const answer = await ok(counterfactual(store, concern, [asked.change]));
            expect(sorted(sidesOf(answer, ({ before }) => before))).toEqual(sorted(await bookedFor(store, partner)));
            expect(answer.differs).toEqual([]);
            const altered = await play(asked.history, document);
            expect(sorted(sidesOf(answer, ({ after }) => after))).toEqual(
              sorted(await bookedFor(altered.store, partner)),
            );
            // What is not let in of the altered history is told, too.
            expect(answer.refused).toHaveLength(altered.refused);
            const recorded = new Map(history.map((event) => [event.id, event]));
            const sides = answer.entries.flatMap(({ before, after }) => [before ?? [], after ?? []].flat());
            expect(sides.flatMap((side) => problemsOf(side, recorded))).toEqual([]);
          },
        ),
        { numRuns },
      );
    },
    120_000,
  );

  it('is what is booked when nothing is changed, or changed into what it is', async () => {
    await fc.assert(
      fc.asyncProperty(someFacts, fc.constantFrom(...plans), async (facts, document) => {
        const { store, accepted } = await play(facts, document);
        const concern = { program: 'acme', partner: 'bob' };
        const unchanged = await ok(counterfactual(store, concern, []));
        expect(unchanged.entries.every(({ before, after }) => before !== undefined && after !== undefined)).toBe(true);
        expect(unchanged.entries.map(({ after }) => after)).toEqual(unchanged.entries.map(({ before }) => before));
        const where = whereIn(await historyOf(store));
        const same = accepted.flatMap((told): readonly Change[] => {
          if (told.kind === 'upline' || told.kind === 'enrol') return [];
          return [{ _tag: 'happened', event: where(told), occurredAt: momentOf(told.day) }];
        });
        const moved = await ok(counterfactual(store, { ...concern, deals: ['d1', 'd2', 'd3'] }, same));
        expect(sorted(sidesOf(moved, ({ after }) => after))).toEqual(sorted(await bookedFor(store, 'bob')));
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it('takes changes one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(
        someFacts,
        someWish,
        someWish,
        fc.constantFrom(...partners),
        async (facts, first, second, partner) => {
          const document = firstVersion();
          const { store, accepted } = await play(facts, document);
          const where = whereIn(await historyOf(store));
          const one = granted(accepted, first, where);
          // What is put in stands nowhere that a second change could name.
          if (one === undefined || first.kind === 'paid' || first.kind === 'refunded') return;
          const two = granted(one.history, second, where);
          if (two === undefined) return;
          const concern = { program: 'acme', partner, deals: ['d1', 'd2', 'd3'] };
          const answer = await ok(counterfactual(store, concern, [one.change, two.change]));
          const altered = await play(two.history, document);
          expect(sorted(sidesOf(answer, ({ after }) => after))).toEqual(
            sorted(await bookedFor(altered.store, partner)),
          );
        },
      ),
      { numRuns: 50 },
    );
  }, 120_000);
});

/** The same store, which says how many records and streams it was asked for. */
const counting = (store: EventStore) => {
  const read = { records: 0, streams: 0 };
  const readStream: EventStore['readStream'] = async function* (stream, options) {
    read.streams += 1;
    for await (const event of store.readStream(stream, options)) {
      read.records += 1;
      yield event;
    }
  };
  return { read, store: { ...store, readStream } };
};

describe('one supposition after the other about one history', () => {
  it('is what each is alone, replayed twice, in whatever order they come', async () => {
    let shared = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(someFacts, disputedFacts),
        fc.array(someWish, { minLength: 2, maxLength: 5 }),
        fc.constantFrom(...plans),
        fc.constantFrom(...partners),
        async (facts, wishes, document, partner) => {
          const { store, accepted } = await play(facts, document);
          const where = whereIn(await historyOf(store));
          const one = wishes.flatMap((wish) => granted(accepted, wish, where)?.change ?? []);
          const asked = [...one.map((change) => [change]), one, [], ...one.map((change) => [change])];
          const concern = { program: 'acme', partner, deals: ['d1', 'd2', 'd3'] };
          const counted = counting(store);
          const suppose = supposing(counted.store, concern, Number.POSITIVE_INFINITY);
          for (const changes of asked) {
            const before = counted.read.streams;
            const answer = await suppose(changes);
            expect(answer).toEqual(await counterfactual(store, concern, changes));
            if (counted.read.streams === before) shared += 1;
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(shared).toBeGreaterThan(100);
  }, 120_000);

  it('is told where so many records may be looked at as it takes, and for fewer says so without reading on', async () => {
    await fc.assert(
      fc.asyncProperty(someFacts, fc.nat({ max: 60 }), fc.constantFrom(...plans), async (facts, some, document) => {
        const { store } = await play(facts, document);
        const concern = { program: 'acme', partner: 'bob' };
        const whole = counting(store);
        const answer = await counterfactual(whole.store, concern, []);
        const takes = whole.read.records;
        for (const atMost of [some, takes - 1, takes, takes + 1]) {
          const { read, store: counted } = counting(store);
          const bounded = await supposing(counted, concern, atMost)([]);
          expect(bounded).toEqual(atMost < takes ? E.left({ _tag: 'TooMuchConcerned', atMost }) : answer);
          expect(read.records).toBe(Math.min(atMost + 1, takes));
        }
      }),
      { numRuns: 30 },
    );
  }, 120_000);
});
