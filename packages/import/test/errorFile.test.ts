import { existsSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { describeImportFailure } from '../src/index.ts';
import { withPipeline } from './smallPipeline.ts';
import { dyingStore, historyOf, importAll, newStore, sampleFiles, tryImport, withFiles } from './world.ts';
import { describe, expect, it } from 'vitest';

const HEADER = 'source,line,column,value,reason';
const refusing = withPipeline([{ id: 'GOOD0001' }, { id: 'BAD00001', value: 'a lot' }]);

const failureOf = async (work: ReturnType<typeof tryImport>) => {
  const result = await work;
  if (E.isRight(result)) throw new Error('It was carried out.');
  return { ...result.left, said: describeImportFailure(result.left) };
};

const partsIn = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name.endsWith('.part'));

describe('a file with the name of the error file', () => {
  it.each([
    ['ledger.db', Buffer.from('SQLite format 3\0\u0001\u0002 pages of a ledger', 'latin1')],
    ['sales_pipeline.csv', refusing['sales_pipeline.csv'] ?? ''],
    ['mapping.json', '{"schema":"import/1"}'],
    ['notes.txt', 'call Orion on Monday\n'],
    ['almost.csv', `${HEADER}s\n`],
    ['longer.csv', `${HEADER},comment\n`],
    ['later.csv', `my notes\n${HEADER}\n`],
  ])('survives byte for byte if it is something else, and nothing is imported: %s', async (name, content) => {
    await withFiles({ ...refusing, [name]: content }, async (folder) => {
      const errorFile = path.join(folder, name);
      const [before, files] = [readFileSync(errorFile), readdirSync(folder)];
      for (const dryRun of [true, false]) {
        const store = await newStore();
        const history = await historyOf(store);
        const failure = await failureOf(tryImport(store, folder, { errorFile, dryRun }));
        expect(failure).toMatchObject({ _tag: 'CannotWrite', file: errorFile });
        expect(failure.said).toBe(
          `${errorFile} cannot be written: it is not an error file of an import. Choose another name.`,
        );
        expect(readFileSync(errorFile)).toEqual(before);
        expect(readdirSync(folder)).toEqual(files);
        expect(await historyOf(store)).toEqual(history);
      }
    });
  });

  it.each([`${HEADER}\nold,1,,,old\n`, `${HEADER}\r\nold,1,,,old\r\n`, HEADER, ''])(
    'is replaced if it is an error file, and goes away when nothing is refused: %j',
    async (content) => {
      for (const dryRun of [true, false])
        await withFiles({ ...refusing, 'errors.csv': content }, async (folder) => {
          const errorFile = path.join(folder, 'errors.csv');
          await importAll(await newStore(), folder, { errorFile, dryRun });
          expect(readFileSync(errorFile, 'utf8').split('\n')).toMatchObject([
            HEADER,
            expect.stringMatching(/^pipeline,3,close_value,a lot,/),
            '',
          ]);
          writeFileSync(path.join(folder, 'sales_pipeline.csv'), sampleFiles['sales_pipeline.csv'] ?? '');
          await importAll(await newStore(), folder, { errorFile, dryRun });
          expect(existsSync(errorFile)).toBe(false);
          expect(partsIn(folder)).toEqual([]);
        });
    },
  );

  it('is replaced behind a link, which stays', async () => {
    await withFiles({ ...refusing, 'real.csv': `${HEADER}\n` }, async (folder) => {
      const errorFile = path.join(folder, 'errors.csv');
      symlinkSync(path.join(folder, 'real.csv'), errorFile);
      await importAll(await newStore(), folder, { errorFile });
      expect(readFileSync(path.join(folder, 'real.csv'), 'utf8')).toContain('a lot');
      expect(readFileSync(errorFile, 'utf8')).toContain('a lot');
    });
  });

  it('that came while the import ran is left as it is, and what was refused is told where it lies', async () => {
    await withFiles(refusing, async (folder) => {
      const errorFile = path.join(folder, 'errors.csv');
      const failure = await failureOf(
        tryImport(await newStore(), folder, { errorFile, onProblem: () => writeFileSync(errorFile, 'my notes\n') }),
      );
      expect(readFileSync(errorFile, 'utf8')).toBe('my notes\n');
      const [part = ''] = partsIn(folder);
      expect(failure.said).toContain(`refused rows are listed in ${path.join(folder, part)}`);
      expect(readFileSync(path.join(folder, part), 'utf8')).toContain('a lot');
    });
  });

  it('may be a device, which is written to and stays', async () => {
    await withFiles(refusing, async (folder) => {
      await importAll(await newStore(), folder, { errorFile: '/dev/null' });
      expect(statSync('/dev/null').isFile()).toBe(false);
    });
  });
});

describe('an import that stops', () => {
  it('keeps what was refused so far, and says where', async () => {
    const good = Array.from({ length: 40 }, (_, index) => ({ id: `GOOD${index}` }));
    const files = withPipeline([{ id: 'BAD00001', value: 'a lot' }, ...good]);
    await withFiles({ ...files, 'errors.csv': `${HEADER}\nold,1,,,old\n` }, async (folder) => {
      const errorFile = path.join(folder, 'errors.csv');
      const told = await failureOf(tryImport(dyingStore(await newStore(), 60), folder, { errorFile, windowSize: 1 }));
      expect(told).toMatchObject({ _tag: 'Stopped', errorFile });
      expect(told.said).toContain(`Rows refused so far are listed in ${errorFile}.`);
      expect(readFileSync(errorFile, 'utf8')).toContain('a lot');
      expect(partsIn(folder)).toEqual([]);
    });
  });

  it('leaves an earlier error file when it had refused nothing yet', async () => {
    const old = `${HEADER}\nold,1,,,old\n`;
    await withFiles({ ...refusing, 'errors.csv': old }, async (folder) => {
      const errorFile = path.join(folder, 'errors.csv');
      const failure = await failureOf(tryImport(dyingStore(await newStore(), 1), folder, { errorFile }));
      expect(failure).not.toHaveProperty('errorFile');
      expect(readFileSync(errorFile, 'utf8')).toBe(old);
      expect(partsIn(folder)).toEqual([]);
    });
  });
});
