import { setTimeout as delay } from 'node:timers/promises';

/** Waits until it is so, generously; the test fails when it never is. */
export const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (let attempt = 0; attempt < 1_000; attempt += 1) {
    if (await isSo()) return;
    await delay(20);
  }
  throw new Error('It did not come about.');
};
