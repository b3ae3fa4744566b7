import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore, NewEvent } from '@commission-ledger/event-store';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { frameEvents, catalogue, commandHashOf, dealStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { createSealer, headTree, newSigningKey, signerFrom } from '../src/index.ts';

/**
 * Sealing a whole history beside SHA-256 over the same bytes plus reading them, in the same run, by turns; then a seal
 * of what is new. Times are those of the processor. Quote the ratios, not the figures. Run:
 * `node --conditions=@commission-ledger/source --import tsx packages/seals/bench/seals.bench.ts [events]`, by default 1,000,000.
 */
const count = Number(process.argv[2] ?? 1_000_000);
const perStream = 10;

const data = catalogue.PaymentReceived.codec.decode({
  deal: 'd-1',
  payment: 'p-1',
  amount: { amount: '437.50', currency: 'EUR' },
  occurredAt: '2026-03-01T00:00:00.000Z',
});
if (E.isLeft(data)) throw new Error('The payment is not of the catalogue.');
const payment = { type: 'PaymentReceived', data: data.right } as const;

/** Records payments in streams of ten, from the deal of this number on; many appends wait for one commit together. */
const fill = async (store: EventStore, first: number, events: number): Promise<void> => {
  const appends: Promise<unknown>[] = [];
  for (let deal = first; deal < first + events / perStream; deal += 1) {
    const stream = dealStream(`d-${deal}`);
    const command = {
      ledger: 'bench',
      actor: 'bench',
      correlation: null,
      causation: null,
      commandKey: `d-${deal}`,
      commandHash: commandHashOf({ deal }),
    };
    const end = { stream, revision: 'no-stream', hash: null } as const;
    const payments = Array.from({ length: perStream }, () => payment);
    const framed: readonly NewEvent[] = frameEvents(payments, command, end, () => '2026-03-01T00:00:00.000000Z');
    appends.push(store.append(stream, framed, 'no-stream'));
    if (appends.length === 200) await Promise.all(appends.splice(0));
  }
  await Promise.all(appends);
};

/** Of the processor: what else runs on the machine disturbs that least. */
const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000_000;
};

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

const folder = mkdtempSync(join(tmpdir(), 'commission-ledger-bench-'));
const { events: store, close } = await openSqliteStore(join(folder, 'bench.ledger'));
await fill(store, 0, count);

const readAndHash = async (): Promise<void> => {
  let after: bigint | undefined;
  for (let atEnd = false; !atEnd;) {
    const page = await store.readAll({ after, limit: 512 });
    for (const { body } of page.events) hash('sha256', body);
    ({ atEnd, next: after } = page);
  }
};

const signer = signerFrom(newSigningKey('bench').privateKeyPem, 'bench');
if (E.isLeft(signer)) throw new Error('A new key signs.');
// What is sealed is not written, so that each round seals the same.
const nothingWritten: EventStore = {
  ...store,
  append: async () => ({ _tag: 'appended', revision: 0, position: 0n, repeated: false }),
};
const newSealer = (on: EventStore) =>
  createSealer({ store: on, ledger: 'bench', signer: signer.right, actor: 'bench', clock: Date.now });
const sealed = async (sealer: ReturnType<typeof newSealer>): Promise<void> => {
  if (E.isLeft(await sealer.seal())) throw new Error('A sound history is sealed.');
};

const [floors, seals]: [number[], number[]] = [[], []];
for (let round = 0; round < 3; round += 1) {
  floors.push(await secondsOf(readAndHash));
  seals.push(await secondsOf(() => sealed(newSealer(nothingWritten))));
}
const [floor, whole] = [median(floors), median(seals)];
console.log(`Node ${process.version}, ${count} events in ${count / perStream} streams`);
console.log(`read and SHA-256   ${floor.toFixed(2)} s`);
console.log(`seal everything    ${whole.toFixed(2)} s   speed ${(floor / whole).toFixed(2)} of that`);

const sealer = newSealer(store);
await sealed(sealer);
const later: number[] = [];
for (let round = 0; round < 20; round += 1) {
  await fill(store, count + round * 10, 100);
  later.push(await secondsOf(() => sealed(sealer)));
}
console.log(`seal 100 new ones  ${(median(later) * 1000).toFixed(2)} ms`);

const heads = headTree();
const streams = 100_000;
for (let stream = 0; stream < streams; stream += 1) heads.set(`deal-d-${stream}`, 1, hash('sha256', `${stream}`));
heads.root();
const thousands = await secondsOf(async () => {
  for (let round = 0; round < 5000; round += 1) {
    heads.set(`deal-d-${(round * 7919) % streams}`, 2, hash('sha256', `again ${round}`));
    heads.root();
  }
});
console.log(`5,000 roots over ${streams} streams, one changed before each   ${thousands.toFixed(2)} s`);
await close();
rmSync(folder, { recursive: true });
