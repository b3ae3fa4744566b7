import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ledger, Result } from '../src/index.ts';
import { cents, flatPlan, historyOf, ledgerOn, ok, paid, refunded, settle, won } from './world.ts';

/*
 * What reaches a ledger about one deal, in whatever order: its win, payments, refunds, a chargeback and its decision, a
 * cancellation. Whatever the ledger refuses, the sender sends again later.
 */
type Fact =
  | Readonly<{ kind: 'win' }>
  | Readonly<{ kind: 'pay'; payment: string; minor: number; late?: true }>
  | Readonly<{ kind: 'refund'; payment: string; refund: string; minor: number }>
  | Readonly<{ kind: 'dispute'; payment: string; minor: number }>
  | Readonly<{ kind: 'decide'; outcome: 'won' | 'lost' }>
  | Readonly<{ kind: 'cancel' }>;

const send = (ledger: Ledger, fact: Fact): Result => {
  const occurredAt = '2024-02-03T10:00:00Z';
  switch (fact.kind) {
    case 'win':
      return ledger.winDeal(won('d1'));
    case 'pay':
      return ledger.recordPayment(
        paid('d1', fact.payment, cents(fact.minor).amount, fact.late ? '2024-02-04T10:00:00Z' : undefined),
      );
    case 'refund':
      return ledger.recordRefund(refunded('d1', fact.payment, fact.refund, cents(fact.minor).amount));
    case 'dispute': {
      const about = { deal: 'd1', payment: fact.payment, chargeback: 'c1', amount: cents(fact.minor) };
      return ledger.openChargeback({ ...about, reason: 'not ordered', occurredAt });
    }
    case 'decide':
      return ledger.decideChargeback({ deal: 'd1', chargeback: 'c1', outcome: fact.outcome, occurredAt });
    case 'cancel':
      return ledger.cancelDeal({ deal: 'd1', reason: 'called off', occurredAt });
  }
};

/** Sends each, and what was refused once more, until everything is told. @returns what is refused in the end */
const deliver = async (ledger: Ledger, facts: readonly Fact[]): Promise<readonly Fact[]> => {
  let left = facts;
  for (let round = 0; round <= facts.length && left.length > 0; round += 1) {
    const refusedNow: Fact[] = [];
    for (const fact of left) if (E.isLeft(await send(ledger, fact))) refusedNow.push(fact);
    left = refusedNow;
  }
  return left;
};

/** 13 %, half a cent goes to the even one. */
const commissionOn = (minor: bigint): bigint => {
  const whole = (minor * 13n) / 100n;
  const twice = 2n * (minor * 13n - whole * 100n);
  return twice > 100n || (twice === 100n && whole % 2n === 1n) ? whole + 1n : whole;
};

/** What of a whole belongs to a part of it, rounded the same way. */
const partOf = (whole: bigint, part: bigint, of: bigint): bigint => {
  const down = (whole * part) / of;
  const twice = 2n * (whole * part - down * of);
  return twice > of || (twice === of && down % 2n === 1n) ? down + 1n : down;
};

/**
 * What the facts come to however they were told: of each payment, what is left of its commission after what was refunded.
 * The commission of payments that happened before the deal was called off is gone.
 */
const balanceOf = (facts: readonly Fact[]): bigint => {
  const isCancelled = facts.some(({ kind }) => kind === 'cancel');
  let balance = 0n;
  for (const fact of facts) {
    if (fact.kind !== 'pay' || (isCancelled && fact.late !== true)) continue;
    let back = 0n;
    for (const each of facts) {
      if (each.kind === 'refund' && each.payment === fact.payment) back += BigInt(each.minor);
      const isLost = facts.some((other) => other.kind === 'decide' && other.outcome === 'lost');
      if (each.kind === 'dispute' && each.payment === fact.payment && isLost) back += BigInt(each.minor);
    }
    const commission = commissionOn(BigInt(fact.minor));
    balance += commission - partOf(commission, back, BigInt(fact.minor));
  }
  return balance;
};

/** What the history says, put together without the ledger's own folds. */
const bookOf = async (store: EventStore) => {
  let balance = 0n;
  const parked = new Set<string>();
  const held = new Set<string>();
  const told: string[] = [];
  for (const { type, data } of await historyOf(store)) {
    if (type === 'AccrualPosted') balance += data.amount.minor;
    else if (type === 'AccrualReversed') balance -= data.amount.minor;
    else if (type === 'CauseParked') parked.add(`${data.cause.kind} ${data.cause.id}`);
    else if (type === 'CauseResolved') parked.delete(`${data.cause.kind} ${data.cause.id}`);
    else if (type === 'AccrualHeld') held.add(data.accrual);
    else if (type === 'AccrualReleased') held.delete(data.accrual);
    if (type === 'PaymentReceived') told.push(`pay ${data.payment}`);
    if (type === 'PaymentRefunded') told.push(`refund ${data.refund}`);
  }
  return { balance, parked: [...parked].toSorted(), held: held.size, told: told.toSorted() };
};

class Crash extends Error {}

/** A store whose process dies just before the append after so many. */
const dying = (store: EventStore, appends: number): EventStore => {
  let left = appends;
  return {
    ...store,
    append: (stream, events, expected) => {
      left -= 1;
      if (left < 0) throw new Crash();
      return store.append(stream, events, expected);
    },
  };
};

/** @returns whether the process came to the end of the work */
const survive = async (work: Promise<unknown>): Promise<boolean> => {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Crash) return false;
    throw error;
  }
};

const opened = async (): Promise<EventStore> => {
  const store = memoryEventStore();
  const cancellation = { takeBack: 'all', term: 12, by: 'months' } as const;
  await settle(ledgerOn(store), { plans: [flatPlan('0.13', { cancellation })] });
  return store;
};

function* permutationsOf<Each>(all: readonly Each[]): Generator<readonly Each[]> {
  if (all.length === 0) yield [];
  for (const [index, first] of all.entries())
    for (const rest of permutationsOf(all.toSpliced(index, 1))) yield [first, ...rest];
}

const win: Fact = { kind: 'win' };
const p1: Fact = { kind: 'pay', payment: 'p1', minor: 1150 };
const p2: Fact = { kind: 'pay', payment: 'p2', minor: 777 };
const r1: Fact = { kind: 'refund', payment: 'p1', refund: 'r1', minor: 399 };
const r2: Fact = { kind: 'refund', payment: 'p1', refund: 'r2', minor: 251 };
const late: Fact = { kind: 'pay', payment: 'p2', minor: 778, late: true };
const r4: Fact = { kind: 'refund', payment: 'p2', refund: 'r4', minor: 301 };
const dispute: Fact = { kind: 'dispute', payment: 'p1', minor: 500 };
const lost: Fact = { kind: 'decide', outcome: 'lost' };

/** Facts of one deal, each of which can be told at any time. */
const stories: Readonly<Record<string, readonly Fact[]>> = {
  'a win, two payments and two refunds of one of them': [win, p1, p2, r1, r2],
  'a win, a payment before a cancellation and one after it, and refunds of both': [
    win,
    p1,
    late,
    r1,
    r4,
    { kind: 'cancel' },
  ],
  'a win, a payment, refunds and a chargeback that is lost': [win, p1, r1, r2, dispute, lost],
  'a win, two payments, a refund and a chargeback that is open': [win, p1, p2, r1, dispute],
  'a win, two payments and a chargeback that is won': [win, p1, p2, dispute, { kind: 'decide', outcome: 'won' }],
};

const expectBook = async (store: EventStore, facts: readonly Fact[]): Promise<void> => {
  const book = await bookOf(store);
  expect(book.balance).toBe(balanceOf(facts));
  expect(book.parked).toEqual([]);
  const isOpen = facts.some(({ kind }) => kind === 'dispute') && facts.every(({ kind }) => kind !== 'decide');
  expect(book.held).toBe(isOpen ? 1 : 0);
  const toldBy = (fact: Fact): readonly string[] => {
    if (fact.kind === 'pay') return [`pay ${fact.payment}`];
    if (fact.kind === 'refund') return [`refund ${fact.refund}`];
    return fact.kind === 'decide' && fact.outcome === 'lost' ? ['refund c1'] : [];
  };
  expect(book.told).toEqual(facts.flatMap(toldBy).toSorted());
};

describe.each(Object.entries(stories))('%s', (_, facts) => {
  it('come to the same in any order', async () => {
    for (const order of permutationsOf(facts)) {
      const store = await opened();
      expect(await deliver(ledgerOn(store), order)).toEqual([]);
      await expectBook(store, facts);
    }
  }, 180_000);

  it('come to the same when they come several times, and in any order after each crash', async () => {
    const order = fc.shuffledSubarray([...facts], { minLength: facts.length });
    await fc.assert(
      fc.asyncProperty(order, order, order, fc.nat(14), fc.nat(14), async (first, second, last, crash, again) => {
        const store = await opened();
        await survive(deliver(ledgerOn(dying(store, crash)), [...first, ...second]));
        await survive(deliver(ledgerOn(dying(store, again)), second));
        expect(await deliver(ledgerOn(store), last)).toEqual([]);
        await expectBook(store, facts);
      }),
      { numRuns: 150 },
    );
  }, 180_000);

  it('come to the same when what a crash left behind is caught up', async () => {
    const order = fc.shuffledSubarray([...facts], { minLength: facts.length });
    await fc.assert(
      fc.asyncProperty(order, fc.nat(14), async (told, crash) => {
        const store = await opened();
        await survive(deliver(ledgerOn(dying(store, crash)), told));
        expect(await deliver(ledgerOn(store, { accruals: 'deferred' }), told)).toEqual([]);
        await ok(ledgerOn(store).catchUpAccruals());
        await expectBook(store, facts);
        expect((await ok(ledgerOn(store).catchUpAccruals())).events).toBe(0);
      }),
      { numRuns: 100 },
    );
  }, 180_000);
});
