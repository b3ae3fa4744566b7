import { createExplainer, type CheckedPayout } from '@commission-ledger/explainer';
import * as E from 'fp-ts/lib/Either.js';
import { openStores } from '../stores/openStores.ts';
import { processTerminal } from '../terminal.ts';
import { isOrder, type CheckOrder, type CheckReport } from './checkOrders.ts';

/** Checks a part of the lines of a payout. What does not hold is looked at once more by who asks, and said there. */
const check = async ({ payout, part, ...place }: CheckOrder): Promise<CheckedPayout | undefined> => {
  const { events, documents, close } = await openStores(place, processTerminal(), false);
  try {
    const explainer = createExplainer({ store: events, documents });
    const onProgress = (lines: number): void => report({ kind: 'progress', lines });
    const checked = await explainer.checkPayout({ payout, part, onProgress });
    return E.isRight(checked) ? checked.right : undefined;
  } finally {
    await close();
  }
};

const report = (message: CheckReport): void => {
  process.send?.(message);
};

const end = async (order: CheckOrder): Promise<void> => {
  const checked = await check(order).catch(() => undefined);
  report({ kind: 'done', checked });
  process.disconnect?.();
};

process.once('message', (message) => {
  if (isOrder(message)) void end(message);
});
// Nobody waits for the result any more.
process.once('disconnect', () => process.exit());
