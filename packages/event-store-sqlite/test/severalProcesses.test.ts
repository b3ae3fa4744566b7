import { setTimeout as delay } from 'node:timers/promises';

import { expect, it, vi } from 'vitest';

import { openSqliteStore } from '../src/index.ts';
import { startChild } from './childProcess.ts';
import { expectContains, expectSound, historyOf } from './ledgerInspection.ts';
import { withTemporaryLedger } from './temporaryLedger.ts';

const batches = 40;

it('stores exactly what three processes were told was stored, in streams of their own and in one they share', async () => {
  await withTemporaryLedger(async (path) => {
    const children = [1, 2, 3].map((number) => startChild(path, `own-${number}`, batches));
    const ends = await Promise.all(children.map(({ ended }) => ended));
    expect(ends.map(({ code, errors }) => (code === 0 ? 0 : errors))).toEqual([0, 0, 0]);
    const acknowledged = ends.flatMap((end) => end.acknowledged);
    const history = await historyOf(path);
    expect(acknowledged).toHaveLength(3 * 2 * batches);
    expect(history).toHaveLength(acknowledged.length * 3);
    expectSound(history);
    expectContains(history, acknowledged);
  });
});

it('loses and skips nothing when a process is suspended in the middle of its writing', async () => {
  await withTemporaryLedger(async (path) => {
    const seen: bigint[] = [];
    const watcher = await openSqliteStore(path, { pollIntervalMs: 5 });
    const controller = new AbortController();
    const watching = (async () => {
      for await (const { position } of watcher.events.subscribe({ after: undefined, signal: controller.signal })) {
        seen.push(position);
      }
    })();
    const children = [1, 2].map((number) => startChild(path, `own-${number}`, batches));
    await Promise.all(children.map(({ ready }) => ready));
    for (let pause = 0; pause < 4; pause += 1) {
      const child = children[pause % 2];
      child?.suspend();
      await delay(60);
      child?.resume();
      await delay(10);
    }
    const ends = await Promise.all(children.map(({ ended }) => ended));
    const history = await historyOf(path);
    await vi.waitFor(() => expect(seen.length).toBeGreaterThanOrEqual(history.length), { timeout: 30_000 });
    controller.abort();
    await watching;
    await watcher.close();
    expect(ends.map(({ code, errors }) => (code === 0 ? 0 : errors))).toEqual([0, 0]);
    expectSound(history);
    expectContains(
      history,
      ends.flatMap((end) => end.acknowledged),
    );
    expect(seen).toEqual(history.map(({ position }) => position));
  });
});
