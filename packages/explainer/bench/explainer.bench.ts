import type { EventStore } from '@commission-ledger/event-store';
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import {
  allProjections,
  memoryDocumentStore,
  payoutOf,
  projectionRuntime,
  type DocumentStore,
} from '@commission-ledger/projections';
import { hash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bench } from 'tinybench';
import {
  createExplainer,
  renderJson,
  renderTree,
  storedEventIn,
  verifyExplanation,
  type Explainer,
} from '../src/index.ts';
import { eventRefsOf } from '../src/document/eventRefs.ts';
import { copyInto } from './copyInto.ts';
import { openHistory, payOut, right, sell } from '../test/history.ts';

/*
 * The proof of a payout of 200 lines, and a payout of many (the argument, else 5,000): checked line by line, asked for a
 * page of 50, its headline, and the proof that one line is in it; on the memory store and on a file of SQLite, with the
 * read models up to date. Times are of the processor where a machine may have other work to do.
 */

const many = Number(process.argv[2] ?? 5000);

/** A history with one payout of so many lines. */
const paidFor = async (lines: number): Promise<Readonly<{ store: EventStore; payout: string }>> => {
  const history = await openHistory();
  for (let index = 0; index < lines; index += 1) {
    const product = index % 5 === 0 ? 'GTK 500' : 'GTX Pro';
    await sell(history, { deal: `D-${index}`, amount: `${500 + (index % 900)}.55`, on: '2017-01-10', product });
  }
  const [payout = ''] = await payOut(history, '2017-03-06');
  return { store: history.store, payout };
};

const explainerOver = async (store: EventStore, documents: DocumentStore): Promise<Explainer> => {
  right(await projectionRuntime({ store, documents, projections: allProjections }).catchUp());
  return createExplainer({ store, documents });
};

/** The median of some runs, in milliseconds of the processor. */
const processorMs = async (runs: number, work: () => Promise<unknown>): Promise<number> => {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  return times.toSorted((a, b) => a - b)[runs >> 1] ?? 0;
};

const MIB = 1024 * 1024;

const askManyLines = async (
  where: string,
  { store, documents, payout }: Readonly<{ store: EventStore; documents: DocumentStore; payout: string }>,
): Promise<void> => {
  const explainer = await explainerOver(store, documents);
  let [entry, peak] = ['', 0];
  const onProgress = (): void => {
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  };
  const check = async (): Promise<void> => {
    right(await explainer.checkPayout({ payout, onProgress }));
  };
  await check();
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  peak = before;
  const checked = await processorMs(3, check);
  const page = await processorMs(21, async () => {
    const { rows } = right(await explainer.payoutLines({ payout, limit: 50 }));
    entry = rows[0]?.proof ?? '';
  });
  const headline = await processorMs(201, () => payoutOf(documents, payout));
  const inclusion = await processorMs(11, async () => right(await explainer.includes({ payout, entry })));
  console.log(
    `${where}, ${many} lines: checked in ${((checked * 1000) / many).toFixed(1)} µs a line, ` +
      `at most ${((peak - before) / MIB).toFixed(1)} MiB above ${(before / MIB).toFixed(1)}; ` +
      `page of 50 ${page.toFixed(2)} ms, headline ${headline.toFixed(2)} ms, inclusion ${inclusion.toFixed(2)} ms`,
  );
};

const few = await paidFor(200);
const explainer = await explainerOver(few.store, memoryDocumentStore());
const explanation = right(await explainer.why(few.payout));
const [{ entry: accrual } = { entry: '' }] = explanation.lines;
const read = storedEventIn(few.store);
console.log(
  `${explanation.lines.length} lines, ${Object.keys(explanation.nodes).length} nodes, ${explanation.log.events} events, ${renderJson(explanation).length} bytes of JSON`,
);

const bench = new Bench({ time: 2000 })
  .add('why(accrual)', async () => right(await explainer.why(accrual)))
  .add('why(payout of 200 lines)', async () => right(await explainer.why(few.payout)))
  .add('verify it', async () => right(await verifyExplanation(explanation, read)))
  .add('tree, ten largest', () => renderTree(explanation))
  .add('tree, all lines', () => renderTree(explanation, { all: true }))
  .add('canonical JSON', () => renderJson(explanation));

await bench.run();
console.table(
  bench.tasks.map(({ name, result }) => ({
    name,
    ...('latency' in result
      ? { 'p50 ms': result.latency.p50.toFixed(3), 'p99 ms': result.latency.p99.toFixed(3) }
      : {}),
  })),
);

/** What no proof can do without: what is cited parsed and hashed, every node written and hashed. */
const cited = await Promise.all(
  [...new Map(eventRefsOf(explanation).map((ref) => [ref.event, ref])).values()].map(({ stream, revision }) =>
    read(stream, revision),
  ),
);
const nodes = Object.values(explanation.nodes);
const floor = await processorMs(101, async () => {
  for (const event of cited) {
    if (event === undefined) continue;
    JSON.parse(event.body);
    hash('sha256', event.body);
  }
  for (const node of nodes) hash('sha256', JSON.stringify(node));
});
const proof = await processorMs(101, () => explainer.why(few.payout));
console.log(
  `proof of ${explanation.lines.length} lines: ${proof.toFixed(1)} ms of the processor, ${(proof / floor).toFixed(1)} × ` +
    `what parsing and hashing ${cited.length} events, and writing and hashing ${nodes.length} nodes, take (${floor.toFixed(1)} ms)`,
);

const paid = await paidFor(many);
await askManyLines('memory', { ...paid, documents: memoryDocumentStore() });

const folder = await mkdtemp(join(tmpdir(), 'explainer-bench-'));
const file = await openSqliteStore(join(folder, 'many.ledger'));
try {
  await copyInto(file.events, paid.store);
  const on = { store: file.events, documents: file.documents };
  await askManyLines('SQLite', { ...on, payout: paid.payout });
} finally {
  await file.close();
  await rm(folder, { recursive: true });
}
