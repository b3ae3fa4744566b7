import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What the reference program comes to, in cents: computed with arrays and whole numbers only, from the files alone. */
export type NaiveResult = Readonly<{
  accrued: ReadonlyMap<string, bigint>;
  payouts: readonly string[];
  deferred: readonly string[];
}>;

type Entry = { who: string; cents: bigint; matures: string; paid: boolean };

/** The program of `plan.json`, told a second time without any of the packages. */
export const naiveProgram = (folder: string, payoutDates: readonly string[]): NaiveResult => {
  const managerOf = new Map(rowsOf(folder, 'sales_teams.csv').map((row) => [row['sales_agent'], row['manager']]));
  const won = rowsOf(folder, 'sales_pipeline.csv')
    .map((row, place) => ({ row, place, on: isoOf(row['close_date'] ?? '') }))
    .filter(({ row }) => row['engage_date'] !== '' && row['deal_stage'] === 'Won')
    .toSorted((a, b) => (a.on === b.on ? a.place - b.place : a.on < b.on ? -1 : 1));
  const quarterly = new Map<string, bigint>();
  const entries: Entry[] = [];
  for (const { row, on } of won) {
    const [agent, paid] = [row['sales_agent'] ?? '', centsOf(row['close_value'] ?? '')];
    const matures = plusDays(on, 30);
    let hundredths = paid * 3n;
    if (row['product'] !== 'GTK 500') {
      const quarter = `${agent} ${on.slice(0, 4)} ${Math.ceil(Number(on.slice(5, 7)) / 3)}`;
      const before = quarterly.get(quarter) ?? 0n;
      quarterly.set(quarter, before + paid);
      hundredths = alongTheBands(before + paid) - alongTheBands(before);
    }
    entries.push({ who: agent, cents: halfEven(hundredths), matures, paid: false });
    entries.push({ who: managerOf.get(agent) ?? '', cents: halfEven(paid), matures, paid: false });
  }
  const earning = entries.filter(({ cents }) => cents > 0n);
  const accrued = new Map<string, bigint>();
  for (const { who, cents } of earning) accrued.set(who, (accrued.get(who) ?? 0n) + cents);
  return { accrued, ...pay(earning, payoutDates) };
};

const pay = (entries: readonly Entry[], payoutDates: readonly string[]): Pick<NaiveResult, 'payouts' | 'deferred'> => {
  const [payouts, deferred]: [string[], string[]] = [[], []];
  for (const date of payoutDates) {
    const due = entries.filter(({ paid, matures }) => !paid && matures < `${date.slice(0, 7)}-01`);
    for (const who of new Set(due.map((entry) => entry.who))) {
      const mine = due.filter((entry) => entry.who === who);
      const sum = mine.reduce((total, { cents }) => total + cents, 0n);
      (sum < 10_000n ? deferred : payouts).push(`${date} ${who} ${sum}`);
      if (sum >= 10_000n) for (const entry of mine) entry.paid = true;
    }
  }
  return { payouts: payouts.toSorted(), deferred: deferred.toSorted() };
};

/** Hundredths of a cent that sales up to here earn: 5 % to 50,000.00, 7 % to 100,000.00, 9 % above. */
const alongTheBands = (cents: bigint): bigint => {
  const [first, second] = [5_000_000n, 10_000_000n];
  if (cents <= first) return cents * 5n;
  if (cents <= second) return first * 5n + (cents - first) * 7n;
  return first * 5n + (second - first) * 7n + (cents - second) * 9n;
};

/** Hundredths to wholes; a half goes to the even neighbour. Never negative here. */
const halfEven = (hundredths: bigint): bigint => {
  const [whole, rest] = [hundredths / 100n, hundredths % 100n];
  return rest > 50n || (rest === 50n && whole % 2n === 1n) ? whole + 1n : whole;
};

const centsOf = (text: string): bigint => {
  const [whole = '0', cents = ''] = text.split('.');
  return BigInt(whole) * 100n + BigInt(cents.padEnd(2, '0') || '0');
};

const isoOf = (us: string): string => {
  const [month = '', day = '', year = ''] = us.split('/');
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};

const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Enough for these files: no quotes, no commas inside a cell. */
const rowsOf = (folder: string, file: string): readonly Readonly<Record<string, string>>[] => {
  const [head = '', ...lines] = readFileSync(path.join(folder, file), 'utf8').trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, place) => [names[place] ?? '', cell])));
};
