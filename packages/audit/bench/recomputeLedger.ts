import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import * as E from 'fp-ts/lib/Either.js';
import { recompute, type RecomputeProgress } from '../src/index.ts';

/** Calculates a ledger file again, and prints what that took as JSON: in all, and until each phase began. */
const [path = '', partner] = process.argv.slice(2);
const { events, close } = await openSqliteStore(path);
const started = performance.now();
const since = (from: number): number => Math.round(performance.now() - from);
const phases = new Map<RecomputeProgress['phase'], number>();
let told = started;
const outcome = await recompute({
  store: events,
  ...(partner === undefined ? {} : { partner }),
  onProgress: ({ phase, done, total }) => {
    if (!phases.has(phase)) phases.set(phase, since(started));
    if (since(told) < 10_000) return;
    told = performance.now();
    const { rss, heapUsed } = process.memoryUsage();
    console.error(phase, done, total, `${since(started)} ms, ${mib(heapUsed)} of ${mib(rss)} MiB`);
  },
});
const ms = since(started);
await close();
if (E.isLeft(outcome)) throw new Error(outcome.left._tag);
const { history, verdict, found, differences } = outcome.right;
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.log(
  JSON.stringify({
    events: history.events,
    verdict,
    found,
    ms,
    'µs an event': Math.round((ms * 1000) / history.events),
    ownCpuMs: Math.round((userCPUTime + systemCPUTime) / 1000),
    peakMiB: Math.round(maxRSS / 1024),
    phases: Object.fromEntries(phases),
    differences: differences.slice(0, 3),
  }),
);

function mib(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
