import { orThrow } from '@commission-ledger/ledger';
import { expect, it } from 'vitest';
import { askAgain, type Reply } from '../src/index.ts';
import { left, right } from './history.ts';
import {
  at,
  eur,
  explainerOf,
  openWorld,
  pay,
  payOut,
  refund,
  reseller,
  shown,
  whyNotIn,
  win,
  type World,
} from './whyNotWorld.ts';

/** A subscription of orion's: three payments, of which the first is paid out and the second on its way. */
const subscription = async (): Promise<World & Readonly<{ first: string; second: string }>> => {
  const world = await openWorld();
  await win(world, { deal: 'D-1', amount: '1000.00', on: '2026-06-20' });
  await pay(world, 'D-1', '1000.00', '2026-06-21', { payment: 'p-1' });
  const [first = ''] = await payOut(world, '2026-07-06');
  world.today('2026-07-08');
  const settled = { program: 'resale', partner: 'orion', payout: first, amount: eur('80.00') };
  await orThrow(world.ledger.settlePayout({ ...settled, reference: 'bank-1', occurredAt: at('2026-07-08') }));
  await pay(world, 'D-1', '2000.00', '2026-07-21', { payment: 'p-2' });
  const [second = ''] = await payOut(world, '2026-08-05');
  await pay(world, 'D-1', '3000.00', '2026-08-06', { payment: 'p-3' });
  await pay(world, 'D-1', '500.00', '2026-09-10', { payment: 'p-4' });
  return { ...world, first, second };
};

const keysOf = ({ verdict }: Reply): readonly string[] => verdict.map(({ key }) => key);

const plain = (text: string): string => text.replaceAll(/[\u00A0\u202F]/g, ' ');

it('a deal with several payments is counted first, and then one of them is told of by its name', async () => {
  const world = await subscription();
  const reply = await whyNotIn(world, { subject: 'D-1' });
  expect(reply.verdict.slice(0, 3)).toEqual([
    {
      key: 'whyNotCountedBoth',
      holes: { payments: 4, paid: '1', waiting: 2, amount: eur('280.00'), currency: 'EUR' },
    },
    { key: 'whyNotCountedOnItsWay', holes: { number: '1' } },
    { key: 'whyNotOfPayment', holes: { payment: 'p-3', on: '2026-08-06' } },
  ]);
  const waits = reply.rows.find(({ said }) => said.key === 'whyNotWaitsInAll');
  expect(waits?.amount).toEqual(eur('280.00'));
  expect(reply.nodes[waits?.node ?? '']).toMatchObject({ op: 'sum', value: eur('280.00') });
  expect(shown(reply)).toContain(
    '4 payments: 1 paid, 2 wait (280.00 EUR). Payout on its way: 1. Payment p-3 of 6 August 2026: ',
  );
  const russian = plain(shown(reply, 'ru'));
  expect(russian).toContain('почему не выплачено');
  expect(russian).toContain('4 платежа: по 1 выплачено, 2 ждут (280,00 EUR). Выплата в пути: 1. Платёж p-3 от 6 авгу');
});

it('what was taken back is counted apart, and said of its payment only', async () => {
  const world = await openWorld();
  await win(world, { deal: 'D-1', amount: '1000.00', on: '2026-06-20' });
  await pay(world, 'D-1', '1000.00', '2026-06-21');
  await pay(world, 'D-1', '2000.00', '2026-06-22', { payment: 'p-2' });
  await refund(world, 'D-1', '1000.00', '2026-06-25');
  const reply = await whyNotIn(world, { subject: 'D-1', changes: 'left-out' });
  expect(shown(reply)).toContain(
    '2 payments: 1 waits (160.00 EUR). Taken back in full: 1. Payment D-1-p of 21 June 2026: All of it was taken back: 80.00 EUR, 0.00 is left.',
  );
  expect(reply.rows.map(({ said }) => said.key)).toContain('whyNotOtherOpen');
  const waits = await whyNotIn(world, { subject: 'p-2', changes: 'left-out' });
  expect(keysOf(waits)).not.toContain('whyNotTakenBack');
  expect(JSON.stringify(waits.verdict)).not.toContain('whyNotCounted');
});

it('where every payment is paid, it is asked what became of them, and what they earned is one sum', async () => {
  const world = await openWorld();
  await win(world, { deal: 'D-1', amount: '1000.00', on: '2026-06-20' });
  await pay(world, 'D-1', '1000.00', '2026-06-21', { payment: 'p-1' });
  await pay(world, 'D-1', '2000.00', '2026-06-22', { payment: 'p-2' });
  const [payout = ''] = await payOut(world, '2026-07-06');
  world.today('2026-07-08');
  const settled = { program: 'resale', partner: 'orion', payout, amount: eur('240.00') };
  await orThrow(world.ledger.settlePayout({ ...settled, reference: 'bank-1', occurredAt: at('2026-07-08') }));
  const reply = await whyNotIn(world, { subject: 'D-1' });
  expect(reply.verdict).toEqual([
    { key: 'whyNotCountedPaid', holes: { payments: 2, paid: '2' } },
    { key: 'whyNotCountedEarned', holes: { amount: eur('240.00'), currency: 'EUR' } },
  ]);
  expect(reply.rows.find(({ said }) => said.key === 'whyNotEarnedInAll')?.amount).toEqual(eur('240.00'));
  expect(shown(reply)).toContain('what became of it');
  expect(plain(shown(reply, 'ru'))).toContain('что с ней стало');
  expect(plain(shown(await whyNotIn(world, { subject: 'p-1' }), 'ru'))).toContain('что с ним стало');
});

it('a payment of the deal that is in the month or the payout asked about is not missing', async () => {
  const world = await subscription();
  const inJune = await whyNotIn(world, { subject: 'D-1', in: '2026-06' });
  const about = { payment: 'p-1', on: '2026-06-21', amount: eur('80.00'), currency: 'EUR' };
  expect(inJune.verdict).toEqual([{ key: 'whyNotPaymentInMonth', holes: { ...about, month: '2026-06' } }]);
  expect(plain(shown(inJune, 'ru'))).toContain(
    'Платёж p-1 от 21 июня 2026 здесь есть: начислено 80,00 EUR, отчёт за июнь 2026.',
  );
  const inFirst = await whyNotIn(world, { subject: 'D-1', in: world.first });
  const paid = { payout: world.first, date: '2026-07-06' };
  expect(inFirst.verdict).toEqual([{ key: 'whyNotPaymentInPayout', holes: { ...about, ...paid } }]);
  const inSecond = await whyNotIn(world, { subject: 'D-1', in: world.second });
  expect(inSecond.verdict).toMatchObject([
    { key: 'whyNotPaymentInPayout', holes: { payment: 'p-2', amount: eur('160.00') } },
    { key: 'whyNotOnItsWay' },
  ]);
});

it('where none of its payments is in the place, the one that is nearest to it in time is told of', async () => {
  const world = await subscription();
  const early = await whyNotIn(world, { subject: 'D-1', in: '2026-02' });
  expect(early.verdict).toMatchObject([
    { key: 'whyNotOfPayment', holes: { payment: 'p-1' } },
    { key: 'whyNotOtherMonth', holes: { month: '2026-02', instead: '2026-06' } },
    { key: 'whyNotOnlyThis' },
  ]);
  const late = await whyNotIn(world, { subject: 'D-1', in: '2026-11' });
  expect(late.verdict[0]).toMatchObject({ key: 'whyNotOfPayment', holes: { payment: 'p-4' } });
  await win(world, { deal: 'D-2', amount: '9000.00', on: '2026-10-02', leadOn: '2026-09-30' });
  await pay(world, 'D-2', '9000.00', '2026-10-02');
  const [third = ''] = await payOut(world, '2026-11-05');
  const other = await whyNotIn(world, { subject: 'D-2', in: world.second });
  expect(keysOf(other)[0]).not.toBe('whyNotPaymentInPayout');
  expect(keysOf(await whyNotIn(world, { subject: 'p-1', in: third }))).not.toContain('whyNotPaymentInPayout');
  expect((await whyNotIn(world, { subject: 'p-3', in: third })).verdict[0]).toMatchObject({
    key: 'whyNotPaymentInPayout',
    holes: { payment: 'p-3', payout: third },
  });
});

it('an id that stands on several deals has to be asked about with its deal, which is asked again', async () => {
  const world = await openWorld();
  for (const deal of ['D-1', 'D-2', 'D-3']) {
    await win(world, { deal, amount: '1000.00', on: '2026-06-20', more: { foreignKey: `CRM ${deal}` } });
    await pay(world, deal, deal === 'D-2' ? '2000.00' : '1000.00', '2026-06-21', { payment: 'p-1' });
  }
  const explainer = await explainerOf(world);
  const failure = left(await explainer.whyNot({ subject: 'p-1' }));
  expect(failure).toMatchObject({ _tag: 'InvalidQuestion', field: 'of' });
  expect(failure).toHaveProperty('problem', expect.stringContaining('3 deals have a payment or a refund p-1'));
  for (const of of ['D-2', 'CRM D-2']) {
    const reply = await whyNotIn(world, { subject: 'p-1', of });
    expect(reply.subject).toEqual({ kind: 'payment', id: 'p-1' });
    expect(reply.asked).toMatchObject({ subject: 'p-1', of });
    expect(reply.rows.find(({ said }) => said.key === 'whyNotEarned')?.said.holes).toMatchObject({
      amount: eur('160.00'),
    });
    expect(right(await askAgain(explainer, reply))).toEqual(reply);
  }
  expect(left(await explainer.whyNot({ subject: 'p-9', of: 'D-2' }))).toMatchObject({ field: 'of' });
  expect(left(await explainer.whyNot({ subject: 'p-1', of: 'D-9' }))).toMatchObject({ field: 'of' });
});

it('a payout and an entry by hand are told to be what they are, and how to ask about them', async () => {
  const world = await subscription();
  const explainer = await explainerOf(world);
  expect(left(await explainer.whyNot({ subject: world.first }))).toEqual({
    _tag: 'InvalidQuestion',
    field: 'subject',
    problem: `${world.first} is a payout: ask \`when ${world.first}\` or \`explain ${world.first}\``,
  });
});

it('a reason ends its sentence once, whether or not it was told with a full stop', async () => {
  const world = await openWorld([reseller(1)]);
  await win(world, { deal: 'D-1', amount: '1000.00', on: '2026-06-20' });
  await pay(world, 'D-1', '1000.00', '2026-06-21', { payment: 'p-1' });
  world.today('2026-06-25');
  const cancelled = async (reason: string) => {
    await orThrow(
      world.ledger.recordRefund({
        deal: 'D-1',
        payment: 'p-1',
        refund: `r-${reason.length}`,
        reason,
        amount: eur('500.00'),
        occurredAt: at('2026-06-25'),
      }),
    );
  };
  await cancelled('fraud');
  await cancelled('not wanted.');
  const text = shown(await whyNotIn(world, { subject: 'D-1', changes: 'left-out' }));
  expect(text).toMatch(/\(r-5\): fraud\.(?!\.)/);
  expect(text).toMatch(/\(r-11\): not wanted\.(?!\.)/);
});
