import { orThrow } from '@commission-ledger/ledger';
import { expect, it } from 'vitest';
import { storedEventIn, verifyReply, type Reply } from '../src/index.ts';
import { eur, explainerOf, openWorld, planOf, sell, told, type World } from './foilWorld.ts';
import { right } from './history.ts';

/** A deal of which the customer disputed the payment, and what the bank decided. */
const disputed = async (outcome?: 'won' | 'lost'): Promise<World> => {
  const world = await openWorld([planOf()]);
  await sell(world, { deal: 'D-1', amount: '1000.00', on: '2026-07-01' });
  const { ledger } = world;
  const chargeback = { deal: 'D-1', chargeback: 'cb-1' };
  const occurredAt = '2026-07-20T09:00:00Z';
  await orThrow(
    ledger.openChargeback({
      ...chargeback,
      payment: 'D-1-p',
      amount: eur('1000.00'),
      reason: 'not delivered',
      occurredAt,
    }),
  );
  if (outcome !== undefined)
    await orThrow(ledger.decideChargeback({ ...chargeback, outcome, occurredAt: '2026-08-10T09:00:00Z' }));
  return world;
};

const whyDeal = async (world: World): Promise<Reply> => {
  const explainer = await explainerOf(world);
  const ask = () => explainer.whyOf({ kind: 'deal', id: 'D-1' });
  const reply = right(await ask());
  const json: unknown = JSON.parse(JSON.stringify(reply));
  right(await verifyReply(json, { askAgain: ask, readStored: storedEventIn(world.store) }));
  return reply;
};

it('a deal says that a chargeback was won: nothing was taken back, and what waited is payable again', async () => {
  const reply = await whyDeal(await disputed('won'));
  expect(reply.amount).toEqual({ amount: '80.00', currency: 'EUR' });
  const row = reply.rows.at(-1);
  expect(row?.said.key).toBe('dealChargebackWon');
  expect(row?.from?.map(({ stream, revision }) => `${stream}#${revision}`)).toEqual(['deal-D-1#2', 'deal-D-1#3']);
  expect(told(reply)).toContain(
    'On 20 July 2026 the customer disputed 1,000.00 EUR at the bank; on 10 August 2026 the bank decided for us. ' +
      'Nothing was taken back for it, and what had to wait is payable again.',
  );
  expect(told(reply)).toContain('Of 10 August 2026; recorded by host on 1 December 2026, 00:00.');
  expect(told(reply, 'ru')).toContain('решение в нашу пользу: 10 августа 2026');
});

it('a deal says that a chargeback is open, or lost', async () => {
  const open = await whyDeal(await disputed());
  expect([open.amount?.amount, open.rows.at(-1)?.said.key]).toEqual(['80.00', 'dealChargebackOpen']);
  const lost = await whyDeal(await disputed('lost'));
  expect([lost.amount?.amount, lost.rows.at(-1)?.said.key]).toEqual(['0.00', 'dealChargebackLost']);
  expect(told(lost)).toContain('Taken back');
});
