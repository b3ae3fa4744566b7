import {
  type EventStore,
  memoryEventStore,
  StoreFailure,
  type StoreFailureReason,
} from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  balances,
  type DocumentStore,
  entries,
  memoryDocumentStore,
  type Pause,
  type ProjectionObserver,
  projectionRuntime,
  type Retry,
  storedName,
} from '../src/index.ts';
import { inPages } from '../src/inPages.ts';
import { realPause } from '../src/realPause.ts';
import { dump, rebuilt } from './dump.ts';
import { accrued, settled } from './facts.ts';
import { append, framed, right, storeWith } from './history.ts';
import { left } from './left.ts';

const accrual = (index: number) => accrued({ id: `a${index}`, amount: 5, maturesOn: '2026-01-31' });
const accruals = (count: number) => Array.from({ length: count }, (_, index) => accrual(index));
const failure = (reason: StoreFailureReason): StoreFailure => new StoreFailure(reason, 'The store is away.');
const away = failure({ _tag: 'Unavailable', cause: undefined });
const atOnce: Pause = async () => {};

/** An event store whose calls go to whatever `now` is, such as another history after a backup was restored. */
const exchangeable = (first: EventStore) => {
  const place = { now: first };
  const store: EventStore = {
    append: (...given) => place.now.append(...given),
    readStream: (...given) => place.now.readStream(...given),
    readAll: (options) => place.now.readAll(options),
    head: () => place.now.head(),
    subscribe: (options) => place.now.subscribe(options),
    close: () => place.now.close(),
  };
  return { place, store };
};

/** Resolves when the position is reached. */
const reaching = (position: bigint, observer: ProjectionObserver = {}) => {
  let reached = (): void => {};
  const done = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const onBatch: NonNullable<ProjectionObserver['onBatch']> = (batch) => {
    if (batch.position !== undefined && batch.position >= position) reached();
    observer.onBatch?.(batch);
  };
  return { done, observer: { ...observer, onBatch } };
};

describe('following the history', () => {
  it('reads what is new from the subscription alone, once, however many events come one by one', async () => {
    const store = memoryEventStore();
    const calls = { readAll: 0, head: 0, checkpoints: 0 };
    const counted: EventStore = {
      ...store,
      head: () => ((calls.head += 1), store.head()),
      readAll: (options) => ((calls.readAll += 1), store.readAll(options)),
    };
    const documents = memoryDocumentStore();
    const countedDocuments: DocumentStore = {
      ...documents,
      checkpoints: () => ((calls.checkpoints += 1), documents.checkpoints()),
    };
    const ending = new AbortController();
    let live = (): void => {};
    const isLive = new Promise<void>((resolve) => {
      live = resolve;
    });
    const { done, observer } = reaching(30n, { onLive: () => live() });
    const runtime = projectionRuntime({
      store: counted,
      documents: countedDocuments,
      projections: [balances],
      observer,
    });
    const following = runtime.follow(ending.signal);
    await isLive;
    for (const fact of framed(accruals(30))) await append(store, [fact]);
    await done;
    ending.abort();
    expect(right(await following)).toEqual({ events: 30, position: 30n });
    expect(calls).toEqual({ readAll: 0, head: 1, checkpoints: 1 });
    expect(await dump(documents, [balances])).toBe(await dump(await rebuilt(store, [balances]), [balances]));
  });

  it('folds what has piled up in batches no larger than allowed', async () => {
    const store = memoryEventStore();
    const sizes: number[] = [];
    const ending = new AbortController();
    let grown = false;
    const { done, observer } = reaching(25n, { onBatch: ({ events }) => sizes.push(events) });
    const runtime = projectionRuntime({
      store,
      documents: memoryDocumentStore(),
      projections: [balances],
      batchSize: 4,
      observer: {
        ...observer,
        onLive: () => {
          if (grown) return;
          grown = true;
          void append(store, framed(accruals(25)));
        },
      },
    });
    const following = runtime.follow(ending.signal);
    await done;
    ending.abort();
    right(await following);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(25);
    expect(Math.max(...sizes)).toBe(4);
  });

  it('finishes the batch in hand when it is told to end, and begins no other', async () => {
    for (const isLive of [false, true]) {
      const store = isLive ? memoryEventStore() : await storeWith(accruals(20));
      const documents = memoryDocumentStore();
      const ending = new AbortController();
      const runtime = projectionRuntime({
        store,
        documents: {
          ...documents,
          commit: (batch) => {
            ending.abort();
            return documents.commit(batch);
          },
        },
        projections: [balances, entries],
        batchSize: 3,
        observer: { onLive: () => void append(store, framed(accruals(20))) },
      });
      const { position = 0n } = right(await runtime.follow(ending.signal));
      expect(position > 0n && position <= 3n).toBe(true);
      for (const projection of [balances, entries])
        expect((await documents.checkpoint(storedName(projection)))?.position).toBe(position);
    }
  });

  it('ends at once when it was told to before it began', async () => {
    const store = await storeWith(accruals(2));
    const documents = memoryDocumentStore();
    const run = projectionRuntime({ store, documents, projections: [balances] }).follow(AbortSignal.abort());
    expect(await run).toEqual(E.right({ events: 0, position: undefined }));
  });

  it('stops at an event that cannot be applied, with everything before it folded', async () => {
    const store = memoryEventStore();
    const documents = memoryDocumentStore();
    const halts: unknown[] = [];
    const facts = framed([...accruals(3), settled({ payout: 'none', amount: 5 }), accrual(9)]);
    const runtime = projectionRuntime({
      store,
      documents,
      projections: [balances, entries],
      observer: { onLive: () => void append(store, facts), onHalt: (halt) => halts.push(halt.projection) },
    });
    expect(left(await runtime.follow(new AbortController().signal))).toMatchObject({
      _tag: 'ProjectionHalted',
      projection: storedName(balances),
      position: 4n,
    });
    expect((await documents.checkpoint(storedName(balances)))?.position).toBe(3n);
    expect(halts).toEqual([storedName(balances)]);
  });
});

describe('following through the absence of a store', () => {
  it('waits longer each time, tries again, and goes on where it was', async () => {
    const store = await storeWith(accruals(3));
    const documents = memoryDocumentStore();
    const failures = [away, failure({ _tag: 'Busy' }), away, away];
    const retries: Retry[] = [];
    const pauses: number[] = [];
    const ending = new AbortController();
    const { done, observer } = reaching(3n, { onRetry: (retry) => retries.push(retry) });
    const runtime = projectionRuntime({
      store: {
        ...store,
        head: async () => {
          const [next] = failures.splice(0, 1);
          if (next) throw next;
          return store.head();
        },
      },
      documents,
      projections: [balances],
      observer,
    });
    const following = runtime.follow(ending.signal, { pause: async (ms) => void pauses.push(ms) });
    await done;
    ending.abort();
    expect(right(await following)).toEqual({ events: 3, position: 3n });
    expect(pauses).toEqual([100, 200, 400, 800]);
    expect(retries.map(({ attempt, pauseMs, failure: { reason } }) => [attempt, pauseMs, reason._tag])).toEqual([
      [1, 100, 'Unavailable'],
      [2, 200, 'Busy'],
      [3, 400, 'Unavailable'],
      [4, 800, 'Unavailable'],
    ]);
  });

  it('never waits longer than half a minute unless told so', async () => {
    const pauses: number[] = [];
    const ending = new AbortController();
    const runtime = projectionRuntime({
      store: { ...memoryEventStore(), head: () => Promise.reject(away) },
      documents: memoryDocumentStore(),
      projections: [balances],
    });
    const run = runtime.follow(ending.signal, {
      pause: async (ms) => {
        if (pauses.push(ms) === 12) ending.abort();
      },
    });
    expect(right(await run)).toEqual({ events: 0, position: undefined });
    expect(pauses.slice(-4)).toEqual([25_600, 30_000, 30_000, 30_000]);
  });

  it('comes back after a subscription broke, and tells when it is live again', async () => {
    const store = memoryEventStore();
    const breaking: EventStore = {
      ...store,
      async *subscribe(options) {
        for await (const event of store.subscribe(options)) {
          yield event;
          throw away;
        }
      },
    };
    const documents = memoryDocumentStore();
    const ending = new AbortController();
    const told: string[] = [];
    const runtime = projectionRuntime({
      store: breaking,
      documents,
      projections: [balances],
      batchSize: 2,
      observer: {
        onLive: () => {
          if (told.push('live') === 1) void append(store, framed(accruals(8)));
          else ending.abort();
        },
        onRetry: () => told.push('retry'),
      },
    });
    expect(right(await runtime.follow(ending.signal, { pause: atOnce }))).toMatchObject({ events: 8, position: 8n });
    expect(told).toEqual(['live', 'retry', 'live']);
    expect(await dump(documents, [balances])).toBe(await dump(await rebuilt(store, [balances]), [balances]));
  });

  it('waits briefly again once it has got on', async () => {
    const store = await storeWith(accruals(2));
    const failing = [true, true, false];
    const attempts: number[] = [];
    const ending = new AbortController();
    let lives = 0;
    const runtime = projectionRuntime({
      store: {
        ...store,
        head: () => (failing.shift() === true ? Promise.reject(away) : store.head()),
        subscribe: (options) => {
          if (lives === 1) throw away;
          return store.subscribe(options);
        },
      },
      documents: memoryDocumentStore(),
      projections: [balances],
      observer: {
        onRetry: ({ attempt }) => attempts.push(attempt),
        onLive: () => {
          lives += 1;
          if (lives === 2) ending.abort();
        },
      },
    });
    right(await runtime.follow(ending.signal, { pause: atOnce }));
    expect(attempts).toEqual([1, 2, 1]);
  });

  it('takes a subscription that ends by itself for a store that is away', async () => {
    const store = await storeWith(accruals(2));
    const retries: string[] = [];
    const ending = new AbortController();
    let subscriptions = 0;
    const ends: EventStore = {
      ...store,
      async *subscribe(options) {
        subscriptions += 1;
        if (subscriptions < 3) return;
        yield* store.subscribe(options);
      },
    };
    const { done, observer } = reaching(3n, { onRetry: ({ failure: { reason } }) => retries.push(reason._tag) });
    const runtime = projectionRuntime({
      store: ends,
      documents: memoryDocumentStore(),
      projections: [balances],
      observer,
    });
    const following = runtime.follow(ending.signal, {
      pause: async () => {
        if (retries.length === 2) await append(store, framed(accruals(3)).slice(2));
      },
    });
    await Promise.race([done, following]);
    ending.abort();
    expect(right(await following)).toEqual({ events: 3, position: 3n });
    expect(retries).toEqual(['Unavailable', 'Unavailable']);
  });

  it('waits briefly again once it was live for as long as it waited last, and not before', async () => {
    const store = await storeWith(accruals(1));
    for (const [stays, expected] of [
      [true, [1, 1, 1]],
      [false, [1, 2, 3]],
    ] as const) {
      const attempts: number[] = [];
      const ending = new AbortController();
      /** Ends the pause that measures how long it is live; the pauses between two attempts end at once. */
      const pause: Pause = async (_, signal) => {
        if (signal === ending.signal || stays) return;
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      };
      const runtime = projectionRuntime({
        store: {
          ...store,
          async *subscribe({ after, signal }) {
            await new Promise((resolve) => setImmediate(resolve));
            if (!signal.aborted) throw away;
            yield* store.subscribe({ after, signal });
          },
        },
        documents: memoryDocumentStore(),
        projections: [balances],
        observer: {
          onRetry: ({ attempt }) => {
            if (attempts.push(attempt) === 3) ending.abort();
          },
        },
      });
      right(await runtime.follow(ending.signal, { pause }));
      expect(attempts).toEqual(expected);
    }
  });

  it('gives up on a store that is closed or damaged, and throws what is a defect', async () => {
    for (const reason of [{ _tag: 'StoreClosed' }, { _tag: 'Corrupt', problem: 'bits' }] as const) {
      const runtime = projectionRuntime({
        store: { ...memoryEventStore(), head: () => Promise.reject(failure(reason)) },
        documents: memoryDocumentStore(),
        projections: [balances],
      });
      const run = await runtime.follow(new AbortController().signal, { pause: atOnce });
      expect(left(run)).toMatchObject({ _tag: 'StoreFailed', failure: { reason } });
    }
    const defective = projectionRuntime({
      store: { ...memoryEventStore(), head: () => Promise.reject(new TypeError('a defect')) },
      documents: memoryDocumentStore(),
      projections: [balances],
    });
    await expect(defective.follow(new AbortController().signal, { pause: atOnce })).rejects.toThrow('a defect');
  });

  it('waits for real unless given another pause, and wakes up when it is told to end', async () => {
    const ending = new AbortController();
    const runtime = projectionRuntime({
      store: { ...memoryEventStore(), head: () => Promise.reject(away) },
      documents: memoryDocumentStore(),
      projections: [balances],
      observer: { onRetry: () => setTimeout(() => ending.abort(), 5) },
    });
    right(await runtime.follow(ending.signal, { pauseMs: () => 1_000_000 }));
    await realPause(1, new AbortController().signal);
    await realPause(1_000_000, AbortSignal.abort());
  });
});

describe('following while others change what is there', () => {
  it('folds from where a rebuild of somebody else has put the documents', async () => {
    const store = await storeWith(accruals(10));
    const documents = memoryDocumentStore();
    const ending = new AbortController();
    let live = (): void => {};
    const isLive = new Promise<void>((resolve) => {
      live = resolve;
    });
    const { done, observer } = reaching(12n, { onLive: () => live() });
    const projections = [balances, entries];
    const following = projectionRuntime({ store, documents, projections, batchSize: 2, observer }).follow(
      ending.signal,
    );
    await isLive;
    // As a rebuild leaves them that began long ago.
    const earlier = memoryDocumentStore();
    right(await projectionRuntime({ store, documents: earlier, projections: [balances] }).runTo(3n));
    const [name, aside] = [storedName(balances), 'aside'];
    const puts = await earlier.list(name, {});
    const checkpoint = await earlier.checkpoint(name);
    if (checkpoint === undefined) throw new Error('It has been folded.');
    await documents.commit({ projection: aside, expected: undefined, checkpoint, puts, removes: [] });
    expect(await documents.replace(name, [aside])).toBe(true);
    await append(store, framed(accruals(12)).slice(10));
    await done;
    ending.abort();
    right(await following);
    expect(await dump(documents, projections)).toBe(await dump(await rebuilt(store, projections), projections));
  });

  it('goes on beside another runtime that is faster', async () => {
    const store = memoryEventStore();
    const documents = memoryDocumentStore();
    const ending = new AbortController();
    const fast = projectionRuntime({ store, documents, projections: [balances, entries] });
    const following = projectionRuntime({
      store,
      documents,
      projections: [balances, entries],
      batchSize: 3,
    }).follow(ending.signal);
    for (const fact of framed(accruals(40))) {
      await append(store, [fact]);
      right(await fast.catchUp());
    }
    ending.abort();
    right(await following);
    expect(await dump(documents, [balances, entries])).toBe(
      await dump(await rebuilt(store, [balances, entries]), [balances, entries]),
    );
  });

  it('passes over what another runtime has folded ahead of it', async () => {
    const store = memoryEventStore();
    const documents = memoryDocumentStore();
    const coming = [...framed(accruals(4))];
    const fast = projectionRuntime({ store, documents, projections: [balances] });
    const ending = new AbortController();
    const { done, observer } = reaching(4n, { onLive: () => void append(store, coming.splice(0, 1)) });
    const following = projectionRuntime({
      store,
      documents: {
        ...documents,
        commit: async (batch) => {
          if (coming.length === 3) {
            await append(store, coming.splice(0, 2));
            right(await fast.catchUp());
            await append(store, coming.splice(0, 1));
          }
          return documents.commit(batch);
        },
      },
      projections: [balances],
      batchSize: 1,
      observer,
    }).follow(ending.signal);
    expect(await Promise.race([done, following])).toBeUndefined();
    ending.abort();
    right(await following);
    expect(await dump(documents, [balances])).toBe(await dump(await rebuilt(store, [balances]), [balances]));
  });

  it('notices at the next event that the history is another one', async () => {
    const { place, store } = exchangeable(await storeWith(accruals(5)));
    const backup = await storeWith([...accruals(3), accrued({ id: 'b', amount: 7, maturesOn: '2026-01-31' })]);
    const documents = memoryDocumentStore();
    const restore = async (): Promise<void> => {
      place.now = backup;
      const grown = framed([...accruals(3), ...Array.from({ length: 6 }, (_, index) => accrual(100 + index))]);
      // The backup has forgotten its last event, and goes on in its own way.
      await append(backup, grown.slice(4));
    };
    const before = store.subscribe.bind(store);
    const runtime = projectionRuntime({
      store: {
        ...store,
        async *subscribe(options) {
          await restore();
          yield* before(options);
        },
      },
      documents,
      projections: [balances, entries],
    });
    const failed = left(await runtime.follow(new AbortController().signal));
    expect(failed).toMatchObject({ _tag: 'CheckpointNotInHistory', checkpoint: { position: 5n } });
    expect((await documents.checkpoint(storedName(balances)))?.position).toBe(5n);
    right(await runtime.rebuild());
    expect(await dump(documents, [balances, entries])).toBe(
      await dump(await rebuilt(backup, [balances, entries]), [balances, entries]),
    );
  });

  it('notices a shorter history when it comes back after an absence', async () => {
    const { place, store } = exchangeable(await storeWith(accruals(5)));
    const backup = await storeWith(accruals(3));
    const documents = memoryDocumentStore();
    const runtime = projectionRuntime({
      store: {
        ...store,
        subscribe: () => {
          place.now = backup;
          throw away;
        },
      },
      documents,
      projections: [balances],
    });
    expect(left(await runtime.follow(new AbortController().signal, { pause: atOnce }))).toMatchObject({
      _tag: 'CheckpointBeyondHead',
      checkpoint: 5n,
      head: 3n,
    });
  });
});

describe('pages of what comes', () => {
  it('hand on everything in order, tell a failure after what came before it, and leave the source', async () => {
    const told: string[] = [];
    async function* source() {
      try {
        for (let index = 0; index < 7; index += 1) yield index;
        throw new Error('gone');
      } finally {
        told.push('source left');
      }
    }
    const pages: (readonly number[])[] = [];
    const reading = async (): Promise<void> => {
      for await (const page of inPages(source(), 3, () => told.push('leaving'))) pages.push(page);
    };
    await expect(reading()).rejects.toThrow('gone');
    expect(pages.flat()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    for (const { length } of pages) expect(length).toBeLessThanOrEqual(3);
    expect(told).toEqual(['source left', 'leaving']);
  });

  it('let go of a source that waits for more', async () => {
    const leaving = new AbortController();
    const waiting = await storeWith(accruals(1));
    for await (const page of inPages(waiting.subscribe({ after: undefined, signal: leaving.signal }), 3, () =>
      leaving.abort(),
    )) {
      expect(page).toHaveLength(1);
      break;
    }
    expect(leaving.signal.aborted).toBe(true);
  });
});
