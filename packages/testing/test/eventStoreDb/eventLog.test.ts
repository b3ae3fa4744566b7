import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Expectation } from '../../src/eventStoreDb/log/commitDecision.ts';
import { logForTest, proposed, proposedFrom, visible } from './proposed.ts';

const batchSize = fc.integer({ min: 1, max: 4 });

/** Batches that were appended one after another, each at the revision of its time. */
const history = (sizes: readonly number[]) => {
  const log = logForTest();
  let head = -1n;
  const appended = sizes.map((size, index) => {
    const events = proposedFrom(index * 10, size);
    const expected = head;
    const outcome = log.append('s', events, expected === -1n ? 'no_stream' : expected);
    head += BigInt(size);
    return { events, expected, outcome };
  });
  return { log, appended, head };
};

const asExpectation = (revision: bigint): Expectation => (revision === -1n ? 'no_stream' : revision);

describe('an append at an exact revision', () => {
  it('answers a repetition with the original revision and position, at any later time, and writes nothing', () => {
    fc.assert(
      fc.property(fc.array(batchSize, { minLength: 1, maxLength: 6 }), (sizes) => {
        const { log, appended } = history(sizes);
        const before = log.backup();
        log.forgetRecentIds();
        for (const { events, expected, outcome } of appended) {
          expect(log.append('s', events, asExpectation(expected))).toEqual({ ...outcome, kind: 'repeated' });
        }
        expect(log.backup()).toEqual(before);
      }),
    );
  });

  it('does not compare bodies: another amount under the same id is taken for a repetition, and is lost', () => {
    const log = logForTest();
    log.append('s', [proposed(1, '"1.00"')], 'no_stream');
    expect(log.append('s', [proposed(1, '"9.99"')], 'no_stream')).toMatchObject({ kind: 'repeated', revision: 0n });
    expect(visible(log, 's')).toEqual(['0"1.00"']);
  });

  it('refuses a batch of which only some ids stand where they would', () => {
    fc.assert(
      fc.property(batchSize, fc.nat(), batchSize, (size, cut, more) => {
        const { log, appended, head } = history([size, 1]);
        const before = log.backup();
        const known = appended[0]?.events.slice(0, 1 + (cut % size)) ?? [];
        const outcome = log.append('s', [...known, ...proposedFrom(500, more + 1)], 'no_stream');
        expect(outcome).toEqual({ kind: 'wrongExpectedVersion', current: head });
        expect(log.backup()).toEqual(before);
      }),
    );
  });

  it('refuses known ids in another order', () => {
    const { log } = history([2]);
    expect(log.append('s', proposedFrom(0, 2).toReversed(), 'no_stream').kind).toBe('wrongExpectedVersion');
  });

  it('refuses a known batch that goes on beyond the head', () => {
    const { log } = history([2]);
    expect(log.append('s', proposedFrom(0, 3), 'no_stream').kind).toBe('wrongExpectedVersion');
  });

  it('looks at no id when it is that of the head, and writes an id that the stream has already', () => {
    const { log } = history([1]);
    expect(log.append('s', proposedFrom(0, 1), 0n)).toMatchObject({ kind: 'written', revision: 1n });
  });

  it('does not know the ids of other streams', () => {
    const { log } = history([1]);
    expect(log.append('other', proposedFrom(0, 1), 'no_stream')).toMatchObject({ kind: 'written', revision: 0n });
  });

  it('is refused beyond the head, and on a stream that does not exist', () => {
    const { log } = history([1]);
    expect(log.append('s', proposedFrom(7, 1), 1n)).toEqual({ kind: 'wrongExpectedVersion', current: 0n });
    expect(log.append('none', proposedFrom(7, 1), 0n)).toEqual({ kind: 'wrongExpectedVersion', current: -1n });
  });

  it('lets exactly one of several writers win', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.array(batchSize, { maxLength: 3 }), (writers, sizes) => {
        const { log, head } = history(sizes);
        const outcomes = Array.from({ length: writers }, (_, writer) =>
          log.append('s', proposedFrom(1000 * (writer + 1), 2), asExpectation(head)),
        );
        expect(outcomes.filter(({ kind }) => kind === 'written')).toHaveLength(1);
        expect(outcomes.filter(({ kind }) => kind === 'wrongExpectedVersion')).toHaveLength(writers - 1);
        expect(visible(log, 's')).toHaveLength(Number(head) + 3);
      }),
    );
  });

  it('succeeds without events, even on a stream that does not exist', () => {
    const log = logForTest();
    expect(log.append('s', [], 'no_stream')).toEqual({ kind: 'written', revision: -1n });
    expect(visible(log, 's')).toBe('notFound');
  });
});

describe.each(['any', 'stream_exists'] as const)('an append at %s', (expected) => {
  it('recognises ids as long as they are remembered', () => {
    const { log, appended } = history([2, 1]);
    const again = appended[0]?.events ?? [];
    expect(log.append('s', again, expected)).toEqual({ ...appended[0]?.outcome, kind: 'repeated' });
    log.forgetRecentIds();
    expect(log.append('s', again, expected)).toMatchObject({ kind: 'written', revision: 4n });
  });

  it('does not know the ids of other streams', () => {
    const { log } = history([1]);
    log.append('other', [proposed(80)], 'any');
    expect(log.append('other', [proposed(0)], expected)).toMatchObject({ kind: 'written', revision: 1n });
  });

  it('forgets the oldest ids when there are too many', () => {
    // The server counts 28 bytes and the name in UTF-16 for each: there is room for two.
    const log = logForTest({ recentIdsBytes: 60, appendsBetweenStatistics: 0 });
    for (const number of [1, 2, 3]) log.append('s', [proposed(number)], 'any');
    expect(log.append('s', [proposed(2)], expected).kind).toBe('repeated');
    expect(log.append('s', [proposed(1)], expected).kind).toBe('written');
  });

  it('writes everything when the first id is new, and nothing when only a later one is', () => {
    const { log } = history([1]);
    expect(log.append('s', [proposed(0), proposed(70)], expected).kind).toBe('wrongExpectedVersion');
    expect(log.append('s', [proposed(70), proposed(0)], expected)).toMatchObject({ kind: 'written', revision: 2n });
  });
});

describe('an append at stream_exists', () => {
  it('is refused where there is nothing, and told of a soft delete as if it were for good', () => {
    const { log } = history([1]);
    expect(log.append('none', [proposed(5)], 'stream_exists').kind).toBe('wrongExpectedVersion');
    log.append('$$meta', [proposed(6)], 'no_stream');
    expect(log.append('meta', [proposed(7)], 'stream_exists').kind).toBe('written');
    log.remove('s', 'any', false);
    expect(log.append('s', [proposed(5)], 'stream_exists')).toEqual({ kind: 'streamDeleted' });
  });
});

describe('the log', () => {
  const operation = fc.record({
    stream: fc.constantFrom('a', 'b', 'category-c'),
    size: batchSize,
    expected: fc.constantFrom<'head' | Expectation>('head', 'head', 'head', 'any', 'no_stream', 'stream_exists', 0n),
    bodyLength: fc.integer({ min: 0, max: 300 }),
    remove: fc.integer({ min: 0, max: 9 }).map((draw) => draw === 0),
  });

  it('keeps whole batches side by side, at positions that grow in uneven steps, with gapless revisions', () => {
    fc.assert(
      fc.property(fc.array(operation, { minLength: 5, maxLength: 30 }), (operations) => {
        const log = logForTest();
        const batches: string[][] = [];
        for (const [index, { stream, size, expected, bodyLength, remove }] of operations.entries()) {
          if (remove) log.remove(stream, 'any', false);
          const events = proposedFrom(index * 10, size).map((event) => ({ ...event, data: Buffer.alloc(bodyLength) }));
          const heads = log.all().filter((event) => event.stream === stream);
          const head = BigInt(heads.length) - 1n;
          const outcome = log.append(stream, events, expected === 'head' ? asExpectation(head) : expected);
          if (outcome.kind === 'written') batches.push(events.map(({ id }) => id));
        }
        const all = log.all();
        const steps = all.slice(1).map(({ position }, index) => position - (all[index]?.position ?? 0n));
        expect(steps.every((step) => step > 1n)).toBe(true);
        const ids = all.map(({ id }) => id);
        for (const batch of batches) {
          const at = ids.indexOf(batch[0] ?? '');
          expect(ids.slice(at, at + batch.length)).toEqual(batch);
        }
        expect(all.filter(({ stream }) => !stream.startsWith('$'))).toHaveLength(batches.flat().length);
        for (const stream of new Set(all.map((event) => event.stream))) {
          const revisions = all.filter((event) => event.stream === stream).map(({ revision }) => revision);
          expect(revisions).toEqual(revisions.map((_, index) => BigInt(index)));
        }
      }),
    );
  });

  it('begins with events of the server, and has more of them in between', () => {
    const { log } = history([1, 1, 1, 1, 1, 1]);
    const own = log.all().map(({ stream }) => stream.startsWith('$'));
    expect(own.slice(0, 3)).toEqual([true, true, true]);
    expect(own.indexOf(true, own.indexOf(false))).toBeGreaterThan(3);
  });

  it('is after a restoration what it was at the backup, and uses positions again', () => {
    const { log } = history([2]);
    const backup = log.backup();
    const lost = log.append('s', [proposed(70)], 1n);
    log.restore(backup);
    expect(log.backup()).toEqual(backup);
    expect(log.append('s', [proposed(71)], 1n)).toEqual(lost);
    log.restore();
    expect(visible(log, 's')).toBe('notFound');
  });

  it('tells of every write', () => {
    const { log } = history([]);
    let heard = 0;
    const stop = log.onChange(() => (heard += 1));
    log.append('s', proposedFrom(1, 3), 'no_stream');
    log.append('s', proposedFrom(1, 3), 'no_stream');
    expect(heard).toBe(1);
    stop();
    log.append('s', proposedFrom(4, 1), 'any');
    expect(heard).toBe(1);
  });
});
