import { add, equals, subtract } from '@commission-ledger/money';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Balance,
  balances,
  balancesOf,
  dealEntries,
  entries,
  openEntriesOf,
  payouts,
  references,
} from '../src/index.ts';
import { accountHistory } from './accountHistory.ts';
import { rebuilt } from './dump.ts';
import { account } from './facts.ts';
import { date, storeWith } from './history.ts';
import { naiveBalance, naiveOpen } from './naiveBalance.ts';

const DATES = ['2026-01-30', '2026-01-31', '2026-02-14', '2026-03-15', '2026-12-31'];
const FIGURES = [
  'accrued',
  'reversed',
  'adjusted',
  'onHold',
  'payable',
  'inFlight',
  'paid',
  'withheld',
  'taxDue',
  'unclaimed',
  'receivable',
  'disputed',
  'drawDebt',
] as const;

describe('balances', () => {
  it('are what adding everything up from the facts gives, on any date', async () => {
    await fc.assert(
      fc.asyncProperty(accountHistory(40), fc.constantFrom(...DATES), async (facts, asOf) => {
        const documents = await rebuilt(await storeWith(facts), [balances, dealEntries, entries, payouts, references]);
        const rows = await balancesOf(documents, { asOf: date(asOf) });
        const partners = ['ada', 'bob'].filter((partner) => facts.some(({ stream }) => stream.includes(partner)));
        expect(rows.map(({ partner }) => partner)).toEqual(partners);
        for (const row of rows) expect(minors(row)).toEqual(naiveBalance(facts, row.partner, asOf));
      }),
    );
  });

  it('balance: what was earned is on hold, payable, on its way, paid, withheld, set apart or owed', async () => {
    await fc.assert(
      fc.asyncProperty(accountHistory(40), fc.constantFrom(...DATES), async (facts, asOf) => {
        const documents = await rebuilt(await storeWith(facts), [balances, dealEntries, entries, payouts, references]);
        for (const row of await balancesOf(documents, { program: 'north', asOf: date(asOf) })) {
          const earned = add(subtract(row.accrued, row.reversed), row.adjusted);
          const used = subtract(
            [row.payable, row.inFlight, row.paid, row.withheld, row.unclaimed].reduce(add, row.onHold),
            row.receivable,
          );
          expect(equals(earned, used)).toBe(true);
          for (const figure of ['onHold', 'payable', 'inFlight', 'receivable'] as const) {
            expect(row[figure].minor >= 0n).toBe(true);
          }
        }
      }),
    );
  });
});

describe('open entries', () => {
  it('are those in no live or settled payout, in the order of maturity', async () => {
    await fc.assert(
      fc.asyncProperty(accountHistory(40), fc.constantFrom('ada', 'bob'), async (facts, partner) => {
        const documents = await rebuilt(await storeWith(facts), [balances, dealEntries, entries, payouts, references]);
        const found: (readonly [string, bigint, string])[] = [];
        for await (const { entry, amount, maturesOn } of openEntriesOf(documents, account(partner))) {
          found.push([entry, amount.minor, maturesOn]);
        }
        const expected = naiveOpen(facts, partner).map(({ id, amount, maturesOn }) => [id, amount, maturesOn] as const);
        expect(found.toSorted(byId)).toEqual(expected.toSorted(byId));
        const maturities = found.map(([, , maturesOn]) => maturesOn);
        expect(maturities).toEqual(maturities.toSorted());
      }),
    );
  });
});

const minors = (balance: Balance) => Object.fromEntries(FIGURES.map((figure) => [figure, balance[figure].minor]));

const byId = ([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]): number => (a < b ? -1 : 1);
