import { expect, test } from 'vitest';
import { createDatabase } from '../src/database.ts';
import type { PostgresClient, PostgresPool } from '../src/postgresPool.ts';

/** A server that never answers to `BEGIN`: the driver gives up after the time it was given, by a timer of its own. */
const hanging = (): Readonly<{ pool: PostgresPool; begun: () => number }> => {
  let begun = 0;
  const client: PostgresClient = {
    query: ({ query_timeout: limitMs }) => {
      begun += 1;
      return new Promise((_, reject) => {
        setTimeout(() => reject(new Error('Query read timeout')), limitMs);
      });
    },
    on: () => {},
    removeListener: () => {},
    release: () => {},
  };
  return { pool: { on: () => {}, connect: async () => client }, begun: () => begun };
};

test('what has used up its time is not tried again, though timers of the machine may fire a little early', async () => {
  const limitMs = 5;
  for (let round = 0; round < 60; round += 1) {
    const servers = Array.from({ length: 400 }, hanging);
    const failed = await Promise.allSettled(
      servers.map(({ pool }) => createDatabase(pool, limitMs).transaction(async () => ({ keep: true, answer: 1 }))),
    );
    expect(failed.every(({ status }) => status === 'rejected')).toBe(true);
    expect(servers.filter(({ begun }) => begun() > 1)).toHaveLength(0);
  }
});
