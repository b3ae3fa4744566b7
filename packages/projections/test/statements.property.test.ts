import { parsePeriod, type Period } from '@commission-ledger/calendar';
import { add, subtract, sum, zero } from '@commission-ledger/money';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accrualHolds,
  balances,
  balancesOf,
  closings,
  type DocumentStore,
  dealEntries,
  entries,
  movementMonths,
  movements,
  partners,
  payoutPostings,
  payouts,
  payoutsOf,
  programs,
  references,
  type Statement,
  statementOf,
  statementsOf,
} from '../src/index.ts';
import { rebuilt } from './dump.ts';
import { account } from './facts.ts';
import { cents, date, type Fact, right, storeWith } from './history.ts';
import { moneyHistory } from './moneyHistory.ts';
import { monthAt, nextMonth } from './naiveMonths.ts';
import { naiveMovements, naiveStatement } from './naiveStatements.ts';

const PROJECTIONS = [
  programs,
  partners,
  balances,
  entries,
  dealEntries,
  payouts,
  references,
  movements,
  movementMonths,
  closings,
  payoutPostings,
  accrualHolds,
];

const documentsWith = async (facts: readonly Fact[]): Promise<DocumentStore> =>
  rebuilt(await storeWith(facts), PROJECTIONS);

const month = (key: string): Period => right(parsePeriod(key));

/** Every month from the one before the first movement to the one after the last. */
const monthsOf = (facts: readonly Fact[], zone: string): readonly string[] => {
  const moments = ['ada', 'bob'].flatMap((partner) => naiveMovements(facts, partner).map(({ atMs }) => atMs));
  if (moments.length === 0) return ['2026-01'];
  const last = nextMonth(monthAt(Math.max(...moments), zone));
  const months = [monthAt(Math.min(...moments) - 31 * 86_400_000, zone)];
  for (let next = nextMonth(months[0] ?? last); next <= last; next = nextMonth(next)) months.push(next);
  return months;
};

const shown = ({ opening, closing, lines, count, hash, from, to }: Statement) => ({
  from: Date.parse(from),
  to: Date.parse(to),
  opening: opening.minor,
  closing: closing.minor,
  lines: lines.map(({ kind, id, amount, at }) => [kind, id, amount.minor, Date.parse(at)]),
  count,
  hash,
});

const expected = (facts: readonly Fact[], partner: string, key: string, zone: string) => {
  const { lines, ...rest } = naiveStatement(facts, partner, key, zone);
  return { ...rest, lines: lines.map(({ kind, id, cents: c, atMs }) => [kind, id, c, atMs]), count: lines.length };
};

describe('statements', () => {
  it('are what paper and pencil give, month after month, in any zone', async () => {
    await fc.assert(
      fc.asyncProperty(moneyHistory(), async ({ zone, facts }) => {
        const documents = await documentsWith(facts);
        for (const partner of ['ada', 'bob'])
          for (const key of monthsOf(facts, zone)) {
            const statement = await statementOf(documents, { ...account(partner), period: month(key) });
            if (statement === undefined) expect(naiveMovements(facts, partner)).toEqual([]);
            else expect(shown(statement)).toEqual(expected(facts, partner, key, zone));
          }
      }),
    );
  });

  it('have every movement once, each opening with what the one before closed with, and end with what is owed', async () => {
    await fc.assert(
      fc.asyncProperty(moneyHistory(), fc.constantFrom('ada', 'bob'), async ({ zone, facts }, partner) => {
        const documents = await documentsWith(facts);
        const found: string[] = [];
        let owed = cents(0);
        for (const key of monthsOf(facts, zone)) {
          const statement = await statementOf(documents, { ...account(partner), period: month(key) });
          if (statement === undefined) continue;
          expect(statement.opening).toEqual(owed);
          expect(statement.sums.reduce((all, { amount }) => add(all, amount), owed)).toEqual(statement.closing);
          owed = statement.closing;
          found.push(...statement.lines.map(({ kind, id }) => `${kind}/${id}`));
        }
        const all = naiveMovements(facts, partner).map(({ kind, id }) => `${kind}/${id}`);
        expect(found.toSorted()).toEqual(all.toSorted());
        const [balance] = await balancesOf(documents, { program: 'north', partner, asOf: date('2030-01-01') });
        if (balance === undefined) return;
        const { accrued, reversed, adjusted, paid, withheld, unclaimed } = balance;
        const flying = await payoutsOf(documents, { program: 'north', partner, status: 'issued' });
        const keptInFlight = sum(
          zero(owed.currency).currency,
          flying.flatMap((payout) => [payout.withheld, payout.fees]),
        );
        const keptOfPaid = subtract(withheld, keptInFlight);
        const earned = subtract(add(subtract(accrued, reversed), adjusted), unclaimed);
        expect(owed).toEqual(subtract(subtract(earned, paid), keptOfPaid));
      }),
    );
  });

  it('of closed months are as they were closed, and say so', async () => {
    await fc.assert(
      fc.asyncProperty(moneyHistory(), async ({ zone, facts }) => {
        const documents = await documentsWith(facts);
        for (const [place, { event }] of facts.entries()) {
          if (event.type !== 'PeriodClosed') continue;
          const { partner, period, until, closing, statementHash } = event.data;
          const statement = await statementOf(documents, { ...account(partner), period: month(period) });
          expect(statement).toMatchObject({ to: until, closing, hash: statementHash, closed: { period } });
          const before = naiveStatement(facts.slice(0, place), partner, period, zone);
          expect(statement?.count).toBe(before.lines.length);
          expect(statement?.opening.minor).toBe(before.opening);
        }
      }),
    );
  });

  it('mark what was recorded too late for the month in which it happened', async () => {
    await fc.assert(
      fc.asyncProperty(moneyHistory(), async ({ zone, facts }) => {
        const documents = await documentsWith(facts);
        for (const key of monthsOf(facts, zone)) {
          const statement = await statementOf(documents, { ...account('ada'), period: month(key) });
          for (const { at, occurredAt, correctionOf } of statement?.lines ?? [])
            expect(correctionOf).toBe(at === occurredAt ? null : monthAt(Date.parse(occurredAt), zone));
        }
      }),
    );
  });

  it('come in pages that together are the whole', async () => {
    await fc.assert(
      fc.asyncProperty(moneyHistory(), fc.integer({ min: 1, max: 4 }), async ({ zone, facts }, limit) => {
        const documents = await documentsWith(facts);
        for (const key of monthsOf(facts, zone)) {
          const query = { ...account('ada'), period: month(key) };
          const whole = await statementOf(documents, query);
          const lines = [];
          let after: string | undefined;
          do {
            const page = await statementOf(documents, { ...query, limit, ...(after === undefined ? {} : { after }) });
            expect(page?.lines.length ?? 0).toBeLessThanOrEqual(limit);
            lines.push(...(page?.lines ?? []));
            after = page?.next;
          } while (after !== undefined);
          expect(lines).toEqual(whole?.lines ?? []);
        }
      }),
    );
  });

  it('of all accounts add up to the totals, and the last of them to the balances', async () => {
    await fc.assert(
      fc.asyncProperty(moneyHistory(), async ({ zone, facts }) => {
        const documents = await documentsWith(facts);
        const rows = await balancesOf(documents, { program: 'north', asOf: date('2030-01-01') });
        const key = monthsOf(facts, zone).at(-1) ?? '2026-01';
        const { rows: statements, totals } = await statementsOf(documents, { program: 'north', period: month(key) });
        expect(statements.map(({ partner }) => partner)).toEqual(rows.map(({ partner }) => partner));
        const owed = ['ada', 'bob']
          .map((partner) => naiveStatement(facts, partner, key, zone).closing)
          .reduce((a, b) => a + b);
        expect(totals.map(({ closing, accounts }) => [closing.minor, accounts])).toEqual(
          rows.length === 0 ? [] : [[owed, rows.length]],
        );
        for (const { opening, sums, closing } of totals)
          expect(sums.reduce((all, { amount }) => add(all, amount), opening)).toEqual(closing);
        const flying = await payoutsOf(documents, { status: 'issued' });
        const kept = flying.reduce((all, { withheld, fees }) => all + withheld.minor + fees.minor, 0n);
        const balance = rows.reduce(
          (all, row) => all + row.onHold.minor + row.payable.minor + row.inFlight.minor - row.receivable.minor,
          0n,
        );
        expect(owed).toBe(balance + kept);
      }),
    );
  });
});
