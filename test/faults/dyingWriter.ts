import type { NewEvent } from '../../packages/event-store/src/index.ts';
import type { Connection } from '../../packages/event-store-sqlite/src/driver.ts';
import { loadDriver } from '../../packages/event-store-sqlite/src/loadDriver.ts';
import { openWith } from '../../packages/event-store-sqlite/src/openSqliteStore.ts';
import { changedDriver } from '../../packages/event-store-sqlite/test/temporaryLedger.ts';
import { stream } from './observation.ts';

/**
 * A process that appends a batch after two events, and is killed (SIGKILL, by its own hand) at a moment. Arguments: the
 * file, the moment, the events as JSON.
 */
const [file = '', moment = '', json = '[]'] = process.argv.slice(2);
const events: readonly NewEvent[] = JSON.parse(json);

const dieNow = (): void => {
  process.kill(process.pid, 'SIGKILL');
};

let inserts = 0;
const dying = (connection: Connection): Connection => ({
  exec: (sql) => {
    const isCommit = sql === 'COMMIT' && inserts > 0;
    if (isCommit && moment === 'before the commit') dieNow();
    connection.exec(sql);
    if (isCommit && moment === 'after the commit') dieNow();
  },
  prepare: (sql) => {
    const statement = connection.prepare(sql);
    if (!sql.startsWith('INSERT INTO events')) return statement;
    return {
      get: (...values) => statement.get(...values),
      all: (...values) => statement.all(...values),
      run: (...values) => {
        const answer = statement.run(...values);
        inserts += 1;
        if (inserts === 2 && moment === 'in the batch') dieNow();
        return answer;
      },
    };
  },
  close: () => connection.close(),
});

const store = await openWith(changedDriver(await loadDriver(), dying), file, {});
await store.events.append(stream, events, 1);
await store.close();
