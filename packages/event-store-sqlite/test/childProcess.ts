import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./appendingChild.ts', import.meta.url));

/** A batch that a child says was acknowledged. */
export type Acknowledged = Readonly<{ stream: string; ids: readonly string[] }>;

/** A child that is appending. */
export type Child = Readonly<{
  /** When it has opened the ledger. */
  ready: Promise<void>;
  /** When it is gone: what it said, and how it ended. */
  ended: Promise<Readonly<{ acknowledged: readonly Acknowledged[]; code: number | null; errors: string }>>;
  kill(): void;
  /** Stops it in the middle of whatever it does, and lets it go on. */
  suspend(): void;
  resume(): void;
}>;

/** Starts a process that appends to the ledger at a path; see `appendingChild.ts`. */
export const startChild = (path: string, ownStream: string, batches: number, ...more: readonly string[]): Child => {
  const node = ['--conditions=@commission-ledger/source', '--import', 'tsx', script];
  const child = spawn(process.execPath, [...node, path, ownStream, String(batches), ...more]);
  let said = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return {
    ready: new Promise((resolve) => {
      child.stdout.once('data', () => resolve());
      child.once('close', () => resolve());
    }),
    ended: new Promise((resolve) => {
      child.once('close', (code) => resolve({ acknowledged: batchesIn(said), code, errors }));
    }),
    ...signals(child),
  };
};

const signals = (child: ChildProcess) => ({
  kill: () => void child.kill('SIGKILL'),
  suspend: () => void child.kill('SIGSTOP'),
  resume: () => void child.kill('SIGCONT'),
});

/** Whole lines only: the last one may be torn by the kill. */
const batchesIn = (said: string): readonly Acknowledged[] =>
  said
    .split('\n')
    .slice(0, -1)
    .filter((line) => line !== 'ready')
    .map((line) => {
      const [stream = '', ...ids] = line.split(' ');
      return { stream, ids };
    });
