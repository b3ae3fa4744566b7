import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';

import { openSqliteStore } from '../src/index.ts';

/**
 * A process that appends batches of three to one stream of its own and one that all share, and prints the
 * ids of each batch after it was acknowledged. Arguments: path, own stream, batches (0: until killed), and optionally
 * an engine and how long to wait for others.
 */
const [path = '', own = '', batches = '0', engine, busyTimeoutMs = '10000'] = process.argv.slice(2);
const shared = 'shared-1';
const store = await openSqliteStore(path, {
  ...(engine === 'libsql' || engine === 'node:sqlite' ? { engine } : {}),
  busyTimeoutMs: Number(busyTimeoutMs),
});
const expected = new Map<string, number | 'no-stream'>();

const append = async (stream: string): Promise<void> => {
  const events = [0, 1, 2].map((line) => ({ id: randomUUID(), type: 'Written', body: JSON.stringify({ own, line }) }));
  for (;;) {
    const result = await store.events.append(stream, events, expected.get(stream) ?? 'no-stream');
    if (result._tag === 'appended') {
      expected.set(stream, result.revision);
      // Synchronous: what was printed is what was acknowledged, even if the next instant kills us.
      writeSync(1, `${stream} ${events.map(({ id }) => id).join(' ')}\n`);
      return;
    }
    if (result._tag !== 'conflict') throw new Error(`a new append was answered with ${result._tag}`);
    expected.set(stream, result.actual);
  }
};

writeSync(1, 'ready\n');
const last = batches === '0' ? Infinity : Number(batches);
for (let batch = 0; batch < last; batch += 1) {
  await Promise.all([append(own), append(shared)]);
}
await store.close();
