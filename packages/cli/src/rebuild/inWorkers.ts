import { fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandFailed } from '../exitCode.ts';
import type { RebuildPart } from './splitRebuild.ts';
import { type WorkerOrder, isReport } from './workerMessages.ts';

/** The worker beside this file: TypeScript in the repository, JavaScript where it is installed. */
const here = fileURLToPath(import.meta.url);
const worker = path.join(path.dirname(here), `rebuildWorker${path.extname(here)}`);

/** How far all parts are together, from 0 to 1. */
type OnProgress = (done: number) => void;

/** Does each part in a process of its own, and answers how many events they folded. One that fails ends the others. */
export const inWorkers = async (
  stores: Omit<WorkerOrder, 'part'>,
  parts: readonly RebuildPart[],
  onProgress: OnProgress,
): Promise<number> => {
  const stop = new AbortController();
  const done = parts.map(() => 0);
  const tell = (index: number) => (share: number) => {
    done[index] = share;
    onProgress(done.reduce((sum, each) => sum + each, 0) / parts.length);
  };
  const work = parts.map((part, index) => inWorker({ ...stores, part }, stop.signal, tell(index)));
  try {
    const events = await Promise.all(work);
    return events.reduce((sum, each) => sum + each, 0);
  } finally {
    stop.abort();
    await Promise.allSettled(work);
  }
};

const inWorker = (order: WorkerOrder, signal: AbortSignal, onProgress: OnProgress): Promise<number> =>
  new Promise((resolve, reject) => {
    let events: number | undefined;
    let problem = 'A worker ended before its work was done. Say the command again.';
    const child = fork(worker, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const stop = (): void => void child.kill();
    signal.addEventListener('abort', stop);
    child.on('message', (message) => {
      if (!isReport(message)) return;
      switch (message.kind) {
        case 'progress':
          return onProgress(Number(message.position) / Number(message.head));
        case 'done':
          events = message.events;
          return onProgress(1);
        case 'failed':
          problem = message.message;
      }
    });
    child.once('error', () => reject(new CommandFailed('No worker could be started. Leave out --workers.')));
    child.once('close', () => {
      signal.removeEventListener('abort', stop);
      if (events === undefined) reject(new CommandFailed(problem));
      else resolve(events);
    });
    child.send(order);
  });
