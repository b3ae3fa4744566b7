import { randomUUID } from 'node:crypto';

import { type Fault, spawnEventStoreDbDouble } from '@commission-ledger/testing/eventstoredb';
import { EventStoreDBClient } from '@eventstore/db-client';
import { expect, it } from 'vitest';

import { eventStoreDbStore } from '../src/index.ts';
import { impatient } from './clientsUnderTest.ts';

/** Each drop is one of these, after 0 to 3 events. `COMMISSION_LEDGER_DROPS=500` makes a storm of it. */
const drops = Number(process.env['COMMISSION_LEDGER_DROPS'] ?? 25);
const kinds = ['drop', 'cut', 'end'] as const;

it(`delivers every event once and in order over ${drops} drops of the subscription`, { timeout: 600_000 }, async () => {
  const seed = Number(process.env['COMMISSION_LEDGER_FAULT_SEED'] ?? 20_261_122);
  process.stdout.write(`seed ${seed}: repeat with COMMISSION_LEDGER_FAULT_SEED=${seed}\n`);
  const dice = diceOf(seed);
  const double = await spawnEventStoreDbDouble();
  const [reading, writing] = [0, 1].map(() => EventStoreDBClient.connectionString(double.connectionString));
  if (!reading || !writing) throw new Error('two clients were made');
  try {
    const reader = eventStoreDbStore(reading, { retry: impatient });
    const writer = eventStoreDbStore(writing, { retry: impatient });
    for (let drop = 0; drop < drops; drop += 1) {
      const kind = kinds[dice(kinds.length)] ?? 'drop';
      const fault: Fault = { on: 'subscribe', kind, afterEvents: dice(4) };
      await double.inject(fault);
    }
    const batches = Array.from({ length: drops }, () => 1 + dice(4));
    const written: string[] = [];
    const controller = new AbortController();
    const write = async () => {
      for (const [round, size] of batches.entries()) {
        const events = Array.from({ length: size }, () => ({ id: randomUUID(), type: 'Noted', body: '{}' }));
        expect(await writer.append(`account-${round}`, events, 'no-stream')).toMatchObject({ _tag: 'appended' });
        written.push(...events.map(({ id }) => id));
      }
    };
    const total = batches.reduce((sum, size) => sum + size, 0);
    const seen: string[] = [];
    const follow = async () => {
      for await (const { id } of reader.subscribe({ after: undefined, signal: controller.signal })) {
        seen.push(id);
        // The rest of the drops meets a subscription that has nothing left to bring.
        if (seen.length === total) controller.abort();
      }
    };
    // A writer that fails ends the reader too.
    await Promise.all([
      follow(),
      write().catch((error: unknown) => {
        controller.abort();
        throw error;
      }),
    ]);
    expect(seen).toEqual(written);
    expect((await double.trips()).length).toBeGreaterThan(drops / 4);
  } finally {
    await Promise.all([reading.dispose(), writing.dispose()]);
    await double.stop();
  }
});

/** The same throws for the same seed. */
const diceOf = (seed: number) => {
  let state = seed >>> 0;
  return (sides: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
};
