import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { type Snippet, commandsOf } from './snippet.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** What a page may start in a shell, and the program that is. */
const programs: readonly (readonly [start: readonly string[], script: string])[] = [
  [['npx', 'commission-ledger'], 'packages/cli/src/main.ts'],
  [['commission-ledger'], 'packages/cli/src/main.ts'],
  [['npm', 'run', '-s', 'commission-ledger', '--'], 'packages/cli/src/main.ts'],
  [['npm', 'run', '-s', 'crm', '--'], 'examples/crm-import/crm.ts'],
  [['npm', 'run', '-s', 'demo'], 'examples/crm-import/demo.ts'],
];

/** Libraries that a page may use beside the packages, and where the workspace has them. */
const libraries = [
  ['fp-ts', 'packages/events/node_modules'],
  ['io-ts', 'packages/events/node_modules'],
  ['fast-check', 'node_modules'],
] as const;

const programOf = (words: readonly string[]): readonly string[] | undefined => {
  const found = programs.find(([start]) => start.every((word, index) => words[index] === word));
  return found && [path.join(root, found[1]), ...words.slice(found[0].length)];
};

/** Whether a snippet is one that this machine can follow: a program, or commands of this project only. */
export const canFollow = ({ language, code }: Snippet): boolean =>
  language === 'ts' || commandsOf(code).every((words) => programOf(words) !== undefined);

const link = (target: string, at: string): void => {
  mkdirSync(path.dirname(at), { recursive: true });
  symlinkSync(realpathSync(target), at, 'junction');
};

/** A project as a reader has it: the packages installed, the examples at hand, nothing else. */
const newProject = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'commission-ledger-page-'));
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  for (const name of readdirSync(path.join(root, 'packages'))) {
    const installedAs = name === 'commission-ledger' ? name : `@commission-ledger/${name}`;
    link(path.join(root, 'packages', name), path.join(folder, 'node_modules', installedAs));
  }
  for (const [name, from] of libraries) link(path.join(root, from, name), path.join(folder, 'node_modules', name));
  const examples = path.join(root, 'examples');
  const isWritten = (file: string): boolean => path.basename(file) !== 'node_modules';
  if (existsSync(examples)) cpSync(examples, path.join(folder, 'examples'), { recursive: true, filter: isWritten });
  return folder;
};

/** Somebody who follows one page from top to bottom, in one folder. */
export type Reader = Readonly<{
  /** Does what the snippet says; answers what stdout showed. Rejects with all that was shown when a program fails. */
  follow(snippet: Snippet): Promise<string>;
  leave(): void;
}>;

const run = (words: readonly string[], cwd: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const tsx = pathToFileURL(path.join(root, 'node_modules/tsx/dist/loader.mjs')).href;
    const env = { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '', TZ: 'UTC' };
    execFile(
      process.execPath,
      ['--conditions=@commission-ledger/source', '--import', tsx, ...words],
      { cwd, env, timeout: 60_000 },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(`${words.join(' ')} failed\n${stdout}${stderr}`, { cause: error }));
      },
    );
  });

/** A reader who has just installed the packages. */
export const newReader = (): Reader => {
  const folder = newProject();
  const runProgram = ({ line, code }: Snippet): Promise<string> => {
    const file = path.join(folder, `line-${line}.ts`);
    writeFileSync(file, code);
    return run([file], folder);
  };
  const runCommands = async ({ code }: Snippet): Promise<string> => {
    let shown = '';
    for (const words of commandsOf(code)) shown += await run(programOf(words) ?? words, folder);
    return shown;
  };
  return {
    follow: (snippet) => (snippet.language === 'ts' ? runProgram(snippet) : runCommands(snippet)),
    leave: () => rmSync(folder, { recursive: true, force: true }),
  };
};
