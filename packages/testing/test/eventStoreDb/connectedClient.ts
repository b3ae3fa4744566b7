import { randomUUID } from 'node:crypto';

import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { afterEach } from 'vitest';

import {
  type EventStoreDbDouble,
  type EventStoreDbDoubleOptions,
  startEventStoreDbDouble,
} from '../../src/eventStoreDb/index.ts';

const leftovers: (() => Promise<unknown>)[] = [];

/** Whatever a test started ends with it, the last first, also when it fails. */
export const endWithTest = (end: () => Promise<unknown>): void => void leftovers.push(end);

afterEach(async () => {
  for (const end of leftovers.splice(0).toReversed()) await end();
});

/** A client that is disposed of with the test. */
export const connectedClient = (connectionString: string): EventStoreDBClient => {
  const client = EventStoreDBClient.connectionString(connectionString);
  endWithTest(() => client.dispose());
  return client;
};

/** A double that ends with the test, and a client of it. */
export const startedDouble = async (
  options: EventStoreDbDoubleOptions = {},
): Promise<Readonly<{ double: EventStoreDbDouble; client: EventStoreDBClient }>> => {
  const double = await startEventStoreDbDouble(options);
  endWithTest(() => double.stop());
  return { double, client: connectedClient(double.connectionString) };
};

/** An event with a new id. */
export const happened = (amount = '1.00', id: string = randomUUID()) =>
  jsonEvent({ id, type: 'Happened', data: { amount } });

/** Credentials with a call make the client append by `Append` instead of `BatchAppend`. */
export const plainly = { credentials: { username: 'anybody', password: 'anything' } };

/** The fields that tell errors apart. */
export const failureOf = async (promise: Promise<unknown>): Promise<Record<string, unknown>> => {
  try {
    await promise;
  } catch (error) {
    return error as Record<string, unknown>;
  }
  throw new Error('The call should have failed.');
};

/** All that an iterable gives. */
export const collected = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** The first that an iterable gives. */
export const firstOf = async <T>(items: AsyncIterable<T>): Promise<T | undefined> => {
  for await (const item of items) return item;
  return undefined;
};
