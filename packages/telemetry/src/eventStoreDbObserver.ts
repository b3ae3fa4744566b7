import { errorTypeOf } from './errorType.ts';
import { whoListens } from './listeners.ts';
import { quietly } from './quietly.ts';
import type { Telemetry } from './telemetry.ts';

/** For the `observer` of an EventStoreDB store: attempts made again, and connections lost and made again. */
export const eventStoreDbObserver = (telemetry: Telemetry = {}) => {
  const listening = whoListens(telemetry);
  return {
    onRetry: ({ operation, failure, attempt, pauseMs }: Retried) => {
      const listeners = listening();
      const reason = errorTypeOf(failure);
      const attributes = { 'db.operation.name': operation, 'error.type': reason, ...ofTheAdapter };
      quietly(() => listeners?.instruments.retries.add(1, attributes));
      quietly(() => listeners?.logger?.warn('A call of the server is made again.', { operation, attempt, pauseMs }));
    },
    onReconnect: () => {
      const listeners = listening();
      quietly(() => listeners?.instruments.reconnects.add(1, ofTheAdapter));
      quietly(() => listeners?.logger?.info('The connection to the server was made again.', {}));
    },
    onDropped: () => {
      const listeners = listening();
      quietly(() => listeners?.logger?.warn('The server dropped a subscription.', {}));
    },
  };
};

/** What the adapter tells about a call that it makes again; what the client said stays out. */
type Retried = Readonly<{
  operation: 'append' | 'read' | 'subscribe';
  failure: unknown;
  attempt: number;
  pauseMs: number;
}>;

const ofTheAdapter = { 'commission_ledger.component': 'event-store-eventstoredb' } as const;
