import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type ExpectedRevision, type StoredEvent, memoryEventStore } from '../src/index.ts';
import { naiveStore } from './naiveStore.ts';

const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

// Few ids, few bodies, two streams: retries, altered retries and taken ids all come up often.
const event = fc.record({
  id: fc.integer({ min: 0, max: 5 }).map(idOf),
  type: fc.constantFrom('Written', 'Changed'),
  body: fc.constantFrom('1', '2'),
});
const expectedRevision: fc.Arbitrary<ExpectedRevision> = fc.oneof(
  fc.constant<ExpectedRevision>('no-stream'),
  fc.integer({ min: 0, max: 4 }),
);
const call = fc.record({
  stream: fc.constantFrom('a-1', 'a-2'),
  events: fc.array(event, { minLength: 1, maxLength: 3 }),
  expected: expectedRevision,
});

const historyOf = async (store: ReturnType<typeof memoryEventStore>): Promise<readonly StoredEvent[]> =>
  (await store.readAll({ after: undefined, limit: 1_000 })).events;

const oneEvent = () => ({ id: idOf(1), type: 'Written', body: '{}' });

describe('the store in memory', () => {
  it('answers any sequence of appends, and holds afterwards, what the naive store does', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 12 }), async (calls) => {
        const store = memoryEventStore();
        const naive = naiveStore();
        for (const { stream, events, expected } of calls) {
          const { _tag } = await store.append(stream, events, expected);
          expect(_tag).toBe(naive.answer(stream, events, expected));
          seen.add(_tag);
        }
        const history = await historyOf(store);
        expect(history.map(({ id, type, body, stream, revision }) => ({ id, type, body, stream, revision }))).toEqual(
          naive.rows(),
        );
        expect(history.map(({ position }) => position)).toEqual(history.map((_, index) => BigInt(index + 1)));
      }),
      { numRuns: 500 },
    );
    expect([...seen].toSorted()).toEqual(['appended', 'conflict', 'different-content', 'id-taken']);
  });

  it('gives events that nobody can change', async () => {
    const store = memoryEventStore();
    await store.append('a-1', [oneEvent()], 'no-stream');
    const head = await store.head();
    expect(Object.isFrozen(head)).toBe(true);
    expect(await historyOf(store)).toHaveLength(1);
  });

  it('takes 16 MiB at once, unless it was told otherwise', async () => {
    const sixteen = 'x'.repeat(16 * 1024 * 1024);
    const store = memoryEventStore();
    const tooLarge = store.append('a-1', [{ ...oneEvent(), body: `${sixteen}x` }], 'no-stream');
    await expect(tooLarge).rejects.toMatchObject({
      reason: { _tag: 'TooLarge', bytes: sixteen.length + 1, limit: sixteen.length },
    });
    expect(await store.append('a-1', [{ ...oneEvent(), body: sixteen }], 'no-stream')).toMatchObject({ revision: 0 });
    const small = memoryEventStore({ maxAppendBytes: 3 });
    await expect(small.append('a-1', [{ ...oneEvent(), body: 'four' }], 'no-stream')).rejects.toThrow('takes 3');
  });
});
