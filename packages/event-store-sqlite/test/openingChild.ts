import { writeSync } from 'node:fs';

import { loadDriver } from '../src/loadDriver.ts';
import { openWith } from '../src/openSqliteStore.ts';
import { beforeCommit, changedDriver } from './temporaryLedger.ts';

/** A process that opens a ledger, says which schema it has and had, and ends; or is killed before the first commit. */
const [path = '', engine, fate] = process.argv.slice(2);
const driver = await loadDriver(engine === 'libsql' || engine === 'node:sqlite' ? engine : undefined);
const doomed = changedDriver(
  driver,
  beforeCommit(() => void process.kill(process.pid, 'SIGKILL')),
);
const store = await openWith(fate === undefined ? driver : doomed, path, {});
const { schemaVersion, migratedFrom } = store.info();
writeSync(1, `${schemaVersion} ${migratedFrom}\n`);
await store.close();
