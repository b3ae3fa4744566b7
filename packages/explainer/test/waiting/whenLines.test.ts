import { localDate } from '@commission-ledger/calendar';
import { describe, expect, it } from 'vitest';
import { renderTree, type Reply } from '../../src/index.ts';
import { right } from '../history.ts';
import { answering, linesOf, verified } from '../standing/explainerIn.ts';
import { accountId, openResale, type Resale } from '../standing/resaleStory.ts';

const asked = async ({ store }: Resale, on?: string): Promise<Reply> => {
  const { explainer } = await answering(store);
  const day = on === undefined ? {} : { on: right(localDate(on)) };
  const reply = right(await explainer.when({ subject: { kind: 'account', id: accountId }, ...day }));
  await verified(explainer, store, reply);
  return reply;
};

/** Twenty deals of the same day; the first, the largest, was taken back whole before it was paid. */
const takenBack = async (): Promise<Resale> => {
  const resale = await openResale();
  resale.at('2026-03-10T10:00:00Z');
  await resale.sell('D-00', '6000.63', '2026-03-10');
  for (let deal = 1; deal < 20; deal += 1)
    await resale.sell(`D-${`${deal}`.padStart(2, '0')}`, `${1000 + deal}.00`, '2026-03-10');
  await resale.refund('D-00', 'R-1', '6000.63', '2026-03-10');
  return resale;
};

describe('the lines of an account that is asked when it is paid', () => {
  it('have what was taken back below what it was taken back of, so that it is not read as money to come', async () => {
    const resale = await openResale();
    resale.at('2026-03-10T10:00:00Z');
    await resale.sell('D-1', '6000.63', '2026-03-10');
    await resale.sell('D-2', '1000.00', '2026-03-10');
    await resale.refund('D-1', 'R-1', '6000.63', '2026-03-10');
    const reply = await asked(resale);
    expect(linesOf(reply).filter((line) => line.startsWith('1.1.'))).toEqual([
      '1.1.1 deal D-1, earned 10 March 2026: 480.05, less what was taken back or changed since  0.00',
      '1.1.1.1 deal D-1, earned 10 March 2026, payable from 10 March 2026  480.05',
      '1.1.1.2 deal D-1: the customer got money back 10 March 2026  -480.05',
      '1.1.2 deal D-2, earned 10 March 2026, payable from 10 March 2026  80.00',
    ]);
    expect(linesOf(reply, 'ru')).toContain(
      '1.1.1 сделка D-1, начислено 10 марта 2026: 480,05 за вычетом снятого и пересчитанного позже  0.00',
    );
  });

  it('are the largest, and all of them where all are asked for, or the row of the others alone', async () => {
    const reply = await asked(await takenBack());
    const folded = renderTree(reply);
    expect(folded).not.toContain('480.05');
    expect(folded).toContain('11 other lines');
    const everything = renderTree(reply, { all: true });
    for (let deal = 0; deal < 20; deal += 1) expect(everything).toContain(`deal D-${`${deal}`.padStart(2, '0')}`);
    expect(everything).toContain('480.05');
    expect(everything).toContain('−480.05');
    expect(renderTree(reply, { depth: 3 })).toContain('−480.05');
    const others = reply.rows[0]?.rows?.[0]?.rows?.at(-1);
    expect(others?.said).toEqual({ key: 'lineOthers', holes: { count: 9 } });
    expect(renderTree(reply, { open: others?.number ?? '' })).toContain('−480.05');
  });

  it('never leave a line below zero to the others', async () => {
    const resale = await openResale();
    resale.at('2026-02-10T10:00:00Z');
    await resale.sell('D-A', '1000.00', '2026-02-10');
    resale.at('2026-03-05T10:00:00Z');
    const [paid = ''] = await resale.payOut('2026-03-05');
    resale.at('2026-03-06T10:00:00Z');
    await resale.settle(paid, '80.00');
    resale.at('2026-03-10T10:00:00Z');
    await resale.refund('D-A', 'R-1', '12.50', '2026-03-10');
    for (let deal = 10; deal < 30; deal += 1) await resale.sell(`D-${deal}`, `${1000 + deal}.00`, '2026-03-10');
    const reply = await asked(resale);
    expect(linesOf(reply).join('\n')).toContain('deal D-A: the customer got money back 10 March 2026  -1.00');
    expect(renderTree(reply)).toContain('−1.00');
  });
});

describe('an account that is asked long after the last record', () => {
  it('says first that no payout run took place when one was due, and at the end that all of it was read', async () => {
    const resale = await openResale();
    resale.at('2026-03-10T10:00:00Z');
    await resale.sell('D-1', '1000.00', '2026-03-10');
    const missed = { key: 'whenNotRun', holes: { date: '2026-04-06' } };
    expect((await asked(resale)).verdict).not.toContainEqual(missed);
    expect((await asked(resale, '2026-04-06')).verdict).not.toContainEqual(missed);
    const late = await asked(resale, '2026-08-20');
    expect(late.verdict.at(-1)).toEqual(missed);
    const shown = renderTree(late).replaceAll(/\s+/gu, ' ');
    expect(shown).toContain('No payout run took place on 6 April 2026 or since');
    expect(shown).toContain('Everything recorded of the account resale.orion.EUR was taken into account: 1 record.');
    expect(renderTree(late, { locale: 'ru' }).replaceAll(/\s+/gu, ' ')).toContain(
      'Выплата 6 апреля 2026 не проводилась',
    );
    resale.at('2026-08-05T10:00:00Z');
    await resale.payOut('2026-08-05');
    await resale.sell('D-2', '1000.00', '2026-08-06');
    expect((await asked(resale, '2026-08-20')).verdict.map(({ key }) => key)).not.toContain('whenNotRun');
  });
});
