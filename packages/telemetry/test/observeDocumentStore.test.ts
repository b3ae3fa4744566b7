import { memoryDocumentStore } from '@commission-ledger/projections';
import { describe, expect, it } from 'vitest';
import { eventStoreDbObserver, observeDocumentStore, projectionObserver } from '../src/index.ts';
import { listening } from './listening.ts';

const put = {
  projection: 'balances@4',
  expected: undefined,
  puts: [{ key: 'north/ann/EUR', json: '{}' }],
  removes: [],
};

describe('an observed document store', () => {
  it('answers as the store does, and names the read model of each call', async () => {
    const ears = listening();
    const documents = observeDocumentStore(memoryDocumentStore(), ears.telemetry, 'memory');
    expect(await documents.commit({ ...put, checkpoint: { position: 7n } })).toBe(true);
    expect(await documents.read('balances@4', 'north/ann/EUR')).toBe('{}');
    expect(await documents.checkpoint('balances@4')).toEqual({ position: 7n });
    expect((await documents.checkpoints()).size).toBe(1);
    expect(await documents.list('balances@4', {})).toHaveLength(1);
    expect(await documents.readMany('balances@4', ['north/ann/EUR', 'none'])).toEqual(['{}', undefined]);
    await documents.clear('balances@4+rebuild/0of2');
    expect(ears.spans().map(({ name }) => name)).toEqual([
      'commit balances@4',
      'read balances@4',
      'checkpoint balances@4',
      'checkpoints',
      'list balances@4',
      'read_many balances@4',
      'clear balances@4',
    ]);
    expect(await ears.counted('commission_ledger.store.conflicts')).toBe(0);
    await ears.stop();
  });

  it('counts a commit that came too late', async () => {
    const ears = listening();
    const documents = observeDocumentStore(memoryDocumentStore(), ears.telemetry);
    await documents.commit({ ...put, checkpoint: { position: 7n } });
    expect(await documents.commit({ ...put, checkpoint: { position: 8n } })).toBe(false);
    expect(await ears.counted('commission_ledger.store.conflicts')).toBe(1);
    await ears.stop();
  });
});

describe('observers', () => {
  it('tell how many events were folded, and how far behind the read models are', async () => {
    const ears = listening();
    const observer = projectionObserver(ears.telemetry);
    observer.onBatch({ events: 1000, position: 1000n, head: 1500n });
    observer.onBatch({ events: 400, position: 1400n, head: 1500n });
    const lag = (await ears.measured()).get('commission_ledger.projection.lag');
    expect(lag?.map(({ value }) => value)).toEqual([100]);
    expect(await ears.counted('commission_ledger.projection.events')).toBe(1400);
    await ears.stop();
  });

  it('count what is tried again, and connections made again', async () => {
    const ears = listening();
    const observer = eventStoreDbObserver(ears.telemetry);
    observer.onRetry({ operation: 'append', failure: new Error('gone'), attempt: 1, pauseMs: 10 });
    observer.onReconnect();
    observer.onReconnect();
    expect(await ears.counted('commission_ledger.retries')).toBe(1);
    expect(await ears.counted('commission_ledger.reconnects')).toBe(2);
    await ears.stop();
  });
});
