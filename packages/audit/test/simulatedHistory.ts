import { memoryEventStore, type EventStore } from '@commission-ledger/event-store';
import { createLedger } from '@commission-ledger/ledger';
import { playSimulation, simulate, simulatedClock } from '@commission-ledger/testing/simulator';

/** The history of a simulated program: leads, deals, refunds, chargebacks, amendments, a new plan version, payouts. */
export const simulatedHistory = async (
  options: Readonly<{ seed: number; leads: number; months?: number; partners?: number }>,
  store: EventStore = memoryEventStore(),
): Promise<EventStore> => {
  const { seed, leads, months = 4, partners = 4 } = options;
  const clock = simulatedClock();
  const ledger = createLedger({ store, clock: clock.now });
  const played = await playSimulation(simulate({ seed, leads, months, partners, from: '2026-01' }), ledger, clock);
  if (played.refused.length > 0) throw new Error(`The simulation was refused: ${JSON.stringify(played.refused[0])}`);
  return store;
};
