import path from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { connectEventStoreDb } from '@commission-ledger/event-store-eventstoredb/connect';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { type EventStoreDbDouble, startEventStoreDbDouble } from '@commission-ledger/testing/eventstoredb';
import { type PostgresServer, startPostgres } from '@commission-ledger/testing/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lacks } from '../src/stores/lacks.ts';
import { settled } from './commandLine.ts';

type Line = Awaited<ReturnType<typeof settled>>;
type Migrated = Readonly<{ from: string; to: string; copied: number; events: number; sha256: string }>;

let [server, line, postgres]: [EventStoreDbDouble | undefined, Line | undefined, PostgresServer | undefined] = [
  undefined,
  undefined,
  undefined,
];

beforeAll(async () => {
  server = await startEventStoreDbDouble();
  line = await settled();
  postgres = await startPostgres({ durable: false });
}, 120_000);
afterAll(async () => {
  line?.remove();
  await postgres?.stop();
  await server?.stop();
});

const scene = () => {
  if (server === undefined || line === undefined) throw new Error('The server has not started.');
  const { said, json, folder } = line;
  const at = (name: string) => `sqlite:${path.join(folder, name)}`;
  const { connectionString } = server;
  return { said, json, at, server, connectionString };
};

describe('a ledger on EventStoreDB', () => {
  it('comes from a file, answers the same, and goes back to a file', async () => {
    const { said, json, at, connectionString } = scene();
    const there = await json<Migrated>('migrate', '--from', at('ledger.db'), '--to', connectionString);
    const before = await said('balance', '--json');
    expect((await said('balance', '--json', '--store', connectionString)).out).toBe(before.out);
    const back = await json<Migrated>('migrate', '--from', connectionString, '--to', at('back.db'));
    expect([back.events, back.sha256]).toEqual([there.events, there.sha256]);
    expect((await said('balance', '--json', '--store', at('back.db'))).out).toBe(before.out);
  });

  it('goes on with a copy that the server interrupted', async () => {
    const { said, json, at, server: double, connectionString } = scene();
    const to = `${connectionString}&streamPrefix=second.`;
    double.inject({ on: 'append', kind: 'error', code: 'PERMISSION_DENIED', skip: 5 });
    const first = await said('migrate', '--from', at('ledger.db'), '--to', to);
    expect(double.trips()).not.toEqual([]);
    expect(first).toMatchObject({ code: 1, err: expect.stringContaining('it goes on where it stopped') });
    const second = await json<Migrated>('migrate', '--from', at('ledger.db'), '--to', to);
    expect(second.copied).toBeGreaterThan(0);
    expect(second.copied).toBeLessThan(second.events);
  });

  it('does not ask for the same again where that never passes', async () => {
    const { said, at, server: double, connectionString } = scene();
    const to = `${connectionString}&streamPrefix=never.`;
    double.inject({ on: 'append', kind: 'error', code: 'INVALID_ARGUMENT', skip: 5 });
    const { code, err } = await said('migrate', '--from', at('ledger.db'), '--to', to);
    expect(code).toBe(1);
    expect(err).toContain('does not do what the ledger needs');
    expect(err).not.toContain('Say the command again');
  });

  it('shares a server with another ledger under a prefix of its own', async () => {
    const { said, at, connectionString } = scene();
    const prefixed = `${connectionString}&streamPrefix=third.`;
    expect(await said('balance', '--store', prefixed)).toMatchObject({ code: 1 });
    expect((await said('migrate', '--from', at('ledger.db'), '--to', prefixed)).code).toBe(0);
    expect((await said('balance', '--json', '--store', prefixed)).code).toBe(0);
  });

  it('keeps its read models in PostgreSQL', async (context) => {
    if (postgres === undefined) return context.skip('There is no PostgreSQL on this machine.');
    const { said, json, at, connectionString } = scene();
    const apart = `${postgres.connectionString}?schema=${postgres.newSchema()}`;
    const stores = ['--store', `${connectionString}&streamPrefix=fourth.`, '--read-models', apart];
    expect(
      (await said('migrate', '--from', at('ledger.db'), '--to', `${connectionString}&streamPrefix=fourth.`)).code,
    ).toBe(0);
    expect((await said('balance', '--json', ...stores)).out).toBe((await said('balance', '--json')).out);
    const told = await said('status', ...stores);
    expect(told.out).toContain('current');
    const password = /:([^:@/]+)@/.exec(apart)?.[1] ?? 'there is none';
    expect(told.out + told.err).not.toContain(password);
    expect(await said('rebuild', 'balances', ...stores)).toMatchObject({ code: 0, err: '' });
    const { projections } = await json<{ projections: readonly { isCurrent: boolean }[] }>('status', ...stores);
    expect(projections.every(({ isCurrent }) => isCurrent)).toBe(true);
  });

  it('that cannot be reached is told without its password', async () => {
    const { said } = scene();
    const { code, out, err } = await said('balance', '--store', 'esdb://ana:hush-hush@127.0.0.1:1?tls=false');
    expect(code).toBe(1);
    expect(err).not.toBe('');
    expect(out + err).not.toContain('hush');
  });
});

describe('a ledger among others on a server', () => {
  it('is asked for by its prefix, where that is missing or mistyped', async () => {
    const { said, at } = scene();
    const apart = await startEventStoreDbDouble();
    try {
      const to = (prefix: string) => `${apart.connectionString}&streamPrefix=${prefix}`;
      expect((await said('migrate', '--from', at('ledger.db'), '--to', to('acme.'))).code).toBe(0);
      for (const wrong of [apart.connectionString, to('acm'), to('acmee.')]) {
        const { code, err } = await said('balance', '--store', wrong);
        expect(code).toBe(1);
        expect(err).toContain('streamPrefix');
      }
      expect((await said('balance', '--store', `${apart.connectionString}&STREAMPREFIX=acme.`)).code).toBe(0);
    } finally {
      await apart.stop();
    }
  });

  it('is named with its prefix by migrate and status, and never with the password', async () => {
    const { said, json, at, connectionString } = scene();
    const to = `${connectionString.replace('://', '://ana:hush-hush@')}&streamPrefix=named.`;
    const text = await said('migrate', '--from', at('ledger.db'), '--to', to);
    expect(text.out).toContain('?streamPrefix=named.: ');
    const told = await json<Migrated>('migrate', '--from', at('ledger.db'), '--to', to);
    expect(told.to).toMatch(/^esdb:\/\/127\.0\.0\.1:\d+\?streamPrefix=named\.$/);
    expect(JSON.stringify([text, told])).not.toContain('hush');
    expect((await json<{ store: string }>('status', '--store', to)).store).toBe(told.to);
    expect(await said('migrate', '--from', to, '--to', to)).toMatchObject({
      code: 2,
      err: expect.stringContaining('into itself'),
    });
  });

  it('has its read models in memory unless told otherwise, which status says instead of a lag', async () => {
    const { said, json, at, connectionString } = scene();
    const to = `${connectionString}&streamPrefix=status.`;
    await said('migrate', '--from', at('ledger.db'), '--to', to);
    const { code, out } = await said('status', '--store', to);
    expect(code).toBe(0);
    expect(out).toMatch(/^Store: \S+, ends at position \d+\nRead models: in memory, .*\n$/);
    expect((await json<{ readModels: string }>('status', '--store', to)).readModels).toBe('memory:');
    const caughtUp = (await said('status', '--catch-up', '--store', to)).out;
    expect(caughtUp).toContain('bytes of the log');
    expect(caughtUp).toContain('current');
  });
});

describe('a copy that goes on while it is compared', () => {
  /** Migrates; when the last event has arrived, and before the copy is read, somebody appends: `also` to the file too. */
  const overtaken = async (prefix: string, also: boolean) => {
    const { said, at, server: double, connectionString } = scene();
    const from = at(`${prefix}db`);
    expect((await said('migrate', '--from', at('ledger.db'), '--to', from)).code).toBe(0);
    const file = await openSqliteStore(from.slice('sqlite:'.length));
    const copy = await connectEventStoreDb(connectionString, { streamPrefix: prefix });
    try {
      const last = await file.events.head();
      if (last === undefined) throw new Error('There is nothing to copy.');
      const later = { id: '00000000-0000-4000-8000-000000000001', type: 'Later', body: '{}' };
      const append = async (): Promise<void> => {
        if (also) await file.events.append('deal-later', [later], 'no-stream');
        await copy.append('deal-later', [later], 'no-stream');
      };
      const appended = new Promise<void>((resolve, reject) => {
        const forget = double.log.onChange(() => {
          if (!double.log.all().some(({ id, stream }) => id === last.id && stream.startsWith(prefix))) return;
          forget();
          double.inject({ on: 'read', kind: 'delay', ms: 3_000 });
          append().then(resolve, reject);
        });
      });
      const ended = await said('migrate', '--from', from, '--to', `${connectionString}&streamPrefix=${prefix}`);
      await appended;
      return ended;
    } finally {
      await Promise.all([file.close(), copy.close()]);
    }
  };

  it('is equal, when another run brings what a writer recorded meanwhile', async () => {
    const { code, out, err } = await overtaken('overtaken.', true);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Both hold the same ');
  });

  it('is told to be written to by others, when they recorded what the ledger has not', async () => {
    const { code, out, err } = await overtaken('written.', false);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/has the \d+ events of .* goes on with others: .*deal-later/);
    expect(err).not.toContain('Do not use');
  });
});

describe('a server that is not well', () => {
  const limited = async (work: (connectionString: string, client: EventStoreDBClient) => Promise<void>) => {
    const double = await startEventStoreDbDouble();
    const client = EventStoreDBClient.connectionString(double.connectionString);
    try {
      await work(double.connectionString, client);
    } finally {
      await client.dispose();
      await double.stop();
    }
  };

  it('is found by doctor, which finds nothing where all is well', async () => {
    const { said, at } = scene();
    await limited(async (to, client) => {
      await said('migrate', '--from', at('ledger.db'), '--to', to);
      const well = await said('doctor', '--store', to);
      expect(well).toMatchObject({ code: 0, out: expect.stringContaining('every stream of the ledger keeps its') });
      const facts = { isSound: true, reachable: true, leader: true, refusesWrongRevision: true, problems: [] };
      expect(JSON.parse((await said('doctor', '--json', '--store', to)).out)).toMatchObject(facts);
      await client.setStreamMetadata('program-acme', { maxCount: 1_000 });
      const ill = await said('doctor', '--store', to);
      expect(ill).toMatchObject({ code: 1, out: expect.stringMatching(/program-acme .*\$maxCount/) });
      const told = await said('doctor', '--json', '--store', to);
      expect(told.code).toBe(1);
      expect(JSON.parse(told.out)).toMatchObject({
        isSound: false,
        limitedStreams: [{ stream: 'program-acme', settings: ['$maxCount'] }],
      });
      expect(await said('doctor', '--against', 'backup.db', '--store', to)).toMatchObject({ code: 2 });
    });
  });

  it('is never said to hold the same, however equal the events are as yet', async () => {
    const { said, at } = scene();
    await limited(async (to, client) => {
      await client.setStreamMetadata('program-acme', { maxCount: 1_000 });
      const { code, out, err } = await said('migrate', '--from', at('ledger.db'), '--to', to);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/does not keep a ledger as it must: .*program-acme .*\$maxCount/);
    });
  });

  it('is told of with each try, and what kind of failure it is', async () => {
    const { said, connectionString, server: double } = scene();
    double.inject({ on: 'read', kind: 'error', code: 'UNAVAILABLE', times: 2 });
    const { err } = await said('status', '--store', `${connectionString}&streamPrefix=tries.`);
    expect(err).toContain('Could not read from the server (unavailable). Try 2 of 10 follows in 0.');
    expect(err).toContain('(unavailable). Try 3 of 10 follows');
  });

  it('that takes less in an append than an event has is named, with the event, and not tried again', async () => {
    const { said, at, connectionString } = scene();
    const from = at('large.db');
    const { events, close } = await openSqliteStore(from.slice('sqlite:'.length));
    const [id, type] = ['00000000-0000-4000-8000-000000000001', 'Large'];
    await events.append('deal-large', [{ id, type, body: '{}' }], 'no-stream');
    await events.append('deal-large', [{ id: `${id.slice(0, -1)}2`, type, body: 'x'.repeat(1_000_000) }], 0);
    await close();
    const to = `${connectionString}&streamPrefix=large.`;
    const { code, err } = await said('migrate', '--from', from, '--to', to);
    expect(code).toBe(1);
    expect(err).toMatch(/takes no more than \d+ bytes in one append, and event 1 of deal-large needs \d+/);
    expect(err).toContain('cannot move to a server with that limit');
    expect(err).not.toContain('Say the command again');
  });
});

describe('a client that is not installed', () => {
  it('is told apart from one that is broken', () => {
    const missing = Object.assign(
      new Error("Cannot find package '@eventstore/db-client' imported from /a/connect.js"),
      {
        code: 'ERR_MODULE_NOT_FOUND',
      },
    );
    expect(lacks(missing, '@eventstore/db-client')).toBe(true);
    expect(lacks(missing, '@kurrent/kurrentdb-client')).toBe(false);
    expect(lacks(new Error("'@eventstore/db-client'"), '@eventstore/db-client')).toBe(false);
  });
});
