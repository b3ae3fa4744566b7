import { describe, expect, it } from 'vitest';

import type { Look } from '../src/retryWhileBusy.ts';
import { createSharedLook } from '../src/sharedLook.ts';

/** A look in which whatever is done is counted as one transaction. */
const counted = (): Readonly<{ look: Look; transactions: () => number }> => {
  let begun = 0;
  const alone: Look = async (work) => {
    begun += 1;
    return work();
  };
  return { look: createSharedLook(alone), transactions: () => begun };
};

const busyFor = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

const unreadable = (): never => {
  throw new RangeError('unreadable');
};

describe('looks', () => {
  it('that are asked for at the same time are done in one transaction, and each has its own answer', async () => {
    const { look, transactions } = counted();
    const numbers = Array.from({ length: 20 }, (_, index) => index);
    expect(await Promise.all(numbers.map((number) => look(() => number)))).toEqual(numbers);
    expect(transactions()).toBe(1);
    expect(await look(() => 'later')).toBe('later');
    expect(transactions()).toBe(2);
  });

  it('that cannot be done are tried again alone, and fail nobody else', async () => {
    const { look, transactions } = counted();
    const found = await Promise.allSettled([look(() => 1), look(unreadable), look(() => 3)]);
    expect(found).toMatchObject([{ value: 1 }, { reason: new RangeError('unreadable') }, { value: 3 }]);
    expect(transactions()).toBe(2);
  });

  it('that failed only once are answered', async () => {
    const { look } = counted();
    let tries = 0;
    const second = look(() => ((tries += 1) === 1 ? unreadable() : 'read'));
    expect(await second).toBe('read');
  });

  it('all fail when there can be no transaction', async () => {
    const closed = new Error('closed');
    const look = createSharedLook(() => Promise.reject(closed));
    const found = await Promise.allSettled([look(() => 1), look(() => 2)]);
    expect(found).toMatchObject([{ reason: closed }, { reason: closed }]);
  });

  it('give others a turn when they take long', async () => {
    const { look, transactions } = counted();
    const long = [1, 2, 3].map((number) =>
      look(() => {
        busyFor(6);
        return number;
      }),
    );
    expect(await Promise.all(long)).toEqual([1, 2, 3]);
    expect(transactions()).toBe(3);
  });

  it('may ask for others', async () => {
    const { look } = counted();
    const outer = await look(() => look(() => 'inner'));
    expect(outer).toBe('inner');
  });
});
