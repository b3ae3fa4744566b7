import { memoryEventStore } from '@commission-ledger/event-store';
import { createLedger, orThrow } from '@commission-ledger/ledger';
import { expect, it } from 'vitest';
import { askAgain, storedEventIn, verifyReply, type Reply, type Row } from '../src/index.ts';
import { eventsOf, left, right } from './history.ts';
import { at, eur, explainerOf, openWorld, payOut, reseller, sell, shown, type World } from './whyNotWorld.ts';

const whoIn = async (world: Pick<World, 'store'>, subject: string): Promise<Reply> => {
  const explainer = await explainerOf(world);
  const reply = right(await explainer.who({ subject }));
  const readStored = storedEventIn(world.store);
  right(
    await verifyReply(JSON.parse(JSON.stringify(reply)), { askAgain: (each) => askAgain(explainer, each), readStored }),
  );
  for (const locale of ['en', 'ru'] as const) expect(shown(reply, locale)).not.toBe('');
  return reply;
};

const keysOf = (rows: readonly Row[] = []): readonly string[] => rows.map(({ said }) => said.key);

const rowOf = ({ rows }: Reply, key: string): Row | undefined => rows.find(({ said }) => said.key === key);

it('a deal that was amended says who, when, why, and what was before beside what is since', async () => {
  const world = await openWorld();
  await sell(world, { deal: 'D-1', amount: '100.00', on: '2026-07-01' });
  world.today('2026-07-12');
  await orThrow(
    world.ledger.amendDeal(
      {
        deal: 'D-1',
        amendment: 'A-1',
        reason: 'shared from the start',
        author: 'ito',
        amount: eur('120.00'),
        attribution: [
          { partner: 'orion', share: '0.6' },
          { partner: 'lyra', share: '0.4' },
        ],
        attributes: { product: 'Basic' },
        occurredAt: at('2026-07-11'),
      },
      { actor: 'desk' },
    ),
  );
  const reply = await whoIn(world, 'D-1');
  expect(keysOf(reply.rows)).toEqual(['whoDealWon', 'whoPaid', 'whoDealAmended']);
  const amended = rowOf(reply, 'whoDealAmended');
  expect(amended?.from?.[0]).toMatchObject({ stream: 'deal-D-1', revision: 2 });
  expect(amended?.rows?.map(({ said }) => said)).toEqual([
    { key: 'whoBy', holes: { actor: 'desk', on: '2026-07-11', recorded: '2026-07-12', time: '12:00' } },
    { key: 'whoReason', holes: { reason: 'shared from the start' } },
    { key: 'whoWrote', holes: { author: 'ito' } },
    { key: 'whoAmount', holes: { before: eur('100.00'), after: eur('120.00'), currency: 'EUR' } },
    { key: 'whoShare', holes: { partner: 'orion', before: { rate: '1' }, after: { rate: '0.6' } } },
    { key: 'whoShare', holes: { partner: 'lyra', before: { rate: '0' }, after: { rate: '0.4' } } },
    { key: 'whoAttribute', holes: { attribute: 'product', before: '–', after: 'Basic' } },
  ]);
  expect(reply.verdict).toEqual([
    { key: 'whoOnce', holes: { author: 'ito', on: '2026-07-12', reason: 'shared from the start' } },
  ]);
});

it('an accrual that was rated again shows what was computed beside what it is since, and two people', async () => {
  const world = await openWorld([reseller(1)]);
  await sell(world, { deal: 'D-1', amount: '100.00', on: '2026-07-01' });
  world.today('2026-07-20');
  const { ledger } = world;
  await orThrow(
    ledger.amendDeal({
      deal: 'D-1',
      amendment: 'A-1',
      reason: 'it was the other product',
      author: 'ito',
      attributes: { product: 'Basic' },
      occurredAt: at('2026-07-20'),
    }),
  );
  await orThrow(
    ledger.rerateDeal({ rerating: 'R-1', deal: 'D-1', reason: 'wrong product', author: 'ann', approver: 'bob' }),
  );
  const [accrual = ''] = await accrualsIn(world);
  const reply = await whoIn(world, accrual);
  const again = rowOf(reply, 'whoRerated');
  expect(again?.said.holes).toEqual({ amount: eur('-8.00'), currency: 'EUR', was: eur('8.00'), now: eur('0.00') });
  expect(again?.rows?.find(({ said }) => said.key === 'whoApproved')).toMatchObject({
    gate: 'passed',
    said: { holes: { author: 'ann', approver: 'bob' } },
  });
});

const accrualsIn = async ({ store }: Pick<World, 'store'>): Promise<readonly string[]> =>
  (await eventsOf(store)).flatMap((event) => (event.type === 'AccrualPosted' ? [event.data.accrual] : []));

it('a payout says who prepared and who approved it, what was signed, and what in it was written by hand', async () => {
  const store = memoryEventStore();
  let now = Date.parse('2026-01-01T08:00:00Z');
  const ledger = createLedger({ store, clock: () => (now += 1000) });
  const today = (date: string): void => void (now = Date.parse(`${date}T10:00:00Z`));
  const occurredAt = '2026-01-01T00:00:00Z';
  await orThrow(
    ledger.openProgram({
      program: 'resale',
      name: 'Resale',
      timeZone: 'Europe/Berlin',
      currencies: ['EUR', 'USD'],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'two-person',
      destinations: 'kept-by-host',
      occurredAt,
    }),
  );
  await orThrow(ledger.publishPlan({ document: reseller(1), author: 'ann', approver: 'bob', occurredAt }));
  await orThrow(ledger.joinPartner({ partner: 'orion', name: 'Orion', occurredAt }));
  await orThrow(
    ledger.enrolPartner({ partner: 'orion', program: 'resale', plan: 'reseller', from: '2026-01-01', occurredAt }),
  );
  await sell({ store, ledger, today }, { deal: 'D-1', amount: '1000.00', on: '2026-07-01' });
  today('2026-07-10');
  const correction = { program: 'resale', partner: 'orion', adjustment: 'fix-1', reason: 'promised by phone' };
  await orThrow(
    ledger.postAdjustment({
      ...correction,
      amount: eur('20.00'),
      author: 'ann',
      approver: 'bob',
      maturesOn: '2026-07-10',
      occurredAt: at('2026-07-10'),
    }),
  );
  today('2026-08-05');
  const run = { program: 'resale', date: '2026-08-05' };
  await orThrow(ledger.preparePayouts(run, { actor: 'ann' }));
  await orThrow(ledger.approvePayouts(run, { actor: 'bob' }));
  const { issued } = await orThrow(ledger.issuePayouts(run));
  const reply = await whoIn({ store }, issued[0]?.data.payout ?? '');
  expect(reply.verdict).toEqual([
    { key: 'whoHandInAll', holes: { amount: eur('20.00'), currency: 'EUR' } },
    { key: 'whoApprovedPayout', holes: { by: 'bob', preparer: 'ann' } },
    { key: 'whoLastSameDay', holes: { actor: 'host', recorded: '2026-08-05' } },
  ]);
  expect(reply.amount).toEqual(eur('100.00'));
  expect(rowOf(reply, 'whoCalculated')).toMatchObject({ amount: eur('80.00'), counts: true });
  expect(rowOf(reply, 'whoByHand')).toMatchObject({ amount: eur('20.00'), counts: true, rows: [{ proof: 'fix-1' }] });
  expect(rowOf(reply, 'whoTwoPeople')?.gate).toBe('passed');
  const signed = reply.nodes[rowOf(reply, 'whoSigned')?.node ?? ''];
  expect(signed).toMatchObject({ kind: 'guard', test: 'eq', pass: true });
  expect(keysOf(reply.rows).slice(-4)).toEqual(['whoPrepared', 'whoRunApproved', 'whoIssued', 'whoCompleted']);
  const byHand = await whoIn({ store }, 'fix-1');
  expect(keysOf(byHand.rows)).toEqual(['whoCorrected']);
  expect(byHand.rows[0]?.rows?.map(({ said }) => said.key)).toEqual(['whoBySameDay', 'whoReason', 'whoApproved']);
  expect(byHand.verdict).toEqual([
    { key: 'whoOnce', holes: { author: 'ann', on: '2026-07-10', reason: 'promised by phone' } },
  ]);
});

it('one value that was changed is told with what it was; where nobody changed anything, that is said first', async () => {
  const world = await openWorld();
  await sell(world, { deal: 'D-1', amount: '100.00', on: '2026-07-01' });
  expect(shown(await whoIn(world, 'D-1'), 'en')).toContain('Nothing was changed by hand. Last recorded by');
  world.today('2026-07-12');
  const amendment = { deal: 'D-1', reason: 'a typing error', author: 'ito', occurredAt: at('2026-07-12') };
  await orThrow(world.ledger.amendDeal({ ...amendment, amendment: 'A-1', amount: eur('120.00') }));
  expect(shown(await whoIn(world, 'D-1'), 'en')).toContain(
    'Changed once: on 12 July 2026 ito gave the amount 120.00 instead of 100.00 EUR (reason: a typing error).',
  );
  await orThrow(world.ledger.amendDeal({ ...amendment, amendment: 'A-2', attributes: { product: 'Basic' } }));
  expect(shown(await whoIn(world, 'D-1'), 'en')).toContain('Changed by hand: 2 changes, last on 12 July 2026 by ito');
});

it('leads, partners, plans and payments have their own histories; what is unknown has none', async () => {
  const world = await openWorld();
  await sell(world, { deal: 'D-1', amount: '100.00', on: '2026-07-01' });
  await payOut(world, '2026-08-05');
  expect(keysOf((await whoIn(world, 'orion')).rows)).toEqual(['whoJoined', 'whoEnrolled']);
  expect(keysOf((await whoIn(world, 'reseller')).rows)).toEqual([
    'whoPublished',
    'whoPublished',
    'whoPublished',
    'whoPublished',
  ]);
  expect(keysOf((await whoIn(world, 'reseller@4')).rows)).toEqual(['whoPublished']);
  expect(keysOf((await whoIn(world, 'D-1-p')).rows)).toEqual(['whoPaid']);
  const explainer = await explainerOf(world);
  expect(left(await explainer.who({ subject: 'D-99' }))).toEqual({ _tag: 'UnknownSubject', subject: 'D-99' });
});
