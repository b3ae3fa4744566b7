import { orThrow } from '@commission-ledger/ledger';
import { attribute } from '@commission-ledger/plans';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  askAgain,
  checkInclusion,
  renderTree,
  storedEventIn,
  verifyExplanation,
  verifyReply,
  type Explainer,
  type Explanation,
  type RenderOptions,
  type Reply,
} from '../src/index.ts';
import { eur, explainerOf, openWorld, payOut, planOf, refund, ruleOf, type World } from './foilWorld.ts';
import { right } from './history.ts';
import { numbersIn, numbersOf } from './numbersIn.ts';
import { orionJuly, orionName } from './orionJuly.ts';
import { refinementProblems } from './refinement.ts';

const tree = (document: Explanation | Reply, options: RenderOptions = {}): string =>
  renderTree(document, { names: orionName, ...options }).replaceAll(/[\u00A0\u202F]/g, ' ');

describe('why a payout of three deals and a refund is 4,318.25', () => {
  let world: World;
  let explainer: Explainer;
  let why: Explanation;

  beforeAll(async () => {
    const { world: history, july } = await orionJuly();
    world = history;
    explainer = await explainerOf(world);
    why = right(await explainer.why(july));
  });

  it('is told line by line, and adds up', () => {
    expect(tree(why).replace(/^PO-\S+/, 'PO')).toBe(english);
    expect(tree(why, { depth: 0, locale: 'ru' })).toContain(
      'Начислено 4 603,05 за 3 сделки, минус 284,80 за 1 возврат.',
    );
    expect(why.lines.map(({ amount }) => amount.amount)).toEqual(['2800.00', '948.05', '855.00', '-284.80']);
    expect(why.unexplained).toEqual(eur('0.00'));
  });

  it.each(['en', 'ru'] as const)('has every operand, step and sum: %s', (locale) => {
    const said = numbersIn(renderTree(why, { locale }), locale);
    expect(said).toEqual(expect.arrayContaining([...numbersIn(shown, 'en')]));
    expect(numbersOf(why)).toEqual(expect.arrayContaining([...numbersIn(`${paid} 0.08 0.1 0.6`, 'en')]));
  });

  it('takes back what was earned at 8% under the version before, by its part that went back', async () => {
    const [taken] = tree(why, { open: '4', width: 200 }).match(/acr-\w+/) ?? [];
    const earned = right(await explainer.why(taken ?? ''));
    expect(tree(earned)).toContain('30,000.00 (up to 50,000.00) × 8% = 2,400.00   reseller@3 §3.1');
  });

  it('holds, and says the same numbers in both languages', async () => {
    right(await verifyExplanation(JSON.parse(JSON.stringify(why)), storedEventIn(world.store)));
    expect(refinementProblems(why, orionName)).toEqual([]);
  });
});

/** What the customers paid. */
const paid = '32,000.00 9,480.53 14,250.00 30,000.00';

const shown = `4,318.25 4,603.05 2,800.00 948.05 855.00 284.80 0.00 30,000.00 62,000.00 20,000.00 50,000.00 8 1,600.00
  12,000.00 10 1,200.00 9,480.53 948.053 0.003 14,250.00 60 8,550.00 3,560.00`;

const english = `PO  Orion Consulting, payout of 5 August 2026               4,318.25 EUR
Earned 4,603.05 on 3 deals, less 284.80 for 1 refund.
It pays what was payable before 1 August 2026, and reaches the minimum of 0.00.

├─ 1 D-2201, Helix, customer paid 8 July 2026                                           2,800.00
│    sales that count in 2026: 30,000.00 → 62,000.00
│    ├─ 1.1 20,000.00 (up to 50,000.00) × 8% = 1,600.00   reseller@4 §3.1
│    └─ 1.2 12,000.00 (above 50,000.00) × 10% = 1,200.00   reseller@4 §3.1
├─ 2 D-2207, Lumen, customer paid 9 July 2026                                             948.05
│    sales that count in 2026: 62,000.00 → 71,480.53
│    9,480.53 (above 50,000.00) × 10% = 948.053 → 948.05 (rounded half-even, 0.003 dropped)
│    reseller@4 §3.1
├─ 3 D-2213, Quarz, customer paid 12 July 2026                                            855.00
│    sales that count in 2026: 71,480.53 → 80,030.53
│    ├─ 3.1 share 60% of 14,250.00 = 8,550.00
│    └─ 3.2 8,550.00 (above 50,000.00) × 10% = 855.00   reseller@4 §3.1
└─ 4 D-2088, Ferro, refund of 18 July 2026                                               −284.80
     ├─ 4.1 3,560.00 of the 30,000.00 paid went back to the customer
     └─ 4.2 2,400.00 earned × 3,560.00 ÷ 30,000.00 = 284.80

Sum 2,800.00 + 948.05 + 855.00 − 284.80                                                 4,318.25 EUR
Calculated again from 18 records in 63 steps: 0.00 left unexplained.
`;

describe('a payout of many lines, in Russian', () => {
  let world: World;
  let explainer: Explainer;
  let payout: string;

  /** 21 lines by one clause, 5 by another, 2 by a third, and what one refund takes back. */
  beforeAll(async () => {
    world = await openWorld([planOf({ attributes: { level: { ifMissing: 'none' } }, counters: [], rules: levels })]);
    let number = 0;
    for (const [level, many] of Object.entries({ base: 21, silver: 5, gold: 2 }))
      for (let count = 0; count < many; count += 1) await sell(world, `D-${(number += 1)}`, level, `${number}00.00`);
    await refund(world, 'D-1', '40.00', '2026-03-20');
    payout = await payOut(world, '2026-04-05');
    explainer = await explainerOf(world);
  });

  it('is rolled up by clause: every level adds up, and everything that is counted is in its right form', async () => {
    const rolledUp = right(await explainer.rollUp(payout));
    const { digest } = right(await explainer.checkPayout({ payout }));
    const told = tree(rolledUp, { locale: 'ru' }).replace(/^PO-\S+/, 'PO');
    expect(told).toBe(russian);
    expect(tree(rolledUp, { locale: 'ru', depth: 3 })).toContain(`5 отпечаток строк: ${digest}`);
    const many = right(await explainer.payoutLines({ payout, limit: 1 }));
    expect(tree(many, { locale: 'ru' })).toContain('В выплате 29 строк.');
    for (const reply of [rolledUp, many]) {
      expect(refinementProblems(reply, orionName)).toEqual([]);
      const json: unknown = JSON.parse(JSON.stringify(reply));
      right(
        await verifyReply(json, {
          askAgain: (each) => askAgain(explainer, each),
          readStored: storedEventIn(world.store),
        }),
      );
    }
  });

  it('contains the line of a partner, by a way of five steps to the digest that everybody is told', async () => {
    const rolledUp = right(await explainer.rollUp(payout));
    const entry = rolledUp.rows[0]?.rows?.[0]?.proof ?? '';
    const proof = right(await explainer.includes({ payout, entry }));
    expect(proof.beside).toHaveLength(5);
    expect(JSON.stringify(rolledUp.rows.at(-1)?.said)).toContain(proof.root.hash);
    expect(right(checkInclusion(JSON.parse(JSON.stringify(proof)))).minor).toBe(345_300n);
  });
});

/** Three clauses, each for deals of one level. */
const levels = [
  ['base', '1', '0.05'],
  ['silver', '2', '0.10'],
  ['gold', '3', '0.20'],
].map(([level = '', clause, rate]) =>
  ruleOf({ percent: { of: 'payment', rate } }, { id: level, clause, when: attribute('level').is(level) }),
);

const sell = async ({ ledger }: World, deal: string, level: string, amount: string): Promise<void> => {
  const sale = { deal, amount: eur(amount), occurredAt: '2026-03-10T09:00:00Z' };
  const attribution = [{ partner: 'orion', share: '1' }];
  await orThrow(ledger.winDeal({ ...sale, program: 'resale', attribution, attributes: { level } }));
  await orThrow(ledger.recordPayment({ ...sale, payment: `${deal}-p` }));
};

const russian = `PO  Orion Consulting, выплата 5 апреля 2026                 3 453,00 EUR
В выплате 29 строк.

├─ 1 reseller@1 §2: 5 строк                                                             1 200,00
│    ├─ 1.1 D-26, к выплате с 10 марта 2026                                               260,00
│    ├─ 1.2 D-25, к выплате с 10 марта 2026                                               250,00
│    ├─ 1.3 D-24, к выплате с 10 марта 2026                                               240,00
│    └─ 1.4 2 другие строки                                                               450,00
├─ 2 reseller@1 §1: 21 строка                                                           1 155,00
│    ├─ 2.1 D-21, к выплате с 10 марта 2026                                               105,00
│    ├─ 2.2 D-20, к выплате с 10 марта 2026                                               100,00
│    ├─ 2.3 D-19, к выплате с 10 марта 2026                                                95,00
│    └─ 2.4 18 других строк                                                               855,00
├─ 3 reseller@1 §3: 2 строки                                                            1 100,00
│    ├─ 3.1 D-28, к выплате с 10 марта 2026                                               560,00
│    └─ 3.2 D-27, к выплате с 10 марта 2026                                               540,00
└─ 4 снятая комиссия: 1 строка                                                             −2,00
     └─ 4.1 D-1, к выплате с 20 марта 2026                                                 −2,00

Итого 1 200,00 + 1 155,00 + 1 100,00 − 2,00                                             3 453,00 EUR
Пересчитано по записям: 6 записей, 1 шаг; не объяснено 0,00.
`;
