import { memoryEventStore } from '@commission-ledger/event-store';
import { createLedger } from '@commission-ledger/ledger';
import { expect, it } from 'vitest';
import { playSimulation, simulate, simulatedClock } from '../src/simulator/index.ts';

it.each([1, 3, 11])(
  'a simulation of two thousand leads is played without a refusal: seed %i',
  async (seed) => {
    const clock = simulatedClock();
    const ledger = createLedger({ store: memoryEventStore(), clock: clock.now, actor: 'host' });
    const steps = simulate({ seed, partners: 40, leads: 2000, from: '2025-01', months: 8 });
    const { commands, refused } = await playSimulation(steps, ledger, clock);
    expect(refused).toEqual([]);
    expect(commands).toBeGreaterThan(8000);
  },
  60_000,
);
