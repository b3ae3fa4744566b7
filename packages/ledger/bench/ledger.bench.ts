import { memoryEventStore } from '@commission-ledger/event-store';
import type { RecordedEvent } from '@commission-ledger/events';
import { accountDecider } from '../src/account/accountDecider.ts';
import { historyOf, ledgerOn, newLedger, ok, paid, planOf, settle, won } from '../test/world.ts';

const secondsOf = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

const { store, ledger } = newLedger();
await settle(ledger);
await ok(ledger.winDeal(won('d1')));
await ok(ledger.recordPayment(paid('d1', 'p1', '10.00')));
const posted = (await historyOf(store)).find((event) => event.type === 'AccrualPosted');
if (posted?.type !== 'AccrualPosted') throw new Error('Nothing was accrued.');

const accruals = (count: number): readonly RecordedEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    ...posted,
    revision: index,
    data: { ...posted.data, accrual: `acr-${index}`, cause: { kind: 'payment' as const, id: `p${index}` } },
  }));

const foldOf = async (count: number) => {
  const events = accruals(count);
  const seconds = await secondsOf(() => events.reduce(accountDecider.evolve, accountDecider.initial()));
  return { work: `fold of ${count} accruals`, seconds: seconds.toFixed(3), 'per second': Math.round(count / seconds) };
};

/** Payments with their accruals, one after the other, on one deal and account. */
const payments = async (count: number) => {
  const long = ledgerOn(memoryEventStore());
  await settle(long, { plans: [planOf()] });
  await ok(long.winDeal(won('d1')));
  const seconds = await secondsOf(async () => {
    for (let index = 0; index < count; index += 1) await ok(long.recordPayment(paid('d1', `p${index}`, '1.00')));
  });
  return {
    work: `${count} payments, accrued inline`,
    seconds: seconds.toFixed(3),
    'per second': Math.round(count / seconds),
  };
};

/** Deals with one payment each, accrued afterwards as an import does. */
const imported = async (count: number) => {
  const deferred = ledgerOn(memoryEventStore(), { accruals: 'deferred' });
  await settle(deferred);
  const facts = await secondsOf(async () => {
    for (let index = 0; index < count; index += 1) {
      await ok(deferred.winDeal(won(`d${index}`)));
      await ok(deferred.recordPayment(paid(`d${index}`, 'p1', '1.00')));
    }
  });
  const seconds = await secondsOf(() => ok(deferred.catchUpAccruals()));
  return [
    { work: `${2 * count} facts, deferred`, seconds: facts.toFixed(3), 'per second': Math.round((2 * count) / facts) },
    { work: `catching up on them`, seconds: seconds.toFixed(3), 'per second': Math.round((2 * count) / seconds) },
  ];
};

await foldOf(10_000);
console.table([
  await foldOf(10_000),
  await foldOf(100_000),
  await payments(1000),
  await payments(10_000),
  ...(await imported(5000)),
]);
