import { createHash, randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';

import { openSqliteStore } from '../src/index.ts';

/**
 * A process that appends events and folds them into documents, until it is killed. A document `count` says how many
 * events were folded, one for each hundred positions says how many of those: sums that must agree with the checkpoint.
 * It prints the position after each commit. Arguments: path, and optionally an engine.
 */
const [path = '', engine] = process.argv.slice(2);
const store = await openSqliteStore(path, engine === 'libsql' || engine === 'node:sqlite' ? { engine } : {});
const projection = 'counts@1';
const { events, documents } = store;

const stream = `own-${randomUUID()}`;
let revision: number | 'no-stream' = 'no-stream';
writeSync(1, 'ready\n');
for (;;) {
  const added = Array.from({ length: 3 }, () => ({ id: randomUUID(), type: 'Written', body: '{}' }));
  const result = await events.append(stream, added, revision);
  if (result._tag === 'appended') ({ revision } = result);
  const from = (await documents.checkpoint(projection))?.position;
  const page = await events.readAll({ after: from, limit: 7 });
  const last = page.events.at(-1);
  if (last === undefined) continue;
  const counts = new Map<string, number>();
  for (const { position } of page.events) {
    for (const key of ['count', `hundred-${position / 100n}`]) {
      const before = counts.get(key) ?? Number((await documents.read(projection, key)) ?? '0');
      counts.set(key, before + 1);
    }
  }
  const event = {
    stream: last.stream,
    revision: last.revision,
    hash: createHash('sha256').update(last.body).digest('hex'),
  };
  const committed = await documents.commit({
    projection,
    expected: from,
    checkpoint: { position: last.position, event },
    puts: [...counts].map(([key, count]) => ({ key, json: String(count) })),
    removes: [],
  });
  if (committed) writeSync(1, `${last.position}\n`);
}
