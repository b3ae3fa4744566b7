// What people will install, checked as they will install it: every package is packed, its manifest and its types are
// examined, and a program outside the workspace installs the tarballs, then imports and requires them.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { inRoot, nodeTool, root } from './workspace.mjs';

const execute = promisify(execFile);

type Output = Readonly<{ stdout: string; stderr: string }>;

/** Runs a program and answers what it printed; what a failing program printed becomes the error. */
const run = async ([program = '', ...args]: readonly string[], cwd: string = root): Promise<string> => {
  try {
    const { stdout } = await execute(program, args, { cwd, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    const { stdout, stderr } = error as Output;
    throw new Error(`${[path.basename(program), ...args].join(' ')}\n${stdout}${stderr}`, { cause: error });
  }
};

type Manifest = Readonly<{
  name: string;
  version: string;
  private?: boolean;
  packageManager?: string;
  exports?: object;
  dependencies?: Readonly<Record<string, string>>;
}>;
type Pack = Readonly<{ manifest: Manifest; folder: string; tarball: string }>;

const readManifest = (file: string): Manifest => JSON.parse(readFileSync(file, 'utf8')) as Manifest;

const bin = (...names: readonly string[]): readonly string[] => [process.execPath, inRoot('node_modules', ...names)];
const publint = bin('publint', 'src', 'cli.js');
const areTheTypesWrong = bin('@arethetypeswrong', 'cli', 'dist', 'index.js');

const pinnedPnpm = (): readonly string[] => {
  const packageManager = (readManifest(inRoot('package.json')).packageManager ?? '').replace(/\+.*$/, '');
  const npx = nodeTool('npx');
  return npx.includes('dlx') ? [...npx, packageManager] : [...npx, '-y', packageManager];
};

const publishable = (): readonly string[] =>
  readdirSync(inRoot('packages'))
    .map((name) => inRoot('packages', name))
    .filter((folder) => readManifest(path.join(folder, 'package.json')).private !== true);

/** One call packs them all, each to `<name>-<version>.tgz` in `target`. */
const pack = async (target: string): Promise<readonly Pack[]> => {
  const chosen = publishable().map((folder) => `--filter=./${path.relative(root, folder).split(path.sep).join('/')}`);
  await run([...pinnedPnpm(), ...chosen, '--recursive', 'pack', '--pack-destination', target]);
  return publishable().map((folder) => {
    const manifest = readManifest(path.join(folder, 'package.json'));
    const file = `${manifest.name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`;
    return { manifest, folder, tarball: path.join(target, file) };
  });
};

/** Runs `work` over all items, two at a time. */
const twoAtATime = async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> => {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all([worker(), worker()]);
};

const examine = async ({ tarball }: Pack): Promise<void> => {
  await run([...publint, tarball, '--strict']);
  await run([...areTheTypesWrong, tarball, '--profile', 'esm-only']);
};

/** What an embedding developer imports; npm brings the other packages because these depend on them. */
const consumed = ['commission-ledger', '@commission-ledger/event-store', '@commission-ledger/event-store-sqlite'];

const consumer = (names: readonly string[]) => `
const imported = await Promise.all(${JSON.stringify(names)}.map((name) => import(name)));
const { createRequire } = await import('node:module');
const required = ${JSON.stringify(names)}.map((name) => createRequire(import.meta.url)(name));
for (const [index, name] of ${JSON.stringify(names)}.entries()) {
  const offered = Object.keys(imported[index]);
  if (offered.length === 0) throw new Error(name + ' exports nothing');
  for (const key of offered)
    if (required[index][key] !== imported[index][key]) throw new Error(name + ' requires another ' + key + ' than it imports');
  console.log(name + ': ' + offered.length + ' exports, imported and required');
}
`;

/** A project that has never heard of the workspace. Every package of ours comes from its tarball, not from a registry. */
const installOutside = async (folder: string, packs: readonly Pack[]): Promise<void> => {
  mkdirSync(folder);
  const tarballs = Object.fromEntries(packs.map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`]));
  const manifest = {
    name: 'consumer',
    version: '1.0.0',
    private: true,
    type: 'module',
    dependencies: tarballs,
    overrides: tarballs,
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  writeFileSync(path.join(folder, 'main.mjs'), consumer(consumed));
  await run([...nodeTool('npm'), 'install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'], folder);
};

const installedManifest = (folder: string, name: string): string =>
  readFileSync(path.join(folder, 'node_modules', ...name.split('/'), 'package.json'), 'utf8');

/** What belongs to the workspace must not travel: nobody else can resolve it. */
const checkManifests = (folder: string, packs: readonly Pack[]): void => {
  for (const { manifest } of packs) {
    const installed = installedManifest(folder, manifest.name);
    const left = /"(?:workspace|catalog):[^"]*"|@commission-ledger\/source/.exec(installed);
    if (left !== null) throw new Error(`${manifest.name}: the packed manifest still says ${left[0]}`);
  }
};

const main = async (): Promise<void> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'commission-ledger-packs-'));
  try {
    const packs = await pack(folder);
    await twoAtATime(packs, examine);
    console.log(`${packs.length} packages packed, examined by publint and are-the-types-wrong`);
    const outside = path.join(folder, 'consumer');
    await installOutside(outside, packs);
    checkManifests(outside, packs);
    process.stdout.write(await run([process.execPath, 'main.mjs'], outside));
    process.stdout.write(
      await run(
        [
          process.execPath,
          path.join('node_modules', '@commission-ledger', 'cli', 'bin', 'commission-ledger.mjs'),
          '--version',
        ],
        outside,
      ),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
