import { setTimeout as delay } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { type Acknowledged, startChild } from './childProcess.ts';
import { faultRounds, faultSeed, randomFrom } from './faultRounds.ts';
import { expectContains, expectSound, historyOf } from './ledgerInspection.ts';
import { withTemporaryLedger } from './temporaryLedger.ts';

it('keeps every acknowledged batch, whole, when the process is killed at any moment', async () => {
  const random = randomFrom(faultSeed);
  await withTemporaryLedger(async (path) => {
    const acknowledged: Acknowledged[] = [];
    for (let round = 0; round < faultRounds; round += 1) {
      acknowledged.push(...(await lifeOf(path, round, 20 + random() * 120)));
      const history = await historyOf(path);
      expectSound(history);
      expectContains(history, acknowledged);
    }
    expect(acknowledged.length, `seed ${faultSeed}: batches acknowledged`).toBeGreaterThan(faultRounds);
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
