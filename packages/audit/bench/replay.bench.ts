// node --conditions=@commission-ledger/source --import tsx packages/audit/bench/replay.bench.ts [leads …]
import * as E from 'fp-ts/lib/Either.js';
import { replay } from '../src/index.ts';
import { simulatedLedger, sizes } from './simulatedLedger.ts';

const rows = [];
for (const leads of sizes) {
  const store = await simulatedLedger(leads);
  const began = performance.now();
  let events = 0;
  for await (const row of replay({ store })) if (E.isRight(row)) events += 1;
  const ms = performance.now() - began;
  rows.push({ events, seconds: (ms / 1000).toFixed(2), 'µs an event': Math.round((ms * 1000) / events) });
}
console.table(rows);
