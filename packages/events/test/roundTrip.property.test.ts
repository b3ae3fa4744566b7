import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, hashOf, jsonOf, readEvent } from '../src/index.ts';
import { event, eventOf, eventTypes } from './arbitraries.ts';
import { command, noon, right, stored } from './recording.ts';

describe('an event that is written and read back', () => {
  it.each(eventTypes)('is the same %s', (type) => {
    fc.assert(
      fc.property(eventOf(type), (written) => {
        const read = right(readEvent(stored(written)));
        expect(read.type).toBe(type);
        expect(read.data).toEqual(written.data);
        expect(read.unknown).toEqual({});
      }),
      { numRuns: 60 },
    );
  });

  it('has the text it was stored in when it is written again', () => {
    fc.assert(
      fc.property(event, (written) => {
        const first = stored(written);
        expect(stored(right(readEvent(first))).body).toBe(first.body);
      }),
    );
  });

  it('says what its frame says', () => {
    fc.assert(
      fc.property(event, (written) => {
        const frame = stored(written);
        const read = right(readEvent(frame));
        const { ledger: _, ...context } = command;
        expect(read).toMatchObject({
          ...context,
          recordedAt: noon(),
          revision: 0,
          position: 100n,
          hash: hashOf(frame.body),
        });
        expect(read.json).toEqual(JSON.parse(canonicalJson(jsonOf(written))));
      }),
    );
  });

  it('is not changed by writing or reading', () => {
    fc.assert(
      fc.property(event, (written) => {
        const frozen = deepFreeze(written);
        expect(() => readEvent(stored(frozen))).not.toThrow();
      }),
    );
  });
});

const deepFreeze = <A>(value: A): A => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  // The classes of decimal numbers cache inside; plain data do not.
  return Object.getPrototypeOf(value) === Object.prototype || Array.isArray(value) ? Object.freeze(value) : value;
};
