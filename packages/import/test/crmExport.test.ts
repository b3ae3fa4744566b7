import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { format, ofMinor } from '@commission-ledger/money';
import { describe, expect, it } from 'vitest';
import { accountsOf, countOf, historyOf, importAll, newStore, sample, withFiles } from './world.ts';

/** The real export, which is not part of the project. */
const full = path.resolve(import.meta.dirname, '../../../../shared/data/crm');

type Line = Readonly<{ id: string; agent: string; product: string; on: string; cents: bigint }>;

const cellsOf = (folder: string, file: string): readonly (readonly string[])[] =>
  readFileSync(path.join(folder, file), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.trimEnd().split(','));

const isoOf = (date: string): string => {
  const [month = '', day = '', year = ''] = date.split('/');
  return [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-');
};

const centsOf = (amount: string): bigint => {
  const [whole = '', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(2, '0'));
};

/** Per mille of cents, a tie to the even cent. */
const rounded = (perMille: bigint): bigint => {
  const [down, rest] = [perMille / 1000n, perMille % 1000n];
  return rest > 500n || (rest === 500n && down % 2n === 1n) ? down + 1n : down;
};

/** The program calculated the plain way, from the file and nothing of ours: cents by name. */
const commissionsOf = (folder: string): ReadonlyMap<string, bigint> => {
  const manager = new Map(cellsOf(folder, 'sales_teams.csv').map(([agent = '', boss = '']) => [agent, boss]));
  const won = cellsOf(folder, 'sales_pipeline.csv').flatMap(
    ([id = '', agent = '', product = '', , stage, engaged, closed = '', value = '']): Line[] =>
      stage === 'Won' && engaged !== '' ? [{ id, agent, product, on: isoOf(closed), cents: centsOf(value) }] : [],
  );
  const earned = new Map<string, bigint>();
  const counters = new Map<string, bigint>();
  const add = (name: string, cents: bigint): unknown => earned.set(name, (earned.get(name) ?? 0n) + cents);
  for (const { agent, product, on, cents } of won.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    add(manager.get(agent) ?? '', rounded(cents * 10n));
    if (product === 'GTK 500') add(agent, rounded(cents * 30n));
    else {
      const quarter = `${agent} ${on.slice(0, 4)} ${Math.floor((Number(on.slice(5, 7)) - 1) / 3)}`;
      const before = counters.get(quarter) ?? 0n;
      counters.set(quarter, before + cents);
      const upTo = (total: bigint): bigint =>
        total * 50n +
        (total > 5_000_000n ? (total - 5_000_000n) * 20n : 0n) +
        (total > 10_000_000n ? (total - 10_000_000n) * 20n : 0n);
      add(agent, rounded(upTo(before + cents) - upTo(before)));
    }
  }
  return earned;
};

const accruedBy = async (store: Awaited<ReturnType<typeof newStore>>): Promise<ReadonlyMap<string, string>> => {
  const history = await historyOf(store);
  const names = new Map(
    history.flatMap((event) =>
      event.type === 'PartnerJoined' ? [[event.data.partner, event.data.name] as const] : [],
    ),
  );
  const sums = new Map<string, bigint>();
  for (const event of history)
    if (event.type === 'AccrualPosted') {
      const name = names.get(event.data.partner) ?? '';
      sums.set(name, (sums.get(name) ?? 0n) + event.data.amount.minor);
    }
  return printed(sums);
};

const printed = (sums: ReadonlyMap<string, bigint>): ReadonlyMap<string, string> =>
  new Map(
    [...sums]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, cents]) => [name, format(ofMinor(cents, 'USD' as Parameters<typeof ofMinor>[1]))]),
  );

it('the sample earns what a calculation by other means says, person by person', async () => {
  const store = await newStore();
  await importAll(store, sample);
  expect(await accruedBy(store)).toEqual(printed(commissionsOf(sample)));
});

/** Mixed thoroughly and always the same way; rows that close on the same day keep their order, which means something. */
const mixed = (file: string): string => {
  const [header = '', ...rows] = file.trimEnd().split('\n');
  const closedOn = (row: string): string => row.split(',')[6] ?? '';
  const byDay = new Map<string, string[]>();
  for (const row of rows) byDay.set(closedOn(row), [...(byDay.get(closedOn(row)) ?? []), row]);
  const places = rows
    .map((row, index) => ({ day: closedOn(row), key: (index * 7919) % 8807 }))
    .toSorted((a, b) => a.key - b.key);
  const taken = new Map<string, number>();
  const shuffled = places.map(({ day }) => {
    const next = taken.get(day) ?? 0;
    taken.set(day, next + 1);
    return byDay.get(day)?.[next] ?? '';
  });
  return [header, ...shuffled, ''].join('\n');
};

describe.runIf(existsSync(path.join(full, 'sales_pipeline.csv')))('the full export', () => {
  it(
    'goes in, earns what a calculation by other means says, and changes nothing the second time',
    { timeout: 240_000 },
    async () => {
      const store = await newStore();
      const { summary, problems } = await importAll(store, full);
      expect(problems).toEqual([]);
      expect(summary.bySource[1]).toMatchObject({
        rowsRead: 8800,
        rowsRecorded: 8300,
        rowsRefused: 0,
        rowsSkipped: [{ rows: 500 }],
      });
      expect(await countOf(store, 'LeadSubmitted')).toBe(8300);
      expect(await countOf(store, 'DealWon')).toBe(4238);
      expect(await accruedBy(store)).toEqual(printed(commissionsOf(full)));
      const again = await importAll(store, full);
      expect(again.summary).toMatchObject({ eventsWritten: 0, rowsRecorded: 0, rowsKnown: 8335, rowsRefused: 0 });
    },
  );

  it('makes the same accounts from a file in another order', { timeout: 240_000 }, async () => {
    const [one, other] = [await newStore(), await newStore()];
    await importAll(one, full);
    const files = Object.fromEntries(
      ['sales_teams.csv', 'products.csv', 'sales_pipeline.csv'].map((file) => [
        file,
        readFileSync(path.join(full, file), 'utf8'),
      ]),
    );
    const pipeline = mixed(files['sales_pipeline.csv'] ?? '');
    expect(pipeline).not.toBe(files['sales_pipeline.csv']);
    await withFiles({ ...files, 'sales_pipeline.csv': pipeline }, (folder) =>
      importAll(other, folder, { runSize: 5000 }),
    );
    expect(await accountsOf(other)).toEqual(await accountsOf(one));
  });
});
