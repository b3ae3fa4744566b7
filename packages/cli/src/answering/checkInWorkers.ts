import { fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CheckedPayout } from '@commission-ledger/explainer';
import { isReport, type CheckOrder } from './checkOrders.ts';

/** The worker beside this file: TypeScript in the repository, JavaScript where it is installed. */
const here = fileURLToPath(import.meta.url);
const worker = path.join(path.dirname(here), `checkWorker${path.extname(here)}`);

/** What is read for one line is soon forgotten: with room for it, in MiB, it need not be swept so often. */
const ROOM = '--max-semi-space-size=32';

/**
 * Checks all lines of a payout in so many processes, each a part of them; what came of each part, in the order of the lines.
 * `undefined` where a line did not hold, or a process ended before its time: who asks checks these lines again.
 */
export const checkInWorkers = async (
  order: Omit<CheckOrder, 'part'>,
  lines: number,
  count: number,
  onProgress: (checked: number, lines: number) => void,
): Promise<readonly (CheckedPayout | undefined)[]> => {
  const edges = Array.from({ length: count + 1 }, (_, index) => Math.floor((lines * index) / count));
  const parts = edges.slice(1).map((to, index) => ({ from: edges[index] ?? 0, to }));
  const done = parts.map(() => 0);
  return Promise.all(
    parts.map((part, index) =>
      checkInWorker({ ...order, part }, (checked) => {
        done[index] = checked;
        onProgress(
          done.reduce((sum, each) => sum + each, 0),
          lines,
        );
      }),
    ),
  );
};

const checkInWorker = (order: CheckOrder, onProgress: (checked: number) => void): Promise<CheckedPayout | undefined> =>
  new Promise((resolve) => {
    let found: CheckedPayout | undefined;
    const child = fork(worker, {
      execArgv: [...process.execArgv, ROOM],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.on('message', (message) => {
      if (!isReport(message)) return;
      if (message.kind === 'progress') return onProgress(message.lines);
      found = message.checked;
    });
    child.once('error', () => resolve(undefined));
    child.once('close', () => resolve(found));
    child.send(order, (error) => {
      if (error !== null) child.kill();
    });
  });
