import { randomUUID } from 'node:crypto';
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { backUpSqlite, examineSqlite, openSqliteStore, restoreSqlite } from '../src/index.ts';
import { journalModeFor } from '../src/journalMode.ts';
import { historyOf } from './ledgerInspection.ts';
import { noSmallDisk, withSmallDisk } from './smallDisk.ts';
import { engines, failureTagOf, withTemporaryLedger } from './temporaryLedger.ts';

const events = (count: number, size: number) =>
  Array.from({ length: count }, () => ({ id: randomUUID(), type: 'Written', body: 'x'.repeat(size) }));

describe.skipIf(noSmallDisk).each(engines)(
  `on a disk of its own (${noSmallDisk ?? 'a real one'}), with %s`,
  (engine) => {
    const open = (path: string) => openSqliteStore(path, { engine });
    const path = (folder: string) => join(folder, 'test.ledger');

    it('acknowledges only what is there when the disk gets full, and goes on when there is space again', async () => {
      for (const size of [100, 1_500, 20_000]) {
        await withSmallDisk(1_024, async ({ folder }) => {
          const ballast = join(folder, 'ballast');
          writeFileSync(ballast, Buffer.alloc(300_000));
          const store = await open(path(folder));
          let acknowledged = 0;
          const fill = async (): Promise<unknown> => {
            for (;;) {
              const append = store.events.append(
                'a-1',
                events(3, size),
                acknowledged === 0 ? 'no-stream' : acknowledged - 1,
              );
              const answer = await failureTagOf(append);
              if (answer !== 'resolved') return answer;
              acknowledged += 3;
            }
          };
          expect(await fill()).toBe('Unavailable');
          expect(acknowledged).toBeGreaterThan(0);
          const batch = { projection: 'p@1', expected: undefined, checkpoint: { position: 1n }, puts: [], removes: [] };
          expect(await failureTagOf(store.documents.commit(batch))).toBe('Unavailable');
          expect((await store.events.head())?.revision).toBe(acknowledged - 1);
          await store.close();
          const backup = backUpSqlite(path(folder), join(folder, 'backup'), { engine });
          expect(await failureTagOf(backup)).toBe('Unavailable');
          await expect(backup).rejects.toThrow(/^The disk of .*\/backup is full/);
          rmSync(ballast);
          const reopened = await open(path(folder));
          expect(await reopened.events.append('a-1', events(3, size), acknowledged - 1)).toMatchObject({
            _tag: 'appended',
          });
          await reopened.close();
          expect(await historyOf(path(folder), engine)).toHaveLength(acknowledged + 3);
          const { findings } = await examineSqlite(path(folder), { engine });
          expect(findings.filter(({ severity }) => severity !== 'note')).toMatchObject([
            { check: 'disk', severity: 'warning' },
          ]);
        });
      }
    });

    it('reads what is on a read-only disk, examines it, backs it up and restores it elsewhere, and writes nothing', async () => {
      await withSmallDisk(1_024, async ({ folder, makeReadOnly }) => {
        // Made elsewhere: a driver may keep a file open for a while after it was closed.
        await withTemporaryLedger(async (made) => {
          const store = await open(made);
          await store.events.append('a-1', events(3, 100), 'no-stream');
          await store.close();
          copyFileSync(made, join(folder, 'left as it was'));
          await backUpSqlite(made, path(folder), { engine });
        });
        makeReadOnly();
        const opened = await open(path(folder));
        expect((await opened.events.head())?.revision).toBe(2);
        await expect(opened.events.append('a-1', events(1, 10), 2)).rejects.toThrow(/cannot be written/);
        await opened.close();
        expect(await failureTagOf(open(join(folder, 'new.ledger')))).toBe('Unavailable');
        // A write-ahead log has to be made before the file can be read.
        const log = journalModeFor(opened.info().sqliteVersion) === 'wal';
        expect(await failureTagOf(open(join(folder, 'left as it was')))).toBe(log ? 'Unavailable' : 'resolved');
        const { events: count } = await examineSqlite(path(folder), { engine });
        expect(count).toBe(3);
        await withSmallDisk(1_024, async ({ folder: other }) => {
          await backUpSqlite(path(folder), join(other, 'backup'), { engine });
          await restoreSqlite(path(folder), path(other), { engine });
          expect(await historyOf(path(other), engine)).toEqual(await historyOf(join(other, 'backup'), engine));
        });
        expect(await failureTagOf(restoreSqlite(path(folder), join(folder, 'other'), { engine }))).toBe('Unavailable');
      });
    });
  },
);
