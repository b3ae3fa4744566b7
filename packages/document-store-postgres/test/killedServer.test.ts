import { setTimeout as delay } from 'node:timers/promises';

import { expect, it, onTestFinished } from 'vitest';

import { openPostgresDocumentStore } from '../src/index.ts';
import { failureOf } from './batches.ts';
import { startChild } from './childProcess.ts';
import { describeWithServer } from './testServer.ts';
import { until } from './until.ts';

/** How often the server is killed; more with COMMISSION_LEDGER_FAULT_ROUNDS. */
const rounds = Number(process.env['COMMISSION_LEDGER_FAULT_ROUNDS'] ?? 3);
const seed = Number(process.env['COMMISSION_LEDGER_FAULT_SEED'] ?? 20_261_122);

await describeWithServer(
  'a server that dies',
  (server) => {
    const { isOwn, connectionString, inSchema, kill, restart } = server;

    it.skipIf(!isOwn)(
      'at any moment of a commit keeps documents and checkpoint together, and what it had acknowledged',
      () =>
        inSchema(async (schema) => {
          const random = randomFrom(seed);
          process.stdout.write(`killed server: seed ${seed}, ${rounds} rounds\n`);
          const child = startChild(connectionString, schema, 0);
          onTestFinished(() => child.kill());
          await child.ready;
          child.start();
          for (let round = 1; round <= rounds; round += 1) {
            await child.hasWon(round * 3);
            await delay(random() * 60);
            await kill();
            await restart();
            await expectTogether(connectionString, schema, `seed ${seed}, round ${round}`);
          }
          await child.hasWon(rounds * 3 + 3);
          child.kill();
          const { won, errors } = await child.ended;
          expect(errors).toBe('');
          const reached = await expectTogether(connectionString, schema, `seed ${seed}, at the end`);
          expect(new Set(won).size, `seed ${seed}: steps won twice`).toBe(won.length);
          expect(reached, `seed ${seed}: acknowledged steps that are gone`).toBeGreaterThanOrEqual(won.at(-1) ?? 0n);
        }),
      20_000 + rounds * 10_000,
    );

    it.skipIf(!isOwn)('in the middle of a call makes it Unavailable, and the store goes on when it is back', () =>
      inSchema(async (schema) => {
        const { documents, close } = await openPostgresDocumentStore(connectionString, { schema });
        const calls = Array.from({ length: 20 }, (_, index) => documents.readMany('p@1', [String(index)]));
        const ended = Promise.allSettled(calls);
        await kill();
        const failures = (await ended).filter(({ status }) => status === 'rejected');
        for (const failure of failures) {
          expect(failure).toMatchObject({ reason: { name: 'StoreFailure', reason: { _tag: 'Unavailable' } } });
        }
        const batch = { projection: 'p@1', expected: undefined, checkpoint: { position: 1n }, removes: [] };
        const commit = () => documents.commit({ ...batch, puts: [{ key: 'a', json: '1' }] });
        expect((await failureOf(commit())).reason._tag).toBe('Unavailable');
        await restart();
        expect(await commit()).toBe(true);
        await close();
      }),
    );

    it.skipIf(!isOwn)(
      'and one that is stopped and started in an orderly way are met without a failure in between',
      () =>
        inSchema(async (schema) => {
          const { documents, close } = await openPostgresDocumentStore(connectionString, { schema });
          await documents.read('p@1', 'a');
          await restart();
          await until(async () => (await documents.checkpoint('p@1')) === undefined);
          await close();
        }),
    );
  },
  true,
);

/** Every document is of the step where the checkpoint stands. */
const expectTogether = async (connectionString: string, schema: string, about: string): Promise<bigint> => {
  const { documents, close } = await openPostgresDocumentStore(connectionString, { schema });
  try {
    for (;;) {
      // The child goes on meanwhile: only what was read between two equal checkpoints belongs together.
      const before = await documents.checkpoint('counter@1');
      const listed = await documents.list('counter@1', {});
      const after = await documents.checkpoint('counter@1');
      if (before?.position !== after?.position) continue;
      const position = before?.position ?? 0n;
      expect(
        listed.map(({ json }) => json),
        about,
      ).toEqual(Array.from({ length: position === 0n ? 0 : 5 }, () => String(position)));
      return position;
    }
  } finally {
    await close();
  }
};

/** A small linear congruential generator: the seed gives the same moments again. */
const randomFrom = (start: number): (() => number) => {
  let state = start;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
};
