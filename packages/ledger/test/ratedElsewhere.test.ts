import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settleWith } from './languagePlan.ts';
import { type Told, firstVersion, someHistory, tell } from './rehearsal/someHistory.ts';
import { storeWithoutIds } from './storeWithoutIds.ts';
import { historyOf, ledgerOn, ok } from './world.ts';

const told = async (store: EventStore, history: readonly Told[]): Promise<EventStore> => {
  const ledger = ledgerOn(store);
  await settleWith(ledger, [firstVersion()]);
  for (const each of history) await tell(ledger, each);
  return store;
};

const storesOf: readonly (readonly [string, () => EventStore])[] = [
  ['a store that knows every id', memoryEventStore],
  ['a store that knows an id where it was meant to stand', storeWithoutIds],
];

const assignedSince: readonly Told[] = [
  { kind: 'win', deal: 'd1', minor: 8400, attribution: 0, day: 0 },
  { kind: 'pay', deal: 'd1', payment: 'p1', minor: 1100, day: 1 },
  { kind: 'upline', partner: 'bob', upline: 'fay', day: 1 },
];

describe.each(storesOf)('on %s', (_, open) => {
  it('an upline assigned since, but back-dated, earns nothing that another upline was given', async () => {
    const store = await told(open(), assignedSince);
    const before = await historyOf(store);
    await ok(ledgerOn(store).accrueFor([{ kind: 'payment', deal: 'd1', payment: 'p1' }]));
    expect(await historyOf(store)).toEqual(before);
  });

  it('whatever is reacted to a second time is given once, whoever stands in its role by then', async () => {
    await fc.assert(
      fc.asyncProperty(someHistory, async (history) => {
        const store = await told(open(), history);
        const ledger = ledgerOn(store);
        await ok(ledger.catchUpAccruals());
        const keys = (await historyOf(store)).flatMap(({ type, commandKey, revision, stream }) =>
          type === 'AccrualPosted' ? [`${commandKey} ${stream}@${revision}`] : [],
        );
        const accounts = new Map<string, Set<string>>();
        for (const key of keys) {
          const [command = '', place = ''] = key.split(' ');
          const [account = ''] = place.split('@');
          accounts.set(command, (accounts.get(command) ?? new Set()).add(account));
        }
        expect([...accounts].filter(([, { size }]) => size > 1)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
