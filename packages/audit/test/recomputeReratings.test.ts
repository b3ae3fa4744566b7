import { memoryEventStore, type EventStore } from '@commission-ledger/event-store';
import { commandHashOf, derivedId, eventIdOf } from '@commission-ledger/events';
import type { Rerate } from '@commission-ledger/ledger';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { planWith, ruleOf, settleWith } from '../../ledger/test/languagePlan.ts';
import { firstVersion, secondVersion, someHistory, tell, type Told } from '../../ledger/test/rehearsal/someHistory.ts';
import { ledgerOn, ok } from '../../ledger/test/world.ts';
import { dataOf, withRaised } from './alteredField.ts';
import { eventsOf, linkedAgain, storeOf, withData, withFrame } from './alteredHistory.ts';
import { recomputed } from './recomputed.ts';

const decision = { reason: 'agreed', author: 'ann', approver: 'ben' };

const refunds: readonly Told[] = ['d1', 'd2', 'd3'].map((deal, index) => ({
  kind: 'refund',
  deal,
  payment: 'p1',
  refund: `late-${index}`,
  minor: 7,
  day: 101,
}));

/** A history that is rated again under a second version, goes on with a cancellation and refunds, and is rated again back. */
const ratedAgain = async (history: readonly Told[], change: Partial<Rerate>): Promise<EventStore> => {
  const store = memoryEventStore();
  const ledger = ledgerOn(store);
  await settleWith(ledger, [firstVersion(), planWith([ruleOf('own')], { plan: 'other' })]);
  for (const told of [...history, { kind: 'cancel', deal: 'd2', day: 100 } as const]) await tell(ledger, told);
  await ok(ledger.publishPlan({ document: secondVersion({ effectiveFrom: '2024-05-01' }) }));
  await ok(ledger.rerate({ ...decision, rerating: 'R-1', plan: 'flat', version: 2, from: '2024-01-01', ...change }));
  for (const told of [...refunds, { kind: 'cancel', deal: 'd1', day: 102 } as const]) await tell(ledger, told);
  await ledger.rerate({ ...decision, rerating: 'R-2', plan: 'flat', version: 1, from: '2024-02-01' });
  return store;
};

const changes = fc.record(
  { from: fc.constantFrom('2024-01-01', '2024-02-10', '2024-03-01'), partner: fc.constantFrom('bob', 'dan') },
  { requiredKeys: [] },
);

it('a re-rating is done again as it was, of cancelled deals too, and a cent in one of its differences is that event', async () => {
  let altered = 0;
  await fc.assert(
    fc.asyncProperty(someHistory, changes, fc.nat(), async (history, change, which) => {
      const store = await ratedAgain(history, change);
      const told = await recomputed(store);
      expect(told.differences).toEqual([]);
      const events = await eventsOf(store);
      const posted = events.filter((stored) => stored.type === 'TrueUpPosted' && 'rerating' in Object(dataOf(stored)));
      const chosen = posted[which % Math.max(posted.length, 1)];
      if (chosen === undefined) return;
      altered += 1;
      const { differences } = await recomputed(storeOf(linkedAgain(withRaised(events, chosen, ['amount']))));
      expect(differences.map(({ event }) => event)).toEqual([chosen.id]);
    }),
    { numRuns: 12 },
  );
  expect(altered).toBeGreaterThan(2);
}, 60_000);

it('a difference that is booked once more under an earlier re-rating is just that event, however often', async () => {
  const store = memoryEventStore();
  const ledger = ledgerOn(store);
  await settleWith(ledger, [firstVersion(), planWith([ruleOf('own')], { plan: 'other' })]);
  for (const [deal, attribution] of [
    ['d1', 0],
    ['d2', 2],
  ] as const) {
    await tell(ledger, { kind: 'win', deal, minor: 2001, attribution, day: 1 });
    await tell(ledger, { kind: 'pay', deal, payment: 'p1', minor: 2001, day: 5 });
  }
  await ok(ledger.publishPlan({ document: secondVersion({ effectiveFrom: '2024-05-01' }) }));
  const again = { ...decision, plan: 'flat', version: 2, from: '2024-01-01' };
  await ok(ledger.rerate({ ...again, rerating: 'R-1', partner: 'cat' }));
  await ok(ledger.rerate({ ...again, rerating: 'R-2' }));
  const honest = await eventsOf(store);
  expect((await recomputed(store)).differences).toEqual([]);
  const ofSecond = honest.filter(({ body }) => body.includes('"commandKey":"rerate/R-2/'));
  expect(ofSecond.length).toBeGreaterThan(0);
  const forged = ofSecond.map((stored, index) => {
    const { rerating }: { rerating: Readonly<{ accrual: string }> } = Object(dataOf(stored));
    const key = `rerate/R-1/${rerating.accrual}`;
    const renamed = withData(stored, (data) =>
      Object.assign(data, {
        trueUp: derivedId('tru', 'R-1', rerating.accrual),
        rerating: { ...rerating, id: 'R-1' },
      }),
    );
    const framing = { commandKey: key, commandHash: commandHashOf({ key }), id: eventIdOf('ledger', key, 0) };
    return { ...withFrame(renamed, framing), position: BigInt(honest.length + index + 1) };
  });
  const { differences } = await recomputed(storeOf(linkedAgain([...honest, ...forged])));
  expect(new Set(differences.map(({ event }) => event))).toEqual(new Set(forged.map(({ id }) => id)));
  expect(new Set(differences.map(({ detail }) => detail))).toEqual(new Set(['ChangedSinceRerated']));
});
