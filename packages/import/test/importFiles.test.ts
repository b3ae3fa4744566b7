import * as E from 'fp-ts/lib/Either.js';
import path from 'node:path';
import { readdirSync } from 'node:fs';
import { type ImportProgress } from '../src/index.ts';
import { crmMappingWith, withPipeline } from './smallPipeline.ts';
import {
  countOf,
  dyingStore,
  earnedUnder,
  historyOf,
  importAll,
  newStore,
  sample,
  sampleFiles,
  tryImport,
  withFiles,
} from './world.ts';
import { describe, expect, it } from 'vitest';

const pipelineOf = <Source extends { source: string }>(bySource: readonly Source[]): Source => {
  const found = bySource.find(({ source }) => source === 'pipeline');
  if (found === undefined) throw new Error('There is no pipeline.');
  return found;
};

describe('the sample', () => {
  it('goes in, but for the rows that the mapping skips', async () => {
    const store = await newStore();
    const { summary, problems } = await importAll(store, sample);
    expect(problems).toEqual([]);
    expect(pipelineOf(summary.bySource)).toMatchObject({
      rowsRead: 162,
      rowsRecorded: 148,
      rowsKnown: 0,
      rowsRefused: 0,
      rowsSkipped: [{ reason: 'not engaged yet: no engage date', rows: 14 }],
    });
    expect(await countOf(store, 'LeadSubmitted')).toBe(148);
    expect(await countOf(store, 'PaymentReceived')).toBe(94);
    expect(await countOf(store, 'LeadLost')).toBe(34);
    expect(summary.eventsWritten).toBe((await historyOf(store)).length - 2);
  });

  it('books ties to the even cent', async () => {
    const store = await newStore();
    await importAll(store, sample);
    const amounts = [...(sampleFiles['sales_pipeline.csv']?.matchAll(/^(\w{8}),.*,(1054\.[57]0)$/gm) ?? [])];
    const earned = await earnedUnder(store, 'tiers');
    expect(
      amounts
        .map(([, id = '', amount]) => [amount, earned.get(id)] as const)
        .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    ).toEqual([
      ['1054.50', '52.72'],
      ['1054.70', '52.74'],
    ]);
  });

  it('changes nothing when it is imported again', async () => {
    const store = await newStore();
    await importAll(store, sample);
    const before = await historyOf(store);
    const { summary } = await importAll(store, sample);
    expect(summary).toMatchObject({ eventsWritten: 0, rowsRecorded: 0, rowsRefused: 0, rowsKnown: 154 });
    expect(await historyOf(store)).toEqual(before);
  });

  it('gives the same figures in a dry run, which writes nothing', async () => {
    const store = await newStore();
    const before = await historyOf(store);
    const dry = await importAll(store, sample, { dryRun: true });
    expect(await historyOf(store)).toEqual(before);
    const { summary } = await importAll(store, sample);
    expect(dry.summary).toEqual({ ...summary, dryRun: true });
    const again = await importAll(store, sample, { dryRun: true });
    expect(again.summary).toMatchObject({ eventsWritten: 0, rowsKnown: 154, dryRun: true });
  });

  it('says how far it is', async () => {
    const seen: ImportProgress[] = [];
    await importAll(await newStore(), sample, { onProgress: (progress) => seen.push(progress), windowSize: 100 });
    expect(seen.at(-1)).toEqual({
      source: 'pipeline',
      phase: 'applying',
      rowsRead: 168,
      factsApplied: 548,
      facts: 548,
    });
    expect(new Set(seen.map(({ phase }) => phase))).toEqual(new Set(['reading', 'applying']));
  });

  it('leaves no temporary file behind, whether it ends well or not', async () => {
    await withFiles({}, async (tempDir) => {
      await importAll(await newStore(), sample, { tempDir, runSize: 20 });
      expect(readdirSync(tempDir)).toEqual([]);
      const broken = dyingStore(await newStore(), 100);
      expect(E.isLeft(await tryImport(broken, sample, { tempDir, runSize: 20 }))).toBe(true);
      expect(readdirSync(tempDir)).toEqual([]);
    });
  });

  it('marks what it writes with the file it came from', async () => {
    const store = await newStore();
    const { summary } = await importAll(store, sample);
    const imports = new Set(
      (await historyOf(store)).flatMap(({ type, correlation }) => (type === 'DealWon' ? [correlation] : [])),
    );
    expect([...imports]).toEqual([pipelineOf(summary.bySource).importId]);
    expect(pipelineOf(summary.bySource).importId).toMatch(/^import-[0-9a-f]{16}$/);
  });
});

describe('a single file', () => {
  it('is read whatever its name, with its lists beside it', async () => {
    const store = await newStore();
    await importAll(store, sample);
    const mapping = crmMappingWith((pipeline, whole) => {
      whole['sources'] = [pipeline];
    });
    const files = { ...withPipeline([{ id: 'OTHER001' }]) };
    await withFiles({ ...files, 'april.csv': files['sales_pipeline.csv'] ?? '' }, async (folder) => {
      const { summary } = await importAll(store, path.join(folder, 'april.csv'), { mapping });
      expect(summary).toMatchObject({ rowsRead: 1, rowsRecorded: 1 });
    });
  });

  it('may begin with a byte order mark, end its lines in CRLF, and have blank lines and quoted line breaks', async () => {
    const store = await newStore();
    const [header = '', ...rows] = (
      withPipeline([{ id: 'FIRST001', account: '"Two ""quoted"" words, one comma"' }, { id: 'SECOND01' }])[
        'sales_pipeline.csv'
      ] ?? ''
    )
      .trimEnd()
      .split('\n');
    const content = `\uFEFF${[header, '', ...rows, '', 'BAD00001,"Agent\r\nAster",,,,,,', 'BAD00002,x'].join('\r\n')}\r\n\r\n`;
    const { summary, problems } = await withFiles({ ...sampleFiles, 'sales_pipeline.csv': content }, (folder) =>
      importAll(store, folder),
    );
    expect(pipelineOf(summary.bySource)).toMatchObject({
      rowsRead: 4,
      rowsRecorded: 2,
      rowsSkipped: [{ rows: 1 }],
      rowsRefused: 1,
    });
    expect(problems.map(({ line }) => line)).toEqual([8]);
    const accounts = (await historyOf(store)).flatMap((event) =>
      event.type === 'DealWon' ? [event.data.attributes['account']] : [],
    );
    expect(accounts).toEqual(['Two "quoted" words, one comma', undefined]);
  });
});
