import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeLargeLedger } from './writeLargeLedger.ts';

/*
 * All balances of a ledger file from nothing, each way in a process of its own, by turns, beside the floor: reading and
 * parsing every event. Times are those of the processor, which others on the machine disturb least; medians of three
 * runs, of a file of 5,000,000 events and more one. The arguments are the numbers of events (10,000 and 100,000 without
 * them) and the paths of files written before, into which nothing is written.
 */

const ways = ['parse', 'memory', 'verified', 'stored'] as const;
type Way = (typeof ways)[number];
type Figures = Readonly<{ events: number; cpuMs: number; ms: number; peakMiB: number }>;

const isFigures = (value: unknown): value is Figures =>
  typeof value === 'object' && value !== null && 'cpuMs' in value && 'peakMiB' in value && 'events' in value;

const measure = (file: string, way: string): Figures => {
  const script = path.join(import.meta.dirname, 'rebuildBalances.ts');
  const { stdout, stderr } = spawnSync(process.execPath, [...process.execArgv, script, file, way], {
    encoding: 'utf8',
  });
  const figures: unknown = JSON.parse(stdout.trim() === '' ? 'null' : stdout);
  if (!isFigures(figures)) throw new Error(`The bench is broken: ${stderr}`);
  return figures;
};

const medianOf = (figures: readonly number[]): number =>
  figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;

const compare = (file: string, chosenWays: readonly Way[]): void => {
  const turn = () => new Map(chosenWays.map((way) => [way, measure(file, way)]));
  const first = turn();
  const isLarge = (first.get('parse')?.events ?? 0) >= 5_000_000;
  const runs = isLarge ? [first] : [first, turn(), turn()];
  const median = (way: Way, key: keyof Figures): number => medianOf(runs.map((run) => run.get(way)?.[key] ?? 0));
  for (const way of chosenWays) {
    const events = median(way, 'events');
    console.log(
      `${String(events).padStart(9)} events  ${way.padEnd(8)} ${((median(way, 'cpuMs') * 1000) / events).toFixed(2)} µs an event` +
        `  ${(median(way, 'cpuMs') / median('parse', 'cpuMs')).toFixed(2)} × the floor  peak ${Math.round(median(way, 'peakMiB'))} MiB`,
    );
  }
};

const chosen = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), 'commission-ledger-'));
try {
  for (const one of chosen.length > 0 ? chosen : ['10000', '100000']) {
    const file = existsSync(one) ? one : path.join(folder, `${one}.ledger`);
    if (file !== one) await writeLargeLedger(file, Number(one));
    compare(file, file === one ? ways.filter((way) => way !== 'stored') : ways);
  }
} finally {
  rmSync(folder, { recursive: true });
}
