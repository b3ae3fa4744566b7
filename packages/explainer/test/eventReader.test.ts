import { memoryEventStore } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createEventReader, type Streams } from '../src/reading/eventReader.ts';
import { eventsOf, left, openHistory, right, sell, type History } from './history.ts';

let history: History;
let account = '';
let length = 0;

beforeAll(async () => {
  history = await openHistory();
  for (let index = 0; index < 12; index += 1) {
    await sell(history, { deal: `D-${index}`, amount: `${500 + index}.55`, on: '2017-01-10' });
  }
  const posted = (await eventsOf(history.store)).filter(({ type }) => type === 'AccrualPosted');
  account = posted[0]?.stream ?? '';
  length = posted.filter(({ stream }) => stream === account).length;
});

/** The store, with every read of a stream that is made. */
const watched = (store: Streams): Streams & Readonly<{ reads: string[] }> => {
  const reads: string[] = [];
  return {
    reads,
    readStream: (stream, options) => {
      reads.push(`${stream} ${options?.from}+${options?.limit}`);
      return store.readStream(stream, options);
    },
  };
};

const at = (revision: number) => ({ stream: account, revision });

describe('events read for a question', () => {
  test('that are near to each other in a stream are read at once, and then not again', async () => {
    const store = watched(history.store);
    const reader = createEventReader(store);
    await reader.prefetch([at(3), at(1), at(1), at(6)]);
    expect(store.reads).toEqual([`${account} 1+6`]);
    for (const revision of [1, 2, 3, 4, 5, 6]) {
      expect(right(await reader.readAny(at(revision)))).toMatchObject({ stream: account, revision });
    }
    await reader.prefetch([at(1), at(6)]);
    expect(store.reads).toHaveLength(1);
  });

  test('that stand alone, or far from each other, are asked for together, and without what is between them', async () => {
    let underWay = 0;
    let most = 0;
    const store = watched({
      async *readStream(stream, options) {
        most = Math.max(most, (underWay += 1));
        yield* history.store.readStream(stream, options);
        underWay -= 1;
      },
    });
    const reader = createEventReader(store);
    await reader.prefetch([at(0), at(9)]);
    expect(store.reads).toEqual([`${account} 0+1`, `${account} 9+1`]);
    expect(most).toBe(2);
    expect(right(await reader.readAny(at(9)))).toMatchObject({ revision: 9 });
    expect(store.reads).toHaveLength(2);
  });

  test('are in a range whatever was read before, and none is read from the store that was', async () => {
    expect(length).toBe(12);
    const revision = fc.integer({ min: 0, max: 14 });
    await fc.assert(
      fc.asyncProperty(fc.array(revision), fc.array(revision), revision, revision, async (fetched, read, from, to) => {
        const reader = createEventReader(history.store);
        await reader.prefetch(fetched.map(at));
        for (const one of read) {
          const event = await reader.readAny(at(one));
          if (one >= length) expect(left(event)).toMatchObject({ _tag: 'MissingEvent' });
          else expect(right(event).revision).toBe(one);
        }
        const range = right(await reader.readRange(account, from, to));
        const all = right(await createEventReader(history.store).readRange(account, 0));
        expect(range).toEqual(all.filter((event) => event.revision >= from && event.revision <= to));
      }),
      { numRuns: 200 },
    );
    const store = watched(history.store);
    const reader = createEventReader(store);
    await reader.prefetch([at(2), at(7)]);
    right(await reader.readRange(account, 2, 7));
    right(await reader.readRange(account, 0, 9));
    expect(store.reads).toEqual([`${account} 2+6`, `${account} 0+10`]);
  });

  test('are told apart from what cannot be read, also when they were fetched', async () => {
    const store = memoryEventStore();
    for (const [index, body] of ['{}', '{}'].entries()) {
      const id = `00000000-0000-4000-8000-00000000000${index}`;
      await store.append('deal-x', [{ id, type: 'DealWon', body }], index === 0 ? 'no-stream' : 0);
    }
    const reader = createEventReader(store);
    await reader.prefetch([0, 1].map((revision) => ({ stream: 'deal-x', revision })));
    const event = await reader.readAny({ stream: 'deal-x', revision: 1 });
    expect(E.isLeft(event) && event.left._tag).toBe('NotAFrame');
    expect(left(await reader.readRange('deal-x', 0, 1))).toMatchObject({ _tag: 'NotAFrame' });
  });
});
