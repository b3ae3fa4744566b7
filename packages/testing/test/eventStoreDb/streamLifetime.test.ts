import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { EventLog } from '../../src/eventStoreDb/log/eventLog.ts';
import type { ProposedEvent } from '../../src/eventStoreDb/log/loggedEvent.ts';
import { logForTest, proposed, proposedFrom, visible } from './proposed.ts';

const metadata = (number: number, text: string): ProposedEvent => ({ ...proposed(number, text), type: '$metadata' });

const streamOf = (size: number): EventLog => {
  const log = logForTest();
  log.append('s', proposedFrom(0, size), 'no_stream');
  return log;
};

describe('a stream that was deleted softly', () => {
  it('is not found, and goes on with its old numbers, of which readers see the new ones only', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom('any' as const, 'no_stream' as const, 'head' as const),
        (before, after, expected) => {
          const log = streamOf(before);
          const head = BigInt(before) - 1n;
          expect(log.remove('s', head, false).kind).toBe('removed');
          expect(visible(log, 's')).toBe('notFound');
          const outcome = log.append('s', proposedFrom(50, after), expected === 'head' ? head : expected);
          expect(outcome).toMatchObject({ kind: 'written', revision: head + BigInt(after) });
          expect(visible(log, 's')).toEqual(Array.from({ length: after }, (_, index) => `${before + index}{}`));
        },
      ),
    );
  });

  it('keeps its events in $all', () => {
    const log = streamOf(2);
    log.remove('s', 'any', false);
    expect(log.all().filter(({ stream }) => stream === 's')).toHaveLength(2);
  });

  it('answers a late retry of its first events as if nothing had happened, but not where they are', () => {
    const log = streamOf(2);
    log.remove('s', 'any', false);
    expect(log.append('s', proposedFrom(0, 2), 'no_stream')).toEqual({ kind: 'repeated', revision: 1n });
    expect(visible(log, 's')).toBe('notFound');
  });

  it('comes back without its old events when somebody writes its metadata', () => {
    const log = streamOf(3);
    log.remove('s', 'any', false);
    log.append('$$s', [metadata(60, '{"owner":"finance"}')], 'any');
    expect(visible(log, 's')).toEqual([]);
    log.append('s', [proposed(61)], 2n);
    expect(visible(log, 's')).toEqual(['3{}']);
    expect(visible(log, '$$s')).toEqual(['2{"owner":"finance","$tb":3}']);
  });

  it('is not deleted by somebody who expects another revision', () => {
    const log = streamOf(2);
    expect(log.remove('s', 0n, false)).toEqual({ kind: 'wrongExpectedVersion', current: 1n });
    expect(log.remove('none', 'any', false)).toEqual({ kind: 'wrongExpectedVersion', current: -1n });
    expect(visible(log, 's')).toHaveLength(2);
  });
});

describe('a stream with a tombstone', () => {
  it('cannot be read, written or deleted again, nor can its metadata', () => {
    const log = streamOf(2);
    expect(log.remove('s', 1n, true).kind).toBe('removed');
    expect(visible(log, 's')).toBe('streamDeleted');
    expect(visible(log, '$$s')).toBe('streamDeleted');
    expect(log.append('s', [proposed(9)], 'any').kind).toBe('streamDeleted');
    expect(log.append('$$s', [metadata(9, '{}')], 'any').kind).toBe('streamDeleted');
    expect(log.remove('s', 'any', false).kind).toBe('streamDeleted');
    expect(log.all().at(-1)).toMatchObject({ stream: 's', type: '$streamDeleted', revision: 2n ** 63n - 1n });
  });
});

describe('the metadata of a stream', () => {
  it('hides events before $tb, and all but the last $maxCount', () => {
    fc.assert(
      fc.property(fc.nat(6), fc.nat(8), fc.option(fc.integer({ min: 1, max: 8 })), (size, truncateBefore, maxCount) => {
        const log = streamOf(size + 1);
        const limit = maxCount === null ? '' : `,"$maxCount":${maxCount}`;
        log.append('$$s', [metadata(60, `{"$tb":${truncateBefore}${limit}}`)], 'no_stream');
        const all = Array.from({ length: size + 1 }, (_, index) => `${index}{}`);
        expect(visible(log, 's')).toEqual(all.slice(truncateBefore).slice(maxCount === null ? 0 : -maxCount));
      }),
    );
  });

  it('is read as its last event only', () => {
    const log = streamOf(1);
    log.append('$$s', [metadata(60, '{"a":1}'), metadata(61, '{"a":2}')], 'any');
    expect(visible(log, '$$s')).toEqual(['1{"a":2}']);
  });

  it('that is no JSON limits nothing', () => {
    const log = streamOf(2);
    log.append('$$s', [metadata(60, 'no "$tb":1 here')], 'any');
    expect(visible(log, 's')).toHaveLength(2);
  });
});
