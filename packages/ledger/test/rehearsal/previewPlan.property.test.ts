import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import type { PlanDocument } from '@commission-ledger/plans';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ledger, PlanPreview } from '../../src/index.ts';
import { planWith, ruleOf, settleWith } from '../languagePlan.ts';
import { framesOf, historyOf, ledgerOn, ok } from '../world.ts';
import { netsIn } from './netsIn.ts';
import { type Told, firstVersion, secondVersion, someHistory, tell } from './someHistory.ts';

const other = planWith([ruleOf('own')], { plan: 'other' });

/** A ledger that was told all this, with the given version of the plan from the start. */
const told = async (
  history: readonly Told[],
  document: PlanDocument,
  accruals: 'inline' | 'deferred' = 'inline',
): Promise<EventStore> => {
  const store = memoryEventStore();
  const ledger = ledgerOn(store, { accruals });
  await settleWith(ledger, [document, other]);
  for (const each of history) await tell(ledger, each);
  if (accruals === 'deferred') await ok(ledger.catchUpAccruals());
  return store;
};

/** What the preview says would be there: what is booked, with the differences told. */
const netsAfter = async (store: EventStore, preview: PlanPreview) => {
  const nets = new Map(Object.entries(await netsIn(store, preview.plan)));
  for (const { partner, deal, cause, before, after } of preview.changed) {
    const key = `${partner} ${deal} ${cause}`;
    expect(nets.get(key) ?? '0').toBe(`${before.minor}`);
    nets.set(key, `${after.minor}`);
  }
  return Object.fromEntries([...nets].filter(([, net]) => net !== '0'));
};

/** The causes that are set aside, in the order in which they came. */
const parkedIn = async (store: EventStore): Promise<Parameters<Ledger['accrueFor']>[0]> => {
  const parked = new Map<string, Parameters<Ledger['accrueFor']>[0][number]>();
  for (const { type, data } of await historyOf(store)) {
    if (type !== 'CauseParked' && type !== 'CauseResolved') continue;
    const { deal, cause } = data;
    const key = `${deal}/${cause.kind}/${cause.id}`;
    if (type === 'CauseResolved') parked.delete(key);
    else if (cause.kind === 'refund') parked.set(key, { kind: 'refund', deal, refund: cause.id });
    else parked.set(key, cause.kind === 'win' ? { kind: 'win', deal } : { kind: 'payment', deal, payment: cause.id });
  }
  return [...parked.values()];
};

const previewOn = (store: EventStore, document: PlanDocument, from?: string): Promise<PlanPreview> =>
  ok(ledgerOn(store).previewPlan({ document, ...(from === undefined ? {} : { from }) }));

const uplineSince: Told[] = [
  { kind: 'pay', deal: 'd1', payment: 'p1', minor: 11, day: 1 },
  { kind: 'win', deal: 'd1', minor: 84, attribution: 0, day: 0 },
  { kind: 'upline', partner: 'bob', upline: 'fay', day: 1 },
];

describe('the preview of a plan version', () => {
  it('tells no difference for the version that was in force, however facts came and were booked', async () => {
    await fc.assert(
      fc.asyncProperty(someHistory, fc.constantFrom('inline', 'deferred'), async (history, accruals) => {
        // Where accruals were made up later, a plan that paid nothing on a cause left no trace of when that was.
        const known = accruals === 'inline' ? history : history.filter(({ kind }) => kind !== 'enrol');
        const store = await told(known, firstVersion(), accruals);
        expect((await previewOn(store, firstVersion())).changed).toEqual([]);
      }),
      { examples: [[uplineSince, 'inline']] },
    );
  });

  it('is what a ledger books that had the version from the start, by partner and cause', async () => {
    await fc.assert(
      fc.asyncProperty(someHistory, fc.boolean(), async (history, theOtherWay) => {
        const [before, after] = theOtherWay ? [secondVersion, firstVersion] : [firstVersion, secondVersion];
        const store = await told(history, before({ version: 1 }));
        const fresh = await told(history, after({ version: 1 }));
        // A preview tries what could not be rated at its time once more at the end.
        await ok(ledgerOn(fresh).accrueFor(await parkedIn(fresh)));
        const preview = await previewOn(store, after({ version: 2 }));
        expect(await netsAfter(store, preview)).toEqual(await netsIn(fresh, 'flat'));
      }),
    );
  });

  it('rates a cause on which nothing was paid with what was known when it came', async () => {
    const history: readonly Told[] = [
      { kind: 'win', deal: 'd1', minor: 300, attribution: 0, day: 10 },
      { kind: 'enrol', partner: 'bob', plan: 'other', day: 5 },
    ];
    const store = await told(history, secondVersion({ version: 1 }));
    const { changed } = await previewOn(store, firstVersion({ version: 2 }));
    expect(changed.map(({ cause, after }) => [cause, after.minor])).toEqual([['win/d1', 300n]]);
  });

  it('adds up: the differences of a partner are those of the causes', async () => {
    await fc.assert(
      fc.asyncProperty(someHistory, async (history) => {
        const preview = await previewOn(await told(history, firstVersion()), secondVersion());
        for (const { partner, before, after, difference, causes } of preview.partners) {
          const own = preview.changed.filter((change) => change.partner === partner);
          expect(causes).toBe(own.length);
          expect(difference.minor).toBe(after.minor - before.minor);
          expect(difference.minor).toBe(
            own.reduce((sum, change) => sum + change.after.minor - change.before.minor, 0n),
          );
        }
      }),
    );
  });

  it('writes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(someHistory, async (history) => {
        const store = await told(history, firstVersion());
        const before = await framesOf(store);
        await previewOn(store, secondVersion());
        expect(await framesOf(store)).toEqual(before);
      }),
      { numRuns: 30 },
    );
  });

  it('touches no cause before the date from which it is to govern', async () => {
    await fc.assert(
      fc.asyncProperty(someHistory, fc.integer({ min: 1, max: 28 }), async (history, day) => {
        const from = `2024-02-${`${day}`.padStart(2, '0')}`;
        const store = await told(history, firstVersion());
        const days = new Map<string, string>();
        for (const { type, data } of await historyOf(store)) {
          if (type === 'DealWon') days.set(`${data.deal} win/${data.deal}`, data.occurredAt);
          if (type === 'PaymentReceived') days.set(`${data.deal} payment/${data.payment}`, data.occurredAt);
        }
        const { changed } = await previewOn(
          store,
          { ...secondVersion(), counters: firstVersion().counters, rules: flat },
          from,
        );
        for (const { deal, cause } of changed) expect((days.get(`${deal} ${cause}`) ?? '') >= from).toBe(true);
      }),
    );
  });
});

/** A rule that moves the counter of the first version, so that what comes late finds it as it was. */
const flat = planWith([
  ruleOf('own', {
    pay: { percent: { of: 'payment', rate: '0.3' } },
    when: { counter: 'quarter', at: 'before', lessThan: '100000.00' },
  }),
]).rules;
