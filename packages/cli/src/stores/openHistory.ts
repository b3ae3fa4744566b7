import { statSync } from 'node:fs';
import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import type { EventStoreDbRetry } from '@commission-ledger/event-store-eventstoredb';
import type { ConnectedEventStore } from '@commission-ledger/event-store-eventstoredb/connect';
import type { DocumentStore } from '@commission-ledger/projections';
import { CommandFailed } from '../exitCode.ts';
import type { Terminal } from '../terminal.ts';
import { lacks } from './lacks.ts';
import type { StoreAddress } from './storeAddress.ts';

/**
 * An open history. `documents` are read models that are kept with it, where the store keeps any; `check` looks whether a
 * server does what a ledger needs.
 */
export type OpenHistory = Readonly<{
  events: EventStore;
  documents?: DocumentStore;
  check?: ConnectedEventStore['check'];
  close: () => Promise<void>;
}>;

/** Opens a history, and loads what that takes only now. `create` makes a new file where there is none. */
export const openHistory = async (address: StoreAddress, terminal: Terminal, create: boolean): Promise<OpenHistory> => {
  switch (address.kind) {
    case 'memory': {
      const events = memoryEventStore();
      return { events, close: () => events.close() };
    }
    case 'sqlite': {
      const { path } = address;
      // An empty file would become a ledger by being opened.
      if (!create && (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0)
        throw new CommandFailed(
          `There is no ledger at ${path}. Check the path, or make one with commission-ledger init.`,
        );
      const { openSqliteStore } = await import('@commission-ledger/event-store-sqlite');
      return openSqliteStore(path, { onWarning: (warning) => terminal.err(`${warning}\n`) });
    }
    case 'eventstoredb':
      return connected(address, terminal);
  }
};

/** The client is not installed with the command line: most ledgers are files. */
const connected = async (
  { connectionString, streamPrefix }: Extract<StoreAddress, { kind: 'eventstoredb' }>,
  terminal: Terminal,
): Promise<OpenHistory> => {
  const { eventStoreDbObserver, observeEventStore } = await import('@commission-ledger/telemetry');
  // A person who waits is told why; whoever has registered OpenTelemetry is told the rest.
  const registered = eventStoreDbObserver();
  const onRetry = (retry: EventStoreDbRetry): void => {
    registered.onRetry(retry);
    terminal.err(`${retryText(retry)}\n`);
  };
  const observer = { ...registered, onRetry };
  const options = { observer, retry: { attempts }, ...(streamPrefix !== undefined && { streamPrefix }) };
  try {
    const { connectEventStoreDb } = await import('@commission-ledger/event-store-eventstoredb/connect');
    const store = await connectEventStoreDb(connectionString, options);
    const events = observeEventStore(store, {}, 'eventstoredb');
    return { events, check: (which) => store.check(which), close: () => events.close() };
  } catch (error) {
    if (!lacks(error, '@eventstore/db-client')) throw error;
    throw new CommandFailed(
      'The client of EventStoreDB is not installed. Install it beside the command line: npm install --global @eventstore/db-client.',
    );
  }
};

/** How often a call is made before the command gives up. */
const attempts = 10;

/** The kind of failure is a word of the client's; what it says may hold an address, and stays out. */
const retryText = ({ operation, failure, attempt, pauseMs }: EventStoreDbRetry): string => {
  const type: unknown = typeof failure === 'object' && failure !== null ? Reflect.get(failure, 'type') : undefined;
  const kind = typeof type === 'string' && /^[a-z-]{1,40}$/.test(type) ? type : 'no answer';
  const what = { append: 'write to', read: 'read from', subscribe: 'follow' }[operation];
  return `Could not ${what} the server (${kind}). Try ${attempt + 1} of ${attempts} follows in ${(pauseMs / 1000).toFixed(1)} s.`;
};
