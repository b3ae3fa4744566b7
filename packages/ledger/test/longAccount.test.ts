import { parsePeriod, timeZone } from '@commission-ledger/calendar';
import type { RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { accountDecider } from '../src/account/accountDecider.ts';
import type { AccountState } from '../src/account/accountState.ts';
import { historyOf, ledgerOn, newLedger, ok, paid, settle, won } from './world.ts';

/** How often the collections of the standard library were touched during some work: each touch is one step. */
const touchesDuring = (work: () => void): number => {
  let touches = 0;
  const originals = (['get', 'set', 'has', 'delete', 'forEach', 'entries', 'values', 'keys'] as const).map(
    (name) => [name, Map.prototype[name]] as const,
  );
  const iterator = Object.getPrototypeOf(new Map().values()) as { next: () => unknown };
  const { next } = iterator;
  try {
    for (const [name, original] of originals)
      Object.assign(Map.prototype, {
        [name](this: Map<unknown, unknown>, ...args: readonly unknown[]) {
          touches += 1;
          return Reflect.apply(original, this, args) as unknown;
        },
      });
    iterator.next = function counted(this: unknown) {
      touches += 1;
      return Reflect.apply(next, this, []);
    };
    work();
  } finally {
    for (const [name, original] of originals) Object.assign(Map.prototype, { [name]: original });
    iterator.next = next;
  }
  return touches;
};

/** Accruals like one that was really posted, each of a payment of its own. */
const accrualsLike = (event: RecordedEvent<'AccrualPosted'>, count: number): readonly RecordedEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    ...event,
    revision: index,
    data: { ...event.data, accrual: `acr-${index}`, cause: { kind: 'payment' as const, id: `p${index}` } },
  }));

const posted = async (): Promise<RecordedEvent<'AccrualPosted'>> => {
  const { store, ledger } = newLedger();
  await settle(ledger);
  await ok(ledger.winDeal(won('d1')));
  await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
  const found = (await historyOf(store)).find((event) => event.type === 'AccrualPosted');
  if (found?.type !== 'AccrualPosted') throw new Error('Nothing was accrued.');
  return found;
};

const utc = E.getOrElseW(() => {
  throw new Error('UTC is a zone.');
})(timeZone('UTC'));

const folded = (events: readonly RecordedEvent[]): AccountState =>
  events.reduce(accountDecider.evolve, accountDecider.initial());

describe('an account with 100,000 entries', () => {
  it('folds in as many steps for each entry as one with 1,000', async () => {
    const event = await posted();
    const stepsFor = (count: number): number => {
      const events = accrualsLike(event, count);
      return touchesDuring(() => folded(events)) / count;
    };
    const [short, long] = [stepsFor(1_000), stepsFor(100_000)];
    expect(long).toBeLessThanOrEqual(short);
    expect(short).toBeLessThan(20);
    expect(folded(accrualsLike(event, 100_000)).open.size).toBe(100_000);
  });

  it('closes month after month in as many steps as there are entries in them', async () => {
    const event = await posted();
    const account = { program: 'acme', partner: 'bob', currency: 'EUR' };
    const state = folded(accrualsLike(event, 100_000));
    const closing = (key: string) => {
      const period = parsePeriod(key);
      if (E.isLeft(period)) throw new Error(key);
      const { occurredAt } = event.data;
      const command = { type: 'CloseAccount' as const, account, period: period.right, zone: utc, closedBy: 'fin' };
      return accountDecider.decide({ ...command, occurredAt }, state);
    };
    const first = closing('2024-02');
    expect(first).toMatchObject(E.right([{ data: { lines: 100_000, closing: { minor: 100n * 100_000n } } }]));
    if (E.isRight(first))
      for (const { type, data } of first.right)
        if (type === 'PeriodClosed') accountDecider.evolve(state, { ...event, type, data, revision: 100_000 });
    expect(state.statement.movements).toEqual([]);
    expect(closing('2024-02')).toEqual(E.right([]));
    expect(closing('2024-03')).toMatchObject(E.right([{ data: { lines: 0, opening: { minor: 100n * 100_000n } } }]));
  });

  it('takes in one more payment without walking over the others', async () => {
    const event = await posted();
    const events = accrualsLike(event, 100_001);
    const state = folded(events.slice(0, 100_000));
    const steps = touchesDuring(() => accountDecider.evolve(state, events[100_000] ?? event));
    expect(steps).toBeLessThan(20);
  });
});

it('a ledger reads only what it does not know yet', async () => {
  const { store, ledger } = newLedger();
  await settle(ledger);
  await ok(ledger.winDeal(won('d1')));
  let read = 0;
  const counting = ledgerOn({
    ...store,
    async *readStream(stream, options) {
      for await (const event of store.readStream(stream, options)) {
        read += 1;
        yield event;
      }
    },
  });
  for (let index = 0; index < 50; index += 1) {
    if (index === 10) read = 0;
    await ok(counting.recordPayment(paid('d1', `p${index}`, '1.00')));
  }
  expect(read).toBe(0);
});
