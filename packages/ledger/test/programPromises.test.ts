import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { acme, eventsOf, framesOf, newLedger, ok, refused } from './world.ts';

const quarter = fc.integer({ min: 0, max: 96 });
const wall = (quarters: number): string =>
  `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`;
const days = fc.oneof(fc.nat(40_000), fc.constantFrom(36_525, 36_526));

describe('the promises of a program', () => {
  it('are taken when the office opens before it closes, no stage has two, and the days are countable', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(quarter, quarter),
        fc.array(fc.constantFrom('call', 'offer', 'trial'), { maxLength: 3 }),
        fc.tuple(days, days, days),
        fc.boolean(),
        async ([opens, closes], stages, [leadProtection, leadExpiry, destinationCoolOff], atOnce) => {
          const promises = {
            serviceLevels: {
              hours: { opens: wall(opens), closes: wall(closes) },
              leads: { acknowledge: 8, stages: stages.map((stage) => ({ stage, hours: 8 })) },
            },
            leadProtection: { days: leadProtection },
            leadExpiry: { days: leadExpiry },
            destinationCoolOff: { days: destinationCoolOff },
          };
          const { store, ledger } = newLedger();
          if (!atOnce) await ok(ledger.openProgram(acme));
          const before = await framesOf(store);
          const outcome = atOnce
            ? await ledger.openProgram({ ...acme, ...promises })
            : await ledger.changeProgram({ program: 'acme', ...promises });
          const isGood =
            opens < closes &&
            new Set(stages).size === stages.length &&
            Math.max(leadProtection, leadExpiry, destinationCoolOff) <= 36_525;
          expect(E.isRight(outcome)).toBe(isGood);
          expect((await framesOf(store)).length - before.length).toBe(isGood ? 1 : 0);
        },
      ),
    );
  });

  it('stay until they are replaced, each as a whole', async () => {
    const { store, ledger } = newLedger();
    const hours = { opens: '09:00', closes: '17:00' };
    await ok(
      ledger.openProgram({ ...acme, leadExpiry: { days: 60 }, serviceLevels: { hours, leads: { acknowledge: 8 } } }),
    );
    await ok(ledger.changeProgram({ program: 'acme', serviceLevels: { hours }, occurredAt: '2024-02-01T00:00:00Z' }));
    const again = await ok(
      ledger.changeProgram({ program: 'acme', serviceLevels: { hours }, leadExpiry: { days: 60 } }),
    );
    expect(again).toEqual({ repeated: true, events: [] });
    expect(await eventsOf(store, 'ProgramChanged')).toHaveLength(1);
  });

  it.each([
    { leadProtection: { days: -1 } },
    { leadProtection: { days: 1.5 } },
    { serviceLevels: { hours: { opens: '9:00', closes: '17:00' } } },
    { serviceLevels: { hours: { opens: '24:00', closes: '24:00' } } },
    { serviceLevels: { hours: { opens: '09:00', closes: '17:00' }, leads: { acknowledge: 0 } } },
  ])('are refused when they are none: %j', async (promises) => {
    const { store, ledger } = newLedger();
    await ok(ledger.openProgram(acme));
    const before = await framesOf(store);
    expect(['InvalidInput', 'NeverOpen']).toContain(
      (await refused(ledger.changeProgram({ program: 'acme', ...promises })))._tag,
    );
    expect(await framesOf(store)).toEqual(before);
  });
});
