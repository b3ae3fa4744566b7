import { describe, expect, it } from 'vitest';
import { windowsOf } from '../src/apply/windows.ts';

type Fact = Parameters<typeof windowsOf>[0] extends AsyncIterable<infer Each> | Iterable<unknown> ? Each : never;

const fact = (type: string, lead?: string): Fact => ({ type, data: lead === undefined ? {} : { lead } }) as Fact;

const parted = async (...facts: readonly Fact[]): Promise<readonly (readonly string[])[]> => {
  const windows: string[][] = [];
  for await (const window of windowsOf(facts, 4)) windows.push(window.map(({ type }) => type));
  return windows;
};

describe('a window', () => {
  it('ends before what is told of a lead that was won in it, which has to know of the win', async () => {
    const won = fact('DealWon', 'l1');
    expect(await parted(fact('LeadSubmitted', 'l1'), won, fact('LeadLost', 'l1'))).toEqual([
      ['LeadSubmitted', 'DealWon'],
      ['LeadLost'],
    ]);
    expect(await parted(won, fact('LeadLost', 'l2'), fact('DealWon', 'l1'), fact('DealWon'))).toHaveLength(1);
    expect(await parted(won, fact('PaymentReceived'), fact('LeadLost'), fact('LeadExpired', 'l1'))).toEqual([
      ['DealWon', 'PaymentReceived', 'LeadLost'],
      ['LeadExpired'],
    ]);
  });

  it('is as long as it may be', async () => {
    const some = Array.from({ length: 9 }, (_, index) => fact('LeadSubmitted', `l${index}`));
    expect((await parted(...some)).map(({ length }) => length)).toEqual([4, 4, 1]);
  });
});
