import { EventStoreDBClient } from '@eventstore/db-client';
import type { EventStore } from '@commission-ledger/event-store';

import { acceptableString, badString } from './acceptableString.ts';
import { type EventStoreDbCheckOptions, type EventStoreDbHealth, checkConnection } from './checkEventStoreDb.ts';
import { failureOf } from './clientError.ts';
import { connectionOver } from './connection.ts';
import type { EventStoreDbClient } from './eventStoreDbClient.ts';
import { type EventStoreDbOptions, settingsOf } from './eventStoreDbOptions.ts';
import { eventStoreDbStore, storeClosed } from './eventStoreDbStore.ts';
import { withPlainAppends } from './plainAppends.ts';
import { head } from './readHistory.ts';

/** A store that owns its client: closing it disposes of the client too. */
export type ConnectedEventStore = EventStore & Readonly<{ check(options?: CheckOptions): Promise<EventStoreDbHealth> }>;

type CheckOptions = Pick<EventStoreDbCheckOptions, 'limitedStreams'>;

/**
 * Connects by a connection string to one node or to a cluster, and reads the last event once, so that a wrong
 * address or password is noticed here.
 *
 * The string is that of the client: `esdb://user:password@host1:2113,host2:2113,host3:2113?tls=true&tlsCAFile=…`;
 * a scheme of the newer client (`kurrentdb://`) means the same. Characters such as `@` and `:` in user and
 * password must be percent-encoded. No error and no log shows any of the string but the name of an unknown option.
 *
 * @throws StoreFailure `Unavailable` when the server cannot be reached, `NotALedger` for a string that is none.
 */
export const connectEventStoreDb = async (
  connectionString: string,
  options: EventStoreDbOptions = {},
): Promise<ConnectedEventStore> => {
  const settings = settingsOf(options);
  const client = clientFor(connectionString);
  let closed = false;
  const checkOpen = (): void => {
    if (closed) throw storeClosed();
  };
  const connection = connectionOver(withPlainAppends(client), settings, checkOpen);
  try {
    await head(connection);
  } catch (error) {
    await client.dispose();
    throw failureOf(error, 'connecting');
  }
  const store = eventStoreDbStore(client, options);
  return Object.freeze({
    ...store,
    check: async (checkOptions = {}) => {
      checkOpen();
      const health = await checkConnection(connection, checkOptions);
      // What the store was closed under is no problem of the server.
      checkOpen();
      return health;
    },
    close: async () => {
      closed = true;
      await store.close();
      await client.dispose();
    },
  } satisfies ConnectedEventStore);
};

const clientFor = (connectionString: string): EventStoreDbClient => {
  const acceptable = acceptableString(inOldSpelling(connectionString));
  try {
    return EventStoreDBClient.connectionString(acceptable);
  } catch {
    // What the client says quotes the string, password and all.
    throw badString('the connection string is none, or names a certificate file that cannot be read');
  }
};

/** The two clients differ in the name of the scheme only. */
const inOldSpelling = (connectionString: string): string =>
  connectionString.trim().replace(/^(?:kurrentdb|kurrent|kdb)(\+discover)?:/, 'esdb$1:');
