import { connect } from 'node:net';

import { describe, expect, it } from 'vitest';

import { startEventStoreDbCluster } from '../../src/eventStoreDb/index.ts';
import {
  collected,
  connectedClient,
  endWithTest,
  failureOf,
  happened,
  plainly,
  startedDouble,
} from './connectedClient.ts';

const revisionsOf = async (client: ReturnType<typeof connectedClient>, stream: string) =>
  (await collected(client.readStream(stream))).map(({ event }) => event?.revision);

describe('a restart', () => {
  it('ends calls and subscriptions, and the same port has the same log again', async () => {
    const { double, client } = await startedDouble();
    await client.appendToStream('s-1', [happened(), happened()]);
    const subscription = client.subscribeToStream('s-1', { fromRevision: 1n });
    const ended = failureOf(collected(subscription));
    await expect.poll(() => double.openReads()).toBe(1);
    await double.restart();
    expect((await ended)['type']).toMatch(/unavailable|cancelled/u);
    expect(double.openReads()).toBe(0);
    await expect.poll(() => revisionsOf(client, 's-1').catch(() => [])).toEqual([0n, 1n]);
  });

  it('may lose everything, or bring back an older backup', async () => {
    const { double, client } = await startedDouble();
    await client.appendToStream('s-1', happened());
    const backup = double.log.backup();
    await client.appendToStream('s-1', happened());
    await double.restart({ log: backup });
    expect(await revisionsOf(connectedClient(double.connectionString), 's-1')).toEqual([0n]);
    await double.restart({ log: 'lose' });
    const failure = await failureOf(revisionsOf(connectedClient(double.connectionString), 's-1'));
    expect(failure['type']).toBe('stream-not-found');
  });

  it('forgets the recent ids, so that an append at any revision is written twice', async () => {
    const { double, client } = await startedDouble();
    const event = happened();
    const again = () => client.appendToStream('s-1', event, { expectedRevision: 'any', ...plainly });
    await again();
    expect((await again()).nextExpectedRevision).toBe(0n);
    await double.restart();
    await expect.poll(async () => (await again().catch(() => undefined))?.nextExpectedRevision).toBe(1n);
  });
});

describe('a cut', () => {
  it('fails what is under way, and the next connection works', async () => {
    const { double, client } = await startedDouble();
    await client.appendToStream('s-1', happened(), plainly);
    double.inject({ on: 'append', kind: 'hang' });
    const append = failureOf(client.appendToStream('s-1', happened(), plainly));
    await expect.poll(() => double.trips()).toHaveLength(1);
    double.cut();
    expect((await append)['type']).toBe('unavailable');
    await expect.poll(() => revisionsOf(client, 's-1').catch(() => [])).toEqual([0n]);
  });
});

describe('the end', () => {
  it('closes the port', async () => {
    const { double } = await startedDouble();
    await double.stop();
    const refused = new Promise<string>((resolve) => {
      const socket = connect(double.port, '127.0.0.1', () => resolve('connected'));
      socket.once('error', (error) => resolve('code' in error ? String(error.code) : ''));
    });
    expect(await refused).toBe('ECONNREFUSED');
  });
});

describe('with TLS and users', () => {
  const secured = async () => {
    const { double } = await startedDouble({ tls: true, users: { keeper: 'p@ss:word' } });
    const as = (user: string) => double.connectionString.replace('esdb://', `esdb://${user}`);
    return { double, as };
  };

  it('a client that trusts the authority and knows the password may write and read', async () => {
    const { double, as } = await secured();
    const client = connectedClient(as(`keeper:${encodeURIComponent('p@ss:word')}@`));
    await client.appendToStream('s-1', happened());
    expect(await revisionsOf(client, 's-1')).toEqual([0n]);
    expect(new Set(double.calls().map(({ user }) => user))).toEqual(new Set([undefined, 'keeper']));
    expect(JSON.stringify(double.calls())).not.toContain('word');
  });

  it('a wrong password or none is refused, for appends of both kinds and for reads', async () => {
    const { double, as } = await secured();
    for (const user of ['', 'keeper:wrong@', 'somebody:p@']) {
      const client = connectedClient(as(user));
      expect((await failureOf(client.appendToStream('s-1', happened())))['type']).toBe('access-denied');
      expect((await failureOf(revisionsOf(client, 's-1')))['type']).toBe('access-denied');
    }
    const client = connectedClient(as(`keeper:${encodeURIComponent('p@ss:word')}@`));
    const wrong = { credentials: { username: 'keeper', password: 'wrong' } };
    expect((await failureOf(client.appendToStream('s-1', happened(), wrong)))['type']).toBe('access-denied');
    expect(double.log.stream('s-1').kind).toBe('notFound');
  });

  it('a client that does not trust the authority gets nowhere', async () => {
    const { double } = await secured();
    const client = connectedClient(`esdb://127.0.0.1:${double.port}?tls=true`);
    expect((await failureOf(client.appendToStream('s-1', happened())))['code']).toBe(14);
    expect(double.calls()).toEqual([]);
  });
});

describe('a cluster', () => {
  const startedCluster = async () => {
    const cluster = await startEventStoreDbCluster(3);
    endWithTest(() => cluster.stop());
    const [leader, follower] = cluster.nodes;
    if (leader === undefined || follower === undefined) throw new Error('The cluster is too small.');
    return { cluster, leader, follower };
  };

  it('tells clients who leads, and one that insists on the leader is sent to the next', async () => {
    const { cluster, leader, follower } = await startedCluster();
    const client = connectedClient(cluster.connectionString);
    const append = () => client.appendToStream('s-1', happened(), { requiresLeader: true, ...plainly });
    await append();
    expect(leader.calls().some(({ rpc }) => rpc === 'Append')).toBe(true);
    cluster.elect(1);
    expect(await failureOf(append())).toMatchObject({
      type: 'not-leader',
      leader: { address: '127.0.0.1', port: follower.port },
    });
    await expect.poll(() => append().catch(() => undefined)).toMatchObject({ nextExpectedRevision: 1n });
    expect(follower.calls().some(({ rpc, requiresLeader }) => rpc === 'Append' && requiresLeader)).toBe(true);
  });

  it('has followers that serve whoever does not insist, on what they know', async () => {
    const { leader, follower } = await startedCluster();
    const client = connectedClient(follower.connectionString);
    await client.appendToStream('s-1', happened(), plainly);
    follower.stopReplication();
    await connectedClient(leader.connectionString).appendToStream('s-1', happened(), plainly);
    expect(await revisionsOf(client, 's-1')).toEqual([0n]);
    const insisting = client.readStream('s-1', { requiresLeader: true });
    expect((await failureOf(collected(insisting)))['type']).toBe('not-leader');
    follower.resumeReplication();
    await expect.poll(() => revisionsOf(connectedClient(follower.connectionString), 's-1')).toEqual([0n, 1n]);
  });

  it('lets the subscribers of a follower catch up when replication goes on', async () => {
    const { leader, follower } = await startedCluster();
    const subscription = connectedClient(follower.connectionString).subscribeToStream('s-1');
    endWithTest(() => subscription.unsubscribe());
    const revisions: (bigint | undefined)[] = [];
    subscription.on('data', ({ event }) => revisions.push(event?.revision));
    const writer = connectedClient(leader.connectionString);
    await writer.appendToStream('s-1', happened(), plainly);
    await expect.poll(() => revisions).toEqual([0n]);
    follower.stopReplication();
    await writer.appendToStream('s-1', [happened(), happened()], plainly);
    follower.resumeReplication();
    await expect.poll(() => revisions).toEqual([0n, 1n, 2n]);
  });

  it('goes on without a node that stopped', async () => {
    const { cluster, leader } = await startedCluster();
    await leader.stop();
    cluster.elect(2);
    const client = connectedClient(cluster.connectionString);
    await client.appendToStream('s-1', happened(), { requiresLeader: true, ...plainly });
    expect(await revisionsOf(client, 's-1')).toEqual([0n]);
  });
});
