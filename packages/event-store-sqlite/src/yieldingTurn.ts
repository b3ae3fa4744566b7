import { setImmediate as nextTurn } from 'node:timers/promises';

const longestMs = 8;

/**
 * Lets timers, sockets and waiting writers have their turn when whoever reads one page after another has kept them
 * waiting: everything here is over at once, so a promise alone would never let them in.
 */
export const createYieldingTurn = (): (() => Promise<void>) => {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < longestMs) return;
    await nextTurn();
    since = performance.now();
  };
};
