import * as E from 'fp-ts/lib/Either.js';
import { Bench } from 'tinybench';
import { memoryDocumentStore, projectionRuntime, references } from '@commission-ledger/projections';
import {
  createExplainer,
  referencesIn,
  renderJson,
  renderTree,
  storedEventIn,
  verifyExplanation,
} from '../src/index.ts';
import { openHistory, payOut, right, sell } from '../test/history.ts';

/** A payout of 200 lines on the memory store, with the index that the read model keeps. */
const history = await openHistory();
for (let index = 0; index < 200; index += 1) {
  const product = index % 5 === 0 ? 'GTK 500' : 'GTX Pro';
  await sell(history, { deal: `D-${index}`, amount: `${500 + index}.55`, on: '2017-01-10', product });
}
const [payout = ''] = await payOut(history, '2017-03-06');
const documents = memoryDocumentStore();
const caughtUp = await projectionRuntime({ store: history.store, documents, projections: [references] }).catchUp();
if (E.isLeft(caughtUp)) throw new Error(caughtUp.left._tag);

const explainer = createExplainer({ store: history.store, references: referencesIn(documents) });
const explanation = right(await explainer.why(payout));
const [{ entry: accrual } = { entry: '' }] = explanation.lines;
const read = storedEventIn(history.store);
console.log(
  `${explanation.lines.length} lines, ${Object.keys(explanation.nodes).length} nodes, ${explanation.log.events} events, ${renderJson(explanation).length} bytes of JSON`,
);

const bench = new Bench({ time: 2000 })
  .add('why(accrual)', async () => right(await explainer.why(accrual)))
  .add('why(payout of 200 lines)', async () => right(await explainer.why(payout)))
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
