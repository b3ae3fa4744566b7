import { randomUUID } from 'node:crypto';

import type { EventStorePlace, EventStoreSubject } from '@commission-ledger/testing';
import { type EventStoreDbDouble, startEventStoreDbDouble } from '@commission-ledger/testing/eventstoredb';

import { type EventStoreDbClient, type EventStoreDbOptions, eventStoreDbStore } from '../src/index.ts';

/** A real server to run the same tests against, instead of the double. */
export const realServer = process.env['COMMISSION_LEDGER_TEST_ESDB'];

/** How the tests make a client. */
export type MakeClient = (connectionString: string) => EventStoreDbClient;

/** Quick to try again: the double is back at once. */
export const impatient = { firstPauseMs: 2, longestPauseMs: 20 } as const;

const maxAppendBytes = 256 * 1024;

type Place = EventStorePlace & Readonly<{ double?: EventStoreDbDouble }>;

/**
 * The adapter with a client, for the conformance kit. Each place is a double of its own; on a real server it is a
 * prefix of its own.
 *
 * @param whenDone looks at the double when the case has let go of it.
 */
export const subjectFor = (
  name: string,
  makeClient: MakeClient,
  whenDone: (double: EventStoreDbDouble) => Promise<void>,
): EventStoreSubject<Place> => ({
  name,
  maxAppendBytes,
  durable: true,
  uniqueIds: 'at their revision',
  create: async () => {
    if (realServer !== undefined) return placeOn(realServer, makeClient, async () => {});
    const double = await startEventStoreDbDouble();
    const stop = async () => {
      try {
        await whenDone(double);
      } finally {
        await double.stop();
      }
    };
    return { ...placeOn(double.connectionString, makeClient, stop), double };
  },
  ...(realServer === undefined ? { disturb: disturbances } : {}),
});

const placeOn = (connectionString: string, makeClient: MakeClient, stop: () => Promise<void>): EventStorePlace => {
  const clients: EventStoreDbClient[] = [];
  const streamPrefix = `kit.${randomUUID()}.`;
  const options: EventStoreDbOptions = { streamPrefix, maxAppendBytes, retry: impatient };
  return {
    connect: async () => {
      const client = makeClient(connectionString);
      clients.push(client);
      const store = eventStoreDbStore(client, options);
      // As an application closes it.
      const close = async () => {
        await store.close();
        await client.dispose();
      };
      return { ...store, close };
    },
    remove: async () => {
      await Promise.all(clients.map((client) => client.dispose()));
      await stop();
    },
  };
};

const disturbances = {
  loseNextAppend: async ({ double }: Place) => double?.inject({ on: 'append', kind: 'error', code: 'UNAVAILABLE' }),
  loseNextAcknowledgement: async ({ double }: Place) => double?.inject({ on: 'append', kind: 'lostReply', by: 'cut' }),
  dropConnections: async ({ double }: Place) => double?.cut(),
  restart: async ({ double }: Place) => await double?.restart(),
};
