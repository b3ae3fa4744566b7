import { type EventStore, StoreFailure } from '@commission-ledger/event-store';

import { type Disturbances, type FaultyEventStore, faultyEventStore } from '../src/index.ts';

/** A way to a history that can be broken from outside, and says so when it breaks. */
export type BreakableLine = Readonly<{ store: EventStore; faults: FaultyEventStore; breakNow(): void }>;

/** A line to this history. */
export const breakableLine = (history: EventStore): BreakableLine => {
  const faults = faultyEventStore(history, []);
  let unbroken = new AbortController();
  return {
    faults,
    store: {
      ...faults,
      async *subscribe({ after, signal }) {
        const line = unbroken.signal;
        yield* faults.subscribe({ after, signal: AbortSignal.any([signal, line]) });
        if (line.aborted && !signal.aborted) {
          throw new StoreFailure({ _tag: 'Unavailable', cause: 'the line broke' }, 'The line broke. Subscribe again.');
        }
      },
    },
    breakNow: () => {
      faults.inject({ kind: 'acknowledgementLost', onAppend: 1 });
      faults.inject({ kind: 'failRead', onRead: 1 });
      unbroken.abort();
      unbroken = new AbortController();
    },
  };
};

/** What can happen to such a line. */
export const lineDisturbances: Disturbances<Readonly<{ line: BreakableLine }>> = {
  loseNextAppend: async ({ line }) => line.faults.inject({ kind: 'failBefore', onAppend: 1 }),
  loseNextAcknowledgement: async ({ line }) => line.faults.inject({ kind: 'acknowledgementLost', onAppend: 1 }),
  dropConnections: async ({ line }) => line.breakNow(),
  restart: async ({ line }) => line.breakNow(),
};
