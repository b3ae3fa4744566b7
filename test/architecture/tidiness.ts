import path from 'node:path/posix';

import type { Manifest, TextFile } from './workspace.ts';

const longestSource = 300;
const drawers = new Set(['utils', 'util', 'common', 'helpers', 'helper', 'types', 'shared', 'misc']);

// Brackets around one letter, so that this file does not accuse itself.
const unfinished = /\b(?:TO[D]O|FIX[M]E)\b/;
const switchedOff = /@ts-(?:ignor[e]|nochec[k]|expect-erro[r])|(?:eslint|oxlint)-disabl[e]|\bas an[y]\b/;

/**
 * The one check that a source may switch off, for one line, with a reason: where the type of a value follows from
 * another value, such as an event's data from its type, the language has no other way to say so.
 */
const explained = /^\s*\/\/ oxlint-disable-next-line typescript\/no-unsafe-type-assertion -- \S/;

/** A file or folder of somebody's own machine: nobody else has it. */
const machinePath = /(?:^|[\s"'`(=:])\/(?:work|root|home|Users|tmp)\/[\w.-]|\b[A-Z]:\\{1,2}Users\\/;

const linesMatching = (
  { path: file, text }: TextFile,
  pattern: RegExp,
  what: string,
  except?: RegExp,
): readonly string[] =>
  text
    .split('\n')
    .flatMap((line, index) =>
      pattern.test(line) && except?.test(line) !== true ? [`${file}:${index + 1}: ${what}`] : [],
    );

/** What no text file of the repository may contain. */
export const untidyText = (file: TextFile): readonly string[] => [
  ...linesMatching(file, unfinished, 'is marked as unfinished'),
  ...linesMatching(file, machinePath, 'names a path of one machine'),
];

/** What a source of a package may not be. */
export const untidySource = (file: TextFile): readonly string[] => {
  const names = file.path
    .split('/')
    .slice(2)
    .map((name) => path.basename(name, path.extname(name)));
  const lines = file.text.trimEnd().split('\n').length;
  return [
    ...names
      .filter((name) => drawers.has(name))
      .map((name) => `${file.path}: '${name}' says nothing about what is inside`),
    ...(lines > longestSource ? [`${file.path}: ${lines} lines, more than ${longestSource}`] : []),
    ...linesMatching(file, switchedOff, 'switches a check off', explained),
  ];
};

/** What a manifest must say, whether or not the package is published. */
export const untidyManifest = (file: string, manifest: Manifest): readonly string[] => {
  const expected = { license: 'Apache-2.0', type: 'module' } as const;
  const wrong = Object.entries(expected)
    .filter(([field, value]) => manifest[field as keyof typeof expected] !== value)
    .map(([field, value]) => `${file}: ${field} is not ${value}`);
  return manifest.private === true ? wrong : [...wrong, ...untidyPublication(file, manifest)];
};

/** Published packages name what they offer twice: once for the workspace with its sources, once for everybody else. */
const untidyPublication = (file: string, manifest: Manifest): readonly string[] => {
  const published = JSON.stringify(manifest.publishConfig?.exports ?? {});
  const offered = JSON.stringify(manifest.exports ?? {}, (key, value: unknown) =>
    key === '@commission-ledger/source' ? undefined : value,
  );
  return [
    ...(manifest.engines?.['node'] === '>=20.19' ? [] : [`${file}: engines.node is not >=20.19`]),
    ...(manifest.publishConfig?.access === 'public' ? [] : [`${file}: publishConfig.access is not public`]),
    ...(published === offered ? [] : [`${file}: publishConfig.exports is not exports without the sources`]),
  ];
};
