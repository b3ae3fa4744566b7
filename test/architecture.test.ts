import { describe, expect, it } from 'vitest';

import { ambientIn } from './architecture/ambient.ts';
import { arrows, mayTouchTheWorld, purePackages } from './architecture/arrows.ts';
import { cyclesIn, fileGraph } from './architecture/cycles.ts';
import { declaredPackages, forbiddenImports, importedPackages } from './architecture/imports.ts';
import { untidyManifest, untidySource, untidyText } from './architecture/tidiness.ts';
import { builtPackages, readManifests, readPackages, readTextFiles } from './architecture/workspace.ts';

const packages = readPackages();
const folders = packages.map(({ folder }) => folder);
const sources = packages.flatMap((each) => each.sources);
const sourceProblems = (path: string, text: string) => untidySource({ path, text });
const wrongIn = (text: string) => forbiddenImports('plans', ['money'], { path: 'packages/plans/src/plan.ts', text });
const perPackage = (question: (folder: string) => readonly string[]) =>
  Object.fromEntries(folders.map((folder) => [folder, question(folder)]));
const packageOf = (folder: string) => {
  const found = packages.find((each) => each.folder === folder);
  if (found === undefined) throw new Error(`no package ${folder}`);
  return found;
};

describe('the packages', () => {
  it('are the packages of the table of arrows', () => {
    expect(folders.toSorted()).toEqual([...arrows.keys()].toSorted());
  });

  it('import only what stands below them', () => {
    const wrong = packages.flatMap(({ folder, sources: files }) =>
      files.flatMap((file) => forbiddenImports(folder, arrows.get(folder) ?? [], file)),
    );
    expect(wrong).toEqual([]);
  });

  it('declare exactly the packages they import', () => {
    expect(perPackage((folder) => declaredPackages(packageOf(folder)))).toEqual(
      perPackage((folder) => importedPackages(packageOf(folder))),
    );
  });

  it('are built after exactly the packages they declare', () => {
    expect(perPackage((folder) => packageOf(folder).references.toSorted())).toEqual(
      perPackage((folder) => declaredPackages(packageOf(folder))),
    );
    expect(builtPackages().toSorted()).toEqual(folders.toSorted());
  });

  it('say who may use them, and on which Node', () => {
    expect(readManifests().flatMap(({ path, manifest }) => untidyManifest(path, manifest))).toEqual([]);
  });
});

describe('the sources', () => {
  it('import one another without going in circles', () => {
    expect(cyclesIn(arrows)).toEqual([]);
    expect(cyclesIn(fileGraph(sources))).toEqual([]);
  });

  it('of the pure packages read no clock, chance, network, file, process or setting of the machine', () => {
    const wrong = packages
      .filter(({ folder }) => purePackages.includes(folder))
      .flatMap((each) => each.sources)
      .filter(({ path }) => !mayTouchTheWorld.includes(path))
      .flatMap(({ path, text }) => ambientIn(text).map((place) => `${path}:${place}`));
    expect(wrong).toEqual([]);
  });

  it('are short, named after what is inside, and checked without exception', () => {
    expect(sources.flatMap(untidySource)).toEqual([]);
  });
});

it('no text of the repository is unfinished or knows the machine it was written on', () => {
  expect(readTextFiles().flatMap(untidyText)).toEqual([]);
});

describe('the check for ambient input', () => {
  it.each([
    ['new Date()', '1: new Date()'],
    ['Date.now()', '1: Date.now'],
    ['const at = Date();', '1: Date()'],
    ['new Date(2017, 0, 1)', '1: new Date(year, month, …) in the time zone of the machine'],
    ['day.getMonth()', '1: getMonth() reads the time zone of the machine'],
    ['Math.random()', '1: Math.random'],
    ["import { randomUUID } from 'node:crypto';", '1: randomUUID'],
    ["import * as crypto from 'node:crypto';\ncrypto.randomBytes(16);", '2: randomBytes'],
    ["import { v4 } from 'uuid';", '1: a random or time-based uuid'],
    ["import { readFileSync } from 'node:fs';", '1: node:fs'],
    ["import http from 'http';", '1: http'],
    ["process.env['HOME']", '1: process'],
    ['const { env } = process;', '1: process'],
    ["fetch('https://example.org')", '1: fetch'],
    ['setTimeout(retry, 10)', '1: setTimeout'],
    ['const clock = { performance };', '1: performance'],
    ["await import('./later.ts')", '1: import()'],
    ['names.toSorted((a, b) => a.localeCompare(b))', '1: localeCompare without a locale'],
    ['amount.toLocaleString()', '1: toLocaleString() reads the locale of the machine'],
    ["new Intl.NumberFormat(undefined, { style: 'percent' })", '1: Intl.NumberFormat without a locale'],
  ])('sees %s', (text, found) => {
    expect(ambientIn(text)).toContain(found);
  });

  it.each([
    "new Date('2017-01-01T00:00:00Z')",
    '// Date.now() is not asked here\n/** Nor is `process.env`. */',
    "const help = 'set the variable with process.env';",
    'store.fetch(stream)',
    'type Work = { process: string; fetch(): void };',
    "import { createHash } from 'node:crypto';",
    "import { v5 } from 'uuid';",
    'day.getUTCMonth()',
    "a.localeCompare(b, 'en')",
    "new Intl.DateTimeFormat('en-US', { timeZone })",
  ])('lets %s pass', (text) => {
    expect(ambientIn(text)).toEqual([]);
  });
});

describe('the check of imports', () => {
  it.each([
    ["import { money } from '@commission-ledger/ledger';", 'plans may not import ledger'],
    ["export * from '@commission-ledger/ledger';", 'plans may not import ledger'],
    ["import type { Ledger } from 'commission-ledger';", 'plans may not import commission-ledger'],
    ["const late = import('@commission-ledger/ledger');", 'plans may not import ledger'],
    ["import { Plan } from '@commission-ledger/plans';", '@commission-ledger/plans is the package itself'],
    ["import { Decimal } from 'decimal.js';", 'only money may import decimal.js'],
    ["import { END } from '@eventstore/db-client';", 'only event-store-eventstoredb may import @eventstore/db-client'],
    ["import { add } from '../../money/src/add.ts';", '../../money/src/add.ts is outside the sources of the package'],
  ])('refuses %s', (text, problem) => {
    expect(wrongIn(text)).toEqual([`packages/plans/src/plan.ts: ${problem}`]);
  });

  it.each([
    "import { money } from '@commission-ledger/money';",
    "import { tier } from './rules/tier.ts';",
    "import * as E from 'fp-ts/lib/Either.js';",
    "// import { ledger } from '@commission-ledger/ledger';",
  ])('lets %s pass', (text) => {
    expect(wrongIn(text)).toEqual([]);
  });
});

describe('the check for circles', () => {
  it('shows the road of a circle, however long', () => {
    const graph = new Map([
      ['start', ['a']],
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['a']],
    ]);
    expect(cyclesIn(graph)).toEqual(['a → b → c → a']);
  });

  it('does not take two roads to one place for a circle', () => {
    const graph = new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', ['d']],
    ]);
    expect(cyclesIn(graph)).toEqual([]);
  });

  it('follows relative imports between files', () => {
    const files = [
      { path: 'packages/x/src/a.ts', text: "import { b } from './deep/b.ts';" },
      { path: 'packages/x/src/deep/b.ts', text: "export type { A } from '../a.ts';" },
    ];
    expect(cyclesIn(fileGraph(files))).toHaveLength(1);
  });
});

describe('the check of tidiness', () => {
  const unfinishedMark = ['TO', 'DO'].join('');
  const home = ['', 'home', 'ada', 'ledger'].join('/');

  it('refuses drawers', () => {
    expect(sourceProblems('packages/money/src/utils.ts', 'export {};')).toHaveLength(1);
    expect(sourceProblems('packages/money/src/shared/rate.ts', 'export {};')).toHaveLength(1);
    expect(sourceProblems('packages/money/src/rate.ts', 'export {};')).toEqual([]);
  });

  it('refuses the three-hundred-and-first line', () => {
    expect(sourceProblems('packages/money/src/rate.ts', 'x;\n'.repeat(301))).toHaveLength(1);
    expect(sourceProblems('packages/money/src/rate.ts', 'x;\n'.repeat(300))).toEqual([]);
  });

  it.each([
    ['// @ts-', 'ignore'],
    ['// oxlint-', 'disable-next-line'],
    ['const x = y as ', 'any;'],
  ])('refuses %s%s', (start, end) => {
    expect(sourceProblems('packages/money/src/rate.ts', start + end)).toHaveLength(1);
  });

  it('lets a type assertion pass that gives its reason, and nothing else', () => {
    const assertion = ['// oxlint-disable', 'next-line typescript/no-unsafe-type-assertion'].join('-');
    const problems = (text: string) => sourceProblems('packages/money/src/rate.ts', `${text}\nexport {};`);
    expect(problems(`  ${assertion} -- the codec has just made it`)).toEqual([]);
    expect(problems(assertion)).toHaveLength(1);
    expect(problems(`${assertion} -- `)).toHaveLength(1);
    expect(problems(`${assertion}, typescript/no-explicit-any -- the codec has just made it`)).toHaveLength(1);
    expect(problems(assertion.replace('-next-line', '').concat(' -- the codec has just made it'))).toHaveLength(1);
    expect(problems(assertion.replace('unsafe-type-assertion', 'explicit-any').concat(' -- why not'))).toHaveLength(1);
    expect(problems(`const x = y; ${assertion} -- the codec has just made it`)).toHaveLength(1);
  });

  it('refuses what is unfinished and what names a machine', () => {
    expect(untidyText({ path: 'README.md', text: `one\n${unfinishedMark}: the rest` })).toEqual([
      'README.md:2: is marked as unfinished',
    ]);
    expect(untidyText({ path: 'README.md', text: `run it in ${home}` })).toHaveLength(1);
    expect(untidyText({ path: 'README.md', text: 'GET https://example.org/home/page' })).toEqual([]);
  });

  it('refuses a manifest that offers its sources to everybody', () => {
    const exports = { '.': { types: './dist/index.d.ts', default: './dist/index.js' } };
    const manifest = {
      name: '@commission-ledger/rates',
      license: 'Apache-2.0',
      type: 'module',
      engines: { node: '>=20.19' },
      exports: { '.': { '@commission-ledger/source': './src/index.ts', ...exports['.'] } },
      publishConfig: { access: 'public', exports },
    };
    expect(untidyManifest('package.json', manifest)).toEqual([]);
    expect(untidyManifest('package.json', { ...manifest, license: 'MIT' })).toHaveLength(1);
    expect(
      untidyManifest('package.json', { ...manifest, publishConfig: { access: 'public', exports: manifest.exports } }),
    ).toHaveLength(1);
  });
});
