import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';

import { loadDriver } from '../src/loadDriver.ts';
import { openWith } from '../src/openSqliteStore.ts';
import { beforeCommit, changedDriver } from './temporaryLedger.ts';

/** A process that suspends itself while it holds the lock for writing, just before its first commit. Arguments: path, engine. */
const [path = '', engine] = process.argv.slice(2);
let suspended = false;
const suspending = beforeCommit(() => {
  if (suspended) return;
  suspended = true;
  writeSync(1, 'holding\n');
  process.kill(process.pid, 'SIGSTOP');
});
const driver = await loadDriver(engine === 'libsql' || engine === 'node:sqlite' ? engine : undefined);
const store = await openWith(changedDriver(driver, suspending), path, {});
const events = [{ id: randomUUID(), type: 'Written', body: '{}' }];
const { _tag } = await store.events.append('held-1', events, 'no-stream');
writeSync(1, `${_tag}\n`);
await store.close();
