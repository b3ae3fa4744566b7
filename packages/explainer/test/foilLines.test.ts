import { orThrow } from '@commission-ledger/ledger';
import { allProjections, memoryDocumentStore, projectionRuntime } from '@commission-ledger/projections';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  askAgain,
  createExplainer,
  storedEventIn,
  verifyReply,
  type Explainer,
  type ForeignLine,
  type Reply,
} from '../src/index.ts';
import { arbitraryStory, play } from './arbitraryHistory.ts';
import { eur, explainerOf, openWorld, payOut, planOf, refund, sell, shared, told, type World } from './foilWorld.ts';
import { bookedIn, eventsOf, left, right } from './history.ts';

const line = (key: string, amount: string): ForeignLine => ({ key, amount });

/** The answer, which has to verify, with the question put again from the answer alone. */
const comparedBy = async (
  explainer: Explainer,
  store: World['store'],
  subject: string,
  lines: readonly ForeignLine[],
): Promise<Reply> => {
  const reply = right(await explainer.foilLines({ subject, lines }));
  const json: unknown = JSON.parse(JSON.stringify(reply));
  const askedAgain = (answer: Reply) => askAgain(explainer, answer);
  right(await verifyReply(json, { askAgain: askedAgain, readStored: storedEventIn(store) }));
  return reply;
};

const compared = async (world: World, subject: string, lines: readonly ForeignLine[]): Promise<Reply> =>
  comparedBy(await explainerOf(world), world.store, subject, lines);

/** What the counted rows say, and their amounts. */
const counted = ({ rows }: Reply): readonly (readonly [string, string])[] =>
  rows.flatMap(({ said, amount, counts }) => (counts === true ? [[said.key, amount?.amount ?? ''] as const] : []));

/** July: two plain deals, one shared with somebody else, one of somebody else, and a refund of June. */
const july = async (): Promise<Readonly<{ world: World; payout: string }>> => {
  const world = await openWorld([planOf()]);
  await sell(world, { deal: 'D-1', amount: '10000.00', on: '2026-06-10' });
  await payOut(world, '2026-07-05');
  await sell(world, { deal: 'D-2', amount: '5000.00', on: '2026-07-08' });
  await sell(world, { deal: 'D-3', amount: '2000.00', on: '2026-07-09', attribution: shared });
  await sell(world, {
    deal: 'D-4',
    amount: '3000.00',
    on: '2026-07-10',
    attribution: [{ partner: 'lyra', share: '1' }],
  });
  await refund(world, 'D-1', '1000.00', '2026-07-18');
  const payout = await payOut(world, '2026-08-05');
  await sell(world, { deal: 'D-5', amount: '1000.00', on: '2026-08-08' });
  return { world, payout };
};

/** What we have: 400.00 for D-2, 96.00 for D-3, 80.00 taken back of D-1. */
const ours = [line('D-1', '-80.00'), line('D-2', '400.00'), line('D-3', '96.00')];

describe('a list of a payout', () => {
  it('that is ours differs in nothing', async () => {
    const { world, payout } = await july();
    const reply = await compared(world, payout, ours);
    expect(reply.amount).toEqual({ amount: '0.00', currency: 'EUR' });
    expect(reply.verdict.map(({ key }) => key)).toEqual(['foilLinesTotals', 'foilLinesAllSame']);
    expect(reply.rows.map(({ said, amount }) => [said.key, amount?.amount])).toEqual([['foilLinesSame', '416.00']]);
  });

  it('differs key by key, each with its reason', async () => {
    const { world, payout } = await july();
    const theirs = [
      line('D-2', '400.00'),
      line('D-3', '160.00'),
      line('D-1-p', '800.00'),
      line('D-4', '240.00'),
      line('D-5', '80.00'),
      line('006-nowhere', '1.00'),
    ];
    const reply = await compared(world, payout, theirs);
    expect(told(reply)).toBe(english);
    expect(told(reply, 'ru')).toBe(russian);
    expect(reply.unexplained).toEqual({ amount: '0.00', currency: 'EUR' });
    expect(reply.searched.map(({ source }) => source)).toContain('known-keys');
    expect(reply.searched.map(({ source }) => source)).toContain('deal-006-nowhere');
    expect(reply.rows[0]?.rows?.[1]?.proof).toBe(await entryOf(world, 'D-3'));
  });

  it('takes the keys of another system, of payments and of entries, and counts nothing twice', async () => {
    const world = await openWorld([planOf()]);
    const attribution = [{ partner: 'orion', share: '1' }];
    const deal = { deal: 'D-9', program: 'resale', amount: eur('1000.00'), attribution, attributes: {} };
    const foreignKey = '006/Aé 7';
    await orThrow(world.ledger.winDeal({ ...deal, foreignKey, occurredAt: '2026-07-01T09:00:00Z' }));
    for (const [payment, key] of [
      ['p-1', '00k/1'],
      ['p-2', '00k/2'],
    ] as const)
      await orThrow(
        world.ledger.recordPayment({
          deal: 'D-9',
          payment,
          amount: eur('500.00'),
          foreignKey: key,
          occurredAt: '2026-07-02T09:00:00Z',
        }),
      );
    const payout = await payOut(world, '2026-08-05');
    const agree = [
      [line('D-9', '80.00')],
      [line('006/Aé 7', '80.00')],
      [line('00k/1', '40.00'), line('p-2', '40.00')],
      [line('006/Aé 7', '40.00'), line('00k/2', '40.00')],
      [line('D-9', '50.00'), line('D-9', '30.00')],
      [line('00k/1', '40.00'), line(await entryOf(world, 'D-9', 1), '40.00')],
    ];
    for (const lines of agree) expect(counted(await compared(world, payout, lines))).toEqual([]);
    const twice = await compared(world, payout, [line('D-9', '80.00'), line('006/Aé 7', '80.00')]);
    expect(counted(twice)).toEqual([['foilLinesMissingHere', '-80.00']]);
    expect(twice.rows[0]?.rows?.[0]?.said).toEqual({ key: 'foilLinesSameAs', holes: { other: 'D-9' } });
  });

  it('that cannot be read is refused with the line and the field', async () => {
    const { world, payout } = await july();
    const explainer = await explainerOf(world);
    const refused = async (subject: string, ...lines: readonly ForeignLine[]) =>
      left(await explainer.foilLines({ subject, lines }));
    expect(await refused(payout, line('D-1', '1.00'), line('D-2', '1.005'))).toMatchObject({
      _tag: 'InvalidQuestion',
      field: 'lines[1].amount',
    });
    expect(await refused(payout, line('', '1.00'))).toMatchObject({ _tag: 'InvalidQuestion', field: 'lines[0].key' });
    for (const subject of ['PO-none', 'resale.orion.EUR/13', 'resale.nobody.EUR/2026-07', 'resale.orion.EUR/2026-07/x'])
      expect(await refused(subject, line('D-1', '1.00'))).toEqual({ _tag: 'UnknownSubject', subject });
  });
});

describe('a list of a month', () => {
  it('is held against what was earned and taken back in it, not against payouts', async () => {
    const { world } = await july();
    const subject = 'resale.orion.EUR/2026-07';
    const same = await compared(world, subject, ours);
    expect(same.amount).toEqual({ amount: '0.00', currency: 'EUR' });
    expect(counted(same)).toEqual([]);
    const reply = await compared(world, subject, [...ours, line('D-5', '80.00'), line('D-1-p', '800.00')]);
    expect(counted(reply)).toEqual([
      ['foilLinesMissingHere', '-80.00'],
      ['foilLinesMissingHere', '-800.00'],
    ]);
    const reasons = reply.rows.flatMap(({ rows = [] }) => rows.map(({ said }) => [said.key, said.holes]));
    expect(reasons).toEqual([
      ['whyNotOtherMonth', expect.objectContaining({ instead: '2026-08' })],
      ['whyNotOtherMonth', expect.objectContaining({ instead: '2026-06' })],
    ]);
  });
});

/** The entries of orion on a deal, as they were posted. */
const entryOf = async ({ store }: World, deal: string, place = 0): Promise<string> => {
  const posted = (await eventsOf(store)).flatMap((event) => (event.type === 'AccrualPosted' ? [event.data] : []));
  return posted.filter((each) => each.deal === deal && each.partner === 'orion')[place]?.accrual ?? '';
};

const english = `orion, payout of 5 August 2026
Your lines: 1,681.00. Ours: 416.00. Difference: −1,265.00.
The same: 1. With another amount: 1. Only in your list: 4. Only with us: 1.
1 D-3: you have 160.00, we have 96.00 | -64.00
1.1 D-3: if you used all of 2,000.00; your share is 60%, which is 1,200.00 | -64.00
1.2 deal D-3, earned 9 July 2026, payable from 9 July 2026 | 96.00
2 D-1-p: only in your list | -800.00
2.1 The payout PO-2026-07-05-f8f23ab1bbbf3387 of 5 July 2026 has it.
3 D-4: only in your list | -240.00
3.1 It earned nothing here, because the deal is credited to lyra.
4 D-5: only in your list | -80.00
4.1 It is payable from 8 August 2026; PO-2026-08-05-5a4d4fa72361122a takes what is payable before 1 August 2026.
5 006-nowhere: only in your list | -1.00
5.1 Nothing is recorded under 006-nowhere: neither a deal, nor a lead, nor a payment.
6 D-1: not in your list | -80.00
6.1 deal D-1: the customer got money back 18 July 2026
7 the same: 1 line | 400.00`;

const russian = `orion, выплата от 5 августа 2026
Ваши строки: 1 681,00. Наши: 416,00. Разница: −1 265,00.
Совпадает: 1. С другой суммой: 1. Только в вашем списке: 4. Только у нас: 1.
1 D-3: у вас 160,00, у нас 96,00 | -64.00
1.1 D-3: если вы взяли всю сумму 2 000,00; ваша доля 60 %, то есть 1 200,00 | -64.00
1.2 сделка D-3, начислено 9 июля 2026, к выплате с 9 июля 2026 | 96.00
2 D-1-p: только в вашем списке | -800.00
2.1 Это в выплате PO-2026-07-05-f8f23ab1bbbf3387 от 5 июля 2026.
3 D-4: только в вашем списке | -240.00
3.1 Здесь ничего не начислено: сделка засчитана партнёру lyra.
4 D-5: только в вашем списке | -80.00
4.1 К выплате с 8 августа 2026, а PO-2026-08-05-5a4d4fa72361122a включает то, что к выплате раньше 1 августа 2026.
5 006-nowhere: только в вашем списке | -1.00
5.1 По ключу 006-nowhere ничего не записано: ни сделки, ни заявки, ни платежа.
6 D-1: нет в вашем списке | -80.00
6.1 сделка D-1: клиенту вернули деньги 18 июля 2026
7 совпадает: 1 строка | 400.00`;

/** What is done to one of our own lines. */
const change = fc.record({
  kind: fc.constantFrom('drop' as const, 'alter' as const, 'add' as const),
  which: fc.nat(),
  cents: fc.integer({ min: 1, max: 100_000 }),
});

const decimal = (minor: number): string =>
  `${minor < 0 ? '-' : ''}${Math.trunc(Math.abs(minor) / 100)}.${`${Math.abs(minor) % 100}`.padStart(2, '0')}`;

const cents = (amount: string | undefined): number => Number((amount ?? '0').replace('.', ''));

it('our own lines differ in nothing; one that is left out, altered or added is exactly the one row, and the rows add up', async () => {
  const seen = { drop: 0, alter: 0, add: 0 };
  await fc.assert(
    fc.asyncProperty(
      arbitraryStory,
      fc.nat(),
      fc.array(change, { minLength: 1, maxLength: 3 }),
      async (story, at, changed) => {
        const { store } = await play(story);
        const documents = memoryDocumentStore();
        right(await projectionRuntime({ store, documents, projections: allProjections }).catchUp());
        const explainer = createExplainer({ store, documents });
        const payouts = (await bookedIn(store)).filter((booked) => booked.startsWith('PO-'));
        const subject = payouts[at % Math.max(1, payouts.length)];
        if (subject === undefined) return;
        const issued = (await eventsOf(store)).flatMap((event) =>
          event.type === 'PayoutIssued' && event.data.payout === subject ? [event.data] : [],
        );
        const own = (issued[0]?.lines ?? []).map(({ entry, amount }) => line(entry, decimal(Number(amount.minor))));
        expect(counted(await comparedBy(explainer, store, subject, own))).toEqual([]);
        for (const { kind, which, cents: by } of changed) {
          const place = which % own.length;
          const chosen = own[place] ?? line('', '0.00');
          const { lines, expected } = doneTo(own, place, chosen, kind, by);
          const reply = await comparedBy(explainer, store, subject, lines);
          expect(counted(reply)).toEqual([expected]);
          expect(cents(reply.amount?.amount)).toBe(cents(expected[1]));
          seen[kind] += 1;
        }
      },
    ),
    { numRuns: 12 },
  );
  expect(Math.min(seen.drop, seen.alter, seen.add)).toBeGreaterThan(2);
});

type Done = Readonly<{ lines: readonly ForeignLine[]; expected: readonly [string, string] }>;

const doneTo = (
  own: readonly ForeignLine[],
  place: number,
  { key, amount }: ForeignLine,
  kind: 'drop' | 'alter' | 'add',
  by: number,
): Done => {
  switch (kind) {
    case 'drop':
      return { lines: own.toSpliced(place, 1), expected: ['foilLinesMissingThere', amount] };
    case 'alter':
      return {
        lines: own.with(place, line(key, decimal(cents(amount) + by))),
        expected: ['foilLinesDifferent', decimal(-by)],
      };
    case 'add':
      return { lines: [...own, line('no-such-key', decimal(by))], expected: ['foilLinesMissingHere', decimal(-by)] };
  }
};
