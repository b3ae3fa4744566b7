import { existsSync, linkSync } from 'node:fs';
import path from 'node:path';
import { type EventStore, compareHistories } from '@commission-ledger/event-store';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { type Ended, settled } from './commandLine.ts';

type Migrated = Readonly<{ copied: number; events: number; sha256: string }>;

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

const ledger = async () => {
  const line = await settled();
  clean.push(line.remove);
  const at = (name: string) => `sqlite:${path.join(line.folder, name)}`;
  const migrate = (from: string, to: string, ...more: readonly string[]): Promise<Ended> =>
    line.said('migrate', '--from', from, '--to', to, ...more);
  return { ...line, at, migrate };
};

/** Does something with the history in a file. */
const inFile = async <Value>(store: string, work: (events: EventStore) => Promise<Value>): Promise<Value> => {
  const { events, close } = await openSqliteStore(store.slice('sqlite:'.length));
  try {
    return await work(events);
  } finally {
    await close();
  }
};

const begin = (from: string, to: string, count: number): Promise<void> =>
  inFile(from, (source) =>
    inFile(to, async (target) => {
      for (const { stream, revision, id, type, body } of (await source.readAll({ after: undefined, limit: count }))
        .events)
        await target.append(stream, [{ id, type, body }], revision === 0 ? 'no-stream' : revision - 1);
    }),
  );

describe('migrate', () => {
  it('copies a ledger into another file, where every command answers the same', async () => {
    const { said, at, migrate } = await ledger();
    const before = await said('balance', '--json');
    const { code, out, err } = await migrate(at('ledger.db'), at('copy.db'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^Copied from sqlite:\S+ledger\.db to sqlite:\S+copy\.db: \d+ events\.\nBoth hold the same \d+ events, in the same order\.\nSHA-256 [\da-f]{64}\n$/,
    );
    expect((await said('balance', '--json', '--store', at('copy.db'))).out).toBe(before.out);
  });

  it('goes on with an interrupted copy, and has nothing left to do the second time', async () => {
    const { json, at, migrate } = await ledger();
    await begin(at('ledger.db'), at('copy.db'), 7);
    const first = await json<Migrated>('migrate', '--from', at('ledger.db'), '--to', at('copy.db'));
    expect(first.copied).toBe(first.events - 7);
    const text = await migrate(at('ledger.db'), at('copy.db'));
    expect(text.out).toContain(': 0 events.\nWhat was there already was checked and left as it is.\n');
    const equal = await inFile(at('ledger.db'), (source) =>
      inFile(at('copy.db'), (target) => compareHistories({ source, target })),
    );
    expect(equal).toMatchObject({ _tag: 'equal', source: { events: first.events, sha256: first.sha256 } });
  });

  it('refuses a target that holds something else, and adds nothing to it', async () => {
    const { at, migrate } = await ledger();
    const stranger = { id: '00000000-0000-4000-8000-000000000001', type: 'Other', body: '{}' };
    await inFile(at('other.db'), (events) => events.append('other-1', [stranger], 'no-stream'));
    expect(await migrate(at('ledger.db'), at('other.db'))).toMatchObject({
      code: 1,
      err: expect.stringMatching(/holds something else .* event 0 of other-1 .* Nothing was added/),
    });
    expect(await inFile(at('other.db'), async (events) => (await events.head())?.id)).toBe(stranger.id);
  });

  it('refuses to copy the wrong way round', async () => {
    const { at, migrate } = await ledger();
    await begin(at('ledger.db'), at('copy.db'), 7);
    expect(await migrate(at('copy.db'), at('ledger.db'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('wrong way round'),
    });
  });

  it('refuses to copy a store into itself, by whatever name', async () => {
    const { folder, at, migrate } = await ledger();
    linkSync(path.join(folder, 'ledger.db'), path.join(folder, 'linked.db'));
    for (const same of ['ledger.db', './x/../ledger.db', 'linked.db'])
      expect(
        await migrate(at('ledger.db'), same.startsWith('.') ? `sqlite:${folder}/${same}` : at(same)),
      ).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringContaining('cannot be copied into itself'),
      });
  });

  it('wants stores that last, and a source that is there', async () => {
    const { folder, at, migrate } = await ledger();
    expect(await migrate('memory:', at('copy.db'))).toMatchObject({ code: 2 });
    expect(await migrate(at('ledger.db'), 'memory:')).toMatchObject({ code: 2 });
    expect(await migrate(at('nowhere.db'), at('copy.db'))).toMatchObject({ code: 1 });
    expect(existsSync(path.join(folder, 'nowhere.db'))).toBe(false);
    expect(existsSync(path.join(folder, 'copy.db'))).toBe(false);
  });

  it('shows nothing of a connection string but where it leads', async () => {
    const { at, migrate } = await ledger();
    for (const wrong of ['posgres://ana:hush-hush@db/x', 'ana:hush-hush@db', 'esdb:/ana:hush-hush@db', 'hush-hush']) {
      const { code, out, err } = await migrate(at('ledger.db'), wrong);
      expect(code).toBe(2);
      expect(out + err).not.toContain('hush');
      expect(err).toContain('is no store');
    }
  });
});

describe('read models of their own', () => {
  it('answer the same from a file beside the ledger', async () => {
    const { said, at } = await ledger();
    const apart = ['--read-models', at('read-models.db')];
    const { out } = await said('balance', '--json', ...apart);
    expect(out).toBe((await said('balance', '--json')).out);
    expect(await inFile(at('read-models.db'), (events) => events.head())).toBeUndefined();
    expect((await said('balance', '--json', '--read-models', 'memory:')).out).toBe(out);
    expect((await said('balance', '--json', '--read-models', at('ledger.db'))).out).toBe(out);
  });

  it('are not put into another ledger', async () => {
    const { said, at, migrate } = await ledger();
    await migrate(at('ledger.db'), at('copy.db'));
    expect(await said('balance', '--read-models', at('copy.db'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('holds a ledger of its own'),
    });
  });

  it('have a place that the command line knows', async () => {
    const { said } = await ledger();
    const { code, err } = await said('balance', '--read-models', 'mysql://ana:hush-hush@db/x');
    expect(code).toBe(2);
    expect(err).toContain("'mysql://db' is no place for read models");
  });
});
