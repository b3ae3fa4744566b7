import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compareHistories, copyHistory } from '@commission-ledger/event-store';
import { connectEventStoreDb } from '@commission-ledger/event-store-eventstoredb/connect';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { openCommissionLedger } from 'commission-ledger';
import { type Place, openBooks } from './openBooks.ts';
import { proveBooks } from './proofs.ts';
import { noon, openProgram, recordSale, saleOf } from './smallProgram.ts';
import { type Worker, startWorker } from './startWorker.ts';

/** Sales recorded in the file, and those that the workers add. */
const before = 6;
const sales = 24;
const workers = 3;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The servers named in the environment, or a loopback double and a PostgreSQL of this machine. */
const findPlace = async (folder: string): Promise<Readonly<{ place: Place; leave: () => Promise<void> }>> => {
  const given = process.env['COMMISSION_LEDGER_STORE'];
  const readModels = process.env['COMMISSION_LEDGER_READ_MODELS'];
  const apart = `scaleout${process.pid}x${Date.now()}`;
  if (given !== undefined) {
    const place = { eventStoreDb: given, streamPrefix: `${apart}.`, schema: apart };
    return { place: { ...place, ...(readModels !== undefined && { readModels }) }, leave: async () => {} };
  }
  const { startEventStoreDbDouble } = await import('@commission-ledger/testing/eventstoredb');
  const { startPostgres } = await import('@commission-ledger/testing/postgres');
  const double = await startEventStoreDbDouble();
  say('No server is named in COMMISSION_LEDGER_STORE: a double of EventStoreDB stands in.');
  const postgres = readModels === undefined ? await startPostgres() : undefined;
  const shared = readModels ?? postgres?.connectionString ?? `sqlite:${path.join(folder, 'read-models.db')}`;
  if (!shared.startsWith('sqlite:')) say('The read models are in PostgreSQL.');
  else say('The read models are in a file: no PostgreSQL is named, and none is installed here.');
  const leave = async (): Promise<void> => {
    await postgres?.stop();
    await double.stop();
  };
  return { place: { eventStoreDb: double.connectionString, readModels: shared, schema: apart }, leave };
};

/** One process with a file: how a ledger begins. */
const beginInFile = async (file: string): Promise<void> => {
  const stores = await openSqliteStore(file);
  const books = openCommissionLedger({ stores, clock: noon });
  await openProgram(books);
  for (let number = 0; number < before; number += 1) await recordSale(books, saleOf(number));
  await stores.close();
  say(`A ledger in a file: ${before} sales.`);
};

/** What `commission-ledger migrate` does. */
const migrate = async (file: string, { eventStoreDb, streamPrefix }: Place): Promise<void> => {
  const source = await openSqliteStore(file);
  const target = await connectEventStoreDb(eventStoreDb, streamPrefix === undefined ? {} : { streamPrefix });
  const stores = { source: source.events, target };
  const copied = await copyHistory(stores);
  const compared = await compareHistories(stores);
  await Promise.all([source.close(), target.close()]);
  if (copied._tag !== 'copied' || compared._tag !== 'equal') throw new Error('The copy is not equal to the file.');
  say(`Moved to EventStoreDB: ${compared.target.events} events, the same on both sides.`);
};

/** Several processes at once, of which one is killed in the middle of its work and started anew. */
const workAtOnce = async (place: Place): Promise<void> => {
  const order = { place, first: before, last: sales - 1 };
  const begin = (index: number) => Math.floor((index * (sales - before)) / workers);
  let recorded = 0;
  const start = (index: number, onRecorded: (worker: Worker) => void): Worker =>
    startWorker({ ...order, name: `worker-${index}`, begin: begin(index) }, onRecorded);
  const killed = start(0, (worker) => {
    recorded += 1;
    if (recorded === 4) worker.kill();
  });
  const others = Array.from({ length: workers - 1 }, (_, index) => start(index + 1, () => {}));
  const outcome = await killed.ended;
  if (outcome !== 'killed') throw new Error('The worker was to be killed, but had finished before.');
  say('One of three workers was killed in the middle of its work; another takes its place.');
  const ended = await Promise.all([start(0, () => {}).ended, ...others.map((worker) => worker.ended)]);
  if (ended.some((how) => how !== 'done')) throw new Error('A worker did not finish.');
  say(`The workers have recorded ${sales - before} sales more, each of them all of these, and issued the payouts.`);
};

const folder = mkdtempSync(path.join(tmpdir(), 'commission-ledger-scale-out-'));
const { place, leave } = await findPlace(folder);
try {
  const file = path.join(folder, 'ledger.db');
  await beginInFile(file);
  await migrate(file, place);
  await workAtOnce(place);
  const { books, events, close } = await openBooks(place, { actor: 'auditor', clock: noon });
  const proved = await proveBooks(books, events, sales);
  await close();
  say(`Proved: ${proved.accruals} accruals of ${proved.accrued} EUR together, one for each sale;`);
  say(`the balances equal those of a straight replay; each accrual is in one of ${proved.payouts} live payouts.`);
} finally {
  await leave();
  rmSync(folder, { recursive: true, force: true });
}
