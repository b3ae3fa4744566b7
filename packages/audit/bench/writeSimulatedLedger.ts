// A ledger file that recorded a simulated program: node --conditions=@commission-ledger/source --import tsx FILE PATH LEADS [months]
import { openSqliteStore } from '@commission-ledger/event-store-sqlite';
import { simulatedLedger } from './simulatedLedger.ts';

const [path = '', leads = '2200', months = '24'] = process.argv.slice(2);
const { events, close } = await openSqliteStore(path);
const started = performance.now();
await simulatedLedger(Number(leads), { store: events, months: Number(months) });
await close();
console.log(`${path}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
