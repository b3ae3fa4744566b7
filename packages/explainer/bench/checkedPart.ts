import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { createExplainer } from '../src/index.ts';
import { right } from '../test/history.ts';

/*
 * Started by `largePayout.bench.ts` in a process of its own: checks lines of a payout in a ledger file, tells how many, what
 * they come to, and what it took.
 */

/** What such a process tells. */
export type Told = Readonly<{
  lines: number;
  minor: string;
  digest: string;
  /** Of the check alone, and of the processor for it. */
  seconds: number;
  busySeconds: number;
  /** The largest resident memory less that before the check. */
  aboveStart: number;
  start: number;
}>;

const MIB = 1024 * 1024;

const [path = '', payout = '', from, to] = process.argv.slice(2);
const file = await openSqliteStore(path);
const explainer = createExplainer({ store: file.events, documents: file.documents });
const part = from === undefined || to === undefined ? {} : { part: { from: Number(from), to: Number(to) } };
const start = process.memoryUsage.rss() / MIB;
const used = process.cpuUsage();
const started = performance.now();
const { lines, amount, digest } = right(await explainer.checkPayout({ payout, ...part }));
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(used);
const told: Told = {
  lines,
  minor: amount.amount.replace('.', ''),
  digest,
  seconds,
  busySeconds: (user + system) / 1e6,
  aboveStart: process.resourceUsage().maxRSS / 1024 - start,
  start,
};
process.send?.(told);
await file.close();
