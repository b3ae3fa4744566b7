import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import type { Fault, FaultTrip } from '../faults/fault.ts';
import type { ReceivedCall } from '../rpc/receivedCall.ts';
import type { DoubleReply, DoubleRequest, SpawnedRestart, SpawnOptions } from './doubleRequest.ts';

/** A double in a process of its own: the same as in this one, asked over a pipe; and it can be stopped in mid-breath. */
export interface SpawnedEventStoreDbDouble {
  readonly connectionString: string;
  readonly port: number;
  inject(fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
  trips(): Promise<readonly FaultTrip[]>;
  calls(): Promise<readonly ReceivedCall[]>;
  openReads(): Promise<number>;
  cut(): Promise<void>;
  /** Copies the log under a name, for a later restart. */
  backup(name: string): Promise<void>;
  restart(options?: SpawnedRestart): Promise<void>;
  /** The process stands still: connections stay, and nothing is said on them. */
  suspend(): void;
  resume(): void;
  /** Kills the process. Its log was in its memory. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a double in a process of its own, which ends with this one at the latest. */
export const spawnEventStoreDbDouble = async (options: SpawnOptions = {}): Promise<SpawnedEventStoreDbDouble> => {
  const { args, ...where } = mainScript();
  const child = spawn(process.execPath, [...args, JSON.stringify(options)], {
    ...where,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const connectionString = await firstLine(child, lines);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // A process that is killed cannot remove the folder of its certificate.
  const certificate = new URLSearchParams(connectionString.split('?')[1]).get('tlsCAFile');
  if (certificate !== null) void ended.then(() => rmSync(dirname(certificate), { recursive: true, force: true }));
  const ask = asking(child, lines);
  return {
    connectionString,
    port: Number(/127\.0\.0\.1:(\d+)/u.exec(connectionString)?.[1]),
    inject: (fault) => ask({ ask: 'inject', fault }),
    clearFaults: () => ask({ ask: 'clearFaults' }),
    trips: () => ask({ ask: 'trips' }),
    calls: () => ask({ ask: 'calls' }),
    openReads: () => ask({ ask: 'openReads' }),
    cut: () => ask({ ask: 'cut' }),
    backup: (name) => ask({ ask: 'backup', name }),
    restart: (restart = {}) => ask({ ask: 'restart', options: restart }),
    suspend: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
    stop: () => {
      child.kill('SIGCONT');
      child.stdin.end();
      return ended;
    },
  };
};

type Lines = ReturnType<typeof createInterface>;
type Child = ChildProcessByStdio<Writable, Readable, null>;

const firstLine = (child: Child, lines: Lines): Promise<string> =>
  new Promise((resolve, reject) => {
    lines.once('line', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The double ended at once, with code ${code}.`)));
  });

/** Sends requests, one a line, and hands out the answers, which come in the same order. */
const asking = (child: Child, lines: Lines) => {
  const waiting: ((line: string) => void)[] = [];
  let hasEnded = false;
  const gone = JSON.stringify({ error: 'The double has ended.' });
  lines.on('line', (line) => waiting.shift()?.(line));
  child.stdin.on('error', () => undefined);
  child.once('exit', () => {
    hasEnded = true;
    for (const answer of waiting.splice(0)) answer(gone);
  });
  return <Result>(request: DoubleRequest): Promise<Result> =>
    new Promise((resolve, reject) => {
      const answer = (line: string): void => {
        const reply: DoubleReply<Result> = JSON.parse(line);
        if ('error' in reply) reject(new Error(reply.error));
        else resolve(reply.result);
      };
      if (hasEnded) return answer(gone);
      waiting.push(answer);
      child.stdin.write(`${JSON.stringify(request)}\n`);
    });
};

/** The script beside this module, as it is now: in TypeScript within the workspace, compiled elsewhere. */
const mainScript = (): Readonly<{ args: readonly string[]; cwd?: string }> => {
  const isSource = import.meta.url.endsWith('.ts');
  const script = fileURLToPath(new URL(isSource ? '../main.ts' : '../main.js', import.meta.url));
  if (!isSource) return { args: [script] };
  // The loader is looked for from the working directory on, which may be anywhere.
  return { args: ['--conditions=@commission-ledger/source', '--import', 'tsx', script], cwd: dirname(script) };
};
