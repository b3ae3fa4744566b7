import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accrualHolds,
  asOf,
  balances,
  balancesOf,
  closings,
  dealEntries,
  type DocumentStore,
  endOfDay,
  entries,
  journalOf,
  ledgerAccounts,
  movementMonths,
  movements,
  partners,
  payoutPostings,
  payouts,
  programs,
  references,
  type Transaction,
  trialBalance,
} from '../src/index.ts';
import { timeZone } from '@commission-ledger/calendar';
import { collected } from './documentsOf.ts';
import { rebuilt } from './dump.ts';
import { date, type Fact, right, storeWith } from './history.ts';
import { moneyHistory } from './moneyHistory.ts';
import { nextMonth, wallDate } from './naiveMonths.ts';

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

const THE_END = date('2031-01-01');

const journal = (documents: DocumentStore, until = THE_END): Promise<readonly Transaction[]> =>
  collected(journalOf(documents, { program: 'north', until }));

type Sums = ReadonlyMap<string, bigint>;

/** What the postings come to by account and currency. */
const sumsOf = (transactions: readonly Transaction[]): Sums => {
  const sums = new Map<string, bigint>();
  for (const { postings } of transactions)
    for (const { account, amount } of postings) {
      const key = `${account} ${amount.currency}`;
      sums.set(key, (sums.get(key) ?? 0n) + amount.minor);
    }
  return sums;
};

const inEuros = (sums: Sums, account: string): bigint => sums.get(`${account} EUR`) ?? 0n;

/** The sub-balances of a partner as the books have them, with the sign of the balances. */
const subBalances = (sums: Sums, partner: string) => ({
  onHold: -inEuros(sums, ledgerAccounts.onHold(partner)),
  payable: -inEuros(sums, ledgerAccounts.payable(partner)),
  inFlight: -inEuros(sums, ledgerAccounts.inFlight(partner)),
  receivable: inEuros(sums, ledgerAccounts.receivable(partner)),
  drawDebt: inEuros(sums, ledgerAccounts.draws(partner)),
});

const balancesAt = async (documents: DocumentStore, on: string) => {
  const rows = await balancesOf(documents, { program: 'north', asOf: date(on) });
  return new Map(
    rows.map(({ partner, onHold, payable, inFlight, receivable, drawDebt }) => [
      partner,
      {
        onHold: onHold.minor,
        payable: payable.minor,
        inFlight: inFlight.minor,
        receivable: receivable.minor,
        drawDebt: drawDebt.minor,
      },
    ]),
  );
};

const NOTHING = { onHold: 0n, payable: 0n, inFlight: 0n, receivable: 0n, drawDebt: 0n };

/** Some dates on which something may have changed. */
const datesIn = (facts: readonly Fact[], zone: string): readonly string[] => {
  const happened = facts.map(({ event }) => wallDate(Date.parse(event.data.occurredAt), zone));
  const matures = facts.flatMap(({ event }) => ('maturesOn' in event.data ? [event.data.maturesOn] : []));
  return [...new Set([...happened, ...matures])].toSorted();
};

describe('the journal', () => {
  it('balances: every transaction comes to nothing in every currency', async () => {
    await fc.assert(
      fc.asyncProperty(moneyHistory(), async ({ facts }) => {
        for (const transaction of await journal(await rebuilt(await storeWith(facts), PROJECTIONS))) {
          expect(transaction.postings.length).toBeGreaterThan(1);
          for (const currency of ['EUR', 'USD']) {
            const same = transaction.postings.filter(({ amount }) => amount.currency === currency);
            expect(same.reduce((sum, { amount }) => sum + amount.minor, 0n)).toBe(0n);
          }
        }
      }),
    );
  });

  it('has on any date the sub-balances that the balances have as of the end of that day', async () => {
    await fc.assert(
      fc.asyncProperty(moneyHistory({ closes: false }), async ({ zone, facts }) => {
        const store = await storeWith(facts);
        const transactions = await journal(await rebuilt(store, PROJECTIONS));
        for (const on of datesIn(facts, zone)) {
          const effective = endOfDay(date(on), right(timeZone(zone)));
          const past = right(await asOf({ store, projections: PROJECTIONS, effective }));
          const known = await balancesAt(past, on);
          const sums = sumsOf(transactions.filter((transaction) => transaction.date <= on));
          for (const partner of ['ada', 'bob'])
            expect([on, subBalances(sums, partner)]).toEqual([on, known.get(partner) ?? NOTHING]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('ends with the balances also where months were closed, and what came late was booked later', async () => {
    await fc.assert(
      fc.asyncProperty(moneyHistory(), async ({ zone, facts }) => {
        const documents = await rebuilt(await storeWith(facts), PROJECTIONS);
        const transactions = await journal(documents);
        const happened = facts.map(({ event }) => wallDate(Date.parse(event.data.occurredAt), zone));
        const last = happened.toSorted().at(-1) ?? '2026-01-01';
        for (const on of [last, ...datesIn(facts, zone).filter((other) => other > last)]) {
          const known = await balancesAt(documents, on);
          const sums = sumsOf(transactions.filter((transaction) => transaction.date <= on));
          for (const partner of ['ada', 'bob'])
            expect([on, subBalances(sums, partner)]).toEqual([on, known.get(partner) ?? NOTHING]);
        }
      }),
    );
  });

  it('leaves closed months alone: what is recorded later has later dates', async () => {
    await fc.assert(
      fc.asyncProperty(moneyHistory(), fc.nat({ max: 30 }), async ({ facts }, place) => {
        const [cut] = facts
          .slice(place)
          .flatMap(({ event }, index) => (event.type === 'PeriodClosed' ? [index + place] : []));
        const closing = cut === undefined ? undefined : facts[cut]?.event;
        if (cut === undefined || closing?.type !== 'PeriodClosed') return;
        const { partner, period } = closing.data;
        const lastDay = new Date(Date.parse(`${nextMonth(period)}-01T00:00:00Z`) - 1).toISOString().slice(0, 10);
        const until = date(lastDay);
        const of = async (some: readonly Fact[]) =>
          collected(journalOf(await rebuilt(await storeWith(some), PROJECTIONS), { program: 'north', partner, until }));
        expect(await of(facts)).toEqual(await of(facts.slice(0, cut + 1)));
      }),
    );
  });

  it('never lets a liability to a partner, a receivable or a draw go below zero', async () => {
    await fc.assert(
      fc.asyncProperty(moneyHistory(), async ({ facts }) => {
        const transactions = await journal(await rebuilt(await storeWith(facts), PROJECTIONS));
        const sums = { ada: NOTHING, bob: NOTHING };
        for (const transaction of transactions) {
          const partner = transaction.partner === 'ada' ? 'ada' : 'bob';
          const change = subBalances(sumsOf([transaction]), partner);
          const { onHold, payable, receivable } = sums[partner];
          sums[partner] = {
            ...NOTHING,
            onHold: onHold + change.onHold,
            payable: payable + change.payable,
            receivable: receivable + change.receivable,
          };
          for (const figure of ['onHold', 'payable', 'receivable'] as const)
            expect(sums[partner][figure]).toBeGreaterThanOrEqual(0n);
        }
      }),
    );
  });

  it('is in the order of dates, whole up to a date, and the part from a date on is its end', async () => {
    await fc.assert(
      fc.asyncProperty(moneyHistory(), fc.nat({ max: 20 }), async ({ zone, facts }, place) => {
        const documents = await rebuilt(await storeWith(facts), PROJECTIONS);
        const all = await journal(documents);
        const dates = all.map((transaction) => transaction.date);
        expect(dates).toEqual(dates.toSorted());
        const on = date(datesIn(facts, zone)[place] ?? '2026-02-28');
        expect(await journal(documents, on)).toEqual(all.filter((transaction) => transaction.date <= on));
        const end = journalOf(documents, { program: 'north', from: on, until: THE_END });
        expect(await collected(end)).toEqual(all.filter((transaction) => transaction.date >= on));
        const own = journalOf(documents, { program: 'north', partner: 'ada', until: THE_END });
        expect(await collected(own)).toEqual(all.filter(({ partner }) => partner === 'ada'));
      }),
    );
  });

  it('has the other accounts as the facts say: costs, tax, the bank, what is unclaimed', async () => {
    await fc.assert(
      fc.asyncProperty(moneyHistory(), async ({ facts }) => {
        const documents = await rebuilt(await storeWith(facts), PROJECTIONS);
        const rows = await trialBalance(documents, { program: 'north', until: THE_END });
        const sums = new Map(rows.map(({ account, currency, balance }) => [`${account} ${currency}`, balance.minor]));
        const own = facts.map(({ event }) => event);
        const total = (type: string): bigint =>
          own.reduce(
            (sum, { type: other, data }) => sum + (other === type && 'amount' in data ? data.amount.minor : 0n),
            0n,
          );
        const gifts = own.reduce(
          (sum, event) =>
            sum + (event.type === 'DrawAdvanced' && !event.data.recoverable ? event.data.amount.minor : 0n),
          0n,
        );
        expect(inEuros(sums, ledgerAccounts.commission('north'))).toBe(
          total('AccrualPosted') - total('AccrualReversed') + total('TrueUpPosted') + total('AdjustmentPosted') + gifts,
        );
        expect(inEuros(sums, ledgerAccounts.badDebt)).toBe(total('ReceivableWrittenOff') + total('DrawForgiven'));
        expect(inEuros(sums, ledgerAccounts.unclaimed)).toBe(-total('BalanceUnclaimed'));
        const issues = own.flatMap((event) => (event.type === 'PayoutIssued' ? [event.data] : []));
        const endOf = (payout: string) =>
          own.find(({ type, data }) => type !== 'PayoutIssued' && 'payout' in data && data.payout === payout);
        const kept = (kind: string, by: string): bigint =>
          issues
            .filter(({ payout }) => endOf(payout) === undefined || endOf(payout)?.type === 'PayoutSettled')
            .flatMap(({ charges = [] }) => charges.filter((charge) => charge.kind === kind && charge.bornBy === by))
            .reduce((sum, { amount }) => sum + amount.minor, 0n);
        expect(inEuros(sums, ledgerAccounts.withholding)).toBe(total('TaxRemitted') - kept('withholding', 'partner'));
        expect(inEuros(sums, ledgerAccounts.vat)).toBe(kept('vat', 'program'));
        const settlements = own.flatMap((event) => (event.type === 'PayoutSettled' ? [event.data] : []));
        const fees = settlements.reduce((sum, { fee }) => sum + (fee?.minor ?? 0n), 0n);
        expect(inEuros(sums, ledgerAccounts.payoutFees)).toBe(fees - kept('fee', 'partner'));
        const arrived = issues.filter(({ payout }) => endOf(payout)?.type === 'PayoutSettled');
        const netIn = (currency: string): bigint =>
          arrived.reduce((sum, { amount, net = amount, conversion }) => {
            const paid = conversion?.amount ?? net;
            return sum + (paid.currency === currency ? paid.minor : 0n);
          }, 0n);
        expect(inEuros(sums, ledgerAccounts.bank('EUR'))).toBe(-netIn('EUR') - fees - total('TaxRemitted'));
        expect(sums.get(`${ledgerAccounts.bank('USD')} USD`) ?? 0n).toBe(-netIn('USD'));
        for (const currency of ['EUR', 'USD'])
          expect(
            rows.filter((row) => row.currency === currency).reduce((sum, { balance }) => sum + balance.minor, 0n),
          ).toBe(0n);
      }),
    );
  });
});
