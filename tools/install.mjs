import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { inRoot, nodeTool, root, run } from './workspace.mjs';

/** @param {string} file */
const contentOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

/**
 * @param {string} folder of a package
 * @returns {boolean} whether everything the package names can be found from it
 */
const isLinked = (folder) => {
  /** @type {{ dependencies?: object, devDependencies?: object }} */
  const { dependencies, devDependencies } = JSON.parse(contentOf(path.join(folder, 'package.json')) ?? '{}');
  return Object.keys({ ...dependencies, ...devDependencies }).every((name) =>
    existsSync(path.join(folder, 'node_modules', name)),
  );
};

/** pnpm leaves a copy of the lockfile it installed from; equal copies mean that everything was downloaded. */
const isInstalled = () => {
  const installed = contentOf(inRoot('node_modules', '.pnpm', 'lock.yaml'));
  const folders = readdirSync(inRoot('packages')).map((name) => inRoot('packages', name));
  return (
    installed !== undefined && installed === contentOf(inRoot('pnpm-lock.yaml')) && [root, ...folders].every(isLinked)
  );
};

/** @returns {string} the package manager that the workspace pins, such as `pnpm@10.34.9`. */
const pinnedPackageManager = () => {
  /** @type {{ packageManager: string }} */
  const manifest = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  return manifest.packageManager.replace(/\+.*$/, '');
};

/** `npm --prefix` and `npm -s` set these for what they start; a nested package manager would take them for its own. */
const withoutCallersSettings = () => {
  const env = { ...process.env };
  for (const name of ['prefix', 'local_prefix', 'global_prefix', 'loglevel']) delete env[`npm_config_${name}`];
  return env;
};

/**
 * Installs what the lockfile names, unless it is there already. Says so on stderr only: stdout belongs to the job.
 * @returns {Promise<number>} exit code
 */
export const installWhenMissing = async () => {
  if (isInstalled()) return 0;
  const packageManager = pinnedPackageManager();
  console.error(`Installing the dependencies with ${packageManager} …`);
  const [program, ...first] = nodeTool('npx');
  const yes = first.includes('dlx') ? [] : ['-y'];
  return run([program, ...first, ...yes, packageManager, 'install', '--frozen-lockfile'], {
    stdio: ['ignore', 2, 2],
    env: { ...withoutCallersSettings(), CI: process.env['CI'] ?? 'true' },
  });
};
