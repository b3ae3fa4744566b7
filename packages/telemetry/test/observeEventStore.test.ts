import { type EventStore, memoryEventStore, StoreFailure } from '@commission-ledger/event-store';
import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';
import { afterEach, describe, expect, it } from 'vitest';
import { observeEventStore } from '../src/index.ts';
import { listening } from './listening.ts';

const event = (digit: string) => ({ id: `00000000-0000-4000-8000-00000000000${digit}`, type: 'Noted', body: '{}' });

const failing = (error: unknown): EventStore => ({
  ...memoryEventStore(),
  append: async () => {
    throw error;
  },
  async *readStream() {
    yield* [];
    throw error;
  },
  async *subscribe() {
    yield* [];
    throw error;
  },
});

describe('an observed event store', () => {
  it('answers as the store does, and tells a span and a duration for each call', async () => {
    const ears = listening();
    const store = observeEventStore(memoryEventStore(), ears.telemetry, 'memory');
    const result = await store.append('lead-ann', [event('1'), event('2')], 'no-stream');
    expect(result).toEqual({ _tag: 'appended', revision: 1, position: 2n, repeated: false });
    const read = [];
    for await (const { revision } of store.readStream('lead-ann')) read.push(revision);
    expect(read).toEqual([0, 1]);
    expect((await store.readAll({ after: undefined, limit: 10 })).events).toHaveLength(2);
    expect((await store.head())?.position).toBe(2n);

    expect(ears.spans().map(({ name, attributes }) => ({ name, ...attributes }))).toEqual([
      {
        name: 'append lead',
        'db.system.name': 'memory',
        'db.operation.name': 'append',
        'db.collection.name': 'lead',
        'db.operation.batch.size': 2,
        'commission_ledger.append.outcome': 'appended',
      },
      {
        name: 'read_stream lead',
        'db.system.name': 'memory',
        'db.operation.name': 'read_stream',
        'db.collection.name': 'lead',
        'db.response.returned_rows': 2,
      },
      {
        name: 'read_all',
        'db.system.name': 'memory',
        'db.operation.name': 'read_all',
        'db.response.returned_rows': 2,
      },
      { name: 'head', 'db.system.name': 'memory', 'db.operation.name': 'head' },
    ]);
    const durations = (await ears.measured()).get('db.client.operation.duration');
    expect(durations?.map(({ attributes }) => attributes['db.operation.name'])).toEqual([
      'append',
      'read_stream',
      'read_all',
      'head',
    ]);
    expect(await ears.counted('commission_ledger.store.events.appended')).toBe(2);
    await ears.stop();
  });

  it('counts who came too late, but not a retry', async () => {
    const ears = listening();
    const store = observeEventStore(memoryEventStore(), ears.telemetry);
    await store.append('deal-1', [event('1')], 'no-stream');
    expect(await store.append('deal-1', [event('1')], 'no-stream')).toMatchObject({ repeated: true });
    expect(await ears.counted('commission_ledger.store.conflicts')).toBe(0);
    await store.append('deal-1', [event('2')], 'no-stream');
    await store.append('deal-2', [event('1')], 'no-stream');
    expect(await ears.counted('commission_ledger.store.conflicts')).toBe(2);
    expect(await ears.counted('commission_ledger.store.events.appended')).toBe(1);
    expect(ears.spans().map(({ attributes }) => attributes['commission_ledger.append.outcome'])).toEqual([
      'appended',
      'repeated',
      'conflict',
      'id-taken',
    ]);
    expect(ears.spans().every(({ status }) => status.code === SpanStatusCode.UNSET)).toBe(true);
    await ears.stop();
  });

  it('tells of a failure its kind only, and passes on the failure itself', async () => {
    const ears = listening();
    const failure = new StoreFailure({ _tag: 'Unavailable', cause: 'esdb://admin:changeit@host' }, 'admin:changeit');
    const store = observeEventStore(failing(failure), ears.telemetry);
    await expect(store.append('deal-1', [event('1')], 'no-stream')).rejects.toBe(failure);
    await expect(store.readStream('deal-1')[Symbol.asyncIterator]().next()).rejects.toBe(failure);
    const { signal } = new AbortController();
    await expect(store.subscribe({ after: undefined, signal })[Symbol.asyncIterator]().next()).rejects.toBe(failure);
    const ends = ears.spans().map(({ status, attributes, events }) => [status, attributes['error.type'], events]);
    const end = [{ code: SpanStatusCode.ERROR }, 'Unavailable', []];
    expect(ends).toEqual([end, end]);
    expect(await ears.counted('commission_ledger.store.subscriptions.broken')).toBe(1);
    const line = ['warn', 'Unavailable'];
    expect(ears.lines.map(({ level, fields }) => [level, fields['reason']])).toEqual([line, line, line]);
    await ears.stop();
  });

  it('ends the span of a stream that is not read to its end', async () => {
    const ears = listening();
    const store = observeEventStore(memoryEventStore(), ears.telemetry);
    await store.append('deal-1', [event('1'), event('2'), event('3')], 'no-stream');
    for await (const { revision } of store.readStream('deal-1')) if (revision === 1) break;
    expect(ears.spans().at(-1)?.attributes['db.response.returned_rows']).toBe(2);
    await ears.stop();
  });

  it('acknowledges an append though every listener is broken', async () => {
    const broken = () => {
      throw new Error('broken');
    };
    const { telemetry, stop } = listening();
    const histogram = { record: broken };
    const meter = {
      ...telemetry.meter,
      createCounter: () => ({ add: broken }),
      createHistogram: () => histogram,
      createGauge: () => histogram,
      createUpDownCounter: broken,
      createObservableCounter: broken,
      createObservableGauge: broken,
      createObservableUpDownCounter: broken,
      addBatchObservableCallback: broken,
      removeBatchObservableCallback: broken,
    };
    const tracer = { startSpan: broken, startActiveSpan: broken };
    const logger = { debug: broken, info: broken, warn: broken, error: broken };
    const store = observeEventStore(memoryEventStore(), { tracer, meter, logger });
    expect(await store.append('deal-1', [event('1')], 'no-stream')).toMatchObject({ _tag: 'appended' });
    expect(await store.append('deal-1', [event('2')], 'no-stream')).toMatchObject({ _tag: 'conflict' });
    await stop();
  });
});

describe('what the application registers', () => {
  afterEach(() => {
    trace.disable();
    metrics.disable();
  });

  it('is used from then on, also by stores that were opened before', async () => {
    const store = observeEventStore(memoryEventStore());
    await store.append('deal-1', [event('1')], 'no-stream');
    const ears = listening();
    trace.setGlobalTracerProvider(ears.tracers);
    await store.append('deal-1', [event('2')], 0);
    metrics.setGlobalMeterProvider(ears.meters);
    await store.append('deal-1', [event('3')], 1);
    expect(ears.spans().map(({ name }) => name)).toEqual(['append deal', 'append deal']);
    expect(await ears.counted('commission_ledger.store.events.appended')).toBe(1);
    await ears.stop();
  });

  it('leaves the very calls of the store in place while there is none', async () => {
    const bare = memoryEventStore();
    const answers: unknown[] = [];
    const noting: EventStore = {
      ...bare,
      append: (...call) => {
        const answer = bare.append(...call);
        answers.push(answer);
        return answer;
      },
    };
    const answer = observeEventStore(noting).append('deal-1', [event('1')], 'no-stream');
    expect(answers).toEqual([answer]);
    expect(answers[0]).toBe(answer);
  });
});
