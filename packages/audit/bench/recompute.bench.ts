// node --conditions=@commission-ledger/source --import tsx packages/audit/bench/recompute.bench.ts [leads …]
import * as E from 'fp-ts/lib/Either.js';
import { recompute } from '../src/index.ts';
import { simulatedLedger, sizes } from './simulatedLedger.ts';

const rows = [];
for (const leads of sizes) {
  const store = await simulatedLedger(leads);
  const began = performance.now();
  const outcome = await recompute({ store });
  const ms = performance.now() - began;
  if (E.isLeft(outcome)) throw new Error(outcome.left._tag);
  const { history, verdict } = outcome.right;
  rows.push({
    events: history.events,
    verdict,
    seconds: (ms / 1000).toFixed(1),
    'µs an event': Math.round((ms * 1000) / history.events),
  });
}
console.table(rows);
