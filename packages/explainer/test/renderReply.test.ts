import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describeNoSuchRow,
  noSuchRow,
  pageOf,
  partnersIn,
  renderJson,
  renderMarkdown,
  renderTree,
  settingsFor,
  Unexplained,
  type Reply,
  type RenderOptions,
} from '../src/index.ts';
import { arbitraryStory, play } from './arbitraryHistory.ts';
import { bookedIn, eventsOf, names, payOut, right, sell } from './history.ts';
import { refinementProblems } from './refinement.ts';
import { sumOfEntries, toldHistory } from './replies.ts';

const told = async (): Promise<Reply> => sumOfEntries(await toldHistory());

const plain = (text: string): string => text.replaceAll('\u00A0', ' ');

const tree = async (options: RenderOptions = {}): Promise<string> =>
  plain(renderTree(await told(), { names, ...options }));

/** Ids are made of hashes. */
const withoutIds = (text: string): string =>
  text.replaceAll(/(acr|rev)-[0-9a-f]{16}/g, '$1-0123456789abcdef').replaceAll(/\([0-9a-f]{8}\)/g, '(01234567)');

const without = (reply: Reply, field: string): object =>
  Object.fromEntries(Object.entries(reply).filter(([name]) => name !== field));

describe('an answer in the terminal', () => {
  it('begins with the verdict, has its conditions with signs and its amounts in one column, and ends with the sum', async () => {
    expect(withoutIds(await tree())).toBe(`\
Entries  Darcel Schlecht, payout of 6 March 2017                                        3,216.68 USD
Earned on deal D-1: 3,216.68 USD, payable from 6 March 2017.

├─ 1 correction of 9 February 2017, acr-0123456789abcdef   crm@1 §a                     1,500.00
├─ 2 correction of 10 February 2017, acr-0123456789abcdef   crm@1 §a                    1,840.04
├─ 3 correction of 11 February 2017, acr-0123456789abcdef   crm@1 §b                       31.64
├─ 4 correction of 9 February 2017, rev-0123456789abcdef                                 −150.00
├─ 5 correction of 20 January 2017, fix-1                                                  −5.00
├─ 6 ✓ 3,216.68 is at least 100.00
├─ 7 ✗ lead is L-1
│    └─ 7.1 draws paid back 12 January 2017
├─ 8 ○ takes back nothing
└─ 9 – set apart as unclaimed 12 January 2017, late

Sum 1,500.00 + 1,840.04 + 31.64 − 150.00 − 5.00                                         3,216.68 USD
Searched: leads, from 1 January 2017 to 6 March 2017; known up to 7.
Calculated again from 14 records in 48 steps: 0.00 left unexplained.
`);
  });

  it('is a sentence at depth 0, and at depth 1 keeps what failed and the largest, and the sum of the others', async () => {
    expect((await tree({ depth: 0 })).trimEnd().split('\n')).toHaveLength(3);
    const rows = withoutIds(await tree({ depth: 1 })).split('\n');
    expect(rows.slice(3, 10).map((row) => row.trimEnd())).toEqual([
      '├─ 1 correction of 9 February 2017, acr-0123456789abcdef   crm@1 §a                     1,500.00',
      '├─ 2 correction of 10 February 2017, acr-0123456789abcdef   crm@1 §a                    1,840.04',
      '├─ 4 correction of 9 February 2017, rev-0123456789abcdef                                 −150.00',
      '├─ 7 ✗ lead is L-1',
      '├─ 8 ○ takes back nothing',
      '├─ 2 other lines                                                                           26.64',
      '└─ 2 other lines',
    ]);
    expect(rows[11]).toBe(`Sum 1,500.00 + 1,840.04 − 150.00 + 26.64${' '.repeat(48)}3,216.68 USD`);
    expect(withoutIds(await tree({ depth: 1, all: true }))).toContain('└─ 9 – set apart');
  });

  it('goes down to the steps and the records, but not below what is proved on its own', async () => {
    const text = withoutIds(await tree({ depth: 3 }));
    expect(text).toContain('│    · proved on its own: acr-0123456789abcdef\n');
    expect(text).toContain('│    ├─ 2.1 20,000.00 (up to 50,000.00) × 5% = 1,000.00   crm@1 §a\n');
    expect(text).not.toContain('30,000.00 (up to 50,000.00)');
    expect(text).toContain('· records: account-crm-2017.darcel.USD#4 (01234567)\n');
  });

  it('is drawn with ASCII alone, if asked, and fits into any width', async () => {
    const text = await tree({ ascii: true, depth: 3 });
    expect(text).toMatch(/^[\n -~]*$/);
    for (const sign of ['|- 6 ok 3,216', '|- 7 NO lead', '|- 8 .. takes', '`- 9 -- set']) expect(text).toContain(sign);
    for (const width of [40, 61, 130]) {
      const rows = (await tree({ width, depth: 3 })).split('\n');
      expect(Math.max(...rows.map((row) => row.trimEnd().length))).toBeLessThanOrEqual(width);
    }
  });

  it('says amounts in another currency with it', async () => {
    const reply = await told();
    const rows = [
      ...reply.rows,
      { number: '10', said: { key: 'sum', holes: {} }, amount: { amount: '7', currency: 'JPY' } },
    ];
    expect(renderTree({ ...reply, rows } as Reply, { all: true })).toMatch(/└─ 10 Sum {70,}7 JPY\n/);
  });
});

describe('the page of an answer', () => {
  it('has the name of every partner that is said by a hole for partners', async () => {
    const reply = await told();
    expect(partnersIn(reply)).toEqual(['darcel']);
    expect(renderTree(reply, { depth: 0, names: () => 'Somebody' })).toContain('Entries  Somebody, payout');
  });

  it('has a word beside each sign, in both languages', async () => {
    const words = async (locale: 'en' | 'ru') => {
      const reply = await told();
      const { rows } = pageOf(reply, settingsFor(reply, { locale }), { locale, outside: (text) => text });
      return rows.flatMap(({ gate }) => gate ?? []).map(({ outcome, word }) => `${outcome}: ${word}`);
    };
    expect(await words('en')).toEqual([
      'passed: passed',
      'failed: failed',
      'open: not known yet',
      'not-reached: not looked at',
    ]);
    expect(await words('ru')).toEqual([
      'passed: выполнено',
      'failed: не выполнено',
      'open: пока неизвестно',
      'not-reached: не проверялось',
    ]);
  });
});

describe('an answer as Markdown', () => {
  it('has a table of what adds up, and a list with words for the signs', async () => {
    const text = withoutIds(plain(renderMarkdown(await told(), { names, depth: 3 })));
    expect(text.startsWith('## Entries  Darcel Schlecht, payout of 6 March 2017: 3,216.68 USD\n\nEarned on')).toBe(
      true,
    );
    expect(text).toContain('| 4 | correction of 9 February 2017, rev-0123456789abcdef | −150.00 |\n');
    expect(text).toContain('|  | **Sum** | **3,216.68** |\n');
    expect(text).not.toMatch(/\| 6 \|/);
    expect(text).toContain('\n- **6** ✓ passed: 3,216.68 is at least 100.00\n');
    expect(text).toContain('\n- **7** ✗ failed: lead is L-1\n  - **7.1** draws paid back 12 January 2017\n');
    expect(text).toContain('\n  - **2.1** 20,000.00 (up to 50,000.00) × 5% = 1,000.00 (crm\\@1 §a)\n');
    const cut = plain(renderMarkdown(await told(), { depth: 1 }));
    expect(cut).toContain('|  | 2 other lines | 26.64 |\n');
    expect(cut).toContain('\n- 2 other lines\n');
  });

  it('makes text of whatever stands in a hole', async () => {
    const reply = await told();
    const title = {
      key: 'payoutTitle',
      holes: { subject: '**b** | <i>', partner: '\u202E', date: '2017-03-06' },
    } as const;
    const text = renderMarkdown({ ...reply, title });
    expect(text).toContain('## \\*\\*b\\*\\* \\| \\<i\\>  \\\\u\\{202e\\}');
  });
});

describe('one row on its own', () => {
  it('is shown with everything below it, of both documents', async () => {
    const text = withoutIds(await tree({ open: '2' }));
    expect(text.split('\n').slice(0, 4)).toEqual([
      `Entries  Darcel Schlecht, payout of 6 March 2017${' '.repeat(40)}3,216.68 USD`,
      '',
      '└─ 2 correction of 10 February 2017, acr-0123456789abcdef   crm@1 §a                    1,840.04',
      '     ├─ 2.1 20,000.00 (up to 50,000.00) × 5% = 1,000.00   crm@1 §a',
    ]);
    expect(text).not.toContain('Sum');
    const step = withoutIds(await tree({ open: '2.1' }));
    expect(step).toContain('└─ 2.1 20,000.00 (up to 50,000.00)');
    expect(step).toContain('   · records: account-crm-2017.darcel.USD#0 (01234567), deal-D-2#1 (01234567)\n');
    expect(step).not.toContain('2.2');
    const history = await toldHistory();
    const payout = (await bookedIn(history.store)).find((id) => id.startsWith('PO-')) ?? '';
    const explanation = right(await history.explainer.why(payout));
    const opened = plain(renderTree(explanation, { open: '2.2', names }));
    expect(opened).toContain(
      '└─ 2.2 12,000.50 (from 50,000.00 to 100,000.00) × 7% = 840.035   crm@1 §a\n   · records: ',
    );
    expect(opened).not.toContain('Sum');
    expect(renderMarkdown(explanation, { open: '2' })).not.toContain('**1**');
  });

  it.each([
    [
      '12',
      { within: '', there: ['1', '2', '3', '4', '5', '6', '7', '8', '9'] },
      'There is no row 12: the answer has only 1 to 9.',
    ],
    ['2.7', { within: '2', there: ['2.1', '2.2', '2.3'] }, 'There is no row 2.7: below 2 there is only 2.1 to 2.3.'],
    ['7.2.1', { within: '7', there: ['7.1'] }, 'There is no row 7.2.1: below 7 there is only 7.1.'],
    ['8.1', { within: '8', there: [] }, 'There is no row 8.1: below 8 there is nothing.'],
  ])('that is not there is an error that says what is: %s', async (number, found, sentence) => {
    const reply = await told();
    const problem = noSuchRow(reply, number);
    expect(problem).toEqual({ _tag: 'NoSuchRow', number, ...found });
    expect(problem && describeNoSuchRow(problem)).toBe(sentence);
    expect(() => renderTree(reply, { open: number })).toThrow(RangeError);
    expect(noSuchRow(reply, '7.1')).toBeUndefined();
  });
});

describe('an answer that does not hold in itself', () => {
  it.each([
    ['without a row', (reply: Reply) => ({ ...reply, rows: reply.rows.slice(1) })],
    ['with another amount', (reply: Reply) => ({ ...reply, amount: { amount: '1.00', currency: 'USD' } })],
    ['with something left over', (reply: Reply) => ({ ...reply, unexplained: { amount: '0.01', currency: 'USD' } })],
    [
      'without a node',
      (reply: Reply) => ({ ...reply, nodes: Object.fromEntries(Object.entries(reply.nodes).slice(1)) }),
    ],
    ['with a node that nothing rests on', (reply: Reply) => ({ ...without(reply, 'root'), rows: reply.rows.slice(6) })],
  ])('%s is not shown', async (_, edit) => {
    const broken = edit(await told()) as Reply;
    expect(() => renderTree(broken)).toThrow(Unexplained);
    expect(() => renderMarkdown(broken)).toThrow('does not hold');
  });
});

it('says the same numbers in both languages, and none at a lesser depth that is not at a greater', () =>
  fc.assert(
    fc.asyncProperty(arbitraryStory, async (story) => {
      const history = await play(story);
      fc.pre((await eventsOf(history.store)).some(({ stream }) => stream.startsWith('account-crm-2017.darcel.')));
      expect(refinementProblems(await sumOfEntries(history))).toEqual([]);
    }),
    { numRuns: 25 },
  ));

it('of many amounts shows the ten largest at depth 2, and every condition, and every screen adds up', async () => {
  const history = await toldHistory();
  for (let index = 0; index < 12; index += 1) {
    await sell(history, { deal: `E-${index}`, amount: `${100 + index}.00`, on: '2017-02-14' });
  }
  await payOut(history, '2017-04-05');
  const reply = await sumOfEntries(history);
  expect(noSuchRow(reply, '12')).toBeUndefined();
  expect(renderTree(reply, { open: '12' })).toContain('└─ 12 correction of');
  for (const depth of [1, 2, 3] as const) {
    const rows = renderTree(reply, { depth }).split('\n');
    const shown = rows.flatMap((row) => /^[├└]─ .* {2}(−?)([\d,]+\.\d\d)$/.exec(row.trimEnd())?.slice(1) ?? []);
    const cents = shown.flatMap((digits, index) =>
      index % 2 === 1 ? [BigInt(`${shown[index - 1] === '−' ? '-' : ''}${digits.replaceAll(/\D/g, '')}`)] : [],
    );
    expect(cents.reduce((a, b) => a + b)).toBe(BigInt((reply.amount?.amount ?? '').replace('.', '')));
    expect(rows.filter((row) => /^[├└]─ \d+ (?!other)/.test(row))).toHaveLength(
      { 1: 5, 2: 10 + 4, 3: reply.rows.length }[depth],
    );
  }
});

it('the JSON of an answer is canonical, and reads back as it was', async () => {
  const reply = await told();
  expect(JSON.parse(renderJson(reply))).toEqual(reply);
  expect(renderJson(reply).startsWith('{"amount":{"amount":"3216.68","currency":"USD"},"asOf":{')).toBe(true);
});
