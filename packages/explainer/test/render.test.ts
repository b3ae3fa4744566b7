import { describe, expect, it } from 'vitest';
import { renderJson, renderMarkdown, renderTree, Unexplained, type Explanation } from '../src/index.ts';
import { eventRefsOf } from '../src/document/eventRefs.ts';
import { definePlan, fixed, measure } from '@commission-ledger/plans';
import { bookedIn, correct, crmPlan, names, openHistory, payOut, refund, right, sell } from './history.ts';

const payout = async (count = 0, product = 'GTX Pro'): Promise<Explanation> => {
  const history = await openHistory();
  await sell(history, { deal: 'D-1', amount: '30000.00', on: '2017-01-10', product });
  await sell(history, { deal: 'D-2', amount: '32000.50', on: '2017-01-11' });
  await sell(history, { deal: 'D-3', amount: '1054.70', on: '2017-01-12', product: 'GTK 500' });
  const attribution = [
    { partner: 'moses', share: '0.4' },
    { partner: 'darcel', share: '0.6' },
  ];
  await sell(history, { deal: 'D-4', amount: '1000.00', on: '2017-01-13', attribution });
  for (let index = 0; index < count; index += 1) {
    await sell(history, { deal: `E-${index}`, amount: `${index + 1}.00`, on: '2017-01-14' });
  }
  await refund(history, 'D-1', 'R-1', '3000.00', '2017-01-20');
  await refund(history, 'D-1', 'R-2', '333.33', '2017-01-21');
  await correct(history, 'fix-1', '-5.00', 'Typo in D-0');
  const ids = await payOut(history, '2017-03-06');
  return right(await history.explainer.why(ids[0] ?? ''));
};

const rowsOf = (text: string): readonly string[] => text.trimEnd().split('\n');

/** The amounts at the right edge of the rows of lines, in cents. */
const column = (rows: readonly string[]): readonly bigint[] =>
  rows.flatMap((row) => {
    const [, minus, digits] = /^[├└]─ .* (−?)([\d,]+\.\d\d)$/.exec(row.trimEnd()) ?? [];
    return digits === undefined ? [] : [BigInt(`${minus === '−' ? '-' : ''}${digits.replaceAll(/\D/g, '')}`)];
  });

describe('the tree', () => {
  it('begins with the verdict, shows every step, and ends with a sum that is the verdict', async () => {
    const explanation = await payout();
    expect(renderTree(explanation, { names }).replaceAll('\u00A0', ' ')).toBe(`\
${explanation.subject}  Darcel Schlecht, payout of 6 March 2017                 3,242.01 USD
Earned 3,413.68 on 4 deals, less 166.67 for 2 refunds, less 5.00 for 1 correction.
It pays what was payable before 1 March 2017, and reaches the minimum of 100.00.

├─ 1 D-1, GTX Pro, customer paid 10 January 2017                                        1,500.00
│    sales that count in Q1 2017: 0.00 → 30,000.00
│    30,000.00 (up to 50,000.00) × 5% = 1,500.00   crm@1 §a
├─ 2 D-2, GTX Pro, customer paid 11 January 2017                                        1,840.04
│    sales that count in Q1 2017: 30,000.00 → 62,000.50
│    ├─ 2.1 20,000.00 (up to 50,000.00) × 5% = 1,000.00   crm@1 §a
│    ├─ 2.2 12,000.50 (from 50,000.00 to 100,000.00) × 7% = 840.035   crm@1 §a
│    └─ 2.3 together 1,840.035 → 1,840.04 (rounded half-even, 0.005 added)
├─ 3 D-3, GTK 500, customer paid 12 January 2017                                           31.64
│    1,054.70 × 3% = 31.641 → 31.64 (rounded half-even, 0.001 dropped)   crm@1 §b
├─ 4 D-4, GTX Pro, customer paid 13 January 2017                                           42.00
│    sales that count in Q1 2017: 62,000.50 → 62,600.50
│    ├─ 4.1 share 60% of 1,000.00 = 600.00
│    └─ 4.2 600.00 (from 50,000.00 to 100,000.00) × 7% = 42.00   crm@1 §a
├─ 5 D-1, GTX Pro, refund of 20 January 2017                                             −150.00
│    ├─ 5.1 3,000.00 of the 30,000.00 paid went back to the customer: 10%
│    └─ 5.2 10% of the 1,500.00 earned = 150.00
├─ 6 D-1, GTX Pro, refund of 21 January 2017                                              −16.67
│    ├─ 6.1 3,000.00 + 333.33 = 3,333.33
│    ├─ 6.2 3,333.33 of the 30,000.00 paid went back to the customer: 11.1111%
│    ├─ 6.3 11.1111% of the 1,500.00 earned = 166.6665 → 166.67 (rounded half-even, 0.0035 added)
│    └─ 6.4 less 150.00 taken back before
└─ 7 fix-1, correction of 20 January 2017, Typo in D-0                                     −5.00

Sum 1,500.00 + 1,840.04 + 31.64 + 42.00 − 150.00 − 16.67 − 5.00                         3,242.01 USD
Calculated again from 20 records in 98 steps: 0.00 left unexplained.
`);
  });

  it('of a single entry goes down to the conditions, the dates and the records, in Russian as well', async () => {
    const history = await openHistory();
    await sell(history, { deal: 'D-1', amount: '1054.50', on: '2017-01-10' });
    const [id = ''] = await bookedIn(history.store);
    const explanation = right(await history.explainer.why(id));
    const hash = (stream: string, revision: number): string =>
      eventRefsOf(explanation)
        .find((ref) => ref.stream === stream && ref.revision === revision)
        ?.hash.slice(0, 8) ?? '';
    expect(renderTree(explanation, { names, locale: 'ru' }).replaceAll('\u00A0', ' ')).toBe(`\
${id}  Darcel Schlecht, комиссия за 10 января 2017                          52,72 USD
Начислено по сделке D-1: 52,72 USD, к выплате с 9 февраля 2017.

└─ 1 D-1, GTX Pro, клиент заплатил 10 января 2017                                          52,72
     зачтённые продажи за 1-й квартал 2017: 0,00 → 1 054,50
     1 054,50 (до 50 000,00) × 5 % = 52,725 → 52,72 (округление к чётному, отброшено 0,005)
     crm@1 §a
     · product: GTX Pro, а не GTK 500
     · начислено 10 января 2017, 30 дней ожидания, к выплате с 9 февраля 2017
     · записи: deal-D-1#0 (${hash('deal-D-1', 0)}), deal-D-1#1 (${hash('deal-D-1', 1)}), account-crm-2017.darcel.USD#0
       (${hash('account-crm-2017.darcel.USD', 0)})

Пересчитано по записям: 5 записей, 12 шагов; не объяснено 0,00.
`);
  });

  it('says which conditions were met, and a fixed amount as what it is', async () => {
    const history = await openHistory(
      definePlan({
        ...crmPlan,
        attributes: { product: { ifMissing: 'unknown' } },
        rules: [
          {
            id: 'bonus',
            clause: 'b',
            title: { en: 'B' },
            earnedOn: 'win',
            beneficiary: 'referrer',
            when: { all: [measure('deal').atLeast('100.00'), measure('deal').lessThan('200.00')] },
            pay: fixed('2.50'),
          },
        ],
        counters: [],
        examples: [{ title: { en: 'E' }, given: { deal: '150.00' }, expect: { bonus: '2.50' } }],
      }),
    );
    await sell(history, { deal: 'D-1', amount: '150.00', on: '2017-01-10' });
    const [id = ''] = await bookedIn(history.store);
    const text = renderTree(right(await history.explainer.why(id)));
    expect(text).toContain('D-1, GTX Pro, won 10 January 2017');
    expect(text).toContain('fixed amount 2.50');
    expect(text).toContain('· deal: 150.00 is at least 100.00\n');
    expect(text).toContain('· deal: 150.00 is less than 200.00\n');
  });

  it('says at depth 0 only the answer, at 1 also the lines', async () => {
    const explanation = await payout();
    expect(rowsOf(renderTree(explanation, { depth: 0 }))).toHaveLength(4);
    const rows = rowsOf(renderTree(explanation, { depth: 1 }));
    expect(rows).toHaveLength(4 + 7 + 3);
    expect(rows.join('\n')).not.toContain('×');
  });

  it('of many lines shows the ten largest and the sum of the others, so that every screen adds up', async () => {
    const explanation = await payout(20);
    const total = BigInt(explanation.about.amount.amount.replace('.', ''));
    const rows = rowsOf(renderTree(explanation, { depth: 1 }));
    expect(rows.filter((row) => /^[├└]─ \d+ [DEf]/.test(row))).toHaveLength(10);
    expect(rows.find((row) => row.startsWith('└'))).toMatch(/^└─ 17 other lines +\d+\.\d\d$/);
    expect(column(rows)).toHaveLength(11);
    expect(column(rows).reduce((a, b) => a + b)).toBe(total);
    const everything = rowsOf(renderTree(explanation, { depth: 1, all: true }));
    expect(column(everything)).toHaveLength(explanation.lines.length);
    expect(column(everything).reduce((a, b) => a + b)).toBe(total);
  });

  it('keeps the numbers of its lines, whichever are shown', async () => {
    const explanation = await payout(20);
    const numberOf = (text: string): string | undefined => /─ (\d+) fix-1/.exec(text)?.[1];
    const all = numberOf(renderTree(explanation, { all: true }));
    expect(all).toBe(`${explanation.lines.length}`);
    expect(numberOf(renderTree(explanation))).toBe(all);
  });

  it('fits into any width, and its amounts stand in one column', async () => {
    const explanation = await payout(12);
    for (const width of [40, 57, 80, 133]) {
      const rows = rowsOf(renderTree(explanation, { width, depth: 3, names }));
      expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(width);
      const ends = rows.filter((row) => /^[├└]─/.test(row)).map((row) => row.length);
      expect(new Set(ends)).toEqual(new Set([width - 4]));
    }
  });

  it('makes room for wide and combining characters', async () => {
    const explanation = await payout(0, '東京x\u0302');
    const row = rowsOf(renderTree(explanation, { width: 80 })).find((each) => each.startsWith('├─ 1')) ?? '';
    expect(row).toContain('東京x\u0302');
    // Two characters are twice as wide, one takes no place.
    expect(row.length).toBe(80 - ' USD'.length - 2 + 1);
  });

  it('draws with ASCII alone, if asked', async () => {
    expect(renderTree(await payout(12), { ascii: true, depth: 3, names })).toMatch(/^[\n -~]*$/);
  });
});

describe('text from outside', () => {
  const hostile = 'A\u202E\u001B[31m\u200B](https://evil.example) **b** <script> | www.evil.example `x`';

  it('cannot steer a terminal or turn its direction round', async () => {
    const explanation = await payout(0, 'Pro\u202E 1');
    const text = renderTree(explanation, { names: () => hostile, width: 300 });
    for (const character of ['\u001B', '\u202E', '\u200B']) expect(text).not.toContain(character);
    expect(text).toContain('A\\u{202e}\\u{1b}[31m\\u{200b}]');
    expect(text).toContain('Pro\\u{202e} 1');
  });

  it('is text in Markdown: no link, no emphasis, no tag, no further cell', async () => {
    const explanation = await payout(0, 'a | b');
    const text = renderMarkdown(explanation, { names: () => hostile });
    expect(text).toContain('\\](https\\://');
    expect(text).toContain('\\*\\*b\\*\\* \\<script\\> \\|');
    expect(text).toContain('www\\.evil');
    const cells = rowsOf(text)
      .filter((row) => row.startsWith('|'))
      .map((row) => row.match(/(?<!\\)\|/g)?.length);
    expect(new Set(cells)).toEqual(new Set([4]));
  });
});

describe('the Markdown', () => {
  it('has the verdict, a table that adds up, and a list to cite from', async () => {
    const explanation = await payout();
    const text = renderMarkdown(explanation, { names, depth: 2 });
    expect(text).toContain(`## ${explanation.subject}  Darcel Schlecht, payout of 6 March 2017: 3,242.01 USD\n`);
    expect(text).toContain('| 2 | D-2, GTX Pro, customer paid 11 January 2017 | 1,840.04 |\n');
    expect(text).toContain('|  | **Sum** | **3,242.01** |\n');
    expect(text).toContain('  - **2.1** 20,000.00 (up to 50,000.00) × 5% = 1,000.00 (crm\\@1\u00A0§a)\n');
  });
});

describe('a document that does not add up', () => {
  it.each([
    ['without a line', (each: Explanation) => ({ ...each, lines: each.lines.slice(1) })],
    [
      'with another amount',
      (each: Explanation) => ({ ...each, about: { ...each.about, amount: { amount: '1.00', currency: 'USD' } } }),
    ],
    [
      'with something left over',
      (each: Explanation) => ({ ...each, unexplained: { amount: '0.01', currency: 'USD' } }),
    ],
    [
      'without a node',
      (each: Explanation) => ({ ...each, nodes: Object.fromEntries(Object.entries(each.nodes).slice(1)) }),
    ],
  ])('%s is not shown', async (_, edit) => {
    const broken = edit(await payout());
    expect(() => renderTree(broken)).toThrow(Unexplained);
    expect(() => renderMarkdown(broken)).toThrow('does not add up');
  });
});

it('the JSON is canonical: its fields are sorted, and it is one line', async () => {
  const explanation = await payout();
  const json = renderJson(explanation);
  expect(JSON.parse(json)).toEqual(explanation);
  expect(json.startsWith('{"about":{"amount":{"amount":"3242.01","currency":"USD"},"cutOff":"2017-03-01"')).toBe(true);
  expect(json.trimEnd()).not.toMatch(/\n|": |, "/);
});
