import { memoryEventStore, type EventStore } from '@commission-ledger/event-store';
import { createLedger } from '@commission-ledger/ledger';
import { playSimulation, simulate, simulatedClock } from '@commission-ledger/testing/simulator';

/** A program as the ledger itself recorded it; each lead makes about nine events. */
export const simulatedLedger = async (
  leads: number,
  { store = memoryEventStore(), months = 12 }: Readonly<{ store?: EventStore; months?: number }> = {},
): Promise<EventStore> => {
  const clock = simulatedClock();
  const ledger = createLedger({ store, clock: clock.now });
  const partners = Math.max(4, Math.trunc(leads / 100));
  await playSimulation(simulate({ seed: 1, leads, months, partners, from: '2026-01' }), ledger, clock);
  return store;
};

/** Several sizes, so that what an event costs can be seen to stay the same. */
export const sizes: readonly number[] = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1000, 4000];
