import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  type EventStore,
  StoreFailure,
  compareHistories,
  copyHistory,
  findCopyPlace,
  memoryEventStore,
} from '../src/index.ts';
import { type Write, contentOf, idOf, storeWith, writeTo, writes } from './historyOf.ts';

const limits = fc.record({
  maxEventsPerAppend: fc.integer({ min: 1, max: 5 }),
  maxBytesPerAppend: fc.integer({ min: 1, max: 100 }),
});

const crash = fc.record({ onAppend: fc.integer({ min: 1, max: 6 }), written: fc.boolean() });

/** A store that fails once, at an append: before it writes or after. */
const failingOnce = (
  store: EventStore,
  { onAppend, written }: Readonly<{ onAppend: number; written: boolean }>,
): EventStore => {
  let appendCalls = 0;
  return {
    ...store,
    append: async (stream, events, expected) => {
      appendCalls += 1;
      if (appendCalls !== onAppend) return store.append(stream, events, expected);
      if (written) await store.append(stream, events, expected);
      throw new StoreFailure({ _tag: 'Unavailable', cause: 'planned' }, 'A planned fault.');
    },
  };
};

const oneEvent = (number: number, body = '{}') => [{ id: idOf(number), type: 'Written', body }];

const five: readonly Write[] = [0, 1, 2, 3, 4].map((number) => ({
  stream: number % 2 === 0 ? 'a-1' : 'b-1',
  events: oneEvent(number),
}));

describe('copying a history', () => {
  it('gives the same streams, revisions, ids, types and bodies in the same order', async () => {
    await fc.assert(
      fc.asyncProperty(writes, limits, async (all, bounds) => {
        const source = await storeWith(all);
        const target = memoryEventStore();
        const count = (await contentOf(source)).length;
        const through = (await source.head())?.position;
        expect(await copyHistory({ source, target, ...bounds })).toEqual({ _tag: 'copied', events: count, through });
        expect(await contentOf(target)).toEqual(await contentOf(source));
      }),
    );
  });

  it('puts as much into one append as it was told, and more only if one event alone has more', async () => {
    await fc.assert(
      fc.asyncProperty(writes, limits, async (all, bounds) => {
        const source = await storeWith(all);
        const inner = memoryEventStore();
        const calls: Readonly<{ stream: string; sizes: readonly number[] }>[] = [];
        const target: EventStore = {
          ...inner,
          append: (stream, events, expected) => {
            calls.push({ stream, sizes: events.map(({ body }) => Buffer.byteLength(body)) });
            return inner.append(stream, events, expected);
          },
        };
        await copyHistory({ source, target, ...bounds });
        const fits = (sizes: readonly number[]): boolean =>
          sizes.length === 1 ||
          (sizes.length <= bounds.maxEventsPerAppend &&
            sizes.reduce((sum, size) => sum + size, 0) <= bounds.maxBytesPerAppend);
        for (const [index, { stream, sizes }] of calls.entries()) {
          const next = calls[index + 1];
          expect(fits(sizes)).toBe(true);
          expect(next?.stream === stream && fits([...sizes, ...next.sizes.slice(0, 1)])).toBe(false);
        }
      }),
    );
  });

  it('puts the events of one stream that stand together into one append', async () => {
    const source = await storeWith([
      { stream: 'a-1', events: oneEvent(0) },
      { stream: 'a-1', events: oneEvent(1) },
      { stream: 'b-1', events: oneEvent(2) },
    ]);
    const inner = memoryEventStore();
    const calls: (readonly [string, number])[] = [];
    const target: EventStore = {
      ...inner,
      append: (stream, events, expected) => {
        calls.push([stream, events.length]);
        return inner.append(stream, events, expected);
      },
    };
    await copyHistory({ source, target });
    expect(calls).toEqual([
      ['a-1', 2],
      ['b-1', 1],
    ]);
  });

  it('comes to the same whatever crashes in between, with other bounds in every run', async () => {
    let crashes = 0;
    await fc.assert(
      fc.asyncProperty(
        writes,
        fc.array(fc.tuple(crash, limits), { maxLength: 6 }),
        limits,
        async (all, crashed, last) => {
          const source = await storeWith(all);
          const target = memoryEventStore();
          const expected = await contentOf(source);
          for (const [at, bounds] of crashed) {
            try {
              await copyHistory({ source, target: failingOnce(target, at), ...bounds });
            } catch (error) {
              expect(error).toBeInstanceOf(StoreFailure);
              crashes += 1;
            }
            const copied = await contentOf(target);
            expect(copied).toEqual(expected.slice(0, copied.length));
          }
          expect((await copyHistory({ source, target, ...last }))._tag).toBe('copied');
          expect((await compareHistories({ source, target }))._tag).toBe('equal');
        },
      ),
      { numRuns: 300 },
    );
    expect(crashes).toBeGreaterThan(100);
  });

  it('is done by several runs at once as by one', async () => {
    await fc.assert(
      fc.asyncProperty(
        writes,
        fc.array(limits, { minLength: 2, maxLength: 4 }),
        fc.scheduler(),
        async (all, runs, s) => {
          const source = await storeWith(all);
          const inner = memoryEventStore();
          const append = s.scheduleFunction(async (...args: Parameters<EventStore['append']>) => inner.append(...args));
          const target: EventStore = { ...inner, append };
          const results = Promise.all(runs.map((bounds) => copyHistory({ source, target, ...bounds })));
          const ended = await s.waitFor(results);
          expect(ended.map(({ _tag }) => _tag)).toEqual(runs.map(() => 'copied'));
          expect(await contentOf(target)).toEqual(await contentOf(source));
        },
      ),
    );
  });

  it('follows a source that grows only to where it ended at the start; the next run brings the rest', async () => {
    await fc.assert(
      fc.asyncProperty(writes, writes, async (all, more) => {
        const source = await storeWith(all);
        const before = await contentOf(source);
        const added = more.map(({ stream, events }) => ({
          stream,
          events: events.map((event) => ({ ...event, id: event.id.replace('0000-4000', '0001-4000') })),
        }));
        const target = memoryEventStore();
        let written = false;
        const onProgress = () => {
          written = true;
        };
        const writing: EventStore = {
          ...target,
          append: async (...append) => {
            if (!written) await writeTo(source, added);
            written = true;
            return target.append(...append);
          },
        };
        await copyHistory({ source, target: writing, onProgress });
        expect(await contentOf(target)).toEqual(before);
        await copyHistory({ source, target, checkTarget: false });
        expect(await contentOf(target)).toEqual(await contentOf(source));
      }),
    );
  });

  it('stops after the append in hand when it is told to, and goes on in the next run', async () => {
    const source = await storeWith(five);
    const target = memoryEventStore();
    const stop = new AbortController();
    const seen: (readonly [number, bigint, bigint])[] = [];
    const stopped = await copyHistory({
      source,
      target,
      signal: stop.signal,
      onProgress: ({ events, position, through }) => {
        seen.push([events, position, through]);
        if (events === 2) stop.abort();
      },
    });
    expect(stopped).toEqual({ _tag: 'stopped', events: 2 });
    expect(seen).toEqual([
      [1, 1n, 5n],
      [2, 2n, 5n],
    ]);
    expect(await copyHistory({ source, target })).toEqual({ _tag: 'copied', events: 3, through: 5n });
  });

  it('checks what another run adds to the target meanwhile no more than its own place asks', async () => {
    const source = await storeWith(five);
    const inner = await storeWith(five.slice(0, 2));
    let added = false;
    const target: EventStore = {
      ...inner,
      readAll: async (options) => {
        if (!added) await writeTo(inner, five.slice(2, 3));
        added = true;
        return inner.readAll(options);
      },
    };
    expect(await copyHistory({ source, target })).toMatchObject({ _tag: 'copied' });
    expect(await contentOf(inner)).toEqual(await contentOf(source));
  });

  it('does not say that it copied when it was told to stop while it checked the target', async () => {
    const source = await storeWith(five);
    const target = await storeWith(five);
    expect(await copyHistory({ source, target, signal: AbortSignal.abort() })).toEqual({ _tag: 'stopped', events: 0 });
  });

  it('proves a run equal that another run and a writer overtook', async () => {
    await fc.assert(
      fc.asyncProperty(writes, writes, async (all, more) => {
        const source = await storeWith(all);
        const target = memoryEventStore();
        const copied = await copyHistory({ source, target });
        if (copied._tag !== 'copied') throw new Error(copied._tag);
        const { length } = await contentOf(target);
        const added = more.map(({ stream, events }) => ({
          stream,
          events: events.map((event) => ({ ...event, id: event.id.replace('0000-4000', '0001-4000') })),
        }));
        await writeTo(source, added);
        await copyHistory({ source, target });
        const bounds = { source, target, sourceThrough: copied.through ?? 0n };
        expect(await compareHistories({ ...bounds, untilSourceEnds: true })).toMatchObject({
          _tag: 'equal',
          target: { events: length },
        });
        expect((await findCopyPlace(source, target))._tag).toBe('found');
      }),
    );
  });

  it('still finds a target that ends before the source does', async () => {
    const [source, target] = [await storeWith(five), await storeWith(five.slice(0, 4))];
    expect(await compareHistories({ source, target, untilSourceEnds: true })).toMatchObject({
      _tag: 'different',
      first: { index: 4, target: undefined },
    });
  });

  it('splits what is too large for the target together, and names the event that is too large alone', async () => {
    const source = await storeWith(five);
    await writeTo(source, [{ stream: 'a-1', events: [...oneEvent(5), ...oneEvent(6, '"large"'), ...oneEvent(7)] }]);
    const inner = memoryEventStore();
    const sizes: number[] = [];
    const target: EventStore = {
      ...inner,
      append: async (stream, events, expected) => {
        const bytes = events.reduce((sum, { body }) => sum + body.length, 0);
        sizes.push(bytes);
        if (bytes > 6) throw new StoreFailure({ _tag: 'TooLarge', bytes, limit: 6 }, 'It is too large.');
        return inner.append(stream, events, expected);
      },
    };
    expect(await copyHistory({ source, target })).toEqual({
      _tag: 'too-large',
      events: 6,
      stream: 'a-1',
      revision: 4,
      bytes: 7,
      limit: 6,
    });
    expect(sizes).toEqual([2, 2, 2, 2, 13, 2, 2, 7]);
  });

  it('copies nothing from an empty store', async () => {
    const source = memoryEventStore();
    expect(await copyHistory({ source, target: memoryEventStore() })).toEqual({
      _tag: 'copied',
      events: 0,
      through: undefined,
    });
  });
});

describe('a target that is no beginning of the source', () => {
  it('is refused, and stays as it is, when it holds another ledger', async () => {
    const source = await storeWith(five);
    const target = await storeWith([{ stream: 'a-1', events: oneEvent(77) }]);
    const result = await copyHistory({ source, target });
    expect(result).toMatchObject({ _tag: 'other-history', target: { id: idOf(77) }, source: { id: idOf(0) } });
    expect(await contentOf(target)).toHaveLength(1);
  });

  it('is refused when its last event stands in a stream that the source has not', async () => {
    const source = await storeWith(five);
    const target = await storeWith([...five.slice(0, 2), { stream: 'c-1', events: oneEvent(77) }]);
    expect(await copyHistory({ source, target })).toMatchObject({
      _tag: 'other-history',
      target: { stream: 'c-1', revision: 0 },
    });
  });

  it('is refused when the source is a beginning of it', async () => {
    const source = await storeWith(five.slice(0, 3));
    const target = await storeWith(five);
    expect(await copyHistory({ source, target })).toMatchObject({
      _tag: 'source-shorter',
      target: { id: idOf(4) },
      source: { id: idOf(2) },
    });
    expect(await copyHistory({ source: memoryEventStore(), target })).toMatchObject({
      _tag: 'source-shorter',
      source: undefined,
    });
  });

  it('is refused before anything is added, however alike the last events are', async () => {
    const [first, ...rest] = five;
    const source = await storeWith(five);
    const altered = await storeWith([{ stream: 'a-1', events: oneEvent(0, '{"amount":"9.99"}') }, ...rest.slice(0, 3)]);
    expect(first?.stream).toBe('a-1');
    expect(await copyHistory({ source, target: altered })).toMatchObject({
      _tag: 'other-history',
      target: { stream: 'a-1', revision: 0 },
    });
    expect(await contentOf(altered)).toHaveLength(4);

    const missing = await storeWith(five.filter((_, index) => index !== 1).slice(0, 2));
    expect((await copyHistory({ source, target: missing }))._tag).toBe('other-history');
    expect(await contentOf(missing)).toHaveLength(2);
  });

  it('is refused when somebody else writes to it meanwhile', async () => {
    const source = await storeWith(five);
    const inner = memoryEventStore();
    let calls = 0;
    const target: EventStore = {
      ...inner,
      append: async (stream, events, expected) => {
        calls += 1;
        if (calls === 3) await inner.append('a-1', oneEvent(77), 0);
        return inner.append(stream, events, expected);
      },
    };
    // The stranger's event is the target's last one, and the source has another in its place.
    expect(await copyHistory({ source, target })).toMatchObject({ _tag: 'other-history', target: { id: idOf(77) } });
  });

  it('is refused with the answer of the target when an append conflicts and the target did not move on', async () => {
    const source = await storeWith(five);
    const target: EventStore = {
      ...memoryEventStore(),
      append: async (_stream, _events, expected) => ({ _tag: 'conflict', expected, actual: 7 }),
    };
    expect(await copyHistory({ source, target })).toEqual({
      _tag: 'refused',
      events: 0,
      stream: 'a-1',
      answer: { _tag: 'conflict', expected: 'no-stream', actual: 7 },
    });
  });
});
