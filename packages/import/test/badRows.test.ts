import path from 'node:path';
import { existsSync, readFileSync } from 'node:fs';
import { HEADER, crmMappingWith, withPipeline } from './smallPipeline.ts';
import { accountsOf, countOf, historyOf, importAll, newStore, sampleFiles, withFiles } from './world.ts';
import { describe, expect, it } from 'vitest';

const pipelineOf = <Source extends { source: string }>(bySource: readonly Source[]): Source => {
  const found = bySource.find(({ source }) => source === 'pipeline');
  if (found === undefined) throw new Error('There is no pipeline.');
  return found;
};

describe('a row that cannot go in', () => {
  const problemsOf = async (row: Parameters<typeof withPipeline>[0][number], mapping?: unknown) => {
    const store = await newStore();
    const files = withPipeline([{ id: 'GOOD0001' }, row, { id: 'GOOD0002' }]);
    const { summary, problems } = await withFiles(files, (folder) =>
      importAll(store, folder, mapping === undefined ? {} : { mapping }),
    );
    expect(pipelineOf(summary.bySource)).toMatchObject({ rowsRead: 3, rowsRecorded: 2, rowsRefused: 1 });
    expect(await countOf(store, 'DealWon')).toBe(2);
    expect(new Set(problems.map(({ line }) => line))).toEqual(new Set([3]));
    return problems.map(({ column, value, reason }) => ({ column, value, reason }));
  };

  it('has a value that is not in the list, and is told the nearest', async () => {
    const mapping = crmMappingWith(({ columns }) => {
      delete (columns as Record<string, Record<string, unknown>>)['product']?.['aliases'];
    });
    expect(await problemsOf({ id: 'BAD00001', product: 'GTXPro' }, mapping)).toEqual([
      {
        column: 'product',
        value: 'GTXPro',
        reason: "'GTXPro' is not in products.csv; did you mean 'GTX Pro'? Add an alias to the mapping.",
      },
    ]);
  });

  it('has a value that is not in the list, nor near to one that is', async () => {
    expect(await problemsOf({ id: 'BAD00001', stage: 'Archived' })).toEqual([
      {
        column: 'deal_stage',
        value: 'Archived',
        reason: "'Archived' is not one of the values in the mapping; correct it, or add an alias to the mapping.",
      },
    ]);
  });

  it.each([
    [{ closed: '2/30/2017' }, 'close_date', "'2/30/2017' is no date in the form M/d/yyyy."],
    [{ closed: '2017-04-03' }, 'close_date', "'2017-04-03' is no date in the form M/d/yyyy."],
    [{ closed: '' }, 'close_date', 'is blank; DealWon needs its date'],
    [{ closed: '4/3/17' }, 'close_date', "'4/3/17' is no date in the form M/d/yyyy."],
    [{ value: '' }, 'close_value', 'is blank; DealWon needs it'],
    [{ value: '1e3' }, 'close_value', 'is not a plain decimal'],
    [{ value: '"1,000.00"' }, 'close_value', 'is not a plain decimal'],
    [{ value: '٣' }, 'close_value', 'is not a plain decimal'],
    [{ value: 'NaN' }, 'close_value', 'is not a plain decimal'],
    [{ value: '0.001' }, 'close_value', 'USD has 2 decimals, not 3'],
    [{ value: '9'.repeat(33) }, 'close_value', 'is too long'],
    [{ account: 'x'.repeat(501) }, 'account', 'must be 1–500 characters without control characters'],
    [{ account: 'a\u0001b' }, 'account', 'must be 1–500 characters without control characters'],
    [{ id: '' }, 'opportunity_id', 'is blank'],
  ])('is told its column and the reason: %j', async (change, column, reason) => {
    const problems = await problemsOf({ id: 'BAD00001', ...change });
    expect(problems[0]?.column).toBe(column);
    expect(problems[0]?.reason).toContain(reason);
  });

  it('contributes no fact, however good its other fields are', async () => {
    const store = await newStore();
    await withFiles(withPipeline([{ id: 'BAD00001', value: 'a lot' }]), (folder) => importAll(store, folder));
    expect(await countOf(store, 'LeadSubmitted')).toBe(0);
  });

  it('is told everything that is wrong with it, each thing once', async () => {
    const problems = await problemsOf({ id: 'BAD00001', closed: 'soon', value: 'a lot', product: 'GTX Prof' });
    expect(problems.map(({ column }) => column).toSorted()).toEqual(['close_date', 'close_value', 'product']);
  });

  it.each([
    ['BAD00001,Agent Aster', 'has 2 fields where the header has 8'],
    ['BAD00001,Agent "A" Aster,GTX Basic,,Won,3/1/2017,4/3/2017,1.00', 'has a quote where none may stand'],
    ['BAD00001,"Agent Aster,GTX Basic,,Won,3/1/2017,4/3/2017,1.00', 'opens a quote that is not closed'],
    ['BAD00001,Agent Aster,GTX Basic,a\0b,Won,3/1/2017,4/3/2017,1.00', 'contains the character NUL'],
    [`BAD00001,${'x'.repeat(1024 * 1024)}`, 'is longer than 1048576 characters'],
  ])('cannot be read: %.60s', async (row, reason) => {
    expect((await problemsOf(row))[0]?.reason).toContain(reason);
  });

  it('is blank where several facts need it, and is told so once', async () => {
    const problems = await problemsOf({ id: '' });
    expect(problems).toEqual([{ column: 'opportunity_id', value: '', reason: 'is blank; LeadSubmitted needs it' }]);
  });

  it.each([
    [{ value: '-5.00' }, 'close_value', '-5.00', 'is negative'],
    [{ closed: '4/3/2099' }, 'close_date', '2099-04-03T00:00:00.000Z', 'has not come yet'],
  ])('is refused by the ledger, and is told the column that it is about: %j', async (change, column, value, reason) => {
    const problems = await problemsOf({ id: 'BAD00001', ...change });
    expect(problems).toEqual([{ column, value, reason: expect.stringContaining(reason) }]);
  });

  it('has a currency that the ledger refuses, from a column of its own', async () => {
    const currency = { column: 'account' };
    const mapping = crmMappingWith((pipeline) => {
      for (const { fields } of pipeline['facts'] as { fields: Record<string, unknown> }[])
        if (typeof fields['amount'] === 'object') fields['amount'] = { ...fields['amount'], currency };
    });
    const store = await newStore();
    const files = withPipeline([
      { id: 'GOOD0001', account: 'USD' },
      { id: 'BAD00001', account: 'EUR' },
    ]);
    const { problems } = await withFiles(files, (folder) => importAll(store, folder, { mapping }));
    expect(problems).toMatchObject([{ line: 3, column: 'account', value: 'EUR' }]);
    expect(problems[0]?.reason).toContain('in EUR');
  });

  it('fits no fact and no rule to skip it', async () => {
    const mapping = crmMappingWith((pipeline) => {
      pipeline['facts'] = (pipeline['facts'] as { fact: string }[]).filter(({ fact }) => /^(?:DealWon|Pay)/.test(fact));
      for (const rule of pipeline['facts'] as { fact: string; fields: Record<string, unknown> }[])
        delete rule.fields['lead'];
    });
    expect((await problemsOf({ id: 'BAD00001', stage: 'Engaging' }, mapping))[0]?.reason).toContain(
      'no fact of the mapping fits',
    );
  });

  it('is refused by the ledger, which says what to do', async () => {
    const mapping = crmMappingWith(({ columns }) => {
      delete (columns as Record<string, unknown>)['sales_agent'];
    });
    expect(await problemsOf({ id: 'BAD00001', agent: 'Agent Unknown' }, mapping)).toEqual([
      {
        column: 'LeadSubmitted',
        value: '',
        reason: 'There is no partner agent-unknown. Let the partner join first, or check the id.',
      },
    ]);
  });

  it('says something else than what was recorded, and the fields are named', async () => {
    const store = await newStore();
    await withFiles(withPipeline([{ id: 'CHANGED1', value: '100.00' }]), (folder) => importAll(store, folder));
    const before = await accountsOf(store);
    const { problems, summary } = await withFiles(withPipeline([{ id: 'CHANGED1', value: '200.00' }]), (folder) =>
      importAll(store, folder),
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ line: 2, column: 'DealWon' });
    expect(problems[0]?.reason).toContain(
      'amount (recorded {"amount":"100.00","currency":"USD"}, now {"amount":"200.00","currency":"USD"})',
    );
    expect(pipelineOf(summary.bySource)).toMatchObject({ rowsRefused: 1, rowsKnown: 0 });
    expect(await accountsOf(store)).toEqual(before);
  });

  it('is no UTF-8', async () => {
    const store = await newStore();
    const files: Record<string, string | Uint8Array> = { ...sampleFiles };
    files['sales_pipeline.csv'] = Buffer.from(
      `${HEADER}\nBAD00001,Agent Aster,GTX Basic,Caf\u00E9,Won,3/1/2017,4/3/2017,1.00\n`,
      'latin1',
    );
    const { problems } = await withFiles(files, (folder) => importAll(store, folder));
    expect(problems).toMatchObject([
      { line: 2, column: 'account', value: 'Caf?', reason: 'is not UTF-8; export the file as UTF-8' },
    ]);
  });
});

const YESTERDAY = 'source,line,column,value,reason\npipeline,2,,,from yesterday\n';

describe('the error file', () => {
  it('tells source, line, column, value and reason, safe to open as a spreadsheet', async () => {
    const files = withPipeline([
      { id: 'GOOD0001' },
      { id: 'BAD00001', product: '@SUM' },
      { id: 'BAD00002', value: '"=1+""2"""' },
      '-1,x',
    ]);
    await withFiles({ ...files, 'errors.csv': YESTERDAY }, async (folder) => {
      const errorFile = path.join(folder, 'errors.csv');
      const { summary } = await importAll(await newStore(), folder, { errorFile });
      expect(summary).toMatchObject({ errorFile, rowsRefused: 3 });
      expect(readFileSync(errorFile, 'utf8')).toBe(
        [
          'source,line,column,value,reason',
          `pipeline,3,product,'@SUM,"'@SUM' is not in products.csv; correct it, or add an alias to the mapping."`,
          `pipeline,4,close_value,"'=1+""2""","""=1+""2"""" is not a plain decimal. Write digits and at most one point, such as ""437.50"", without separators, spaces or exponent."`,
          `pipeline,5,,"'-1,x",the row has 2 fields where the header has 8; put a value with a delimiter in it in quotes`,
          '',
        ].join('\n'),
      );
    });
  });

  it('is not there when nothing is refused, nor is the one of an earlier import', async () => {
    await withFiles({ ...sampleFiles, 'errors.csv': YESTERDAY }, async (folder) => {
      for (const errorFile of [path.join(folder, 'errors.csv'), path.join(folder, 'new.csv')]) {
        const { summary } = await importAll(await newStore(), folder, { errorFile });
        expect(summary).not.toHaveProperty('errorFile');
        expect(existsSync(errorFile)).toBe(false);
      }
    });
  });

  it('is written in a dry run too, which knows all refusals', async () => {
    const store = await newStore();
    const before = await historyOf(store);
    await withFiles(
      withPipeline([
        { id: 'SAME0001', value: '1.00' },
        { id: 'SAME0001', value: '2.00' },
      ]),
      async (folder) => {
        const dry = await importAll(store, folder, { dryRun: true });
        const real = await importAll(store, folder);
        expect(dry.problems).toEqual(real.problems);
        expect(dry.problems).toHaveLength(1);
      },
    );
    expect((await historyOf(store)).length).toBeGreaterThan(before.length);
  });
});
