import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('foldingChild.ts', import.meta.url));

/** A process that folds; see `foldingChild.ts`. */
export type Child = Readonly<{
  /** When it is connected and waits for the start. */
  ready: Promise<void>;
  start(): void;
  /** When it has won so many steps, or is gone. */
  hasWon(count: number): Promise<void>;
  kill(signal?: NodeJS.Signals): void;
  /** When it is gone: the steps it has won, and how it ended. */
  ended: Promise<Readonly<{ won: readonly bigint[]; code: number | null; errors: string }>>;
}>;

/** Starts a process that folds in a schema up to a step (0: until it is killed). */
export const startChild = (connectionString: string, schema: string, last: number, timeoutMs = 30_000): Child => {
  const node = ['--conditions=@commission-ledger/source', '--import', 'tsx', script];
  const child = spawn(process.execPath, [...node, connectionString, schema, String(last), String(timeoutMs)]);
  let said = '';
  let errors = '';
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
    for (const look of waiting) look();
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  const ended = new Promise<{ won: readonly bigint[]; code: number | null; errors: string }>((resolve) => {
    child.once('close', (code) => resolve({ won: stepsIn(said), code, errors }));
  });
  const until = (isSo: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!isSo()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      void ended.then(() => resolve());
      look();
    });
  return {
    ready: until(() => said.includes('ready\n')),
    start: () => void child.stdin.end(),
    hasWon: (count) => until(() => stepsIn(said).length >= count),
    kill: (signal = 'SIGKILL') => void child.kill(signal),
    ended,
  };
};

/** Whole lines only: the last one may be torn by a kill. */
const stepsIn = (said: string): readonly bigint[] =>
  said
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => (line.startsWith('won ') ? [BigInt(line.slice(4))] : []));
