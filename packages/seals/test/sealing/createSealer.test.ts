import { memoryEventStore } from '@commission-ledger/event-store';
import { readEvent } from '@commission-ledger/events';
import { faultyEventStore } from '@commission-ledger/testing';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createSealer,
  describeSealFailure,
  mayPass,
  openSeal,
  prepareSeal,
  type SealFailure,
  sealEvery,
  sealsOf,
} from '../../src/index.ts';
import { naiveRoot } from '../trees/naiveTree.ts';
import {
  frameHashes,
  key,
  LEDGER,
  left,
  record,
  right,
  sealerOn,
  signer,
  storeWith,
  tamperedStore,
  verifierKey,
} from './sealedLedger.ts';

const rootBy = (data: readonly (Buffer | string)[]): string =>
  naiveRoot(data.map((each) => (typeof each === 'string' ? Buffer.from(each) : each))).toString('hex');

describe('a seal', () => {
  it('is a signed note over the roots of both trees, and an event behind what it covers', async () => {
    const store = await storeWith('a', 'b', 'a');
    const [first, second, third] = await frameHashes(store);
    const { seal, repeated } = right(await sealerOn(store).seal());
    expect(repeated).toBe(false);
    const opened = right(openSeal(seal.note, [verifierKey], 'commission-ledger/acme'));
    expect(opened).toMatchObject({ size: 3, streams: 2, sealedAt: '2026-03-01T12:00:00.000000Z' });
    expect(opened.root).toBe(rootBy([first, second, third].map((hash = '') => Buffer.from(hash, 'hex'))));
    expect(opened.headsRoot).toBe(
      rootBy([
        `{"head":"${third}","length":2,"stream":"subject-a"}`,
        `{"head":"${second}","length":1,"stream":"subject-b"}`,
      ]),
    );
    const head = await store.head();
    expect(head).toMatchObject({ stream: 'seal-acme', revision: 0, position: 4n });
    const event = right(readEvent(head ?? expect.fail()));
    expect(event).toMatchObject({
      type: 'LedgerSealed',
      hash: seal.hash,
      actor: 'schedule',
      recordedAt: seal.recordedAt,
    });
    expect(event.json).toMatchObject({
      ledger: 'acme',
      size: 3,
      root: opened.root,
      key: key.verifierKey,
      note: seal.note,
    });
  });

  it('is the one that is there while nothing but seals has come', async () => {
    const store = await storeWith('a');
    const sealer = sealerOn(store);
    const first = right(await sealer.seal());
    expect(right(await sealer.seal())).toEqual({ ...first, repeated: true });
    expect(right(await sealerOn(store).seal())).toEqual({ ...first, repeated: true });
    await record(store, 'b');
    expect(right(await sealer.seal()).seal).toMatchObject({ size: 3, streams: 3, revision: 1 });
    expect(right(await sealerOn(store).seal())).toMatchObject({ repeated: true, seal: { size: 3, revision: 1 } });
    expect((await store.head())?.position).toBe(4n);
  });

  it('of a sealer that lives on is that of one that reads everything', async () => {
    const subjects = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 5 }), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(subjects, async (batches) => {
        const store = await storeWith('z');
        const sealer = sealerOn(store);
        for (const [index, batch] of batches.entries()) {
          await record(store, ...batch);
          expect(right(await sealer.seal()).repeated).toBe(index > 0 && batch.length === 0);
        }
        const seals = right(await sealsOf(store, LEDGER));
        const hashes = await frameHashes(store);
        for (const { size, root } of seals)
          expect(root).toBe(rootBy(hashes.slice(0, size).map((hash) => Buffer.from(hash, 'hex'))));
        // Everything is read, and held against every seal.
        expect(right(await sealerOn(store).seal())).toMatchObject({ repeated: true, seal: seals.at(-1) });
      }),
      { numRuns: 50 },
    );
  });

  it('is never dated before what it is about, whatever the clock says', async () => {
    const store = await storeWith('a');
    expect(right(await sealerOn(store, 0).seal()).seal.sealedAt).toBe('2026-03-01T00:00:00.000000Z');
    const { checkpoint } = right(await prepareSeal({ store: await storeWith('b'), ledger: LEDGER, clock: () => 0 }));
    expect(checkpoint.sealedAt).toBe('2026-03-01T00:00:00.000000Z');
  });

  it('is refused under another name of the log than the seals before it', async () => {
    const store = await storeWith('a');
    await sealerOn(store).seal();
    await record(store, 'b');
    const other = { store, ledger: LEDGER, origin: 'other/log', signer, actor: 'a', clock: () => 0 };
    const refusal = { _tag: 'OtherOrigin', origin: 'commission-ledger/acme', asked: 'other/log' };
    expect(left(await createSealer(other).seal())).toEqual(refusal);
    expect(left(await prepareSeal(other))).toEqual(refusal);
  });

  it('is refused for an empty ledger, and where nobody signs', async () => {
    expect(left(await sealerOn(memoryEventStore()).seal())).toEqual({ _tag: 'NothingToSeal' });
    const store = await storeWith('a');
    const away = { ...signer, sign: () => Promise.reject(new Error('The device is locked.')) };
    const other = { ...signer, sign: async () => new Uint8Array(64) };
    for (const broken of [away, other]) {
      const sealer = createSealer({ store, ledger: LEDGER, signer: broken, actor: 'a', clock: () => 0 });
      expect(left(await sealer.seal())).toMatchObject({ _tag: 'NotSigned' });
    }
    expect((await store.head())?.position).toBe(1n);
    expect(() =>
      createSealer({ store, ledger: LEDGER, origin: 'two words', signer, actor: 'a', clock: () => 0 }),
    ).toThrow(RangeError);
  });
});

describe('sealing a history that is not what it was', () => {
  it.each([
    [
      'an event was changed',
      (body: string, index: number) => (index === 1 ? body.replace('asked', 'other') : body),
      'BrokenChain',
    ],
    ['an event is no frame', (body: string, index: number) => (index === 1 ? `${body} ` : body), 'UnreadableEvent'],
    ['an event was left out', (body: string, index: number) => (index === 1 ? undefined : body), 'BrokenChain'],
    [
      'its last event of a stream was changed',
      (body: string, index: number) => (index === 2 ? body.replace('asked', 'other') : body),
      'NotTheSealedHistory',
    ],
    ['its end is missing', (body: string, index: number) => (index > 1 ? undefined : body), 'NotTheSealedHistory'],
  ])('is refused where %s', async (_, change, tag) => {
    const store = await storeWith('a', 'a', 'a');
    right(await sealerOn(store).seal());
    await record(store, 'b');
    const failure = left(await sealerOn(tamperedStore(store, change)).seal());
    expect(failure._tag).toBe(tag);
    expect(describeSealFailure(failure)).toContain('compare it with a copy');
    expect((await store.head())?.position).toBe(5n);
  });

  it('goes on once it is put right', async () => {
    const store = await storeWith('a', 'a');
    let bad = true;
    const sealer = sealerOn(
      tamperedStore(store, (body, index) => (bad && index === 0 ? body.replace('asked', 'other') : body)),
    );
    expect(left(await sealer.seal())).toMatchObject({
      _tag: 'BrokenChain',
      stream: 'subject-a',
      revision: 1,
      position: 2n,
    });
    bad = false;
    expect(right(await sealer.seal()).seal.size).toBe(2);
  });

  it('is refused where the seals were changed', async () => {
    const store = await storeWith('a');
    const { seal } = right(await sealerOn(store).seal());
    const changed = {
      ...store,
      async *readStream(...asked: Parameters<typeof store.readStream>) {
        for await (const event of store.readStream(...asked))
          yield { ...event, body: event.body.replace(seal.root, 'a'.repeat(64)) };
      },
    };
    expect(left(await sealerOn(changed).seal())).toMatchObject({
      _tag: 'UnreadableSeal',
      revision: 0,
      problem: 'Its note says other than its event.',
    });
    const resigned = tamperedStore(store, (body) => body.replaceAll('asked', 'other'));
    expect(left(await sealerOn(resigned).seal())).toMatchObject({
      _tag: 'NotTheSealedHistory',
      size: 1,
      sealed: seal.root,
    });
  });
});

describe('sealing at the same time', () => {
  it('makes one seal, which all get', async () => {
    const store = await storeWith('a', 'b');
    const one = sealerOn(store);
    const sealed = (
      await Promise.all([one.seal(), one.seal(), sealerOn(store, 1).seal(), sealerOn(store, 2).seal()])
    ).map(right);
    expect(new Set(sealed.map(({ seal }) => seal.note)).size).toBe(1);
    expect(sealed.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(right(await sealsOf(store, LEDGER))).toHaveLength(1);
  });

  it('gives the seal of whoever was first, also one that covers less or more', async () => {
    const store = await storeWith('a', 'b');
    const early = right(await sealerOn(store).seal()).seal;
    await record(store, 'c');
    const faulty = faultyEventStore(store, [
      {
        onAppend: 1,
        kind: 'meanwhile',
        act: async () => {
          await record(store, 'd');
          right(await sealerOn(store).seal());
        },
      },
    ]);
    const lost = right(await sealerOn(faulty).seal());
    expect(faulty.trips()).toHaveLength(1);
    expect(lost).toMatchObject({ repeated: true, seal: { size: 5, revision: 1 } });
    expect(lost.seal.size).toBeGreaterThan(early.size);
    // Somebody who had stopped reading earlier is the first: his seal covers less than the loser has read.
    const other = await storeWith('a', 'b');
    const slow = sealerOn(other);
    const meanwhile = faultyEventStore(other, [
      { onAppend: 1, kind: 'meanwhile', act: async () => right(await slow.seal()) },
    ]);
    const short = { ...other, head: async () => (await other.readAll({ after: undefined, limit: 1 })).events[0] };
    const behind = faultyEventStore(other, [
      { onAppend: 1, kind: 'meanwhile', act: async () => right(await sealerOn(short).seal()) },
    ]);
    expect(right(await sealerOn(behind).seal())).toMatchObject({ repeated: true, seal: { size: 1 } });
    await record(other, 'c');
    expect(right(await sealerOn(meanwhile).seal())).toMatchObject({ repeated: true, seal: { size: 4 } });
  });

  it('makes one seal where the answer gets lost, or the store is away for a moment', async () => {
    const store = await storeWith('a', 'b');
    const faulty = faultyEventStore(store, [
      { onAppend: 1, kind: 'acknowledgementLost' },
      { onAppend: 2, kind: 'failBefore' },
    ]);
    const sealed = right(await sealerOn(faulty).seal());
    expect(faulty.trips()).toHaveLength(2);
    expect(right(await sealsOf(store, LEDGER))).toEqual([sealed.seal]);
    expect(sealed.repeated).toBe(false);
  });

  it('goes on from what was read once the store is there again, and finds the seal whose fate was unknown', async () => {
    const store = await storeWith('a', 'b');
    const faulty = faultyEventStore(store, [
      { onAppend: 'every', kind: 'acknowledgementLost' },
      { onRead: 2, of: 'head', kind: 'failRead' },
    ]);
    const sealer = sealerOn(faulty);
    expect(left(await sealer.seal())).toMatchObject({ _tag: 'StoreUnavailable' });
    expect(left(await sealer.seal())).toMatchObject({ _tag: 'StoreUnavailable' });
    expect(right(await sealer.seal())).toMatchObject({ repeated: true, seal: { size: 2, revision: 0 } });
    expect(right(await sealsOf(store, LEDGER))).toHaveLength(1);
  });

  it('is refused by a sealer that lives on while the store is put back to before its last seal', async () => {
    const store = await storeWith('a');
    let isBack = false;
    const before = await store.head();
    const sealer = sealerOn({ ...store, head: async () => (isBack ? before : store.head()) });
    right(await sealer.seal());
    isBack = true;
    const gone = left(await sealer.seal());
    expect(gone).toMatchObject({ _tag: 'NotTheSealedHistory', size: 1, found: undefined });
    expect(mayPass(gone)).toBe(false);
  });

  it('gives up when others are always first', async () => {
    const store = await storeWith('a');
    const refusing = {
      ...store,
      append: async () => ({ _tag: 'conflict', expected: 'no-stream', actual: 0 }) as const,
    };
    expect(left(await sealerOn(refusing).seal())).toEqual({ _tag: 'SealedMeanwhile' });
  });
});

describe('sealing by schedule', () => {
  it('seals until it is told to end, whatever fails in between', async () => {
    const store = memoryEventStore();
    const told: string[] = [];
    const stop = new AbortController();
    const pauses = [() => record(store, 'a'), () => record(store, 'b'), async () => stop.abort()];
    await sealEvery({
      sealer: sealerOn(store),
      every: 60_000,
      signal: stop.signal,
      onSealed: ({ seal }) => void told.push(`${seal.size}`),
      onFailure: ({ _tag }) => told.push(_tag),
      pause: async (milliseconds) => {
        expect(milliseconds).toBe(60_000);
        await pauses.shift()?.();
      },
    });
    expect(told).toEqual(['NothingToSeal', '1', '3']);
    expect(E.isRight(await sealerOn(store).seal())).toBe(true);
  });

  it('tries again soon after a failure, however seldom it seals, and refuses a time that no timer can wait', async () => {
    const store = memoryEventStore();
    const waited: number[] = [];
    const stop = new AbortController();
    const schedule = {
      sealer: sealerOn(store),
      signal: stop.signal,
      onSealed: () => undefined,
      onFailure: ({ _tag }: SealFailure) => expect(_tag).toBe('NothingToSeal'),
    };
    const pause = async (milliseconds: number): Promise<void> => {
      if (waited.push(milliseconds) === 2) stop.abort();
      await record(store, 'a');
    };
    await sealEvery({ ...schedule, every: 86_400_000, pause });
    expect(waited).toEqual([60_000, 86_400_000]);
    for (const every of [0, -1, Number.NaN, 2 ** 31])
      await expect(sealEvery({ ...schedule, every })).rejects.toThrow(RangeError);
  });

  it('waits by a timer of its own, and ends quietly in the middle of a pause when the signal comes', async () => {
    const store = await storeWith('a');
    const stop = new AbortController();
    const told: number[] = [];
    await sealEvery({
      sealer: sealerOn(store),
      every: 3_600_000,
      signal: stop.signal,
      onSealed: ({ seal }) => {
        told.push(seal.size);
        setImmediate(() => stop.abort());
      },
      onFailure: ({ _tag }) => expect.fail(_tag),
    });
    expect(told).toEqual([1]);
  });

  it('goes on after the pause of its own', async () => {
    const store = await storeWith('a');
    const stop = new AbortController();
    const told: number[] = [];
    await sealEvery({
      sealer: sealerOn(store),
      every: 1,
      signal: stop.signal,
      onSealed: ({ seal }) => void (told.push(seal.size) === 3 && stop.abort()),
      onFailure: ({ _tag }) => expect.fail(_tag),
    });
    expect(told).toEqual([1, 1, 1]);
  });
});
