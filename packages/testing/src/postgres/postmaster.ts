import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import type { ServerAccount } from './serverAccount.ts';

/** A running server. */
export type Postmaster = Readonly<{
  /** Ends it and its connections in an orderly way; does nothing when it is gone already. */
  stop(): Promise<void>;
  /** Ends it and every process it started at once. */
  kill(): Promise<void>;
}>;

/** How often a start is tried: after a kill, the memory of the old processes may take a moment to be free. */
const attempts = 50;

/**
 * Starts the server and waits until it takes connections.
 *
 * @throws Error with what it said, when it ends instead.
 */
export const startPostmaster = async (
  program: string,
  options: readonly string[],
  account: ServerAccount,
): Promise<Postmaster> => {
  for (let attempt = 1; ; attempt += 1) {
    const child = spawn(program, options, { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/', ...account });
    const said = await readiness(child);
    if (said === undefined) return { stop: () => stop(child), kill: () => kill(child) };
    const mayPass = /shared memory block|could not bind|lock file/.test(said);
    if (!mayPass || attempt === attempts) throw new Error(`PostgreSQL does not start:\n${said}`);
    await delay(100);
  }
};

/** `undefined` when the server is ready, else what it said before it ended. */
const readiness = (child: ChildProcess): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      // Read on even when it is ready: a full pipe would stop the server.
      said = `${said}${text}`.slice(-10_000);
      if (said.includes('ready to accept connections')) resolve(undefined);
    });
    child.once('error', reject);
    child.once('close', () => resolve(said));
  });

const isGone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (isGone(child)) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  await gone;
};

/** A fast shutdown, and one without goodbyes if it takes too long. */
const stop = async (child: ChildProcess): Promise<void> => {
  const impatience = setTimeout(() => child.kill('SIGQUIT'), 20_000);
  try {
    await end(child, 'SIGINT');
  } finally {
    clearTimeout(impatience);
  }
};

const kill = async (child: ChildProcess): Promise<void> => {
  if (isGone(child) || child.pid === undefined) return;
  // Held still first, so that it starts no more processes while they are counted, nor mourns them.
  child.kill('SIGSTOP');
  for (const pid of processesOf(child.pid)) killIfThere(pid);
  await end(child, 'SIGKILL');
};

/** Each is in a process group of its own. */
const processesOf = (parent: number): readonly number[] =>
  allProcesses().flatMap(({ pid, startedBy }) => (startedBy === parent ? [pid] : []));

type Process = Readonly<{ pid: number; startedBy: number }>;

/** From `/proc` where there is one: small Linux images come without `ps`. */
const allProcesses = (): readonly Process[] =>
  existsSync('/proc/self/stat')
    ? readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? inProc(name) : []))
    : execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
        .split('\n')
        .map((line) => line.trim().split(/\s+/).map(Number))
        .map(([pid = 0, startedBy = 0]) => ({ pid, startedBy }));

const inProc = (pid: string): readonly Process[] => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // pid (name) state ppid …; the name may hold anything, brackets too.
    const [, startedBy] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [{ pid: Number(pid), startedBy: Number(startedBy) }];
  } catch {
    // It ended meanwhile.
    return [];
  }
};

const killIfThere = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
};
