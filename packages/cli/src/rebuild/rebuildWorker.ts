import { explainEnd } from '../session.ts';
import { openStores } from '../stores/openStores.ts';
import { processTerminal } from '../terminal.ts';
import { rebuildPart } from './rebuildPart.ts';
import { type WorkerOrder, type WorkerReport, isOrder } from './workerMessages.ts';

/** How often the parent is told how far it is. */
const EVERY_MS = 200;

const report = (message: WorkerReport): void => {
  process.send?.(message);
};

const work = async ({ part, ...place }: WorkerOrder): Promise<WorkerReport> => {
  const stores = await openStores(place, processTerminal(), false);
  let told = 0;
  try {
    const events = await rebuildPart(stores, part, {
      onBatch: ({ position, head }) => {
        if (position === undefined || Date.now() - told < EVERY_MS) return;
        told = Date.now();
        report({ kind: 'progress', position: `${position}`, head: `${head}` });
      },
    });
    return { kind: 'done', events };
  } finally {
    await stores.close();
  }
};

const end = async (order: WorkerOrder): Promise<void> => {
  try {
    report(await work(order));
  } catch (error) {
    report({ kind: 'failed', message: explainEnd(error).message });
  }
  process.disconnect?.();
};

process.once('message', (message) => {
  if (isOrder(message)) void end(message);
});
// Nobody waits for the result any more: what is built beside is thrown away by the next rebuild.
process.once('disconnect', () => process.exit());
