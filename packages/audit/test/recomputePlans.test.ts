import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createLedger } from '@commission-ledger/ledger';
import { checkForPublication } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { openPlan, playSteps } from '../../explainer/test/planStories.ts';
import { importAll, newStore, sample } from '../../import/test/world.ts';
import { arbitraryHistory } from '../../plans/test/naive/arbitraryHistory.ts';
import { arbitraryPlan } from '../../plans/test/naive/arbitraryPlan.ts';
import { dataOf, isOfBooks, moneyIn, withRaised } from './alteredField.ts';
import { eventsOf, linkedAgain, storeOf } from './alteredHistory.ts';
import { recomputed } from './recomputed.ts';

const plansWithHistories = arbitraryPlan
  .filter((plan) => E.isRight(checkForPublication(plan)))
  .chain((plan) => fc.tuple(fc.constant(plan), arbitraryHistory(plan)));

it('any plan and history agree when they are calculated again, and a cent more anywhere is that event', async () => {
  let entries = 0;
  await fc.assert(
    fc.asyncProperty(plansWithHistories, fc.nat(), async ([plan, { parameters, steps }], which) => {
      const world = await openPlan(plan, parameters);
      // What makes no sense is refused by the ledger as it would be in life; the history ends there.
      await playSteps(world, plan, steps).catch(() => undefined);
      const { differences } = await recomputed(world.store);
      expect(differences).toEqual([]);
      const events = await eventsOf(world.store);
      const places = events
        .filter(isOfBooks)
        .flatMap((stored) => moneyIn(dataOf(stored)).map((path) => ({ stored, path })));
      const place = places[which % Math.max(places.length, 1)];
      if (place === undefined) return;
      entries += places.length;
      const altered = await recomputed(storeOf(linkedAgain(withRaised(events, place.stored, place.path))));
      expect(altered.differences.map(({ event }) => event)).toEqual([place.stored.id]);
    }),
    { numRuns: 25 },
  );
  expect(entries).toBeGreaterThan(150);
}, 120_000);

/** The real export, which is not part of the project. */
const full = resolve(import.meta.dirname, '../../../../shared/data/crm');

const exports = [
  ['the sample', sample],
  ['the real one', full],
] as const;

it.each(exports.filter(([, folder]) => existsSync(folder)))(
  'a CRM export (%s) agrees when it is calculated again, with its payouts',
  async (_, folder) => {
    const store = await newStore();
    await importAll(store, folder);
    const ledger = createLedger({ store, clock: () => Date.UTC(2018, 0, 2) });
    for (const date of ['2017-05-05', '2017-06-05', '2017-07-05', '2017-08-07'])
      await ledger.issuePayouts({ program: 'crm-2017', date });
    const { differences, counts } = await recomputed(store);
    expect(differences).toEqual([]);
    expect(counts.find(({ type }) => type === 'PayoutRunCompleted')?.posted).toBe(4);
  },
  120_000,
);
