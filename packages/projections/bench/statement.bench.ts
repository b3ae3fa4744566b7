import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { instantAt, localDate, parsePeriod, timeZone } from '@commission-ledger/calendar';
import type { NewEvent } from '@commission-ledger/event-store';
import type { LedgerEvent } from '@commission-ledger/events';
import { currency } from '@commission-ledger/money';
import { openSqliteStore } from '../../event-store-sqlite/src/index.ts';
import {
  accrualHolds,
  balances,
  closings,
  journalOf,
  movementMonths,
  movements,
  payoutPostings,
  programs,
  projectionRuntime,
  statementOf,
  statementsOf,
  storedName,
} from '../src/index.ts';
import { factsOf, framedFacts, right } from './paidAccruals.ts';

/**
 * The statement of one partner out of a history of a million events in a file, beside the bare reading of one document.
 * Run: `node --conditions=@commission-ledger/source --import tsx <this file> [events] [partners]`.
 */
const events = Number(process.argv[2] ?? 1_000_000);
const partners = Number(process.argv[3] ?? 1000);
const MODELS = [programs, balances, movements, movementMonths, closings, payoutPostings, accrualHolds];
const folder = mkdtempSync(join(tmpdir(), 'commission-ledger-bench-'));
const path = join(folder, 'store.ledger');

const program: LedgerEvent = {
  type: 'ProgramOpened',
  data: {
    program: 'north',
    name: 'North',
    timeZone: right(timeZone('Europe/Berlin')),
    currencies: [right(currency('EUR'))],
    businessCalendar: { weekend: [6, 7], holidays: [] },
    approval: 'none',
    destinations: 'kept-by-host',
    occurredAt: instantAt(Date.UTC(2016, 0, 1)),
  },
};

const facts = function* (): Generator<readonly [string, LedgerEvent]> {
  yield ['program-north', program];
  yield* factsOf(events, partners);
};

const timed = async <A>(work: () => Promise<A>): Promise<readonly [A, number]> => {
  const start = performance.now();
  const found = await work();
  return [found, performance.now() - start];
};

const build = async (): Promise<void> => {
  const store = await openSqliteStore(path);
  // One stream after the other: a batch is of one stream.
  const pending = new Map<string, { events: NewEvent[]; after: number | 'no-stream' }>();
  const flush = async (stream: string): Promise<void> => {
    const batch = pending.get(stream);
    if (batch === undefined) return;
    pending.delete(stream);
    await store.events.append(stream, batch.events, batch.after);
  };
  for (const { stream, event, after } of framedFacts(facts())) {
    const batch = pending.get(stream) ?? { events: [], after };
    batch.events.push(event);
    pending.set(stream, batch);
    if (batch.events.length >= 500) await flush(stream);
  }
  for (const stream of pending.keys()) await flush(stream);
  const runtime = projectionRuntime({
    store: store.events,
    documents: store.documents,
    projections: MODELS,
    batchSize: 5000,
  });
  const [, foldedIn] = await timed(async () => right(await runtime.catchUp()));
  console.log(
    `${events} events folded in ${(foldedIn / 1000).toFixed(1)} s, file ${Math.round(statSync(path).size / 2 ** 20)} MB`,
  );
  await store.close();
};

const median = (runs: readonly number[]): string => (runs.toSorted((a, b) => a - b)[runs.length >> 1] ?? 0).toFixed(2);

const read = async (): Promise<void> => {
  const store = await openSqliteStore(path);
  const { documents } = store;
  const period = right(parsePeriod('2020-05'));
  const of = (partner: number) => ({ program: 'north', partner: `partner-${partner}`, currency: 'EUR', period });
  const [statement, cold] = await timed(() => statementOf(documents, of(1)));
  const warm: number[] = [];
  const others: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < 21; round += 1) {
    warm.push((await timed(() => statementOf(documents, of(1))))[1]);
    others.push((await timed(() => statementOf(documents, of((37 * round + 11) % partners))))[1]);
    bare.push((await timed(() => documents.read(storedName(programs), 'north')))[1]);
  }
  console.log({
    lines: statement?.count,
    'first statement ms': cold.toFixed(2),
    'same again ms': median(warm),
    'of others ms': median(others),
    'one document ms': median(bare),
  });
  const [all, allIn] = await timed(() => statementsOf(documents, { program: 'north', period }));
  console.log(`${all.rows.length} statements in ${(allIn / 1000).toFixed(2)} s`);
  const until = right(localDate('2026-12-31'));
  let transactions = 0;
  const [, ownIn] = await timed(async () => {
    for await (const _ of journalOf(documents, { program: 'north', partner: 'partner-1', until })) transactions += 1;
  });
  console.log(`journal of one partner: ${transactions} transactions in ${ownIn.toFixed(0)} ms`);
  transactions = 0;
  const [, journalIn] = await timed(async () => {
    for await (const _ of journalOf(documents, { program: 'north', until })) transactions += 1;
  });
  const heap = Math.round(process.memoryUsage().rss / 2 ** 20);
  console.log(
    `journal of the program: ${transactions} transactions in ${(journalIn / 1000).toFixed(1)} s, ${heap} MB resident`,
  );
  await store.close();
};

try {
  await build();
  await read();
} finally {
  rmSync(folder, { recursive: true });
}
