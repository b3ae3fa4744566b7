import { setTimeout as delay } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { type Acknowledged, startChild } from './childProcess.ts';
import { expectContains, expectSound, historyOf } from './ledgerInspection.ts';
import { withTemporaryLedger } from './temporaryLedger.ts';

const rounds = 6;

it('keeps every acknowledged batch, whole, when the process is killed at any moment', async () => {
  const seed = Date.now() % 1_000_000;
  const random = randomFrom(seed);
  await withTemporaryLedger(async (path) => {
    const acknowledged: Acknowledged[] = [];
    for (let round = 0; round < rounds; round += 1) {
      acknowledged.push(...(await lifeOf(path, round, 20 + random() * 120)));
      const history = await historyOf(path);
      expectSound(history);
      expectContains(history, acknowledged);
    }
    expect(acknowledged.length, `seed ${seed}: batches acknowledged`).toBeGreaterThan(rounds);
  });
});

/** Starts a process, kills it some milliseconds after it was ready, and gives what it had acknowledged. */
const lifeOf = async (path: string, round: number, milliseconds: number): Promise<readonly Acknowledged[]> => {
  const child = startChild(path, `own-${round}`, 0);
  await child.ready;
  await delay(milliseconds);
  child.kill();
  const { acknowledged, errors } = await child.ended;
  expect(errors.replaceAll(/.*ExperimentalWarning.*\n.*\n/g, '')).toBe('');
  return acknowledged;
};

/** A small linear congruential generator: the seed in a failure's message gives the same moments again. */
const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
};
