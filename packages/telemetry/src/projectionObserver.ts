import type { ProjectionObserver } from '@commission-ledger/projections';
import { readModelOf } from './collection.ts';
import { errorTypeOf } from './errorType.ts';
import { whoListens } from './listeners.ts';
import { quietly } from './quietly.ts';
import type { Telemetry } from './telemetry.ts';

/** For the `observer` of a projection runtime: batches, lag, retries and halts as metrics, and lines in the log. */
export const projectionObserver = (telemetry: Telemetry = {}): Required<ProjectionObserver> => {
  const listening = whoListens(telemetry);
  return {
    onBatch: ({ events, position, head }) => {
      const listeners = listening();
      quietly(() => listeners?.instruments.folded.add(events));
      quietly(() => listeners?.instruments.batch.record(events));
      quietly(() => listeners?.instruments.lag.record(Number(head - (position ?? 0n))));
    },
    onHalt: (halt) => {
      const listeners = listening();
      const [projection, reason] = [readModelOf(halt.projection), halt.reason._tag];
      quietly(() => listeners?.instruments.halts.add(1, { 'db.collection.name': projection, 'error.type': reason }));
      const position = `${halt.position}`;
      quietly(() => listeners?.logger?.error('A read model stopped at an event.', { projection, reason, position }));
    },
    onRetry: ({ failure, attempt, pauseMs }) => {
      const listeners = listening();
      const reason = errorTypeOf(failure);
      quietly(() => listeners?.instruments.retries.add(1, { 'error.type': reason, ...ofReadModels }));
      quietly(() => listeners?.logger?.warn('The read models wait for a store.', { reason, attempt, pauseMs }));
    },
    onLive: () => {
      const listeners = listening();
      quietly(() => listeners?.logger?.info('The read models have caught up.', {}));
    },
  };
};

const ofReadModels = { 'commission_ledger.component': 'projections' } as const;
