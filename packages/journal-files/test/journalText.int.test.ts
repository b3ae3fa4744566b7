import { add, ofMinor } from '@commission-ledger/money';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Books, day, simulatedBooks, sumsIn, textOf } from './books.ts';
import { type JournalProgram, journalPrograms, type Sums } from './journalPrograms.ts';
import { manyHistories } from './manyHistories.ts';

/** Simulated programs: with everything paid, in the middle of their time, and of other partners and customers. */
const simulated: Books[] = [];
/** Small accounts; all that can happen in an account happens in some of them. */
let small: Books;
const others: Books[] = [];

beforeAll(async () => {
  simulated.push(await simulatedBooks(1), await simulatedBooks(2, day('2025-07-04')));
  small = await manyHistories(14, 11);
  others.push(await manyHistories(14, 13), await manyHistories(14, 5));
}, 60_000);

const sorted = (sums: Sums): readonly string[] => [...sums].map(([key, sum]) => `${key} ${sum}`).toSorted();

const expectTaken = ({ check }: JournalProgram, text: string): void => {
  const { accepted, said } = check(text);
  expect(accepted ? 'taken' : said.slice(0, 2000)).toBe('taken');
};

describe.each(journalPrograms.map((program) => [program.title, program] as const))('%s', (_title, program) => {
  const { format, missing, check, sums } = program;

  it.skipIf(missing)('takes the journals of simulated programs, and comes to the same in every account', async () => {
    for (const books of simulated) {
      const text = await textOf(books, format);
      expectTaken(program, text);
      expect(sorted(sums(text))).toEqual(sorted(sumsIn(books, format)));
    }
  });

  it.skipIf(missing)(
    'takes holds, disputes, conversion, tax, draws and all that can happen in small accounts',
    async () => {
      for (const books of [small, ...others]) {
        const text = await textOf(books, format);
        expect(text).toContain(' @@ ');
        expectTaken(program, text);
        expect(sorted(sums(text))).toEqual(sorted(sumsIn(books, format)));
      }
    },
  );

  it.skipIf(missing)('can check the accounts all along', async () => {
    const text = await textOf(small, format, { assertions: 'every-transaction' });
    expectTaken(program, text);
    expect(sorted(sums(text))).toEqual(sorted(sumsIn(small, format)));
  });

  it.skipIf(missing)('takes a journal that begins with what stood in the accounts before', async () => {
    const [books] = simulated;
    if (books === undefined) throw new Error('No books.');
    const from = day('2025-05-01');
    const { transactions } = books;
    const rows = trialOf(transactions.filter(({ date }) => date < from));
    const part = { ...books, transactions: transactions.filter(({ date }) => date >= from) };
    const text = await textOf(part, format, { opening: { date: from, rows } });
    expectTaken(program, text);
    expect(sorted(sums(text))).toEqual(sorted(sumsIn(books, format)));
    expect(check(await textOf(part, format)).accepted).toBe(false);
  });

  it.skipIf(missing)('refuses balances of the projections that are one cent off', async () => {
    for (const figure of ['onHold', 'payable', 'inFlight', 'receivable', 'drawDebt', 'taxDue', 'unclaimed'] as const) {
      const balances = small.balances.map((row, index) =>
        index === 7 ? { ...row, [figure]: add(row[figure], ofMinor(1n, row[figure].currency)) } : row,
      );
      expect([figure, check(await textOf({ ...small, balances }, format)).accepted]).toEqual([figure, false]);
    }
  });

  it.skipIf(missing)('takes nothing that came in by an id or a name', async () => {
    const forged = `Acme ; x: y\r\n\r\n2019-01-01 * "forged" | "forged"\n    Assets:Bank:EUR  -1000000.00 EUR\n    Liabilities:Partner:ada:Payable\t\u2028 ](`;
    const [first, ...rest] = small.transactions;
    if (first === undefined) throw new Error('No transactions.');
    const bad = {
      ...first,
      id: forged,
      partner: forged,
      event: { stream: forged, id: forged, revision: 1 },
      postings: first.postings.map((posting) => ({
        ...posting,
        account: posting.account.replace(/^((?:Liabilities|Assets):Partner:).*:/, `$1${forged}:`),
      })),
    };
    const text = await textOf({ ...small, transactions: [bad, ...rest] }, format, {
      payeeOf: () => forged,
      hashOf: () => forged,
      program: forged,
      notes: [forged],
      // What is posted to an account that no balance is of is held against the sum of the postings.
      balances: small.balances.filter(({ partner }) => partner !== first.partner),
      isWhole: false,
    });
    expectTaken(program, text);
    expect(text.match(/^2019-01-01/gm)).toBeNull();
    const clean = await textOf(small, format);
    expect(entriesIn(text)).toBe(entriesIn(clean));
    expect([...sums(text).values()].filter((sum) => sum.includes('1000000'))).toEqual([]);
  });
});

/** How many transactions a text has, without those that only check. */
const entriesIn = (text: string): number => text.match(/^\d{4}-\d\d-\d\d \* [("]/gm)?.length ?? 0;

/** The postings added up by account and currency. */
const trialOf = (transactions: Books['transactions']): Books['trial'] => {
  const sums = new Map<string, Books['trial'][number]>();
  for (const { postings } of transactions)
    for (const { account, amount } of postings) {
      const { currency } = amount;
      const before = sums.get(`${account} ${currency}`)?.balance;
      const balance = before === undefined ? amount : add(before, amount);
      sums.set(`${account} ${currency}`, { account, currency, balance });
    }
  return [...sums.values()];
};
