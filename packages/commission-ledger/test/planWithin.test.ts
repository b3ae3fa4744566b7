import * as E from 'fp-ts/lib/Either.js';
import { beforeAll, expect, it } from 'vitest';
import { definePlan, orThrow, percent } from '../src/index.ts';
import { eur, plan, settled, type World } from './scopes.ts';

const versions = { a: { kind: 'plan', id: 'flat/1' }, b: { kind: 'plan', id: 'flat/2' } } as const;

let world: World;

/** A deal that bob and cat share, paid under a second version of the plan that pays twice as much. */
beforeAll(async () => {
  world = await settled();
  const { books, set } = world;
  set('2026-01-05T10:00:00Z');
  const rules = plan.rules.map((rule) => ({ ...rule, pay: percent('0.2').of('payment') }));
  const examples = [{ title: { en: 'A payment' }, given: { payment: '100.00' }, expect: { flat: '20.00' } }];
  await orThrow(books.publishPlan({ document: definePlan({ ...plan, version: 2, rules, examples }) }));
  const attribution = [
    { partner: 'bob', share: '0.6' },
    { partner: 'cat', share: '0.4' },
  ];
  await orThrow(books.winDeal({ deal: 'D-1', program: 'acme', amount: eur('100.00'), attribution, attributes: {} }));
  await orThrow(books.recordPayment({ deal: 'D-1', payment: 'P-1', amount: eur('100.00') }));
});

it('a partner is told what a version of their plan came to for them, and nothing of others', async () => {
  const own = world.books.asPartner({ program: 'acme', partner: 'bob' });
  const reply = await orThrow(own.diff(versions));
  expect(reply.verdict.at(-1)).toMatchObject({ key: 'diffEffectOfPartner', holes: { count: 1, amount: eur('6.00') } });
  expect(JSON.stringify(reply)).not.toContain('cat');
});

it('a manager asks for one of their partners; everybody at once would tell of others too', async () => {
  const all = world.books.asManager({ program: 'acme', manager: 'kim' });
  const reply = await orThrow(all.diff({ ...versions, partner: 'bob' }));
  expect(reply.verdict.at(-1)).toMatchObject({ holes: { amount: eur('6.00') } });
  expect(await all.diff(versions)).toMatchObject(E.left({ _tag: 'InvalidQuestion', field: 'partner' }));
  expect(await all.diff({ ...versions, partner: 'cat' })).toMatchObject(E.left({ _tag: 'NotFound', id: 'cat' }));
});

it('a plan that nobody within the scope is in is not to be found', async () => {
  const own = world.books.asPartner({ program: 'acme', partner: 'bob' });
  const other = { a: { kind: 'plan', id: 'other/1' }, b: { kind: 'plan', id: 'other/2' } } as const;
  expect(await own.diff(other)).toMatchObject(E.left({ _tag: 'NotFound', what: 'plan' }));
});
