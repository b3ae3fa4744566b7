import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { balances, memoryDocumentStore, projectionRuntime, verifiedHistory } from '@commission-ledger/projections';
import { right } from './right.ts';

/**
 * One way through all events of a ledger file, in a process of its own. `parse` is the floor: every body is read and
 * parsed and nothing else. `memory` and `stored` fold all balances by the real runtime, into memory or into the file;
 * `verified` does so over the verified history. Prints one line of JSON: what it found, and what it took since the
 * modules were loaded.
 */
const [path = '', way = 'memory'] = process.argv.slice(2);

const before = process.cpuUsage();
const start = performance.now();
const { events, documents: stored, close } = await openSqliteStore(path);

const parseAll = async (): Promise<number> => {
  let read = 0;
  for (let after: bigint | undefined; ;) {
    const page = await events.readAll({ after, limit: 1000 });
    for (const { body } of page.events) if (JSON.parse(body) !== null) read += 1;
    if (page.atEnd) return read;
    after = page.next;
  }
};

const foldAll = async (): Promise<number> => {
  const documents = way === 'stored' ? stored : memoryDocumentStore();
  const store = way === 'verified' ? verifiedHistory(events) : events;
  const runtime = projectionRuntime({ store, documents, projections: [balances] });
  return right(await (way === 'stored' ? runtime.rebuild(balances) : runtime.catchUp())).events;
};

const read = await (way === 'parse' ? parseAll() : foldAll());
await close();
const { user, system } = process.cpuUsage(before);
const [ms, cpuMs] = [performance.now() - start, (user + system) / 1000];
console.log(JSON.stringify({ way, events: read, ms, cpuMs, peakMiB: process.resourceUsage().maxRSS / 1024 }));
