// Entry of `npm run demo`, `npm test` and the other jobs, on a machine that has nothing but Node and npm:
// installs and builds what is missing, then runs the job as if it had been called directly.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { buildWhenChanged } from './build.mjs';
import { installWhenMissing } from './install.mjs';
import { inRoot, nodeTool, root, run } from './workspace.mjs';

/** @typedef {(args: readonly string[]) => Promise<number | undefined>} Job answers its exit code, or leaves it to the program it became */

/** npm moves to the root of the workspace before it runs a script; people mean the folder they are in. */
const callersFolder = () => {
  const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env;
  const movedByNpm = script !== undefined && path.resolve(process.cwd()) === path.resolve(root);
  return movedByNpm && folder !== undefined && existsSync(folder) ? folder : process.cwd();
};

/**
 * @param {string} script TypeScript, from the root of the workspace
 * @param {readonly string[]} args
 * @param {{ cwd?: string, conditions?: readonly string[] }} [options]
 */
const runTypeScript = (script, args, { cwd = root, conditions = [] } = {}) => {
  const flags = [...conditions.map((condition) => `--conditions=${condition}`), '--import', import.meta.resolve('tsx')];
  return run([process.execPath, ...flags, inRoot(script), ...args], { cwd });
};

/**
 * Runs a program as a user of the packages would: on what was compiled. Once built it starts in half the time it takes
 * on the sources, and the build of a fresh clone takes no longer than translating the sources on the way.
 * @type {(script: string) => Job}
 */
const example = (script) => async (args) => {
  const code = await buildWhenChanged();
  return code === 0 ? runTypeScript(script, args, { cwd: callersFolder() }) : code;
};

/** @type {Job} */
const test = (args) => run([process.execPath, inRoot('node_modules', 'vitest', 'vitest.mjs'), 'run', ...args]);

/** Everything a change must pass, cheapest first. The tests run the snippets of the documentation too. */
const checks = ['format:check', 'lint', 'typecheck', 'deps', 'build', 'packs', 'test'];

/** @type {Job} */
const check = async () => {
  for (const name of checks) {
    const started = performance.now();
    const code = name === 'test' ? await test([]) : await run([...nodeTool('npm'), 'run', '--silent', name]);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} ${seconds} s`);
    if (code !== 0) return code;
  }
  return 0;
};

/**
 * All benchmarks one after another, so that they do not disturb each other; arguments choose some by a part of the path.
 * @type {Job}
 */
const bench = async (args) => {
  const benches = readdirSync(inRoot('packages'))
    .map((name) => path.join('packages', name, 'bench'))
    .filter((folder) => existsSync(inRoot(folder)))
    .flatMap((folder) => readdirSync(inRoot(folder)).map((file) => path.join(folder, file)))
    .filter((file) => file.endsWith('.bench.ts') && (args.length === 0 || args.some((part) => file.includes(part))));
  for (const file of benches) {
    console.log(`\n${file}`);
    const code = await runTypeScript(file, [], { conditions: ['@commission-ledger/source'] });
    if (code !== 0) return code;
  }
  return 0;
};

/**
 * The command line starts often and should start fast: it runs compiled and bundled, and in this very process.
 * @type {Job}
 */
const commandLine = async (args) => {
  const code = await buildWhenChanged();
  if (code !== 0) return code;
  const main = inRoot('packages', 'cli', 'dist', 'bundle', 'main.js');
  process.chdir(callersFolder());
  process.argv = [process.execPath, main, ...args];
  await import(pathToFileURL(main).href);
  return undefined;
};

/** @type {ReadonlyMap<string, Job>} */
const jobs = new Map([
  ['demo', example('examples/crm-import/demo.ts')],
  ['crm', example('examples/crm-import/crm.ts')],
  ['test', test],
  ['check', check],
  ['bench', bench],
  ['commission-ledger', commandLine],
]);

const [name = '', ...args] = process.argv.slice(2);
const job = jobs.get(name);
if (job === undefined) {
  console.error(`Unknown job '${name}'. Known: ${[...jobs.keys()].join(', ')}.`);
  process.exitCode = 2;
} else {
  const installed = await installWhenMissing();
  const code = installed === 0 ? await job(args) : installed;
  if (code !== undefined) process.exitCode = code;
}
