import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import { describe, expect, it, vi } from 'vitest';

import { openSqliteStore } from '../src/index.ts';
import { historyOf } from './ledgerInspection.ts';
import { engines, failureTagOf, withDriver, withTemporaryLedger } from './temporaryLedger.ts';

const script = fileURLToPath(new URL('./holdingChild.ts', import.meta.url));
const event = () => ({ id: randomUUID(), type: 'Written', body: '{}' });

const startHolding = (path: string, engine: string) => {
  const child = spawn(process.execPath, [
    '--conditions=@commission-ledger/source',
    '--import',
    'tsx',
    script,
    path,
    engine,
  ]);
  let said = '';
  const ended = new Promise<string>((resolve) => child.once('close', () => resolve(said)));
  const holding = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      resolve();
    });
    child.once('close', () => resolve());
  });
  return { holding, ended, signal: (name: NodeJS.Signals) => child.kill(name) };
};

describe.each(engines)('when a process is suspended while it holds the lock, with %s', (engine) => {
  it.each([
    { fate: 'goes on', signal: 'SIGCONT', said: 'holding\nappended\n', stored: 3 },
    { fate: 'is killed', signal: 'SIGKILL', said: 'holding\n', stored: 2 },
  ] as const)('others are told that it is busy, read, and go on when it $fate', async ({ signal, said, stored }) => {
    await withTemporaryLedger(async (path) => {
      const store = await openSqliteStore(path, { engine, busyTimeoutMs: 200 });
      await store.events.append('a-1', [event()], 'no-stream');
      const child = startHolding(path, engine);
      await child.holding;
      const started = performance.now();
      expect(await failureTagOf(store.events.append('a-1', [event()], 0))).toBe('Busy');
      expect(performance.now() - started).toBeGreaterThan(199);
      expect((await store.events.head())?.stream).toBe('a-1');
      const patient = await openSqliteStore(path, { engine, busyTimeoutMs: 20_000 });
      const append = patient.events.append('a-1', [event()], 0);
      child.signal(signal);
      expect(await append).toMatchObject({ _tag: 'appended', revision: 1, repeated: false });
      expect(await child.ended).toBe(said);
      await Promise.all([store.close(), patient.close()]);
      expect(await historyOf(path, engine)).toHaveLength(stored);
    });
  });
});

describe.each(engines)('when the clock jumps, with %s', (engine) => {
  it('waits neither shorter nor longer, and loses nothing', async () => {
    await withTemporaryLedger(async (path) => {
      const store = await openSqliteStore(path, { engine, busyTimeoutMs: 100 });
      vi.useFakeTimers({ toFake: ['Date'] });
      try {
        for (const [revision, year] of [2020, 2100, 1971, 2026].entries()) {
          vi.setSystemTime(new Date(`${year}-01-01T00:00:00Z`));
          const stream = await store.events.append('a-1', [event()], revision === 0 ? 'no-stream' : revision - 1);
          expect(stream).toMatchObject({ _tag: 'appended', revision });
          await withDriver(
            path,
            async (other) => {
              other.exec('BEGIN IMMEDIATE');
              const append = failureTagOf(store.events.append('a-1', [event()], revision));
              vi.setSystemTime(new Date('2500-01-01T00:00:00Z'));
              const started = performance.now();
              expect(await append).toBe('Busy');
              expect(performance.now() - started).toBeGreaterThan(50);
            },
            engine,
          );
        }
      } finally {
        vi.useRealTimers();
      }
      await store.close();
      expect(await historyOf(path, engine)).toHaveLength(4);
    });
  });
});
