import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { allProjections } from '@commission-ledger/projections';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadDriver } from '../../event-store-sqlite/src/loadDriver.ts';
import { schemaObjects } from '../../event-store-sqlite/src/schema.ts';
import { settled } from './commandLine.ts';

let clean: (() => void)[] = [];
afterEach(() => {
  for (const remove of clean) remove();
  clean = [];
});

/** A ledger whose read models are up to date. */
const upToDate = async () => {
  const line = await settled();
  clean.push(line.remove);
  expect((await line.said('balance')).code).toBe(0);
  return { ...line, ledger: path.join(line.folder, 'ledger.db') };
};

/** What somebody does who can write to the file. */
const sql = async (file: string, ...statements: readonly string[]): Promise<void> => {
  // Node's own does not let anybody write to the schema itself; others do.
  const isOpen = statements.some((statement) => statement.includes('writable_schema'));
  const connection = (await loadDriver(isOpen ? 'libsql' : undefined)).open(file);
  for (const statement of statements) connection.exec(statement);
  connection.close();
};

const judged = ['verify', '--jobs', '1', '--with-read-models'] as const;
const key = 'acme/orion-consulting/EUR';
const balance = `projection = 'balances@3' AND key = '${key}'`;
const ends = "FROM checkpoints WHERE projection = 'balances@3'";
const more = "json_set(json, '$.accrued', '999999')";

/** The one finding of a report. */
const onlyFault = (out: string): unknown => {
  const { verdict, findings } = JSON.parse(out) as Readonly<{ verdict: string; findings: readonly unknown[] }>;
  expect([verdict, findings.length]).toEqual(['not-sound', 1]);
  return findings[0];
};

describe('verify --with-read-models', () => {
  it('says that they are what the history gives, and what was compared', async () => {
    const { said, json, folder } = await upToDate();
    vi.stubEnv('TMPDIR', folder);
    const { code, out } = await said(...judged);
    vi.unstubAllEnvs();
    expect(readdirSync(folder).filter((name) => name.includes('verify'))).toEqual([]);
    expect(code).toBe(0);
    expect(out).toMatch(/Read models: \d+, with \d+ documents, each held against what the history gives\n/);
    const report = await json<Readonly<{ readModels: object; notChecked: readonly Readonly<{ what: string }>[] }>>(
      ...judged,
    );
    expect(report).toMatchObject({ schema: 'verify/1', verdict: 'sound', findings: [] });
    expect(report.readModels).toMatchObject({ compared: allProjections.length, behind: 0 });
    expect(report.notChecked.map(({ what }) => what)).not.toContain('read-models');
    expect((await said(...judged, '--locale', 'ru')).out).toMatch(/Сводки: \d+, записей в них: \d+; каждая сверена/);
  });

  it('is left out unless asked for, and that is said', async () => {
    const { said, json, ledger } = await upToDate();
    await sql(ledger, `UPDATE documents SET json = ${more} WHERE ${balance}`);
    const { code, out } = await said('verify', '--jobs', '1');
    expect(code).toBe(0);
    expect(out).toContain('were not held against the history');
    expect(out).toContain('--with-read-models');
    expect(await json('verify', '--jobs', '1')).toMatchObject({
      readModels: null,
      notChecked: expect.arrayContaining([expect.objectContaining({ what: 'read-models', events: null })]),
    });
    expect((await said('verify', '--store', 'memory:')).out).not.toContain('--with-read-models');
  });

  it.each<readonly [string, string, object]>([
    [
      'an amount',
      `UPDATE documents SET json = ${more} WHERE ${balance}`,
      { _tag: 'ReadModelDiffers', projection: 'balances@3', key, pointer: '/accrued', stored: '"999999"' },
    ],
    [
      'an amount within a list',
      `UPDATE documents SET json = json_set(json, '$.open[0].minor', '1') WHERE ${balance}`,
      { _tag: 'ReadModelDiffers', projection: 'balances@3', key, pointer: '/open/0/minor', stored: '"1"' },
    ],
    [
      'a field that is gone',
      `UPDATE documents SET json = json_remove(json, '$.open') WHERE ${balance}`,
      { _tag: 'ReadModelDiffers', pointer: '/open', stored: null },
    ],
    [
      'what is no JSON',
      `UPDATE documents SET json = 'x' WHERE ${balance}`,
      { _tag: 'ReadModelDiffers', pointer: '', stored: '"x"' },
    ],
    [
      'a document that is gone',
      `DELETE FROM documents WHERE ${balance}`,
      { _tag: 'ReadModelMissing', projection: 'balances@3', key },
    ],
    [
      'a document more',
      `INSERT INTO documents SELECT projection, 'acme/nobody/EUR', json FROM documents WHERE ${balance}`,
      { _tag: 'ReadModelExtra', projection: 'balances@3', key: 'acme/nobody/EUR' },
    ],
    [
      'an end beyond the history',
      `UPDATE checkpoints SET position = '4321' WHERE projection = 'balances@3'`,
      { _tag: 'ReadModelBeyond', projection: 'balances@3', position: '4321' },
    ],
    [
      'an end that was put back',
      `UPDATE checkpoints SET position = '3' WHERE projection = 'balances@3'`,
      { _tag: 'ReadModelOfOtherHistory', projection: 'balances@3', position: '3' },
    ],
    ['no end', `DELETE ${ends}`, { _tag: 'ReadModelWithoutEnd', projection: 'balances@3' }],
    [
      'text that is none',
      "INSERT INTO documents VALUES ('balances@3', CAST(x'ff' AS TEXT), '1')",
      { _tag: 'ReadModelsUnreadable', problem: 'there is text that is not UTF-8' },
    ],
    [
      'an end that is no number',
      `UPDATE checkpoints SET position = 'x' WHERE projection = 'balances@3'`,
      { _tag: 'ReadModelsUnreadable' },
    ],
  ])('finds %s, and ends with 1', async (_, statement, cause) => {
    const { said, ledger } = await upToDate();
    await sql(ledger, statement);
    const { code, out } = await said(...judged, '--json');
    expect(code).toBe(1);
    expect(onlyFault(out)).toMatchObject({ class: 'read-model', cause, place: null, until: null, others: 0 });
    const russian = await said(...judged, '--locale', 'ru');
    expect(russian).toMatchObject({ code: 1, err: '' });
    expect(russian.out).toMatch(/^НЕ В ПОРЯДКЕ: в истории нарушений не найдено, но сводки[^]*\nСводка: /);
    expect(russian.out).not.toMatch(/history|read model |figure/i);
  });

  it('finds nothing any more after what its advice says', async () => {
    const { said, ledger } = await upToDate();
    const told = (await said('balance')).out;
    await sql(ledger, `UPDATE documents SET json = ${more} WHERE ${balance}`);
    const { out } = await said(...judged);
    expect(out).toMatch(
      /^NOT SOUND: no break found in the history, but 1 thing is wrong.*\n\nRead model: balances@3 .* is "999999", and should be "\d+"\.\n/,
    );
    const [, advised = ''] = /commission-ledger (rebuild \S+?)\)/.exec(out) ?? [];
    expect(advised).toBe('rebuild balances@3');
    expect((await said(...advised.split(' '))).code).toBe(0);
    expect((await said(...judged)).code).toBe(0);
    expect((await said('balance')).out).toBe(told);
  });

  it('counts those that are behind, which is no fault', async () => {
    const { said, ledger } = await upToDate();
    await sql(ledger, `DELETE ${ends}`, "DELETE FROM documents WHERE projection = 'balances@3'");
    const { code, out } = await said(...judged);
    expect(code).toBe(0);
    expect(out).toContain('; 1 do not contain the last events yet, which is no fault');
  });

  it('looks at them where the protection of the events was removed, and then only reads', async () => {
    const { said, ledger } = await upToDate();
    await sql(ledger, 'DROP TRIGGER events_never_change', `UPDATE documents SET json = ${more} WHERE ${balance}`);
    const bytes = readFileSync(ledger);
    const { code, out } = await said(...judged, '--json');
    expect(code).toBe(1);
    expect(readFileSync(ledger).equals(bytes)).toBe(true);
    expect(JSON.parse(out)).toMatchObject({
      findings: [{ class: 'unprotected' }, { class: 'read-model', cause: { pointer: '/accrued' } }],
    });
    await sql(ledger, 'DROP TABLE documents');
    expect(JSON.parse((await said(...judged, '--json')).out)).toMatchObject({
      verdict: 'not-sound',
      findings: [
        { class: 'unprotected' },
        { cause: { _tag: 'ReadModelsUnreadable', problem: 'the table documents is missing or was changed' } },
      ],
    });
  });

  it('finds an index that gives other documents than the table, whichever of the two was altered', async () => {
    const { said, ledger } = await upToDate();
    const columns = 'projection, key, CAST(key AS BLOB), CAST(json AS BLOB)';
    const listing = "FROM sqlite_schema WHERE name = 'listing'";
    await sql(ledger, `CREATE INDEX listing ON documents (${columns})`);
    expect((await said(...judged)).code).toBe(0);
    // While SQLite knows nothing of the index, it is not kept up to date.
    await sql(ledger, `CREATE TABLE hidden AS SELECT * ${listing}`, 'PRAGMA writable_schema = ON', `DELETE ${listing}`);
    await sql(ledger, `UPDATE documents SET json = ${more} WHERE ${balance}`);
    await sql(ledger, 'PRAGMA writable_schema = ON', 'INSERT INTO sqlite_schema SELECT * FROM hidden');
    const { code, out } = await said(...judged, '--json');
    expect([code, onlyFault(out)]).toMatchObject([
      1,
      { cause: { _tag: 'ReadModelsUnreadable', problem: expect.stringContaining('missing from index listing') } },
    ]);
  });

  it('believes no history that is not sound itself', async () => {
    const { said, ledger } = await upToDate();
    const trigger = 'events_never_change';
    await sql(
      ledger,
      `DROP TRIGGER ${trigger}`,
      "UPDATE events SET body = replace(body, '\"948.50\"', '\"998.50\"') WHERE stream = 'deal-d-1' AND revision = 0",
      schemaObjects.get(trigger) ?? '',
    );
    const { code, out } = await said(...judged);
    expect(code).toBe(1);
    expect(out).toMatch(/^NOT SOUND: 1 thing is wrong with this history\./);
    expect(out).toContain('it is not sound itself, so it proves nothing about them');
    expect((await said(...judged, '--locale', 'ru')).out).toContain('Сводки с историей не сверялись: с ней самой');
  });

  it('looks at those that stand in a place of their own', async () => {
    const { said, folder } = await upToDate();
    const apart = path.join(folder, 'apart.db');
    const there = ['--read-models', `sqlite:${apart}`];
    expect(await said(...judged, ...there)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/There is no ledger at .*apart\.db/),
    });
    expect(existsSync(apart)).toBe(false);
    expect((await said('balance', ...there)).code).toBe(0);
    expect((await said(...judged, ...there)).code).toBe(0);
    await sql(apart, `UPDATE documents SET json = ${more} WHERE ${balance}`);
    expect((await said(...judged, ...there)).code).toBe(1);
    expect((await said(...judged)).code).toBe(0);
  });

  it('ends with 2 where none are kept', async () => {
    const { said } = await upToDate();
    for (const place of [
      ['--store', 'memory:'],
      ['--read-models', 'memory:'],
    ])
      expect(await said(...judged, ...place)).toMatchObject({
        code: 2,
        err: expect.stringContaining('These read models are in memory'),
      });
  });
});

/** Changes the document of a balance, and puts it back. */
const changed = async (ledger: string, to: string, look: () => Promise<void>): Promise<void> => {
  await sql(
    ledger,
    `CREATE TABLE kept AS SELECT json FROM documents WHERE ${balance}`,
    `UPDATE documents SET json = ${to} WHERE ${balance}`,
  );
  await look();
  await sql(ledger, `UPDATE documents SET json = (SELECT json FROM kept) WHERE ${balance}`, 'DROP TABLE kept');
};

describe('a read model that was changed in its place', () => {
  it('ends balance with 1, and says what to do', async () => {
    const { said, ledger } = await upToDate();
    const told = (await said('balance')).out;
    for (const [to, problem] of [
      [more, 'the account of orion-consulting in acme, EUR, does not balance'],
      ["json_set(json, '$.accrued', '1.5')", 'it has "1.5" where minor units should be'],
      ["json_set(json, '$.accrued', 9485)", 'it has 9485 where minor units should be'],
      ["json_remove(json, '$.accrued')", 'it has nothing where minor units should be'],
      ["json_set(json, '$.currency', 'XYW')", 'it names the currency XYW'],
      ["json_remove(json, '$.open')", `the account ${key} is not whole`],
      ["'{'", `what balances@3 has under ${key} is no document`],
      ["'null'", `what balances@3 has under ${key} is no document`],
    ] as const)
      await changed(ledger, to, async () => {
        const { code, out, err } = await said('balance');
        expect([code, out]).toEqual([1, '']);
        expect(err).toContain(`A read model is damaged or was changed: ${problem}. `);
        expect(err).toContain('commission-ledger rebuild makes the read models anew');
      });
    expect((await said('balance')).out).toBe(told);
  });

  it('ends a statement and a schedule the same way', async () => {
    const { said, ledger } = await upToDate();
    await sql(
      ledger,
      "UPDATE documents SET json = json_set(json, '$.owed', '7') WHERE projection LIKE 'movementMonths@%'",
    );
    await sql(ledger, `UPDATE documents SET json = json_set(json, '$.open[0].minor', 'x') WHERE ${balance}`);
    const statement = ['statement', '--partner', 'orion-consulting', '--period', '2026-08'];
    for (const asked of [statement, ['schedule']])
      expect(await said(...asked)).toMatchObject({
        code: 1,
        err: expect.stringMatching(/^A read model is damaged or was changed: /),
      });
  });

  it('stops where it would be folded on, and says so', async () => {
    const { said, ledger, record } = await upToDate();
    await sql(ledger, `UPDATE documents SET json = '{' WHERE ${balance}`);
    const amount = { amount: '10.00', currency: 'EUR' };
    await record('recordPayment', { payment: 'p-9', deal: 'd-1', amount, occurredAt: '2026-09-07T10:00:00Z' });
    const { code, err } = await said('balance');
    expect(code).toBe(1);
    expect(err).toMatch(
      /^balances@3 stands still before event 2 of account-acme.*what balances@3 has under acme\/orion-consulting\/EUR is no document.*commission-ledger rebuild/,
    );
    expect((await said('rebuild')).code).toBe(0);
    expect((await said(...judged)).code).toBe(0);
  });
});
