import { randomUUID } from 'node:crypto';

import { startEventStoreDbCluster, startEventStoreDbDouble } from '@commission-ledger/testing/eventstoredb';
import { EventStoreDBClient } from '@eventstore/db-client';
import { describe, expect, it, vi } from 'vitest';

import { connectEventStoreDb } from '../src/connect.ts';
import { checkEventStoreDb, eventStoreDbStore } from '../src/index.ts';
import { impatient } from './clientsUnderTest.ts';

const options = { retry: { ...impatient, attempts: 4 } };
const event = () => ({ id: randomUUID(), type: 'Noted', body: '{}' });
/** Whatever an error says, to whoever prints it in whichever way. */
const everythingIn = (error: unknown): string => {
  const { message, stack, cause } = error instanceof Error ? error : new Error(String(error));
  return `${message} ${stack} ${cause === undefined ? '' : everythingIn(cause)} ${JSON.stringify(error)}`;
};

describe('connecting by a string', () => {
  it.each(['esdb', 'kurrentdb'])('opens a store that closes its client, by %s://', async (scheme) => {
    const double = await startEventStoreDbDouble();
    try {
      const store = await connectEventStoreDb(double.connectionString.replace(/^esdb/, scheme), options);
      expect(await store.append('account-1', [event()], 'no-stream')).toMatchObject({ _tag: 'appended' });
      expect(await store.check()).toMatchObject({ healthy: true, problems: [] });
      const appending = store.append('account-1', [event()], 0);
      await store.close();
      expect(await appending).toMatchObject({ _tag: 'appended', revision: 1 });
      await expect(store.head()).rejects.toMatchObject({ reason: { _tag: 'StoreClosed' } });
    } finally {
      await double.stop();
    }
  });

  it('sends the user of the string over TLS with every call, and appends plainly all the same', async () => {
    const password = `p@ss:${randomUUID()}`;
    const double = await startEventStoreDbDouble({ tls: true, users: { ledger: password } });
    const withUser = (user: string, word: string) =>
      double.connectionString.replace('esdb://', `esdb://${user}:${encodeURIComponent(word)}@`);
    try {
      const store = await connectEventStoreDb(withUser('ledger', password), options);
      expect(await store.append('account-1', [event()], 'no-stream')).toMatchObject({ _tag: 'appended' });
      await store.close();
      expect(new Set(double.calls().map(({ rpc, user }) => `${rpc} ${user}`))).toEqual(
        new Set(['Append ledger', 'Read ledger']),
      );
      const refused = await connectEventStoreDb(withUser('ledger', 'wrong-word'), options).catch(
        (error: unknown) => error,
      );
      expect(refused).toMatchObject({ reason: { _tag: 'Unavailable' } });
      expect(everythingIn(refused)).not.toContain('wrong-word');
    } finally {
      await double.stop();
    }
  });

  it('takes credentials apart from the string', async () => {
    const password = randomUUID();
    const double = await startEventStoreDbDouble({ tls: true, users: { ledger: password } });
    try {
      const credentials = { username: 'ledger', password };
      const store = await connectEventStoreDb(double.connectionString, { ...options, credentials });
      expect(await store.append('account-1', [event()], 'no-stream')).toMatchObject({ _tag: 'appended' });
      await store.close();
    } finally {
      await double.stop();
    }
  });

  it.each(['esdb://user:s3cr3t@', 'esdb://user:s3cr3t@host:port', 'user:s3cr3t', 'http://u:s3cr3t@host', ''])(
    'does not show what is in a string that is none: %s',
    async (string) => {
      const refused = await connectEventStoreDb(string, options).catch((error: unknown) => error);
      expect(refused).toMatchObject({ name: 'StoreFailure', reason: { _tag: 'NotALedger' } });
      expect(everythingIn(refused)).not.toContain('s3cr3t');
    },
  );

  it.each([
    ['esdb://user:s3cr3t@127.0.0.1:1?tls=false&MaxTries=3', 'MaxTries'],
    ['esdb://user:s3cr3t@127.0.0.1:1?tls=false&dnsdiscover=true', 'dnsdiscover'],
    ['esdb://user:s3cr3t@127.0.0.1:1?&tls=false', 'tls'],
    ['esdb://user:s3cr3t@127.0.0.1:1?tls_verify-Cert=false/', 'tls_verify-Cert'],
    ['kurrentdb://user:p@s3cr3t@127.0.0.1:1?tls=false', '@'],
    ['esdb://user:p@s3cr3t:2@127.0.0.1:1?tls=false', '@'],
    ['esdb://user:p@x?s3cr3t@127.0.0.1:1?tls=false', '@'],
    ['esdb://user:p@x?s3cr3t=1&q@127.0.0.1:1?tls=false', '@'],
    ['esdb+discover://s3cr3t@127.0.0.1:1?tls=false', '@'],
  ])('says what the client would print the string for, and prints nothing: %s', async (string, named) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    try {
      const refused = await connectEventStoreDb(string, options).catch((error: unknown) => error);
      expect(refused).toMatchObject({ name: 'StoreFailure', reason: { _tag: 'NotALedger' } });
      expect(refused).toMatchObject({ reason: { problem: expect.stringContaining(named) } });
      expect(everythingIn(refused)).not.toContain('s3cr3t');
      expect(warn.mock.calls).toEqual([]);
    } finally {
      warn.mockRestore();
    }
  });

  it('takes every option that the client knows, however it is spelt, and an @ in its value', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const double = await startEventStoreDbDouble();
    try {
      const known =
        'Connection_Name=ledger@1&defaultDeadline=9000&DISCOVERYINTERVAL=10&gossip-timeout=5&dnsDiscover=false' +
        '&keepAliveInterval=10000&keepAliveTimeout=10000&maxDiscoverAttempts=3&nodePreference=leader' +
        '&throwOnAppendFailure=true&tlsVerifyCert=true';
      const string = double.connectionString.replace('esdb://', 'esdb://user:p%40ss@');
      const store = await connectEventStoreDb(`${string}&${known}`, options);
      await store.close();
      // That the user is not sent without TLS; the string is not in it.
      expect(JSON.stringify(warn.mock.calls)).not.toContain('p%40ss');
    } finally {
      warn.mockRestore();
      await double.stop();
    }
  });

  it.each(['readStream', 'readAll', 'head', 'check'] as const)(
    'does not take a read that closing cut off for a whole one: %s',
    async (way) => {
      const double = await startEventStoreDbDouble();
      try {
        const store = await connectEventStoreDb(double.connectionString, options);
        const events = Array.from({ length: 20 }, event);
        await store.append('account-1', events, 'no-stream');
        double.inject({ on: 'read', kind: 'stall', afterEvents: way === 'head' || way === 'check' ? 0 : 5 });
        const reading = {
          readStream: async () => {
            for await (const { revision } of store.readStream('account-1')) if (revision > 20) return;
          },
          readAll: () => store.readAll({ after: undefined, limit: 100 }),
          head: () => store.head(),
          check: () => store.check(),
        }[way]();
        reading.catch(() => {});
        await expect.poll(() => double.trips(), { timeout: 5_000 }).toHaveLength(1);
        await store.close();
        await expect(reading).rejects.toMatchObject({ reason: { _tag: 'StoreClosed' } });
        await expect(store.check()).rejects.toMatchObject({ reason: { _tag: 'StoreClosed' } });
      } finally {
        await double.stop();
      }
    },
  );

  it('says that nobody is there', async () => {
    const double = await startEventStoreDbDouble();
    const { connectionString } = double;
    await double.stop();
    const connecting = connectEventStoreDb(connectionString, options);
    await expect(connecting).rejects.toMatchObject({ reason: { _tag: 'Unavailable' } });
  });

  it('follows the leader of a cluster, to the next one as well', async () => {
    const cluster = await startEventStoreDbCluster(3);
    try {
      const store = await connectEventStoreDb(cluster.connectionString, { retry: impatient });
      expect(await store.append('account-1', [event()], 'no-stream')).toMatchObject({ revision: 0 });
      cluster.elect(2);
      expect(await store.append('account-1', [event()], 0)).toMatchObject({ revision: 1, repeated: false });
      cluster.elect(1);
      const revisions: number[] = [];
      for await (const { revision } of store.readStream('account-1')) revisions.push(revision);
      expect(revisions).toEqual([0, 1]);
      await store.close();
    } finally {
      await cluster.stop();
    }
  });
});

describe('the check of a server', () => {
  it('names the streams of the ledger that lose events, by their latest settings', async () => {
    const double = await startEventStoreDbDouble();
    const client = EventStoreDBClient.connectionString(double.connectionString);
    try {
      const store = eventStoreDbStore(client, { streamPrefix: 'ours.' });
      for (const name of ['a-1', 'a-2', 'a-3', 'a-4']) await store.append(name, [event(), event()], 'no-stream');
      await client.setStreamMetadata('ours.a-1', { maxCount: 1 });
      await client.setStreamMetadata('ours.a-2', { maxAge: 10 });
      await client.setStreamMetadata('ours.a-2', {});
      await client.setStreamMetadata('theirs', { maxCount: 1 });
      await client.tombstoneStream('ours.a-3');
      const health = await checkEventStoreDb(client, { streamPrefix: 'ours.' });
      expect(health).toMatchObject({ healthy: false, reachable: true, leader: true, refusesWrongRevision: true });
      expect(health.limitedStreams).toEqual([
        { stream: 'a-1', settings: ['$maxCount'] },
        { stream: 'a-3', settings: ['$streamDeleted'] },
      ]);
      expect(health.problems).toHaveLength(2);
      const reading = store.readAll({ after: undefined, limit: 100 });
      await expect(reading).rejects.toMatchObject({ reason: { _tag: 'Corrupt' } });
    } finally {
      await client.dispose();
      await double.stop();
    }
  });

  it('tells a follower from a leader, and a server that is away from both', async () => {
    const cluster = await startEventStoreDbCluster(2);
    const follower = cluster.nodes[1];
    const client = EventStoreDBClient.connectionString(follower?.connectionString ?? '');
    try {
      const reachable = await checkEventStoreDb(client, { retry: { ...impatient, attempts: 1 } });
      expect(reachable).toMatchObject({ healthy: false, reachable: true, leader: false });
      await cluster.stop();
      expect(await checkEventStoreDb(client, options)).toMatchObject({ healthy: false, reachable: false });
    } finally {
      await client.dispose();
      await cluster.stop();
    }
  });
});
