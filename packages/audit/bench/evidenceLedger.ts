// How long a pack of a ledger file takes: node --conditions=@commission-ledger/source --import tsx --expose-gc FILE PATH [partner …]
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { allProjections, projectionRuntime } from '@commission-ledger/projections';
import { measuredPack } from './measuredPack.ts';

const [path = '', ...partners] = process.argv.slice(2);
const { events, documents, close } = await openSqliteStore(path);
const started = performance.now();
await projectionRuntime({ store: events, documents, projections: allProjections }).catchUp();
console.log(`read models caught up in ${((performance.now() - started) / 1000).toFixed(1)} s`);
const scope =
  partners.length === 0 ? { kind: 'whole' as const } : { kind: 'partners' as const, program: 'simulated', partners };
console.log(await measuredPack({ events, documents }, scope));
await close();
