import * as E from 'fp-ts/lib/Either.js';
import path from 'node:path';
import { mkdirSync } from 'node:fs';
import { describeImportFailure } from '../src/index.ts';
import { HEADER } from './smallPipeline.ts';
import {
  accountsOf,
  dyingStore,
  earnedUnder,
  historyOf,
  importAll,
  memoryEventStore,
  newStore,
  sample,
  sampleFiles,
  tryImport,
  withFiles,
} from './world.ts';
import { describe, expect, it } from 'vitest';

describe('an import that cannot be carried out', () => {
  const failureOf = async (work: ReturnType<typeof tryImport>) => {
    const result = await work;
    if (E.isRight(result)) throw new Error('It was carried out.');
    return { ...result.left, said: describeImportFailure(result.left) };
  };

  it('stops with the store, says how far it got, and goes on when it is started again', async () => {
    const store = await newStore();
    const broken = dyingStore(store, 300);
    const failure = await failureOf(tryImport(broken, sample, { windowSize: 50 }));
    expect(failure).toMatchObject({
      _tag: 'Stopped',
      source: 'pipeline',
      rowsRead: 168,
      failure: { _tag: 'StoreUnavailable' },
    });
    expect(failure.said).toContain('import the same files again and it goes on where it stopped');
    await importAll(store, sample);
    const undisturbed = await newStore();
    await importAll(undisturbed, sample);
    expect(Object.keys(await accountsOf(store))).toEqual(Object.keys(await accountsOf(undisturbed)));
    expect(await earnedUnder(store, 'tiers')).toEqual(await earnedUnder(undisturbed, 'tiers'));
  });

  it('has a file that is not there, and writes nothing', async () => {
    const store = await newStore();
    const before = await historyOf(store);
    const { 'sales_pipeline.csv': _pipeline, ...files } = sampleFiles;
    const failure = await withFiles(files, (folder) => failureOf(tryImport(store, folder)));
    expect(failure.said).toMatch(/sales_pipeline\.csv cannot be read: there is no such file/);
    expect(await historyOf(store)).toEqual(before);
  });

  it('has a file without the columns', async () => {
    const files = { ...sampleFiles, 'sales_pipeline.csv': `${HEADER.replaceAll(',', ';')}\n` };
    const failure = await withFiles(files, async (folder) => failureOf(tryImport(await newStore(), folder)));
    expect(failure).toMatchObject({ _tag: 'MissingColumns', found: [HEADER.replaceAll(',', ';')] });
    expect(failure.said).toContain("has no column 'sales_agent'");
  });

  it.each([
    ['', 'it is empty'],
    ['a,b,a\n', "two of its columns are named 'a'"],
    ['a,b"c\n', 'its first line, which must name the columns'],
  ])('has a file without a header: %j', async (content, problem) => {
    const files = { ...sampleFiles, 'sales_pipeline.csv': content };
    const failure = await withFiles(files, async (folder) => failureOf(tryImport(await newStore(), folder)));
    expect(failure.said).toContain(problem);
  });

  it('has a list of known values without the column', async () => {
    const files = { ...sampleFiles, 'products.csv': 'name\nGTX Basic\n' };
    const failure = await withFiles(files, async (folder) => failureOf(tryImport(await newStore(), folder)));
    expect(failure.said).toMatch(/products\.csv cannot be read: it has no column 'product'/);
  });

  it('has one file for a mapping with two sources', async () => {
    const failure = await failureOf(tryImport(await newStore(), path.join(sample, 'sales_pipeline.csv')));
    expect(failure.said).toContain('it is one file, but the mapping has 2 sources');
  });

  it('has an error file or a temporary folder that cannot be written', async () => {
    await withFiles(sampleFiles, async (folder) => {
      mkdirSync(path.join(folder, 'errors.csv'));
      const errorFile = path.join(folder, 'errors.csv');
      expect(await failureOf(tryImport(await newStore(), folder, { errorFile }))).toMatchObject({
        _tag: 'CannotWrite',
        file: errorFile,
      });
      const tempDir = path.join(folder, 'nowhere');
      const failure = await failureOf(tryImport(await newStore(), folder, { tempDir, runSize: 10 }));
      expect(failure).toMatchObject({ _tag: 'CannotWrite', file: tempDir });
    });
  });

  it('has a mapping that makes no sense', async () => {
    const failure = await failureOf(tryImport(memoryEventStore(), sample, { mapping: { schema: 'import/2' } }));
    expect(failure).toMatchObject({ _tag: 'InvalidMapping' });
  });
});
