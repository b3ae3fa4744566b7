import { createHash } from 'node:crypto';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type EventStore, type StoredEvent, compareHistories, memoryEventStore } from '../src/index.ts';
import { contentOf, idOf, storeWith, writes } from './historyOf.ts';

/** A store that only reads: whatever events it is given, also those that no store would take. */
const showing = (events: readonly StoredEvent[]): EventStore => ({
  ...memoryEventStore(),
  readAll: async ({ after, limit }) => {
    const rest = events.filter(({ position }) => after === undefined || position > after);
    const page = rest.slice(0, limit);
    return { events: page, next: page.at(-1)?.position ?? after, atEnd: page.length === rest.length };
  },
});

const renumbered = (events: readonly StoredEvent[]): readonly StoredEvent[] =>
  events.map((event, index) => ({ ...event, position: BigInt(index * 10 + 7) }));

const altered = <T>(list: readonly T[], index: number, change: (item: T) => T): readonly T[] =>
  list.map((item, at) => (at === index ? change(item) : item));

const changes: Readonly<Record<string, (events: readonly StoredEvent[], index: number) => readonly StoredEvent[]>> = {
  body: (events, index) => altered(events, index, (event) => ({ ...event, body: `${event.body} ` })),
  type: (events, index) => altered(events, index, (event) => ({ ...event, type: 'Changed' })),
  id: (events, index) => altered(events, index, (event) => ({ ...event, id: idOf(999) })),
  revision: (events, index) => altered(events, index, (event) => ({ ...event, revision: event.revision + 1 })),
  stream: (events, index) => altered(events, index, (event) => ({ ...event, stream: 'c-1' })),
  missing: (events, index) => events.filter((_, at) => at !== index),
  extra: (events, index) =>
    events.flatMap((event, at) => (at === index ? [{ ...event, id: idOf(999), stream: 'c-1' }, event] : [event])),
  reordered: (events, index) =>
    index === 0 ? [...events.slice(1), ...events.slice(0, 1)] : [...events.slice(index), ...events.slice(0, index)],
};

describe('comparing two histories', () => {
  it('finds them equal whatever their positions are, and hashes everything else', async () => {
    await fc.assert(
      fc.asyncProperty(writes, async (all) => {
        const source = await storeWith(all);
        const { events } = await source.readAll({ after: undefined, limit: 10_000 });
        const lines = events.map(({ stream, revision, id, type, body }) =>
          JSON.stringify([stream, revision, id, type, body]),
        );
        const sha256 = createHash('sha256')
          .update(lines.map((line) => `${line}\n`).join(''))
          .digest('hex');
        const digest = { events: events.length, sha256 };
        expect(await compareHistories({ source, target: showing(renumbered(events)) })).toEqual({
          _tag: 'equal',
          source: digest,
          target: digest,
        });
      }),
    );
  });

  it.each(Object.entries(changes))(
    'finds the first event with another %s, missing, extra or moved',
    async (_, change) => {
      await fc.assert(
        fc.asyncProperty(writes, fc.nat(), async (all, at) => {
          const source = await storeWith(all);
          const { events } = await source.readAll({ after: undefined, limit: 10_000 });
          fc.pre(events.length > 1);
          const index = at % events.length;
          const target = showing(renumbered(change(events, index)));
          const result = await compareHistories({ source, target });
          if (result._tag !== 'different') throw new Error(`It was found ${result._tag}.`);
          const there = await contentOf(target);
          const here = await contentOf(source);
          const first = [...here, undefined].findIndex(
            (event, place) => JSON.stringify(event) !== JSON.stringify(there[place]),
          );
          expect(result.first.index).toBe(first);
          expect(result.first.source?.id).toBe(here[first]?.id);
          expect(result.first.target?.id).toBe(there[first]?.id);
          expect(result.source.events).toBe(here.length);
          expect(result.target.events).toBe(there.length);
          expect(result.source.sha256).not.toBe(result.target.sha256);
        }),
      );
    },
  );

  it('names what is different between two events, and shows neither body', async () => {
    const source = await storeWith([{ stream: 'a-1', events: [{ id: idOf(1), type: 'Written', body: '{"a":1}' }] }]);
    const target = await storeWith([{ stream: 'a-1', events: [{ id: idOf(1), type: 'Changed', body: '{"a":2}' }] }]);
    const result = await compareHistories({ source, target });
    expect(result).toMatchObject({ _tag: 'different', first: { index: 0, differsIn: ['type', 'body'] } });
    expect(
      JSON.stringify(result, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
    ).not.toContain('"a"');
  });

  it('compares only up to the positions it is given', async () => {
    const write = (number: number) => ({
      stream: 'a-1',
      events: [{ id: idOf(number), type: 'Written', body: '{}' }],
    });
    const source = await storeWith([write(1), write(2), write(3)]);
    const target = await storeWith([write(1), write(2)]);
    expect(await compareHistories({ source, target })).toMatchObject({
      _tag: 'different',
      first: { index: 2, source: { id: idOf(3) }, target: undefined },
    });
    expect(await compareHistories({ source, target, sourceThrough: 2n })).toMatchObject({ _tag: 'equal' });
    expect(await compareHistories({ source, target, sourceThrough: 1n, targetThrough: 1n })).toMatchObject({
      _tag: 'equal',
      source: { events: 1 },
    });
  });

  it('stops when it is told to', async () => {
    const source = memoryEventStore();
    expect(await compareHistories({ source, target: source, signal: AbortSignal.abort() })).toEqual({
      _tag: 'stopped',
    });
  });

  it('tells how far it is, and reads a long history page by page', async () => {
    const events = Array.from({ length: 2_500 }, (_, index) => ({
      id: idOf(index),
      type: 'Written',
      body: '{}',
      stream: 'a-1',
      revision: index,
      position: BigInt(index),
    }));
    const pages: number[] = [];
    const inner = showing(events);
    const source: EventStore = {
      ...inner,
      readAll: async (options) => {
        const page = await inner.readAll(options);
        pages.push(page.events.length);
        return page;
      },
    };
    const seen: number[] = [];
    const result = await compareHistories({
      source,
      target: showing(events),
      onProgress: (compared) => seen.push(compared),
    });
    expect(result).toMatchObject({ _tag: 'equal', source: { events: 2_500 } });
    expect(seen).toEqual([1_000, 2_000]);
    expect(Math.max(...pages)).toBeLessThanOrEqual(512);
  });
});
