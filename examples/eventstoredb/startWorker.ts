import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type WorkerOrder, isReport } from './workerMessages.ts';

/** A worker in a process of its own. */
export type Worker = Readonly<{
  /** How it ended: `done`, or `killed` by a signal. Rejects when it failed. */
  ended: Promise<'done' | 'killed'>;
  kill: () => void;
}>;

/** Starts a worker; `onRecorded` is called after each sale that it has recorded. */
export const startWorker = (order: WorkerOrder, onRecorded: (worker: Worker) => void): Worker => {
  const child: ChildProcess = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)));
  const ended = new Promise<'done' | 'killed'>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (signal !== null) resolve('killed');
      else if (code === 0) resolve('done');
      else reject(new Error(`${order.name} ended with ${code}.`));
    });
  });
  const worker: Worker = { ended, kill: () => void child.kill('SIGKILL') };
  child.on('message', (message) => {
    if (isReport(message) && message.kind === 'recorded') onRecorded(worker);
  });
  child.send(order);
  return worker;
};
