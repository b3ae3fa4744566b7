import { beforeAll, describe, expect, it } from 'vitest';
import { type Books, textOf } from './books.ts';
import { journalPrograms } from './journalPrograms.ts';
import { manyHistories } from './manyHistories.ts';

let small: Books;

beforeAll(async () => {
  small = await manyHistories(14, 11);
}, 60_000);

describe.each(journalPrograms.map((program) => [program.title, program] as const))('%s refuses', (_title, program) => {
  const { format, missing, check } = program;

  /** The journal with one line changed: the one in the middle of those that the pattern finds. */
  const changed = async (pattern: RegExp, change: (line: string) => string): Promise<string> => {
    const lines = (await textOf(small, format)).split('\n');
    const found = lines.flatMap((line, index) => (pattern.test(line) ? [index] : []));
    const chosen = found[Math.trunc(found.length / 2)];
    if (chosen === undefined) throw new Error(`No line is like ${pattern.source}.`);
    const line = change(lines[chosen] ?? '');
    expect(line).not.toBe(lines[chosen]);
    return [...lines.slice(0, chosen), ...(line === '' ? [] : [line]), ...lines.slice(chosen + 1)].join('\n');
  };
  const oneCentMore = (line: string): string =>
    line.replace(/(\d)( [A-Z]{3})$/, (_, digit: string, after: string) => `${(Number(digit) + 1) % 10}${after}`);
  const assertion = format === 'beancount' ? / balance .* EUR$/ : / = -?\d+\.\d\d EUR$/;
  const posting = /^ +[A-Z]\w+:\S+ +-?[\d.]*[1-9] EUR$/;

  const controls = [
    ['a posting that is one cent off', posting, oneCentMore],
    ['a posting that is gone', posting, () => ''],
    ['a posting to an account that is written wrong', posting, (line: string) => line.replace(/(\w)(\w) /, '$2$1 ')],
    ['an account that must come to one cent more', assertion, oneCentMore],
    [
      'a converted amount that is one cent off',
      /^ +Assets:Bank:USD +-/,
      (line: string) =>
        line.replace(/(\d)( USD)/, (_, digit: string, after: string) => `${(Number(digit) + 1) % 10}${after}`),
    ],
    ['a total price that is one cent off', /^ +Assets:Bank:USD +-/, oneCentMore],
    ['an amount below one cent', posting, (line: string) => line.replace(' EUR', '1 EUR')],
    ['an account that nobody declared', /^(?:account |.* open )Liabilities/, () => ''],
  ] as const;
  it.skipIf(missing).each(controls)('%s', async (_what, pattern, change) => {
    expect(check(await changed(pattern, change)).accepted).toBe(false);
  });

  it.skipIf(missing)('a journal without one of its transactions', async () => {
    const transactions = small.transactions.toSpliced(Math.trunc(small.transactions.length / 2), 1);
    expect(check(await textOf({ ...small, transactions }, format)).accepted).toBe(false);
  });
});
