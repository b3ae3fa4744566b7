import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { cacheFolder, inRoot, root, run } from './workspace.mjs';

const stampFile = path.join(cacheFolder, 'built');
const lockFile = path.join(cacheFolder, 'building');

/** A build takes seconds; whoever holds the lock for longer than this has died. */
const staleAfterMs = 120_000;

/**
 * @param {string} folder
 * @returns {string[]} every file below it
 */
const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(file) : [file];
  });

const packageFolders = () =>
  readdirSync(inRoot('packages'))
    .map((name) => inRoot('packages', name))
    .filter((folder) => existsSync(path.join(folder, 'src')));

/** Changes whenever a source, a package or a compiler setting changes; reads no file, so it costs milliseconds. */
const fingerprint = () => {
  const hash = createHash('sha256');
  const settings = ['pnpm-lock.yaml', 'tsconfig.base.json', 'tsconfig.package.json', 'tsconfig.build.json'].map(
    (name) => inRoot(name),
  );
  const sources = packageFolders().flatMap((folder) => [
    path.join(folder, 'package.json'),
    path.join(folder, 'tsconfig.build.json'),
    ...filesBelow(path.join(folder, 'src')),
  ]);
  for (const file of [...settings, ...sources]) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${path.relative(root, file)} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
};

/** @param {string} wanted fingerprint of the sources */
const isBuilt = (wanted) =>
  existsSync(stampFile) &&
  existsSync(inRoot('packages', 'cli', 'dist', 'bundle', 'main.js')) &&
  readFileSync(stampFile, 'utf8') === wanted &&
  packageFolders().every((folder) => existsSync(path.join(folder, 'dist', 'index.js')));

const takeLock = () => {
  try {
    mkdirSync(lockFile);
    return true;
  } catch {
    return false;
  }
};

const dropStaleLock = () => {
  const since = statSync(lockFile, { throwIfNoEntry: false })?.mtimeMs;
  if (since !== undefined && Date.now() - since > staleAfterMs) rmSync(lockFile, { recursive: true, force: true });
};

/** @param {string} wanted fingerprint of the sources */
const build = async (wanted) => {
  console.error('Building …');
  const code = await run(
    [process.execPath, inRoot('node_modules', 'typescript7', 'bin', 'tsc'), '-b', inRoot('tsconfig.build.json')],
    {
      stdio: ['ignore', 2, 2],
    },
  );
  if (code !== 0) return code;
  // Only now: before everything is installed there is no bundler.
  const { bundle } = await import('./bundle.mjs');
  await bundle();
  writeFileSync(stampFile, wanted);
  return code;
};

/**
 * Compiles the packages, unless nothing changed since the last time. Two that start at once build once.
 * @returns {Promise<number>} exit code
 */
export const buildWhenChanged = async () => {
  const wanted = fingerprint();
  if (isBuilt(wanted)) return 0;
  mkdirSync(cacheFolder, { recursive: true });
  while (!takeLock()) {
    dropStaleLock();
    await delay(100);
  }
  try {
    return isBuilt(wanted) ? 0 : await build(wanted);
  } finally {
    rmSync(lockFile, { recursive: true, force: true });
  }
};
