import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the workspace, wherever it is called from. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {string[]} names of folders and file, from the root of the workspace. */
export const inRoot = (...names) => path.join(root, ...names);

/** Where the folders keep what they need between two runs; never seen by git. */
export const cacheFolder = inRoot('node_modules', '.cache', 'commission-ledger');

/**
 * The script of the npm that called us, of the pnpm that called us, or of the npm that came with this Node.
 * @returns {string | undefined}
 */
const calledBy = () => {
  const nodeFolder = path.dirname(process.execPath);
  const candidates = [
    process.env['npm_execpath'] ?? '',
    path.join(nodeFolder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(nodeFolder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  return candidates.find((file) => /(?:npm-cli|pnpm)\.c?js$/.test(file) && existsSync(file));
};

/**
 * A package manager as a program and its first arguments, so that no shell is needed on any system.
 * @param {'npm' | 'npx'} tool
 * @returns {[program: string, ...args: string[]]}
 */
export const nodeTool = (tool) => {
  const script = calledBy();
  if (script === undefined) return [tool];
  if (script.endsWith('npm-cli.js')) return [process.execPath, path.join(path.dirname(script), `${tool}-cli.js`)];
  return tool === 'npm' ? [process.execPath, script] : [process.execPath, script, 'dlx'];
};

/** Numbers of the signals whose sender expects us to end; 128 more is the exit code that shells show for them. */
const signalNumbers = /** @type {const} */ ({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 });

/**
 * Runs a program to its end and answers its exit code. Signals reach it too, except the Ctrl-C of a terminal,
 * which the terminal itself already sends to every process in front of it.
 * @param {readonly string[]} command program and arguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stdio?: import('node:child_process').StdioOptions }} [options]
 * @returns {Promise<number>}
 */
export const run = (command, { cwd = root, env = process.env, stdio = 'inherit' } = {}) =>
  new Promise((resolve, reject) => {
    const [program = '', ...args] = command;
    const child = spawn(program, args, { cwd, env, stdio, shell: false });
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    const signals = /** @type {(keyof typeof signalNumbers)[]} */ (Object.keys(signalNumbers));
    for (const signal of signals) process.on(signal, forward);
    const settle = () => signals.forEach((signal) => process.off(signal, forward));
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      settle();
      const ended = signals.find((name) => name === signal);
      resolve(code ?? (ended === undefined ? 1 : 128 + signalNumbers[ended]));
    });
  });
