import { writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { StoreFailure } from '@commission-ledger/event-store';
import type { DocumentStore } from '@commission-ledger/projections';

import { openPostgresDocumentStore } from '../src/index.ts';

/**
 * A process that moves a projection from step to step: each adds one to a counter and writes the new value into five
 * documents. Several of them compete for the steps. Prints `ready`, waits for its input to close, and prints each
 * step it has won. Arguments: connection string, schema, the last step (0: until killed),
 * and how long the server may take.
 */
const [connectionString = '', schema = '', last = '0', timeoutMs = '30000'] = process.argv.slice(2);
const projection = 'counter@1';
const keys = ['a', 'b', 'c', 'd', 'e'];
const { documents, close } = await openPostgresDocumentStore(connectionString, {
  schema,
  connections: 2,
  timeoutMs: Number(timeoutMs),
});

const step = async (store: DocumentStore): Promise<bigint> => {
  const expected = (await store.checkpoint(projection))?.position;
  const position = (expected ?? 0n) + 1n;
  if (last !== '0' && position > BigInt(last)) return position;
  const puts = keys.map((key) => ({ key, json: String(position) }));
  if (await store.commit({ projection, expected, checkpoint: { position }, puts, removes: [] })) {
    writeSync(1, `won ${position}\n`);
  }
  return position;
};

writeSync(1, 'ready\n');
for await (const _ of process.stdin);
for (;;) {
  try {
    if ((await step(documents)) > (last === '0' ? Infinity : Number(last))) break;
  } catch (error) {
    // The server is away, or nobody knows whether the last step was written: look again.
    if (!(error instanceof StoreFailure) || error.reason._tag !== 'Unavailable') throw error;
    await delay(20);
  }
}
await close();
