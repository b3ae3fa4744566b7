import { expect, test } from 'vitest';
import { planIn } from '../src/reading/appliedPlan.ts';
import type { PlanCache } from '../src/reading/sources.ts';
import { eventsOf, left, openHistory, right } from './history.ts';

test('a plan that is ready is taken for the version that was published, and for no other', async () => {
  const { store } = await openHistory();
  const [published] = (await eventsOf(store)).flatMap((event) => (event.type === 'PlanPublished' ? [event] : []));
  if (published === undefined) throw new Error('The history has a plan.');
  const compiled: PlanCache = new Map();
  const unread = left(planIn(published, { plan: 'crm', version: 1, hash: '0'.repeat(64) }, compiled));
  const hash = 'published' in unread ? unread.published : '';
  const applied = { plan: 'crm', version: 1, hash };
  const ready = right(planIn(published, applied, compiled));
  expect(right(planIn(published, applied, compiled))).toBe(ready);
  expect(ready.document).toMatchObject({ plan: 'crm', version: 1 });
  for (const other of [{ hash: 'f'.repeat(64) }, { version: 2 }, { plan: 'other' }]) {
    expect(left(planIn(published, { ...applied, ...other }, compiled))).toMatchObject({ _tag: 'OtherPlan' });
  }
});
