import { describe, expect, it } from 'vitest';
import { crmMappingWith, withPipeline } from './smallPipeline.ts';
import { accountsOf, countOf, importAll, newStore, withFiles } from './world.ts';

/** The example's mapping, with the payments as a source of their own before the deals; or those alone. */
const paymentsFirst = (alone: boolean) =>
  crmMappingWith((pipeline, whole) => {
    const facts = pipeline['facts'] as { fact: string }[];
    const [teams] = whole['sources'] as object[];
    const isPayment = ({ fact }: { fact: string }): boolean => fact === 'PaymentReceived';
    const payments = { ...pipeline, name: 'payments', facts: facts.filter(isPayment) };
    const deals = { ...pipeline, facts: facts.filter((fact) => !isPayment(fact)) };
    whole['sources'] = alone ? [teams, payments] : [teams, payments, deals];
  });

const rows = ['A', 'B', 'C'].map((id, index) => ({ id, closed: `4/${3 - index}/2017`, value: '40000.00' }));

/** Every entry of every account, in order. */
const entriesOf = async (store: Awaited<ReturnType<typeof newStore>>) =>
  Object.entries(await accountsOf(store)).map(([account, events]) => [
    account,
    (events as { type: string; id: string }[]).map(({ type, id }) => `${type} ${id}`),
  ]);

describe('payments in a file that comes before the deals', () => {
  it('wait, and earn what they earn in the usual order', async () => {
    const [store, usual] = [await newStore(), await newStore()];
    const { summary, problems } = await withFiles(withPipeline(rows), (folder) =>
      importAll(store, folder, { mapping: paymentsFirst(false) }),
    );
    await withFiles(withPipeline(rows), (folder) => importAll(usual, folder));
    expect(problems).toEqual([]);
    expect(summary.causesSetAside).toEqual([]);
    expect(await countOf(store, 'CauseParked')).toBe(3);
    expect(await entriesOf(store)).toEqual(await entriesOf(usual));
    expect((await entriesOf(store)).length).toBeGreaterThan(0);
  });

  it('are told as set aside until the deals are there', async () => {
    const store = await newStore();
    const first = await withFiles(withPipeline(rows), (folder) =>
      importAll(store, folder, { mapping: paymentsFirst(true) }),
    );
    expect(first.problems).toEqual([]);
    expect(first.summary.causesSetAside).toEqual([{ reason: 'the win of its deal is not recorded yet', causes: 3 }]);
    const then = await withFiles(withPipeline(rows), (folder) => importAll(store, folder));
    expect(then.problems).toEqual([]);
    expect(then.summary.causesSetAside).toEqual([]);
    expect(await countOf(store, 'CauseResolved')).toBe(3);
  });
});
