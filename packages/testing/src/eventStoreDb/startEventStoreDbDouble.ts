import { randomUUID } from 'node:crypto';

import { Server } from '@grpc/grpc-js';

import type { EventStoreDbDouble, EventStoreDbDoubleOptions, RestartOptions } from './eventStoreDbDouble.ts';
import { faultPlan } from './faults/faultPlan.ts';
import { createEventLog, type EventLog } from './log/eventLog.ts';
import type { ReceivedCall } from './rpc/receivedCall.ts';
import type { ServerNode } from './rpc/serverNode.ts';
import { addServices } from './rpc/services.ts';
import { listener } from './server/listener.ts';
import { type Membership, membership } from './server/membership.ts';
import { plainSetup, tlsSetup } from './tls/tlsSetup.ts';

const newId = (): string => randomUUID();

/**
 * Starts a double of EventStoreDB in this process.
 *
 * It proves how an adapter uses the protocol, not the server: keep running the same tests against a real one. It has no
 * persistent subscriptions, links, secondary indexes, access control by stream, or `$maxAge`.
 */
export const startEventStoreDbDouble = async (
  options: EventStoreDbDoubleOptions = {},
  cluster: Membership = membership(),
): Promise<EventStoreDbDouble> => {
  const { port = 0, now = Date.now, users } = options;
  const id = newId();
  const log = options.log ?? createEventLog({ now, newId });
  const faults = faultPlan();
  const calls: ReceivedCall[] = [];
  const listeners = new Set<() => void>();
  let stale: EventLog | undefined;
  let openReads = 0;

  const node: ServerNode = {
    log,
    readLog: () => stale ?? log,
    onChange: (callback) => {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    faults,
    users: users && new Map(Object.entries(users)),
    maxAppendBytes: options.maxAppendBytes ?? 1024 * 1024,
    serverVersion: options.serverVersion ?? '24.10.4',
    batchAppend: options.batchAppend ?? true,
    caughtUp: options.caughtUp ?? 'detailed',
    now,
    newId,
    members: () => cluster.members(),
    otherLeader: () => cluster.otherLeader(id),
    record: (call) => void calls.push(call),
    cut: (call) => network.cut(call.getPeer()),
    opened: () => {
      openReads += 1;
      return () => {
        openReads -= 1;
      };
    },
  };
  const changed = (): void => {
    for (const callback of listeners) callback();
  };
  const forget = log.onChange(changed);
  const setup = options.tls === true ? tlsSetup(new Date()) : plainSetup();
  const server = new Server({ 'grpc.max_receive_message_length': -1 });
  addServices(server, node);
  const injector = server.createConnectionInjector(setup.credentials);
  const network = listener(port, (socket) => injector.injectConnection(socket));
  await network.open();
  cluster.join({ id, port: network.port() });

  const restart = async ({ log: fate = 'keep', downMs = 0 }: RestartOptions = {}): Promise<void> => {
    cluster.setAlive(id, false);
    await network.close();
    log.forgetRecentIds();
    if (fate !== 'keep') log.restore(fate === 'lose' ? undefined : fate);
    await new Promise((resolve) => setTimeout(resolve, downMs));
    await network.open();
    cluster.setAlive(id, true);
  };
  return {
    connectionString: `esdb://127.0.0.1:${network.port()}?${setup.query}`,
    port: network.port(),
    log,
    inject: faults.inject,
    clearFaults: faults.clear,
    trips: faults.trips,
    calls: () => [...calls],
    openReads: () => openReads,
    cut: network.cutAll,
    restart,
    stopReplication: () => {
      stale = createEventLog({ now, newId });
      stale.restore(log.backup());
    },
    resumeReplication: () => {
      stale = undefined;
      changed();
    },
    stop: async () => {
      cluster.setAlive(id, false);
      forget();
      await network.close();
      injector.destroy();
      server.forceShutdown();
      setup.remove();
    },
  };
};
