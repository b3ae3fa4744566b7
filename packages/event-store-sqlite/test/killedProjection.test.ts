import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

import { examineSqlite, openSqliteStore } from '../src/index.ts';
import { faultRounds, faultSeed, randomFrom } from './faultRounds.ts';
import { withTemporaryLedger } from './temporaryLedger.ts';

const script = fileURLToPath(new URL('./foldingChild.ts', import.meta.url));

it('keeps documents and checkpoint together when a process that folds is killed at any moment', async () => {
  const random = randomFrom(faultSeed);
  await withTemporaryLedger(async (path) => {
    let said = 0n;
    for (let round = 0; round < faultRounds; round += 1) {
      const last = await lifeOf(path, random() * 150);
      said = last > said ? last : said;
      await expectTogether(path, said, `seed ${faultSeed}, round ${round}`);
    }
    expect(said, `seed ${faultSeed}: the last position folded`).toBeGreaterThan(0n);
  });
}, 120_000);

/** The documents count what the checkpoint says, no event more or less, and nothing that was committed is gone. */
const expectTogether = async (path: string, said: bigint, label: string): Promise<void> => {
  const store = await openSqliteStore(path);
  const checkpoint = await store.documents.checkpoint('counts@1');
  const position = checkpoint?.position ?? 0n;
  expect(position >= said, label).toBe(true);
  // Positions have no gaps here: nothing was ever rolled back.
  expect(BigInt((await store.documents.read('counts@1', 'count')) ?? '0'), label).toBe(position);
  const hundreds = await store.documents.list('counts@1', { prefix: 'hundred-' });
  expect(
    hundreds.reduce((sum, { json }) => sum + BigInt(json), 0n),
    label,
  ).toBe(position);
  await store.close();
  const { findings } = await examineSqlite(path);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
};

/** Starts a process that folds, kills it so many milliseconds after its first word, and gives the last position it said. */
const lifeOf = (path: string, milliseconds: number): Promise<bigint> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--conditions=@commission-ledger/source', '--import', 'tsx', script, path]);
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdout.once('data', () => void delay(milliseconds).then(() => child.kill('SIGKILL')));
    child.once('close', (_code, signal) => {
      const positions = said.split('\n').slice(1, -1).map(BigInt);
      if (signal === 'SIGKILL') resolve(positions.at(-1) ?? 0n);
      else reject(new Error(`the process ended by itself: ${said}`));
    });
  });
