import { randomUUID } from 'node:crypto';

import type { NewEvent } from '@commission-ledger/event-store';
import { spawnEventStoreDbDouble } from '@commission-ledger/testing/eventstoredb';
import { EventStoreDBClient } from '@eventstore/db-client';

import { eventStoreDbStore } from '../src/index.ts';

/**
 * The adapter beside the bare client, on the same calls of the same server: a double in a process of its own, or a
 * real one named by `COMMISSION_LEDGER_TEST_ESDB`. Both are measured by turns in one run; quote the ratios.
 * The adapter reads back what it appended, so appends stand beside the bare append alone and beside append and read.
 * Run: `node --conditions=@commission-ledger/source --import tsx <this file> [scale]`; scale 1 takes about a minute.
 */
const scale = Number(process.argv[2] ?? 1);
const realServer = process.env['COMMISSION_LEDGER_TEST_ESDB'];
const double = realServer === undefined ? await spawnEventStoreDbDouble() : undefined;
const client = EventStoreDBClient.connectionString(realServer ?? double?.connectionString ?? '');
const streamPrefix = `bench.${randomUUID()}.`;
const store = eventStoreDbStore(client, { streamPrefix });
const credentials = { username: 'bench', password: 'not-sent-without-tls' };

const data = { partner: 'p-1', amount: { amount: '437.50', currency: 'EUR' }, note: 'x'.repeat(250) };
const body = JSON.stringify(data);
const newEvents = (count: number): readonly NewEvent[] =>
  Array.from({ length: count }, () => ({ id: randomUUID(), type: 'AccrualPosted', body }));
const bareEvents = (count: number) =>
  Array.from({ length: count }, () => ({
    id: randomUUID(),
    type: 'AccrualPosted',
    contentType: 'application/json' as const,
    data,
    metadata: { appendId: randomUUID() },
  }));

const perSecond = async (count: number, work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return Math.round(count / ((performance.now() - start) / 1_000));
};

const compare = async (what: string, count: number, ours: () => Promise<unknown>, bare: () => Promise<unknown>) => {
  const ratios: number[] = [];
  let last = '';
  for (let round = 0; round < 9; round += 1) {
    // Each goes first in turn: what runs second finds the code of the client warmer.
    const early = round % 2 === 0 ? await perSecond(count, bare) : undefined;
    const ourRate = await perSecond(count, ours);
    const bareRate = early ?? (await perSecond(count, bare));
    ratios.push(ourRate / bareRate);
    last = `adapter ${String(ourRate).padStart(7)}/s   bare ${String(bareRate).padStart(7)}/s`;
  }
  const median = ratios.toSorted((a, b) => a - b)[4] ?? 0;
  console.log(`${what.padEnd(44)} ${last}   ratio ${median.toFixed(2)}`);
};

const append = async (count: number, batch: number): Promise<void> => {
  const stream = `account-${randomUUID()}`;
  for (let start = 0; start < count; start += batch) {
    const result = await store.append(stream, newEvents(batch), start === 0 ? 'no-stream' : start - 1);
    if (result._tag !== 'appended') throw new Error(result._tag);
  }
};
const bareAppend = async (count: number, batch: number, readBack: boolean): Promise<void> => {
  const stream = `${streamPrefix}account-${randomUUID()}`;
  for (let start = 0; start < count; start += batch) {
    const expectedRevision = start === 0 ? ('no_stream' as const) : BigInt(start - 1);
    await client.appendToStream(stream, bareEvents(batch), { expectedRevision, credentials });
    const fromRevision = BigInt(start + batch - 1);
    if (readBack) await drain(client.readStream(stream, { fromRevision, maxCount: 1, requiresLeader: true }), 1);
  }
};
/** Reads to the end; what has none is left after so many. A bounded read that is left early leaks its call in the client. */
const drain = async (events: AsyncIterable<unknown>, expected: number, endless = false): Promise<void> => {
  let read = 0;
  for await (const _ of events) {
    read += 1;
    if (endless && read === expected) break;
  }
  if (read !== expected) throw new Error(`read ${read} of ${expected}`);
};

const singles = 400 * scale;
await compare(
  'append, one at a time',
  singles,
  () => append(singles, 1),
  () => bareAppend(singles, 1, false),
);
await compare(
  'append, one at a time, bare reads back too',
  singles,
  () => append(singles, 1),
  () => bareAppend(singles, 1, true),
);
const many = 5_000 * scale;
await compare(
  'append, 100 at a time',
  many,
  () => append(many, 100),
  () => bareAppend(many, 100, false),
);
await compare(
  'append, 100 at a time, bare reads back too',
  many,
  () => append(many, 100),
  () => bareAppend(many, 100, true),
);

const long = `account-${randomUUID()}`;
const length = 2_000;
for (let start = 0; start < length; start += 500) {
  await store.append(long, newEvents(500), start === 0 ? 'no-stream' : start - 1);
}
await compare(
  'readStream of 2,000',
  length,
  () => drain(store.readStream(long), length),
  () => drain(client.readStream(`${streamPrefix}${long}`, { requiresLeader: true, maxCount: length }), length),
);

const first = await store.readAll({ after: undefined, limit: 1 });
const from = first.next ?? 0n;
const total = 10_000 * scale;
const readAll = async () => {
  let after: bigint | undefined = from;
  for (let read = 0; read < total;) {
    const page = await store.readAll({ after, limit: 1_000 });
    if (page.events.length === 0) throw new Error(`read ${read}`);
    read += page.events.length;
    after = page.next;
  }
};
const fromPosition = { commit: from, prepare: from };
await compare('readAll, pages of 1,000', total, readAll, async () => {
  let position = from;
  for (let read = 0; read < total; read += 1_000) {
    for await (const { event } of client.readAll({
      fromPosition: { commit: position, prepare: position },
      direction: 'forwards',
      maxCount: 1_001,
      requiresLeader: true,
    })) {
      position = event?.position.commit ?? position;
    }
  }
});

const subscribe = async () => {
  const controller = new AbortController();
  await drain(store.subscribe({ after: from, signal: controller.signal }), total, true);
};
await compare('subscribe', total, subscribe, async () => {
  const filter = { filterOn: 'streamName' as const, prefixes: [streamPrefix], checkpointInterval: 1_000 };
  const subscription = client.subscribeToAll({ fromPosition, filter, requiresLeader: true });
  await drain(subscription, total, true);
  await subscription.unsubscribe();
});

await store.close();
await client.dispose();
await double?.stop();
