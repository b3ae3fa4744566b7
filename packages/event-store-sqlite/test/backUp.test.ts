import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { Connection } from '../src/driver.ts';
import { type SqliteStore, backUpSqlite, openSqliteStore, restoreSqlite } from '../src/index.ts';
import { startChild } from './childProcess.ts';
import { expectContains, expectSound, historyOf } from './ledgerInspection.ts';
import { engines, failureTagOf, withDriver, withTemporaryLedger } from './temporaryLedger.ts';

const event = () => ({ id: randomUUID(), type: 'Written', body: '{}' });

const append = async ({ events }: SqliteStore, count: number, stream = 'a-1'): Promise<void> => {
  for (let written = 0; written < count; written += 1) {
    const last = await lastOf(events, stream);
    expect(await events.append(stream, [event()], last ?? 'no-stream')).toMatchObject({ _tag: 'appended' });
  }
};

const lastOf = async (events: SqliteStore['events'], stream: string): Promise<number | undefined> => {
  for await (const { revision } of events.readStream(stream, { direction: 'backwards', limit: 1 })) return revision;
  return undefined;
};

const modeOf = (path: string): number => statSync(path).mode & 0o777;

const namesBeside = (path: string) => readdirSync(dirname(path)).toSorted();

describe.each(engines)('a backup, with %s', (engine) => {
  const open = (path: string) => openSqliteStore(path, { engine, busyTimeoutMs: 300 });
  const ledgerOf = async (path: string, count: number): Promise<void> => {
    const store = await open(path);
    if (count > 0) await append(store, count);
    await store.close();
  };

  it('is a ledger in one file, with events, documents and checkpoints, taken from an open store', async () => {
    await withTemporaryLedger(async (path) => {
      const store = await open(path);
      await append(store, 5);
      const mark = { stream: 'a-1', revision: 4, hash: 'a'.repeat(64) };
      const batch = { projection: 'p@1', expected: undefined, puts: [{ key: 'k', json: '{}' }], removes: [] };
      await store.documents.commit({ ...batch, checkpoint: { position: 5n, event: mark } });
      const to = join(dirname(path), `it's a backup`);
      const backedUp = await backUpSqlite(path, to, { engine });
      expect(backedUp).toMatchObject({ path: to, events: 5, head: { stream: 'a-1', revision: 4 }, schemaVersion: 2 });
      await append(store, 1);
      await store.close();
      expect(namesBeside(path).filter((name) => name.startsWith('it'))).toEqual([`it's a backup`]);
      const copy = await open(to);
      expect((await copy.events.head())?.revision).toBe(4);
      expect(await copy.documents.checkpoint('p@1')).toEqual({ position: 5n, event: mark });
      expect(await copy.documents.read('p@1', 'k')).toBe('{}');
      await append(copy, 1);
      await copy.close();
    });
  });

  it('holds whole batches of what was acknowledged before it, while others write', async () => {
    await withTemporaryLedger(async (path) => {
      const writers = [1, 2].map((number) => startChild(path, `own-${number}`, 25, engine));
      await Promise.all(writers.map(({ ready }) => ready));
      for (let round = 0; round < 3; round += 1) {
        const to = `${path}.backup-${round}`;
        const before = await headOf(path, engine);
        const { head, events } = await backUpSqlite(path, to, { engine });
        expect((head?.position ?? 0n) >= before).toBe(true);
        const history = await historyOf(to, engine);
        expect(history).toHaveLength(events);
        expectSound(history);
      }
      const ends = await Promise.all(writers.map(({ ended }) => ended));
      expect(ends.map(({ code, errors }) => (code === 0 ? 0 : errors))).toEqual([0, 0]);
      await backUpSqlite(path, `${path}.last`, { engine });
      const last = await historyOf(`${path}.last`, engine);
      expectContains(
        last,
        ends.flatMap(({ acknowledged }) => acknowledged),
      );
      expect(last).toHaveLength(2 * 2 * 25 * 3);
    });
  });

  it('replaces nothing without being told to', async () => {
    await withTemporaryLedger(async (path) => {
      await ledgerOf(path, 1);
      const to = `${path}.backup`;
      writeFileSync(to, 'mine');
      await expect(backUpSqlite(path, to, { engine })).rejects.toThrow(/There is a file at .*\.backup already/);
      expect(readFileSync(to, 'utf8')).toBe('mine');
      await expect(backUpSqlite(path, to, { engine, overwrite: true })).rejects.toThrow(
        /no earlier backup at .*\.backup/,
      );
      expect(readFileSync(to, 'utf8')).toBe('mine');
      rmSync(to);
      await backUpSqlite(path, to, { engine });
      const first = statSync(to).ino;
      await backUpSqlite(path, to, { engine, overwrite: true });
      expect(statSync(to).ino).not.toBe(first);
      expect(await historyOf(to, engine)).toHaveLength(1);
      writeFileSync(`${to}-wal`, 'in use');
      await expect(backUpSqlite(path, to, { engine, overwrite: true })).rejects.toThrow(/in use/);
      await expect(backUpSqlite(path, path, { engine, overwrite: true })).rejects.toThrow(/is the ledger itself/);
      await expect(backUpSqlite(path, join(to, 'no', 'folder'), { engine })).rejects.toThrow(/There is no folder/);
      await expect(backUpSqlite(`${path}.none`, `${path}.b`, { engine })).rejects.toThrow(/There is no ledger/);
      expect(namesBeside(path).filter((name) => name.includes('partial'))).toEqual([]);
    });
  });

  it.skipIf(process.platform === 'win32')('may be read by those only who may read the ledger', async () => {
    await withTemporaryLedger(async (path) => {
      await ledgerOf(path, 1);
      for (const mode of [0o600, 0o640, 0o400, 0o664]) {
        chmodSync(path, mode);
        await backUpSqlite(path, `${path}.${mode}`, { engine });
        expect(modeOf(`${path}.${mode}`)).toBe(mode);
      }
    });
  });

  it('goes where a link leads', async () => {
    await withTemporaryLedger(async (path) => {
      await ledgerOf(path, 2);
      const link = `${path}.link`;
      symlinkSync(path, link);
      await expect(backUpSqlite(path, link, { engine, overwrite: true })).rejects.toThrow(/is the ledger itself/);
      const folder = join(dirname(path), 'elsewhere');
      mkdirSync(folder);
      symlinkSync(join(folder, 'backup'), `${path}.backup`);
      await backUpSqlite(link, `${path}.backup`, { engine });
      expect(await historyOf(join(folder, 'backup'), engine)).toHaveLength(2);
      expect(lstatSync(`${path}.backup`).isSymbolicLink()).toBe(true);
    });
  });

  it('is not made of what cannot be trusted', async () => {
    await withTemporaryLedger(async (path) => {
      await ledgerOf(path, 3);
      const spoilt = [
        'DROP TRIGGER events_never_go; DELETE FROM events WHERE revision = 1',
        'DROP TRIGGER events_never_change',
        'PRAGMA application_id = 7',
      ];
      for (const [index, sql] of spoilt.entries()) {
        const file = `${path}.${index}`;
        copyFileSync(path, file);
        await withDriver(file, (connection) => connection.exec(sql), engine);
        const backup = backUpSqlite(file, `${file}.backup`, { engine });
        expect(['Corrupt', 'NotALedger']).toContain(await failureTagOf(backup));
        expect(existsSync(`${file}.backup`)).toBe(false);
      }
      writeFileSync(`${path}.empty`, '');
      expect(await failureTagOf(backUpSqlite(`${path}.empty`, `${path}.b`, { engine }))).toBe('NotALedger');
      expect(namesBeside(path).filter((name) => name.includes('partial'))).toEqual([]);
    });
  });
});

const headOf = async (path: string, engine: (typeof engines)[number]): Promise<bigint> => {
  const store = await openSqliteStore(path, { engine });
  const head = await store.events.head();
  await store.close();
  return head?.position ?? 0n;
};

describe.each(engines)('restoring, with %s', (engine) => {
  const open = (path: string) => openSqliteStore(path, { engine, busyTimeoutMs: 300 });
  const restore = (from: string, to: string, force = false) =>
    restoreSqlite(from, to, { engine, force, busyTimeoutMs: 300 });
  /** A ledger of so many events, with a backup of the first three. */
  const withBackup = async (path: string, more: number): Promise<string> => {
    const store = await open(path);
    await append(store, 3);
    await backUpSqlite(path, `${path}.backup`, { engine });
    await append(store, more);
    await store.close();
    return `${path}.backup`;
  };

  it('puts a backup where nothing is, with the journal of a new file, and leaves the backup as it is', async () => {
    await withTemporaryLedger(async (path) => {
      const backup = await withBackup(path, 0);
      const before = readFileSync(backup);
      const to = join(dirname(path), 'new.ledger');
      expect(await restore(backup, to)).toMatchObject({ path: to, events: 3, kept: undefined });
      expect(readFileSync(backup).equals(before)).toBe(true);
      const [made, restored] = [await open(`${path}.new`), await open(to)];
      expect(restored.info().journalMode).toBe(made.info().journalMode);
      await append(restored, 1);
      await Promise.all([made.close(), restored.close()]);
      expect(await historyOf(to, engine)).toHaveLength(4);
    });
  });

  it('replaces a ledger whose events are all in the backup, and keeps the file', async () => {
    await withTemporaryLedger(async (path) => {
      const backup = await withBackup(path, 0);
      const { kept } = await restore(backup, path);
      expect(kept).toMatch(/test\.ledger\.replaced-\d{8}T\d{6}Z-[0-9a-f]{4}$/);
      expect(await historyOf(kept ?? '', engine)).toEqual(await historyOf(path, engine));
      expect(namesBeside(path).filter((name) => /partial|-wal|-shm/.test(name))).toEqual([]);
    });
  });

  it('refuses to lose events, says how many, and does it when told to', async () => {
    await withTemporaryLedger(async (path) => {
      const backup = await withBackup(path, 2);
      await expect(restore(backup, path)).rejects.toThrow(/has 2 events that are not in the backup/);
      expect(await historyOf(path, engine)).toHaveLength(5);
      const { kept } = await restore(backup, path, true);
      expect(await historyOf(path, engine)).toHaveLength(3);
      expect(await historyOf(kept ?? '', engine)).toHaveLength(5);
    });
  });

  it('refuses to replace another ledger, one that went on differently, and one that it cannot read', async () => {
    await withTemporaryLedger(async (path) => {
      const backup = await withBackup(path, 0);
      const other = `${path}.other`;
      const store = await open(other);
      await append(store, 3);
      await store.close();
      await expect(restore(backup, other)).rejects.toThrow(/another ledger/);
      const parted = `${path}.parted`;
      copyFileSync(backup, parted);
      const [one, two] = [await open(parted), await open(backup)];
      await append(one, 1);
      await append(two, 2);
      await Promise.all([one.close(), two.close()]);
      await expect(restore(backup, parted)).rejects.toThrow(/another ledger/);
      const text = `${path}.text`;
      writeFileSync(text, 'no ledger '.repeat(100));
      await expect(restore(backup, text)).rejects.toThrow(/cannot be compared/);
      expect(readFileSync(text, 'utf8')).toMatch(/^no ledger/);
      const { kept } = await restore(backup, text, true);
      expect(readFileSync(kept ?? '', 'utf8')).toMatch(/^no ledger/);
      expect(await historyOf(text, engine)).toHaveLength(5);
    });
  });

  it('refuses a backup in which an earlier event is another, though it ends like the ledger', async () => {
    await withTemporaryLedger(async (path) => {
      const backup = await withBackup(path, 0);
      const bytes = readFileSync(backup);
      const id = (await historyOf(path, engine))[0]?.id ?? '';
      const changed = `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`;
      // In the table and in the index.
      for (let at = bytes.indexOf(id); at !== -1; at = bytes.indexOf(id)) bytes.write(changed, at);
      writeFileSync(backup, bytes);
      await expect(restore(backup, path)).rejects.toThrow(/another ledger than the backup/);
      expect((await historyOf(path, engine))[0]?.id).toBe(id);
      await restore(backup, path, true);
      expect((await historyOf(path, engine))[0]?.id).toBe(changed);
    });
  });

  it('replaces what a link leads to, and leaves the link', async () => {
    await withTemporaryLedger(async (path) => {
      const backup = await withBackup(path, 1);
      const link = join(dirname(path), 'current.ledger');
      symlinkSync(path, link);
      const { kept } = await restore(backup, link, true);
      expect(await historyOf(kept ?? '', engine)).toHaveLength(4);
      expect(lstatSync(link).isSymbolicLink()).toBe(true);
      expect(await historyOf(path, engine)).toHaveLength(3);
      await expect(restore(link, path, true)).rejects.toThrow(/from itself/);
      rmSync(path);
      for (const suffix of ['-wal', '-shm', '-journal']) rmSync(`${path}${suffix}`, { force: true });
      await restore(backup, link);
      expect(await historyOf(path, engine)).toHaveLength(3);
      expect(lstatSync(link).isSymbolicLink()).toBe(true);
    });
  });

  it.skipIf(process.platform === 'win32')(
    'keeps the mode of the replaced file, and else that of the backup',
    async () => {
      await withTemporaryLedger(async (path) => {
        const backup = await withBackup(path, 0);
        for (const mode of [0o600, 0o660]) {
          chmodSync(path, mode);
          await restore(backup, path);
          expect(modeOf(path)).toBe(mode);
        }
        chmodSync(backup, 0o600);
        await restore(backup, `${path}.new`);
        expect(modeOf(`${path}.new`)).toBe(0o600);
      });
    },
  );

  it.skipIf(process.getuid?.() !== 0)('keeps the owner of the replaced file, where that is permitted', async () => {
    await withTemporaryLedger(async (path) => {
      const backup = await withBackup(path, 0);
      chownSync(path, 12_345, 23_456);
      chmodSync(path, 0o640);
      await restore(backup, path);
      const { uid, gid } = statSync(path);
      expect([uid, gid, modeOf(path)]).toEqual([12_345, 23_456, 0o640]);
      // The group of a backup is another: what was for that of the ledger is not for it.
      await backUpSqlite(path, `${path}.own`, { engine });
      expect(modeOf(`${path}.own`)).toBe(0o600);
    });
  });

  it('leaves the journal of a ledger as it is when it refuses', async () => {
    await withTemporaryLedger(async (path) => {
      const backup = await withBackup(path, 1);
      await withDriver(path, (connection) => connection.exec('PRAGMA journal_mode = WAL'), engine);
      await expect(restore(backup, path)).rejects.toThrow(/has 1 events that are not in the backup/);
      const mode = (connection: Connection) => connection.prepare('PRAGMA journal_mode').all()[0];
      expect(await withDriver(path, mode, engine)).toMatchObject({ journal_mode: 'wal' });
    });
  });

  it('reads the backup through first, and changes nothing when it is not whole', async () => {
    await withTemporaryLedger(async (path) => {
      const backup = await withBackup(path, 0);
      const bytes = readFileSync(backup);
      writeFileSync(backup, bytes.subarray(0, bytes.length - 4096));
      const to = `${path}.new`;
      expect(['Corrupt', 'NotALedger']).toContain(await failureTagOf(restore(backup, to)));
      expect(['Corrupt', 'NotALedger']).toContain(await failureTagOf(restore(backup, path, true)));
      expect(existsSync(to)).toBe(false);
      expect(await historyOf(path, engine)).toHaveLength(3);
      expect(namesBeside(path).filter((name) => /partial|replaced/.test(name))).toEqual([]);
    });
  });

  it('waits for whoever is writing, and says busy in the end', async () => {
    await withTemporaryLedger(async (path) => {
      const backup = await withBackup(path, 0);
      const said = await withDriver(
        path,
        async (other) => {
          other.exec('BEGIN IMMEDIATE');
          const refused = restore(backup, path);
          await expect(refused).rejects.toThrow(/Another process has it open\. Stop it first/);
          return await failureTagOf(refused);
        },
        engine,
      );
      expect(said).toBe('Busy');
      await restore(backup, path);
    });
  });

  it('takes nothing in that another file left behind', async () => {
    await withTemporaryLedger(async (path) => {
      const backup = await withBackup(path, 0);
      const to = join(dirname(path), 'gone.ledger');
      writeFileSync(`${to}-wal`, 'what is left of a ledger');
      await expect(restore(backup, to)).rejects.toThrow(/gone\.ledger-wal without its file/);
    });
  });
});
