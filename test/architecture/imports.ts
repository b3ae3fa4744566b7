import path from 'node:path/posix';
import ts from 'typescript';

import { onlyIn } from './arrows.ts';
import { type Package, type TextFile, workspaceFolderOf } from './workspace.ts';

/** The modules that a source imports, re-exports or loads, types included. */
export const importsOf = (text: string): readonly string[] =>
  ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);

/** What is wrong with the imports of one file of the package `folder`, which may import the packages `allowed`. */
export const forbiddenImports = (
  folder: string,
  allowed: readonly string[],
  { path: file, text }: TextFile,
): readonly string[] =>
  importsOf(text).flatMap((module) => {
    const problem = problemWith(module, { folder, allowed, file });
    return problem === undefined ? [] : [`${file}: ${problem}`];
  });

type Importer = Readonly<{ folder: string; allowed: readonly string[]; file: string }>;

const problemWith = (module: string, { folder, allowed, file }: Importer): string | undefined => {
  if (module.startsWith('.')) {
    const target = path.join(path.dirname(file), module);
    return target.startsWith(`packages/${folder}/src/`) ? undefined : `${module} is outside the sources of the package`;
  }
  const imported = workspaceFolderOf(module);
  if (imported !== undefined) {
    if (imported === folder) return `${module} is the package itself`;
    return allowed.includes(imported) ? undefined : `${folder} may not import ${imported}`;
  }
  for (const [library, owners] of onlyIn)
    if ((module === library || module.startsWith(`${library}/`)) && !owners.includes(folder))
      return `only ${owners.join(' and ')} may import ${library}`;
  return undefined;
};

/** The workspace packages that the sources of a package import. */
export const importedPackages = ({ sources }: Package): readonly string[] => {
  const folders = sources.flatMap(({ text }) => importsOf(text).map(workspaceFolderOf));
  return [...new Set(folders)].filter((folder) => folder !== undefined).toSorted();
};

/** The workspace packages that a package declares, as folders. */
export const declaredPackages = ({ manifest }: Package): readonly string[] =>
  Object.keys(manifest.dependencies ?? {})
    .map(workspaceFolderOf)
    .filter((folder) => folder !== undefined)
    .toSorted();
