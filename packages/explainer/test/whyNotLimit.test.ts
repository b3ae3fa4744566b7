import { describe, expect, it } from 'vitest';
import { askAgain, type Reply, type Row } from '../src/index.ts';
import { right } from './history.ts';
import { explainerOf, openWorld, sell, shown, whyNotIn, win, type World } from './whyNotWorld.ts';

/** So many paid sales, and a deal that nothing was paid on: seven records of terms, three of each sale, and one. */
const soldBefore = async (sales: number): Promise<World> => {
  const world = await openWorld();
  for (let number = 1; number <= sales; number += 1)
    await sell(world, { deal: `D-${number}`, amount: '100.00', on: '2026-07-01' });
  await win(world, { deal: 'unpaid', amount: '500.00', on: '2026-07-02' });
  return world;
};

const changeKeys = new Set(['whyNotSmallestChange', 'whyNotChangesLeftOut']);

const isOfChanges = ({ said }: Row): boolean => changeKeys.has(said.key);

/** What an answer says beside what would have to be otherwise. */
const conditionsIn = ({ verdict, rows }: Reply) => ({
  verdict,
  rows: rows.filter((row) => !isOfChanges(row)).map(({ said, gate }) => ({ said, gate })),
});

describe('what would have to be otherwise, where much was recorded', () => {
  it('is said of a deal beside 64 paid sales', async () => {
    const reply = await whyNotIn(await soldBefore(64), { subject: 'unpaid' });
    expect(reply.rows.filter(isOfChanges)).toMatchObject([
      { said: { key: 'whyNotSmallestChange' }, rows: [{ amount: { amount: '40.00', currency: 'EUR' } }] },
    ]);
  });

  it('is left out beside 65, where more than 200 records would be replayed, and the answer says how to ask for it', async () => {
    const world = await soldBefore(65);
    const reply = await whyNotIn(world, { subject: 'unpaid' });
    expect(reply.rows.filter(isOfChanges)).toMatchObject([
      { said: { key: 'whyNotChangesLeftOut', holes: { limit: 200, subject: 'unpaid' } } },
    ]);
    expect(shown(reply)).toContain('takes more than 200 records');
    expect(shown(reply)).toContain('why-not unpaid --changes');
    expect(shown(reply, 'ru')).toContain('нужно больше, чем 200 записей');
    expect(shown(reply, 'ru')).toContain('why-not unpaid --changes');
    const left = await whyNotIn(world, { subject: 'unpaid', changes: 'left-out' });
    expect(left.rows.filter(isOfChanges)).toEqual([]);
    expect(conditionsIn(left)).toEqual(conditionsIn(reply));
  });

  it('is said when it is sought, and stays sought when the answer is asked again', async () => {
    const world = await soldBefore(65);
    const reply = await whyNotIn(world, { subject: 'unpaid', changes: 'sought' });
    expect(reply.rows.filter(isOfChanges)).toMatchObject([
      { said: { key: 'whyNotSmallestChange' }, rows: [{ amount: { amount: '40.00', currency: 'EUR' } }] },
    ]);
    expect(right(await askAgain(await explainerOf(world), reply))).toEqual(reply);
    expect(conditionsIn(reply)).toEqual(conditionsIn(await whyNotIn(world, { subject: 'unpaid' })));
  });
});
