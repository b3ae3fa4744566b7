import { expect, it, onTestFinished } from 'vitest';

import { openPostgresDocumentStore } from '../src/index.ts';
import { startChild } from './childProcess.ts';
import { describeWithServer } from './testServer.ts';
import { until } from './until.ts';

const steps = 80;

/** Processes take their time to start on a busy machine. */
const patience = 90_000;

await describeWithServer(
  'several processes that fold one projection',
  ({ inSchema, inTransaction, connectionString, psql }) => {
    it(
      'win each step once between them, the first one too',
      () =>
        inSchema(async (schema) => {
          const children = [1, 2].map(() => startChild(connectionString, schema, steps));
          onTestFinished(() => {
            for (const { kill } of children) kill();
          });
          await Promise.all(children.map(({ ready }) => ready));
          for (const { start } of children) start();
          const ends = await Promise.all(children.map(({ ended }) => ended));
          expect(ends.map(({ code, errors }) => (code === 0 ? '' : errors))).toEqual(['', '']);
          const won = ends.flatMap((end) => end.won).toSorted((left, right) => Number(left - right));
          expect(won).toEqual(Array.from({ length: steps }, (_, index) => BigInt(index + 1)));
          await expectStandsAt(connectionString, schema, BigInt(steps));
        }),
      patience,
    );

    it(
      'go on without one that hangs in the middle of a commit, once the server has ended its transaction',
      () =>
        inSchema(async (schema) => {
          const { documents, close } = await openPostgresDocumentStore(connectionString, { schema });
          const batch = { projection: 'counter@1', puts: ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key, json: '1' })) };
          await documents.commit({ ...batch, expected: undefined, checkpoint: { position: 1n }, removes: [] });
          const child = startChild(connectionString, schema, 3, 1_000);
          onTestFinished(() => child.kill());
          await child.ready;
          // The child moves the checkpoint, then waits for a document: it is stopped there, holding the checkpoint.
          await inTransaction(async (holder) => {
            await holder.query(`SELECT 1 FROM "${schema}".documents WHERE key = 'a' FOR UPDATE`);
            child.start();
            await until(async () => (await waitingIn(schema)) === 1);
            child.kill('SIGSTOP');
          });
          const done = await documents.commit({ ...batch, expected: 1n, checkpoint: { position: 2n }, removes: [] });
          expect(done).toBe(true);
          child.kill('SIGCONT');
          expect(await child.ended).toMatchObject({ code: 0, errors: '', won: [3n] });
          expect(await documents.checkpoint('counter@1')).toEqual({ position: 3n });
          await close();
        }),
      patience,
    );

    const waitingIn = async (schema: string): Promise<number> => {
      const text = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%' || $1 || '%'`;
      return (await psql(text, [schema])).length;
    };
  },
);

const expectStandsAt = async (connectionString: string, schema: string, position: bigint): Promise<void> => {
  const { documents, close } = await openPostgresDocumentStore(connectionString, { schema });
  expect(await documents.checkpoint('counter@1')).toEqual({ position });
  const listed = await documents.list('counter@1', {});
  expect(listed.map(({ json }) => json)).toEqual(Array.from({ length: 5 }, () => String(position)));
  await close();
};
