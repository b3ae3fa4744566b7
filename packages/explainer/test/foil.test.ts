import { orThrow } from '@commission-ledger/ledger';
import { expect, it } from 'vitest';
import {
  explainerOf,
  foilIn,
  isExact,
  openWorld,
  payOut,
  planOf,
  refund,
  ruleOf,
  sell,
  shared,
  tiers,
  told,
  type World,
} from './foilWorld.ts';
import { left } from './history.ts';

/** The July of the mock-up: three deals, one of them shared by an amendment, and a refund of what June earned. */
const july = async (): Promise<Readonly<{ world: World; payout: string }>> => {
  const world = await openWorld([planOf(), planOf({ version: 2, rules: [ruleOf(tiers)] })]);
  const { ledger } = world;
  await sell(world, { deal: 'D-2088', amount: '30000.00', on: '2026-06-10' });
  await payOut(world, '2026-07-05');
  await sell(world, { deal: 'D-2201', amount: '32000.00', on: '2026-07-08' });
  await sell(world, { deal: 'D-2207', amount: '9480.53', on: '2026-07-09' });
  const deal = { deal: 'D-2213', program: 'resale', amount: { amount: '14250.00', currency: 'EUR' }, attributes: {} };
  const occurredAt = '2026-07-10T09:00:00Z';
  await orThrow(ledger.winDeal({ ...deal, attribution: [{ partner: 'orion', share: '1' }], occurredAt }));
  await orThrow(
    ledger.amendDeal({
      deal: 'D-2213',
      amendment: 'split',
      attribution: shared,
      reason: 'agreed',
      author: 'm-ito',
      occurredAt: '2026-07-11T09:00:00Z',
    }),
  );
  await orThrow(
    ledger.recordPayment({
      deal: 'D-2213',
      payment: 'D-2213-p',
      amount: deal.amount,
      occurredAt: '2026-07-12T09:00:00Z',
    }),
  );
  await refund(world, 'D-2088', '3560.00', '2026-07-18');
  return { world, payout: await payOut(world, '2026-08-05') };
};

it('reproduces the figure of somebody who took one rate, the whole deal, and no refund', async () => {
  const { world, payout } = await july();
  const reply = await foilIn(world, { subject: payout, expected: '5573.05' });
  expect(reply.amount).toEqual({ amount: '-1254.80', currency: 'EUR' });
  expect(reply.unexplained).toEqual({ amount: '0.00', currency: 'EUR' });
  expect(told(reply).replace(payout, 'PO')).toBe(english);
  expect(told(reply, 'ru').replace(payout, 'PO')).toBe(russian);
  const [, split, refunded] = reply.rows;
  expect(split?.from?.map(({ stream, path }) => [stream, path])).toEqual([['deal-D-2213', '']]);
  expect(refunded?.from?.map(({ stream, path }) => [stream, path])).toEqual([['deal-D-2088', '']]);
});

const english = `PO  orion: you expected 5,573.05, it is 4,318.25
You: 5,573.05. We: 4,318.25. Difference: −1,254.80. How you came to it, we can only guess. Three changes together give your figure exactly.
Nothing is left over.
1 D-2201: if you used 10% for all of 32,000.00; 20,000.00 of it lies in the tier of 8% (reseller@2 §3.1) | -400.00
2 D-2213: if you used all of 14,250.00; your share is 60%, which is 8,550.00 | -570.00
2.1 recorded by m-ito: happened 11 July 2026, known to us 1 December 2026
3 D-2088: if the refund of 18 July 2026 is not in your figure | -284.80
3.1 recorded by host: happened 18 July 2026, known to us 1 December 2026
4 If you dispute one line only, answer with its number, for example: dispute 2`;

const russian = `PO  orion: вы ждали 5 573,05, получилось 4 318,25
У вас: 5 573,05. У нас: 4 318,25. Разница: −1 254,80. Как вы её получили, мы можем только предполагать. Она точно получается тремя изменениями.
Разница объяснена полностью.
1 D-2201: если вы взяли 10 % со всей суммы 32 000,00; из неё 20 000,00 приходится на ступень 8 % (reseller@2 §3.1) | -400.00
2 D-2213: если вы взяли всю сумму 14 250,00; ваша доля 60 %, то есть 8 550,00 | -570.00
2.1 кто записал: m-ito; произошло 11 июля 2026, нам известно с 1 декабря 2026
3 D-2088: если возврата от 18 июля 2026 нет в вашей сумме | -284.80
3.1 кто записал: host; произошло 18 июля 2026, нам известно с 1 декабря 2026
4 Если вы не согласны только с одной строкой, ответьте с её номером, например: спор 2`;

it('says that there is no difference where there is none', async () => {
  const { world, payout } = await july();
  const reply = await foilIn(world, { subject: payout, expected: '4318.25' });
  expect(reply.verdict.map(({ key }) => key)).toEqual(['foilSame']);
  expect(reply.amount).toEqual({ amount: '0.00', currency: 'EUR' });
});

it('claims nothing where no usual misreading gives the figure, and shows what comes nearest with what is left over', async () => {
  const { world, payout } = await july();
  const reply = await foilIn(world, { subject: payout, expected: '99999.99' });
  expect(isExact(reply)).toBe(false);
  expect(reply.verdict.map(({ key }) => key)).toEqual(['foilNone', 'foilNearest']);
  expect(reply.rows.at(-1)?.said.key).toBe('foilLeftOver');
  expect(reply.amount).toEqual({ amount: '-95681.74', currency: 'EUR' });
  expect(reply.unexplained).toBeUndefined();
});

it('a figure that is no amount, and an id that nobody knows, are answers and no exceptions', async () => {
  const { world, payout } = await july();
  const explainer = await explainerOf(world);
  expect(left(await explainer.foil({ subject: payout, expected: '12,5' }))).toMatchObject({
    _tag: 'InvalidQuestion',
    field: 'expected',
  });
  expect(left(await explainer.foil({ subject: payout, expected: '12.50', currency: 'USD' }))).toMatchObject({
    _tag: 'InvalidQuestion',
    field: 'currency',
  });
  expect(left(await explainer.foil({ subject: 'PO-none', expected: '12.50' }))).toEqual({
    _tag: 'UnknownSubject',
    subject: 'PO-none',
  });
});

it('two figures are told the same bytes for the same history', async () => {
  const { world, payout } = await july();
  const asked = { subject: payout, expected: '5573.05' };
  expect(JSON.stringify(await foilIn(world, asked))).toBe(JSON.stringify(await foilIn(world, asked)));
});
