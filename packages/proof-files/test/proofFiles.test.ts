import { type Node, roundNode, sum, toGraph } from '@commission-ledger/calculation';
import { storedEventIn, verifyExplanation } from '@commission-ledger/explainer';
import { type PostgresServer, startPostgres } from '@commission-ledger/testing/postgres';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calculation, eur } from '../../calculation/test/arbitraryCalculation.ts';
import { arbitraryStory, play } from '../../explainer/test/arbitraryHistory.ts';
import { bookedIn, left, openHistory, payOut, refund, right, sell } from '../../explainer/test/history.ts';
import { bcFile, describeNoProofFile, spreadsheetFile, sqlFile, type Provable } from '../src/index.ts';
import { bc, has, psql, spreadsheet, sqlite } from './programs.ts';

let postgres: PostgresServer | undefined;
beforeAll(async () => {
  postgres = await startPostgres({ durable: false });
});
afterAll(async () => {
  await postgres?.stop();
});

const provable = (root: Node): Provable => ({ subject: 'example', ...toGraph(root) });

/** The amount of an answer in the smallest units, as the document states it: no program of ours calculates it. */
const statedIn = ({ root = '', nodes }: Provable): string => {
  const value = nodes[root]?.value;
  if (typeof value !== 'object' || !('amount' in value)) throw new Error('The answer is no amount.');
  return `${BigInt(value.amount.replace('.', ''))}`;
};

/** Calculations of every kind that end in an amount. */
const amounts = calculation
  .map((node): Node | undefined => {
    if (node.value._tag === 'money') return node;
    return node.value._tag === 'unrounded' ? roundNode(node, 'half-even') : undefined;
  })
  .filter((node) => node !== undefined)
  .map(provable);

/** A payout with two tiers, a share of a third, a refund and an amount that is rounded. */
const payoutOfMany = async () => {
  const history = await openHistory();
  for (const [index, amount] of ['32000.00', '9480.53', '14250.00', '30000.01'].entries()) {
    const attribution = index === 2 ? thirds : undefined;
    await sell(history, { deal: `D-${index}`, amount, on: '2017-01-10', ...(attribution && { attribution }) });
  }
  await refund(history, 'D-1', 'R-1', '3560.00', '2017-01-15');
  const [payout = ''] = await payOut(history, '2017-03-06');
  return { history, document: right(await history.explainer.why(payout)) };
};

const thirds = [
  { partner: 'darcel', share: '0.3333' },
  { partner: 'moses', share: '0.6667' },
];

/** The last two rows: the result, and how many steps differ. */
const closing = (rows: readonly (readonly string[])[]) => rows.slice(-2).map((row) => row[5]);

/** What a spreadsheet shows, in the smallest units of the currency of the answer. */
const asUnits = (shown: string | undefined, { root = '', nodes }: Provable): string => {
  const value = nodes[root]?.value;
  const decimals = typeof value === 'object' && 'amount' in value ? value.amount.split('.')[1]?.length : 0;
  return `${Math.round(Number(shown) * 10 ** (decimals ?? 0))}`;
};

describe.runIf(has('bc'))('bc', () => {
  test('gives the amount of any calculation, and finds no step that differs', () => {
    fc.assert(
      fc.property(amounts, (answer) => {
        expect(bc(right(bcFile(answer)))).toEqual([statedIn(answer), '0']);
      }),
      { numRuns: 150 },
    );
  });

  test('gives every amount of a generated history', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryStory, async (story) => {
        const { store, explainer } = await play(story);
        for (const id of await bookedIn(store)) {
          const document = right(await explainer.why(id));
          expect(bc(right(bcFile(document, 'ru')))).toEqual([statedIn(document), '0']);
        }
      }),
      { numRuns: 10 },
    );
  });

  test('finds the step of an operand that was changed', async () => {
    const { document } = await payoutOfMany();
    const program = right(bcFile(document));
    const changed = program.replace('t=given(1,32000,1)', 't=given(1,33000,1)');
    expect(changed).not.toBe(program);
    const [amount, differing] = bc(changed);
    expect(amount).not.toBe(statedIn(document));
    expect(Number(differing)).toBeGreaterThan(3);
  });
});

describe.runIf(has('sqlite3'))('SQLite', () => {
  test('gives the amount of any calculation whose numbers it can hold', () => {
    let tooLong = 0;
    fc.assert(
      fc.property(amounts, (answer) => {
        const script = sqlFile(answer);
        if (script._tag === 'Left') tooLong += 1;
        else expect(sqlite(script.right)).toEqual([statedIn(answer), '0']);
      }),
      { numRuns: 120 },
    );
    expect(tooLong).toBeLessThan(60);
  });

  test('gives a whole payout', async () => {
    const { document } = await payoutOfMany();
    expect(sqlite(right(sqlFile(document, 'ru')))).toEqual([statedIn(document), '0']);
  });
});

describe('PostgreSQL', () => {
  test('gives the amount of any calculation, and a whole payout', async (context) => {
    if (postgres === undefined || !has('psql'))
      return context.skip('There is no PostgreSQL, or no psql, on this machine.');
    const { connectionString } = postgres;
    const { document } = await payoutOfMany();
    const answers = [document, ...fc.sample(amounts, { numRuns: 25, seed: 7 })];
    for (const answer of answers) {
      const script = sqlFile(answer);
      if (script._tag === 'Right') expect(psql(script.right, connectionString)).toEqual([statedIn(answer), '0']);
    }
  });
});

describe.runIf(has('ssconvert'))('a spreadsheet program', () => {
  test('opens and calculates a payout: the same amount, every step as stated', async () => {
    const { document } = await payoutOfMany();
    for (const locale of ['en', 'ru'] as const) {
      const rows = spreadsheet(right(spreadsheetFile(document, locale)));
      const [amount, differing] = closing(rows);
      expect([asUnits(amount, document), differing]).toEqual([statedIn(document), '0']);
      expect(rows.length).toBeGreaterThan(30);
    }
  });

  test('gives the amount of calculations of every kind', () => {
    const answers = fc.sample(amounts, { numRuns: 12, seed: 11 });
    let calculated = 0;
    for (const answer of answers) {
      const sheet = spreadsheetFile(answer);
      if (sheet._tag === 'Left') continue;
      calculated += 1;
      const [amount, differing] = closing(spreadsheet(sheet.right));
      expect([asUnits(amount, answer), differing]).toEqual([statedIn(answer), '0']);
    }
    expect(calculated).toBeGreaterThan(5);
  });

  test('its formulas are live: another operand gives another result, and the steps that differ are counted', async () => {
    const { document } = await payoutOfMany();
    const sheet = right(spreadsheetFile(document));
    const changed = sheet.replace(',32000,1,=D2/E2', ',33000,1,=D2/E2');
    expect(changed).not.toBe(sheet);
    const [amount, differing] = closing(spreadsheet(changed));
    expect(asUnits(amount, document)).not.toBe(statedIn(document));
    expect(Number(differing)).toBeGreaterThan(3);
  });

  test('text from outside never begins a formula', () => {
    const root: Node = { kind: 'fact', value: eur(5n), from: [], name: 'attribute:=1+1' };
    const sheet = right(spreadsheetFile(provable(sum([root, root]))));
    expect(sheet).toContain("'=1+1");
    expect(spreadsheet(sheet)[1]?.[1]).toContain('=1+1');
  });
});

test('a number that is too long for a kind of file is named, and bc takes it', () => {
  const long = eur(9_007_199_254_740_993n);
  const answer = provable(sum([{ kind: 'fact', value: long, from: [] }]));
  const failure = left(spreadsheetFile(answer));
  expect(failure).toMatchObject({ _tag: 'NumberTooLong', step: 1, digits: 16, most: 15 });
  expect(describeNoProofFile(failure)).toContain('Use a bc file');
  if (has('bc')) expect(bc(right(bcFile(answer)))).toEqual(['9007199254740993', '0']);
});

test('an answer that is no amount has nothing to calculate', () => {
  const failure = left(bcFile({ subject: { id: 'D-1' }, nodes: {} }));
  expect(failure).toEqual({ _tag: 'NothingToCalculate', subject: 'D-1' });
  expect(describeNoProofFile(failure)).toContain('"D-1"');
});

test('what is given to the programs is a document that holds', async () => {
  const { document, history } = await payoutOfMany();
  right(await verifyExplanation(document, storedEventIn(history.store)));
});
