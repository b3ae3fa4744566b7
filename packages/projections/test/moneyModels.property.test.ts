import { RecordedInstantCodec } from '@commission-ledger/calendar';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accrualHolds,
  asOf,
  closings,
  memoryDocumentStore,
  movementMonths,
  movements,
  payoutPostings,
  projectionRuntime,
} from '../src/index.ts';
import { dump, rebuilt } from './dump.ts';
import { recorded, right, storeWith } from './history.ts';
import { moneyHistory } from './moneyHistory.ts';

const MODELS = [movements, movementMonths, closings, payoutPostings, accrualHolds];

describe('what statements and the journal are made of', () => {
  it('is the same to the byte for any batch size and any stops on the way', async () => {
    const stops = fc.array(fc.nat({ max: 40 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        moneyHistory(),
        fc.integer({ min: 1, max: 7 }),
        stops,
        async ({ facts }, batchSize, positions) => {
          const store = await storeWith(facts);
          const documents = memoryDocumentStore();
          const runtime = projectionRuntime({ store, documents, projections: MODELS, batchSize });
          for (const position of positions) right(await runtime.runTo(BigInt(position)));
          right(await runtime.catchUp());
          expect(await dump(documents, MODELS)).toBe(await dump(await rebuilt(store, MODELS), MODELS));
        },
      ),
    );
  });

  it('is, as known at a moment, what was recorded until then', async () => {
    await fc.assert(
      fc.asyncProperty(moneyHistory(), fc.nat({ max: 40 }), async ({ facts }, place) => {
        const last = (await recorded(facts))[Math.min(place, facts.length - 1)];
        if (last === undefined) return;
        const known = right(RecordedInstantCodec.decode(last.recordedAt));
        const past = right(await asOf({ store: await storeWith(facts), projections: MODELS, known }));
        const then = await rebuilt(await storeWith(facts.slice(0, place + 1)), MODELS);
        for (const { name, version } of MODELS)
          expect(await past.list(`${name}@${version}`, {})).toEqual(await then.list(`${name}@${version}`, {}));
      }),
    );
  });

  it('stays small: no document grows with the history, but with what one payout or one dispute holds', async () => {
    const sizeOf = async (count: number): Promise<number> => {
      const [{ facts } = { facts: [] }] = fc.sample(moneyHistory({ maxLength: count }), { numRuns: 1, seed: 5 });
      const documents = await rebuilt(await storeWith(facts), MODELS);
      const pages = [movements, movementMonths, closings].map(({ name, version }) =>
        documents.list(`${name}@${version}`, {}),
      );
      return Math.max(...(await Promise.all(pages)).flat().map(({ json }) => json.length));
    };
    expect(await sizeOf(400)).toBeLessThan(600);
  });
});
