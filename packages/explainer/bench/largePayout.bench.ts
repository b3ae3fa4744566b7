import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { allProjections, payoutOf, projectionRuntime } from '@commission-ledger/projections';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHistory, payOut, right, sell } from '../test/history.ts';
import { copyInto } from './copyInto.ts';
import type { Told } from './checkedPart.ts';
import { toldBy } from './toldBy.ts';

/*
 * One payout of many lines in a ledger file, every line of it calculated again in one run: by one process, then by two that
 * share the lines. `node … largePayout.bench.ts [lines] [file]`: 5,000 lines unless said; a file that is there is taken
 * as it is, if this bench has made it; otherwise it is made, and kept.
 */

const lines = Number(process.argv[2] ?? 5000);
const kept = process.argv[3];

const make = async (path: string): Promise<void> => {
  const history = await openHistory();
  for (let index = 0; index < lines; index += 1) {
    const product = index % 5 === 0 ? 'GTK 500' : 'GTX Pro';
    await sell(history, { deal: `D-${index}`, amount: `${500 + (index % 900)}.55`, on: '2017-01-10', product });
  }
  await payOut(history, '2017-03-06');
  const file = await openSqliteStore(path);
  await copyInto(file.events, history.store);
  right(
    await projectionRuntime({ store: file.events, documents: file.documents, projections: allProjections }).catchUp(),
  );
  await file.close();
};

/** Payouts have ids that follow from what they pay to whom when: the account of this history has one. */
const payout = 'PO-2017-03-06-b2a15bf46d909dc0';

const check = (path: string, ...part: readonly string[]) => toldBy<Told>('checkedPart.ts', path, payout, ...part);

const shown = (number: number): string => number.toFixed(2);

const folder = await mkdtemp(join(tmpdir(), 'explainer-bench-'));
const path = kept ?? join(folder, 'many.ledger');
try {
  if (!existsSync(path)) await make(path);
  const file = await openSqliteStore(path);
  const paid = await payoutOf(file.documents, payout);
  const count = paid?.lines ?? 0;
  await file.close();

  const one = await check(path);
  console.log(
    `${one.lines} lines by one process: ${shown(one.seconds)} s, ${shown((one.seconds * 1e6) / one.lines)} µs a line ` +
      `(processor ${shown(one.busySeconds)} s), at most ${shown(one.aboveStart)} MiB above ${shown(one.start)}`,
  );

  const half = `${count >> 1}`;
  const started = performance.now();
  const two = await Promise.all([check(path, '0', half), check(path, half, `${count}`)]);
  const whole = (performance.now() - started) / 1000;
  const sum = two.reduce((total, { minor }) => total + BigInt(minor), 0n);
  if (`${sum}` !== one.minor || two.some(({ digest }) => digest !== one.digest)) throw new Error('The parts differ.');
  const longest = Math.max(...two.map(({ seconds }) => seconds));
  console.log(
    `by two processes that share them: ${shown(longest)} s, ${shown(whole)} s with their start, ` +
      `at most ${shown(Math.max(...two.map(({ aboveStart }) => aboveStart)))} MiB each above the start`,
  );
} finally {
  await rm(folder, { recursive: true });
}
