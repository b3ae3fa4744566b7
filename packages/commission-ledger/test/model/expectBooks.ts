import { expect } from 'vitest';
import {
  type HostLedger,
  type LocalDate,
  localDate,
  type Money,
  orThrow,
  parsePeriod,
  type Period,
} from '../../src/index.ts';
import type { EventStore } from '@commission-ledger/event-store';
import { dateOf, dayAt, monthKey, monthOf } from './days.ts';
import { frozenHistory } from './history.ts';
import { PARTNERS } from './moneyCommands.ts';
import { sumOf } from './naiveBook.ts';
import type { NaiveMoney } from './naiveMoney.ts';

const dateIn = (day: number): LocalDate => {
  const date = localDate(dateOf(day));
  if (date._tag === 'Left') throw new Error(dateOf(day));
  return date.right;
};

const periodOf = (month: number): Period => {
  const period = parsePeriod(monthKey(month));
  if (period._tag === 'Left') throw new Error(monthKey(month));
  return period.right;
};

const minor = (amount: Money | undefined): bigint => amount?.minor ?? 0n;

/** The amounts of a balance, in cents. */
const figuresOf = (row: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, amount]: [string, unknown]) =>
      typeof amount === 'object' && amount !== null && 'minor' in amount ? [[name, amount.minor]] : [],
    ),
  );

/** The books say of every account what the naive program says. */
export const expectBooks = async (books: HostLedger, naive: NaiveMoney, now: number): Promise<void> => {
  // What happens at noon tomorrow can be told already.
  const day = dayAt(now) + 2;
  const asOf = dateIn(day);
  const balances = await orThrow(books.balances({ asOf }));
  const expected = PARTNERS.map((partner) => ({ partner, ...naive.balanceOf(partner, day) }));
  const told = balances.map((row) => ({ partner: row.partner, ...figuresOf(row) }));
  expect(told).toEqual(expected);
  for (const { onHold, payable, inFlight } of expected)
    expect([onHold, payable, inFlight].every((amount) => amount >= 0n)).toBe(true);

  const total = (figure: (typeof expected)[number]): bigint =>
    figure.onHold + figure.payable + figure.inFlight - figure.receivable + figure.taxDue + figure.unclaimed;
  const [liability] = await orThrow(books.liability({ asOf, program: 'acme' }));
  expect(minor(liability?.total)).toBe(sumOf(expected.map(total)));

  const trial = await orThrow(books.trialBalance({ program: 'acme', until: asOf }));
  const rowOf = (account: string): bigint => minor(trial.find((row) => row.account === account)?.balance);
  expect(sumOf(trial.map(({ balance }) => balance.minor))).toBe(0n);
  for (const { partner, onHold, payable, inFlight, receivable } of expected)
    expect([
      partner,
      ...['OnHold', 'Payable', 'InFlight'].map((name) => -rowOf(`Liabilities:Partner:${partner}:${name}`)),
      rowOf(`Assets:Partner:${partner}:Receivable`),
    ]).toEqual([partner, onHold, payable, inFlight, receivable]);
  expect(-rowOf('Liabilities:Tax:Withholding')).toBe(sumOf(expected.map(({ taxDue }) => taxDue)));
  expect(-rowOf('Liabilities:Unclaimed')).toBe(sumOf(expected.map(({ unclaimed }) => unclaimed)));
  for (const { postings } of await orThrow(books.journal({ program: 'acme', until: asOf })))
    expect(sumOf(postings.map(({ amount }) => amount.minor))).toBe(0n);

  await expectStatements(books, naive, monthOf(day));

  const unresolved = [...naive.inquiries].filter(([, { status }]) => status !== 'resolved').map(([id]) => id);
  expect((await orThrow(books.inquiries())).map(({ inquiry }) => inquiry).toSorted()).toEqual(unresolved.toSorted());
};

/** Each month of each account, from the first in which something moved to the last. */
const expectStatements = async (books: HostLedger, naive: NaiveMoney, last: number): Promise<void> => {
  const months = PARTNERS.flatMap((partner) => naive.accounts[partner].movements.map(({ day }) => monthOf(day)));
  let lines = 0;
  for (let month = Math.min(...months, last) - 1; month <= Math.max(...months, last); month += 1) {
    const { rows } = await orThrow(books.statements({ program: 'acme', period: periodOf(month) }));
    for (const partner of PARTNERS) {
      const row = rows.find((each) => each.partner === partner);
      const told = { opening: minor(row?.opening), lines: row?.lines ?? 0, closing: minor(row?.closing) };
      expect([partner, month, told]).toEqual([partner, month, naive.statementOf(partner, month)]);
      lines += told.lines;
    }
  }
  expect(lines).toBe(months.length);
};

/** What was recorded of payouts, deferrals and closings is what the naive program did, and a line is paid once. */
export const expectPaidOnce = async (store: EventStore, naive: NaiveMoney): Promise<void> => {
  const live = new Map<string, string>();
  const deferred: string[] = [];
  const closings: string[] = [];
  const issued: string[] = [];
  const paid: string[] = [];
  for (const { type, data } of await frozenHistory(store)) {
    if (type === 'PayoutIssued') {
      const { payout, partner, date, amount, charges = [], net = amount } = data;
      for (const { kind, entry } of data.lines) {
        const line = `${partner} ${kind} ${entry}`;
        expect([line, live.get(line)]).toEqual([line, undefined]);
        live.set(line, payout);
      }
      expect(sumOf(data.lines.map((line) => line.amount.minor))).toBe(amount.minor);
      expect(net.minor + sumOf(charges.map((charge) => charge.amount.minor))).toBe(amount.minor);
      issued.push(`${partner} ${monthOf(dayAt(Date.parse(date)))} ${amount.minor} ${net.minor}`);
    }
    if (type === 'PayoutFailed' || type === 'PayoutVoided')
      for (const [line, payout] of live) if (payout === data.payout) live.delete(line);
    if (type === 'PayoutDeferred')
      deferred.push(`${data.partner} ${monthOf(dayAt(Date.parse(data.date)))} ${data.reason} ${data.amount.minor}`);
    if (type === 'PeriodClosed') {
      const { partner, period, opening, lines, closing } = data;
      const month = monthOf(dayAt(Date.parse(`${period}-01`)));
      closings.push(`${partner} ${month}: ${opening.minor} + ${lines} = ${closing.minor}`);
    }
  }
  for (const partner of PARTNERS)
    for (const { month, amount, tax } of naive.accounts[partner].payouts)
      paid.push(`${partner} ${month} ${amount} ${amount - tax}`);
  expect(issued.toSorted()).toEqual(paid.toSorted());
  expect(deferred).toEqual(naive.deferred);
  expect(closings).toEqual(naive.closings);
};
