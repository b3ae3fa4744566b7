import { fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Division, ScanOrder, ScannedPart } from '@commission-ledger/audit';

/** The worker beside this file: TypeScript in the repository, JavaScript where it is installed. */
const here = fileURLToPath(import.meta.url);
const worker = path.join(path.dirname(here), `verifyWorker${path.extname(here)}`);

/** How many events a worker looks at for one order. */
const EVENTS = 16_384;

/** Processes that look at ranges of a file. */
export type VerifyWorkers = Readonly<{ division: Division; close: () => Promise<void> }>;

/** Starts so many. One that ends before its time answers nothing any more: what it should have read is read by who asks. */
export const verifyWorkers = (file: string, count: number): VerifyWorkers => {
  const lanes = Array.from({ length: count }, () => lane(file));
  let next = 0;
  return {
    division: {
      positions: EVENTS,
      atOnce: count * 2,
      run: (order) => {
        const chosen = lanes[next % count];
        next += 1;
        return chosen?.run(order) ?? Promise.resolve([]);
      },
    },
    close: async () => {
      await Promise.all(lanes.map(({ close }) => close()));
    },
  };
};

type Answer = (parts: readonly ScannedPart[]) => void;

/** Orders go to one process and are answered in the order in which they were sent. */
const lane = (file: string) => {
  const child = fork(worker, [file], { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const waiting: Answer[] = [];
  let ended = false;
  const giveUp = (): void => {
    ended = true;
    for (const answer of waiting.splice(0)) answer([]);
  };
  child.on('message', (parts) => waiting.shift()?.(isParts(parts) ? parts : []));
  child.on('error', giveUp);
  child.on('exit', giveUp);
  return {
    run: (order: ScanOrder): Promise<readonly ScannedPart[]> =>
      new Promise((answer) => {
        if (ended) return answer([]);
        waiting.push(answer);
        child.send(order, (error) => (error === null ? undefined : giveUp()));
      }),
    close: () =>
      new Promise<void>((closed) => {
        if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return closed();
        child.once('exit', () => closed());
        child.kill();
      }),
  };
};

/** Nobody else speaks on the channel. */
const isParts = (message: unknown): message is readonly ScannedPart[] => Array.isArray(message);
