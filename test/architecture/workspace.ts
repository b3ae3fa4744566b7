import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const scope = '@commission-ledger/';
const notOurs = new Set(['node_modules', 'dist', '.git', 'coverage', 'reports', '.stryker-tmp']);

/** A file of the repository; `path` is relative to its root, with slashes on every system. */
export type TextFile = Readonly<{ path: string; text: string }>;

/** What the checks read of a `package.json`. */
export type Manifest = Readonly<{
  name: string;
  private?: boolean;
  license?: string;
  description?: string;
  type?: string;
  engines?: Readonly<Record<string, string>>;
  exports?: Readonly<Record<string, unknown>>;
  publishConfig?: Readonly<{ access?: string; exports?: Readonly<Record<string, unknown>> }>;
  dependencies?: Readonly<Record<string, string>>;
}>;

/** A package of the workspace, known by the name of its folder. */
export type Package = Readonly<{
  folder: string;
  manifest: Manifest;
  /** Folders of the packages that its build refers to. */
  references: readonly string[];
  sources: readonly TextFile[];
}>;

const readText = (file: string): TextFile => ({
  path: file.split(path.sep).join('/'),
  text: readFileSync(path.join(root, file), 'utf8'),
});

const readJson = (file: string): unknown => JSON.parse(readText(file).text);

const readManifest = (file: string): Manifest => readJson(file) as Manifest;

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => !notOurs.has(entry.name))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(file) : [file];
    });

/** The folder of a workspace package that an import names, or `undefined` for any other module. */
export const workspaceFolderOf = (module: string): string | undefined => {
  if (module === 'commission-ledger' || module.startsWith('commission-ledger/')) return 'commission-ledger';
  return module.startsWith(scope) ? module.slice(scope.length).split('/')[0] : undefined;
};

type References = Readonly<{ references?: readonly Readonly<{ path: string }>[] }>;

const referencesOf = (tsconfig: string): readonly string[] =>
  ((readJson(tsconfig) as References).references ?? []).map((reference) =>
    path.basename(path.dirname(path.join(path.dirname(tsconfig), reference.path))),
  );

const readPackage = (folder: string): Package => ({
  folder,
  manifest: readManifest(`packages/${folder}/package.json`),
  references: referencesOf(`packages/${folder}/tsconfig.build.json`),
  sources: filesBelow(`packages/${folder}/src`)
    .filter((file) => /\.tsx?$/.test(file))
    .map(readText),
});

/** Every package that has sources. */
export const readPackages = (): readonly Package[] =>
  readdirSync(path.join(root, 'packages'))
    .filter((folder) => existsSync(path.join(root, 'packages', folder, 'package.json')))
    .map(readPackage);

/** The packages that the build of the whole workspace refers to. */
export const builtPackages = (): readonly string[] => referencesOf('tsconfig.build.json');

/** Every manifest of the repository: the root's, the packages' and the examples'. */
export const readManifests = (): readonly Readonly<{ path: string; manifest: Manifest }>[] =>
  filesBelow('.')
    .filter((file) => path.basename(file) === 'package.json')
    .map((file) => ({ path: file, manifest: readManifest(file) }));

/** Every text file that people wrote. */
export const readTextFiles = (): readonly TextFile[] =>
  filesBelow('.')
    .filter(
      (file) => /\.(?:[cm]?[jt]sx?|json|ya?ml|md|csv|txt|sh)$|(?:^|[/\\])run$/.test(file) && file !== 'pnpm-lock.yaml',
    )
    .map(readText);
