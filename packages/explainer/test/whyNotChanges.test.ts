import { addDays, localDate } from '@commission-ledger/calendar';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Row } from '../src/index.ts';
import { right } from './history.ts';
import { bookedOn, openWorld, sell, whyNotIn, type World } from './whyNotWorld.ts';

/** What decides about the last of three sales: its day, its product, and whether its protection was extended. */
type Terms = Readonly<{ on: string; product: string; protection: string }>;

const leadOn = '2026-04-02';

const dayAfterLead = (days: number): string => addDays(right(localDate(leadOn)), days);

/** The history with these terms, as the real ledger books it. */
const played = async (amount: string, { on, product, protection }: Terms): Promise<World> => {
  const world = await openWorld();
  const sales = [
    { deal: 'D-1', amount: '40000.00', on: '2026-04-20', leadOn: '2026-04-01' },
    { deal: 'D-2', amount: '32000.00', on: '2026-07-03', leadOn: '2026-06-20' },
    { deal: 'D-3', amount, on, leadOn, more: { attributes: { product, protection } } },
  ];
  for (const sale of sales.toSorted((a, b) => (a.on < b.on ? -1 : 1))) await sell(world, sale);
  return world;
};

const centsOf = async (world: World, deal: string): Promise<number> =>
  (await bookedOn(world, 'orion', deal)).reduce((sum, amount) => sum + Math.round(Number(amount) * 100), 0);

/** The changes that a row names, as changes of the terms. */
const changesIn = (row: Row): readonly Partial<Terms>[] => {
  const { said } = row;
  if (said.key === 'whyNotFlipPaidOn') return [{ on: said.holes.on }];
  if (said.key === 'whyNotFlipAttribute') return [{ [said.holes.attribute]: said.holes.value }];
  return said.key === 'whyNotFlipTogether' ? (row.rows ?? []).flatMap(changesIn) : [];
};

it('exactly the changes that are named earn the stated amount in a real ledger; with any of them left out it earns nothing', async () => {
  let told = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        days: fc.constantFrom(60, 110, 150, 200),
        product: fc.constantFrom('Basic', 'Pro'),
        protection: fc.constantFrom('as registered', 'extended'),
        hundreds: fc.integer({ min: 1, max: 300 }),
      }),
      async ({ days, product, protection, hundreds }) => {
        const amount = `${hundreds}00.00`;
        const terms: Terms = { on: dayAfterLead(days), product, protection };
        const world = await played(amount, terms);
        const [own, other] = [await centsOf(world, 'D-3'), await centsOf(world, 'D-2')];
        const reply = await whyNotIn(world, { subject: 'D-3' });
        const rows = reply.rows.find(({ said }) => said.key === 'whyNotSmallestChange')?.rows ?? [];
        expect(rows.length > 0).toBe(own === 0);
        for (const row of rows) {
          told += 1;
          const changes = changesIn(row);
          expect(changes.length).toBeGreaterThan(0);
          const altered = await played(amount, Object.assign({}, terms, ...changes));
          const effect = (await centsOf(altered, 'D-3')) - own + (await centsOf(altered, 'D-2')) - other;
          expect(await centsOf(altered, 'D-3')).toBeGreaterThan(0);
          expect(Number(row.amount?.amount) * 100).toBeCloseTo(effect, 5);
          if (changes.length === 1) continue;
          for (const without of changes) {
            const others = changes.filter((change) => change !== without);
            expect(await centsOf(await played(amount, Object.assign({}, terms, ...others)), 'D-3')).toBe(0);
          }
        }
      },
    ),
    { numRuns: 5 },
  );
  expect(told).toBeGreaterThan(2);
});
