import { createHash, hash } from 'node:crypto';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import * as E from 'fp-ts/lib/Either.js';
import { verifyWorkers } from '../../cli/src/audit/verifyWorkers.ts';
import { scanDivided, verifyHistory } from '../src/verify/index.ts';

/** Reads a ledger file in one of the ways of the bench, and prints what that took as JSON. */
const [path = '', way = ''] = process.argv.slice(2);
const { events, close } = await openSqliteStore(path);
const started = performance.now();

/** Reading all bytes, and SHA-256 over each event: what nobody can do without. */
const floor = async (): Promise<number> => {
  let [after, count]: [bigint | undefined, number] = [undefined, 0];
  const all = createHash('sha256');
  for (;;) {
    const page = await events.readAll({ after, limit: 2048 });
    for (const { body } of page.events) all.update(hash('sha256', body));
    count += page.events.length;
    if (page.atEnd) return count;
    after = page.next;
  }
};

const verified = async (jobs: number): Promise<number> => {
  const workers = jobs > 0 ? verifyWorkers(path, jobs) : undefined;
  const scan = workers === undefined ? {} : { scan: scanDivided(events, workers.division) };
  const report = await verifyHistory({
    events,
    ledger: 'bench',
    form: way === 'canonical' ? 'canonical' : 'bytes',
    ...scan,
  });
  await workers?.close();
  if (E.isLeft(report) || report.right.verdict !== 'sound') throw new Error('The bench is broken.');
  return report.right.counts.events;
};

const jobs = /^workers(\d+)$/.exec(way)?.[1] ?? 0;
const count = way === 'floor' ? await floor() : await verified(Number(jobs));
const ms = performance.now() - started;
await close();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.log(
  JSON.stringify({ events: count, ms, ownCpuMs: (userCPUTime + systemCPUTime) / 1000, peakMiB: maxRSS / 1024 }),
);
