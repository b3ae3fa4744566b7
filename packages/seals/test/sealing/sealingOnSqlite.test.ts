import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { expect, it } from 'vitest';
import { proveConsistency, checkProof, sealsOf } from '../../src/index.ts';
import { frameHashes, key, LEDGER, record, right, sealerOn, verifierKey } from './sealedLedger.ts';
import { naiveRoot } from '../trees/naiveTree.ts';

const inFolder = async (work: (path: string) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'commission-ledger-seals-'));
  try {
    await work(join(folder, 'test.ledger'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

it('two sealers on one file, at the same time, make one seal for each state of it', async () => {
  await inFolder(async (path) => {
    const [one, two] = [await openSqliteStore(path), await openSqliteStore(path)];
    const sealers = [sealerOn(one.events), sealerOn(two.events, 1)];
    for (const subject of ['a', 'b', 'a', 'c']) {
      await record(one.events, subject);
      const sealed = (await Promise.all(sealers.map((sealer) => sealer.seal()))).map(right);
      expect(new Set(sealed.map(({ seal }) => seal.note)).size).toBe(1);
      expect(sealed.filter(({ repeated }) => !repeated)).toHaveLength(1);
    }
    expect(right(await sealsOf(two.events, LEDGER)).map(({ size }) => size)).toEqual([1, 3, 5, 7]);
    await one.close();
    await two.close();
  });
});

const run = promisify(execFile);
const script = fileURLToPath(new URL('./sealingChild.ts', import.meta.url));

it('two processes that record and seal leave one chain of seals, each of them what it says', async () => {
  await inFolder(async (path) => {
    const { close: created } = await openSqliteStore(path);
    await created();
    const node = ['--conditions=@commission-ledger/source', '--import', 'tsx', script, path];
    const said = await Promise.all(
      ['left', 'right'].map((name) => run(process.execPath, [...node, name, key.privateKeyPem, '12'])),
    );
    const told = said.flatMap(({ stdout }) => stdout.trim().split('\n').slice(1).map(Number));
    const { events: store, close } = await openSqliteStore(path);
    const seals = right(await sealsOf(store, LEDGER));
    const sizes = seals.map(({ size }) => size);
    expect(told).toHaveLength(24);
    expect(sizes).toEqual(expect.arrayContaining([...new Set(told)]));
    const hashes = await frameHashes(store);
    for (const { size, root } of seals)
      expect(root).toBe(naiveRoot(hashes.slice(0, size).map((hash) => Buffer.from(hash, 'hex'))).toString('hex'));
    const ends = [sizes[0] ?? 0, sizes.at(-1) ?? 0] as const;
    expect(checkProof(right(await proveConsistency({ store, ledger: LEDGER }, ends)), [verifierKey])).toHaveProperty(
      '_tag',
      'Right',
    );
    expect(right(await sealerOn(store).seal()).seal.size).toBeGreaterThanOrEqual(ends[1]);
    await close();
  });
}, 20_000);
