import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { NewEvent } from '@commission-ledger/event-store';

import { loadDriver } from '../src/loadDriver.ts';
import { openSqliteStore } from '../src/index.ts';
import { bareTable } from './bareTable.ts';

/**
 * The store beside the bare driver on the same disk, in the same run, with the same journal mode, columns and
 * keys (but no rules and no checks). Quote the ratios, not the figures.
 * Run: `node --conditions=@commission-ledger/source --import tsx <this file> [scale]`; scale 1 is 100,000 events.
 */
const scale = Number(process.argv[2] ?? 1);
const folder = mkdtempSync(join(tmpdir(), 'commission-ledger-bench-'));
const body = JSON.stringify({ partner: 'p-1', amount: { amount: '437.50', currency: 'EUR' }, note: 'x'.repeat(350) });
const newEvents = (count: number): readonly NewEvent[] =>
  Array.from({ length: count }, () => ({ id: randomUUID(), type: 'AccrualPosted', body }));

const store = await openSqliteStore(join(folder, 'store.ledger'));
const info = store.info();
const driver = await loadDriver(info.engine);
const bare = bareTable(driver.open(join(folder, 'bare.sqlite')), info.journalMode);
console.log(`Node ${process.version}, ${info.engine}, SQLite ${info.sqliteVersion}, journal mode ${info.journalMode}`);

const perSecond = async (count: number, work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return Math.round(count / ((performance.now() - start) / 1_000));
};

/** Measures both by turns, three times, and prints the medians. */
const compare = async (what: string, count: number, ours: () => Promise<unknown>, floor: () => unknown) => {
  const rates: Readonly<{ ours: number; floor: number }>[] = [];
  for (let round = 0; round < 3; round += 1) {
    const floorRate = await perSecond(count, async () => floor());
    rates.push({ floor: floorRate, ours: await perSecond(count, ours) });
  }
  const median = (key: 'ours' | 'floor') => rates.map((rate) => rate[key]).toSorted((a, b) => a - b)[1] ?? 0;
  const ratio = (median('ours') / median('floor')).toFixed(2);
  console.log(
    `${what.padEnd(34)} ${String(median('ours')).padStart(8)}/s   floor ${String(median('floor')).padStart(8)}/s   ratio ${ratio}`,
  );
};

const oneStream = async (events: readonly NewEvent[], batch: number): Promise<void> => {
  const stream = `account-${randomUUID()}`;
  for (let index = 0; index < events.length; index += batch) {
    const expected = index === 0 ? 'no-stream' : index - 1;
    const result = await store.events.append(stream, events.slice(index, index + batch), expected);
    if (result._tag !== 'appended') throw new Error(result._tag);
  }
};

const singles = 2_000 * scale;
await compare(
  'durable append, one at a time',
  singles,
  () => oneStream(newEvents(singles), 1),
  () => bare.append(newEvents(singles), 1),
);
await compare(
  'durable append, 64 in flight',
  singles * 8,
  () => Promise.all(Array.from({ length: 64 }, () => oneStream(newEvents((singles * 8) / 64), 1))),
  () => bare.append(newEvents(singles * 8), 64),
);
const many = 20_000 * scale;
await compare(
  'durable append, 100 a batch',
  many,
  () => oneStream(newEvents(many), 100),
  () => bare.append(newEvents(many), 100),
);

const long = `account-${randomUUID()}`;
const length = 1_000;
await store.events.append(long, newEvents(length), 'no-stream');
bare.appendTo(long, newEvents(length));
const readLong = async () => {
  let read = 0;
  for await (const event of store.events.readStream(long)) read += event.revision >= 0 ? 1 : 0;
  if (read !== length) throw new Error(`read ${read}`);
};
const repeat = async (times: number, work: () => unknown) => {
  for (let round = 0; round < times; round += 1) await work();
};
await compare(
  'read a stream of 1,000',
  length * 50,
  () => repeat(50, readLong),
  () => repeat(50, () => bare.stream(long)),
);

let total = 0;
const scan = async () => {
  let after: bigint | undefined;
  total = 0;
  for (;;) {
    const page = await store.events.readAll({ after, limit: 1_000 });
    total += page.events.length;
    if (page.atEnd) return;
    after = page.next;
  }
};
await scan();
await compare('read the whole history', total, scan, () => bare.scan());
const follow = async () => {
  const end = new AbortController();
  let followed = 0;
  for await (const _ of store.events.subscribe({ after: undefined, signal: end.signal })) {
    followed += 1;
    if (followed === total) end.abort();
  }
};
await compare('subscribe from the start', total, follow, () => bare.scan());
console.log(`(${total} events in the history)`);

await store.close();
bare.close();
rmSync(folder, { recursive: true });
