import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeLargeLedger } from '../../commission-ledger/bench/writeLargeLedger.ts';

/*
 * Verifying a ledger file, each way in a process of its own, by turns, beside the floor: reading every event and SHA-256
 * over it. Times are those of the processor, of all processes together, which others on the machine disturb least; the
 * seconds on the clock stand beside them. Medians of three turns, of a file of 500,000 events and more one. Arguments are numbers of events (1,000,000 without
 * them) or paths of files written before, into which nothing is written.
 */

const ways = ['floor', 'bytes', 'workers1', 'workers2'] as const;
type Way = (typeof ways)[number];
type Figures = Readonly<{ events: number; ms: number; ownCpuMs: number; peakMiB: number; cpuMs: number }>;

const script = path.join(import.meta.dirname, 'verifyLedger.ts');

/** The shell adds up what all processes took that it, or who it waited for, has waited for. */
const measure = (file: string, way: Way): Figures => {
  const command = [process.execPath, ...process.execArgv, script, file, way].map((part) => `'${part}'`).join(' ');
  const { stdout, stderr } = spawnSync('sh', ['-c', `${command}; times`], { encoding: 'utf8' });
  const [json = '', ...rest] = stdout.trim().split('\n');
  const minutes = [...(rest.at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  const cpuMs = minutes.reduce((sum, [, whole, seconds]) => sum + Number(whole) * 60_000 + Number(seconds) * 1000, 0);
  const figures: unknown = json === '' ? null : JSON.parse(json);
  if (!isFigures(figures)) throw new Error(`The bench is broken: ${stderr}`);
  return { ...figures, cpuMs };
};

const isFigures = (value: unknown): value is Omit<Figures, 'cpuMs'> =>
  typeof value === 'object' && value !== null && 'ownCpuMs' in value && 'peakMiB' in value && 'events' in value;

const medianOf = (figures: readonly number[]): number =>
  figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;

const compare = (file: string): void => {
  const turnAround = () => new Map(ways.map((way) => [way, measure(file, way)]));
  const first = turnAround();
  const isLarge = (first.get('floor')?.events ?? 0) >= 500_000;
  const turns = isLarge ? [first] : [first, turnAround(), turnAround()];
  const median = (way: Way, key: keyof Figures): number => medianOf(turns.map((turn) => turn.get(way)?.[key] ?? 0));
  for (const way of ways) {
    console.log(
      `${String(median(way, 'events')).padStart(8)} events  ${way.padEnd(9)}` +
        ` processor ${(median(way, 'cpuMs') / 1000).toFixed(1)} s (${(median(way, 'ownCpuMs') / 1000).toFixed(1)} s in the first process)` +
        `  clock ${(median(way, 'ms') / 1000).toFixed(1)} s` +
        `  speed ${(median('floor', 'cpuMs') / median(way, 'cpuMs')).toFixed(2)} × the floor  peak ${Math.round(median(way, 'peakMiB'))} MiB`,
    );
  }
  console.log(`two workers on the clock: ${(median('workers1', 'ms') / median('workers2', 'ms')).toFixed(2)} × one`);
};

const chosen = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), 'commission-ledger-'));
try {
  for (const one of chosen.length > 0 ? chosen : ['1000000']) {
    const file = existsSync(one) ? one : path.join(folder, `${one}.ledger`);
    if (file !== one) await writeLargeLedger(file, Number(one));
    compare(file);
  }
} finally {
  rmSync(folder, { recursive: true });
}
