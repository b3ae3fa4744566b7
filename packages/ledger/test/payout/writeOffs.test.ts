import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EventStore } from '@commission-ledger/event-store';
import type { Ledger } from '../../src/index.ts';
import {
  cents,
  eur,
  eventsOf,
  flatPlan,
  ledgerOn,
  newLedger,
  ok,
  paid,
  refunded,
  refused,
  settle,
  won,
} from '../world.ts';
import { payingAccount, shown, termsOf } from './payingAccount.ts';

const terms = termsOf({ negative: 'write-off' });
const march = { program: 'acme', date: '2024-03-05' };
const april = { program: 'acme', date: '2024-04-05' };
const of = { program: 'acme', partner: 'bob' };

const adjust = (ledger: Ledger, adjustment: string, minor: number) =>
  ok(
    ledger.postAdjustment({
      ...of,
      adjustment,
      amount: cents(minor),
      reason: 'agreed',
      author: 'ann',
      approver: 'max',
      maturesOn: '2024-02-01',
    }),
  );

const byTwo = { ...of, reason: 'gone', author: 'ann', approver: 'max', date: '2024-03-07' };

/** A plan of a tenth of each payment that writes off what is below zero, and 10.00 earned. */
const writingOff = async () => {
  const { store, ledger } = newLedger();
  const payout = { day: 5, convention: 'following', cutOff: 'start-of-month', minimum: '1.00' } as const;
  await settle(ledger, { plans: [flatPlan('0.1', { payout: { ...payout, negative: 'write-off' } })] });
  await ok(ledger.winDeal(won('d1')));
  await ok(ledger.recordPayment(paid('d1', 'p1', '100.00')));
  return { store, ledger };
};

/** The store of a process that dies before it completes a run. */
const dyingBeforeTheEnd = (store: EventStore): EventStore => ({
  ...store,
  append: (stream, events, expected) => {
    if (events.some(({ type }) => type === 'PayoutRunCompleted')) throw new Error('gone');
    return store.append(stream, events, expected);
  },
});

describe('a second write-off on one payout date', () => {
  it('after a run was discarded and made again has an id of its own, and the account stays readable', async () => {
    const { store, ledger } = await writingOff();
    await adjust(ledger, 'a1', -1500);
    await ok(ledger.preparePayouts(march));
    await expect(ledgerOn(dyingBeforeTheEnd(store)).issuePayouts(march)).rejects.toThrow('gone');
    const after = ledgerOn(store);
    await ok(after.discardPayouts({ ...march, reason: 'again' }));
    await adjust(after, 'a2', -300);
    await ok(after.issuePayouts(march));
    const writtenOff = (await eventsOf(store, 'ReceivableWrittenOff')).map(({ data }) => data);
    expect(writtenOff.map(({ amount }) => amount.minor)).toEqual([500n, 300n]);
    expect(new Set(writtenOff.map(({ writeOff }) => writeOff)).size).toBe(2);
    for (const { writeOff } of writtenOff) expect(writeOff).toMatch(/^WO-2024-03-05-[0-9a-f]{16}$/);
    await ok(ledgerOn(store).recordPayment(paid('d1', 'p2', '1.00')));
  });

  it('and whatever else is asked for on one date again and again, is what the account can take in', () => {
    const step = fc.record({ minor: fc.integer({ min: -9, max: 9 }), fails: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 8 }), fc.boolean(), (steps, hasDraw) => {
        const account = payingAccount();
        const draw = { amount: '0.05', kind: 'recoverable', from: '2026-01-01', recovery: '1' };
        const asked = { month: '2026-03', terms: { ...terms, ...(hasDraw ? { draw } : {}) } as typeof terms };
        for (const [index, { minor, fails }] of steps.entries()) {
          if (minor !== 0) account.adjust(`a${index}`, minor, '2026-01-15');
          // Folds all that comes of it: what cannot be taken in throws.
          for (const { type, data } of account.pay({ ...asked, ...(fails ? { proposed: 12_345n } : {}) }))
            if (type === 'PayoutIssued' && fails) account.end('PayoutFailed', data.payout);
        }
        const ids = [...account.state.entries.keys()];
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

describe('a balance that is set apart as a whole', () => {
  it('is not due on any date, until an adjustment gives it back', async () => {
    const { store, ledger } = await writingOff();
    const amount = eur('10.00');
    await ok(ledger.setApartUnclaimed({ ...byTwo, unclaimed: 'u1', amount, date: '2024-03-01' }));
    expect(await ok(ledger.issuePayouts(march))).toMatchObject({ issued: [], deferred: [] });
    expect(await eventsOf(store, 'PayoutDeferred')).toEqual([]);
    await adjust(ledger, 'found', 1000);
    const { issued } = await ok(ledger.issuePayouts(april));
    expect(issued.map(({ data }) => [data.amount.minor, data.lines.length])).toEqual([[1000n, 3]]);
  });
});

describe('a balance below zero', () => {
  it('is not written off while as much is disputed, and is once the dispute has taken it', () => {
    const account = payingAccount();
    account.accrue('x', 50, '2026-01-15');
    account.adjust('a', -20, '2026-01-15');
    account.hold('x');
    expect(shown(account.pay({ month: '2026-03', terms }))).toBe('deferred -20 negative-balance');
    account.release('x');
    expect(shown(account.pay({ month: '2026-04', terms }))).toBe('paid 30');
  });

  it('is written off where what is disputed is below zero too', () => {
    const account = payingAccount();
    account.accrue('x', 50, '2026-01-15');
    account.takeBack('r', 'x', 60, '2026-01-15');
    account.adjust('a', -20, '2026-01-15');
    account.hold('x');
    expect(shown(account.pay({ month: '2026-03', terms }))).toBe('write-off 20, deferred 0 below-minimum');
  });

  it('is not written off while a payout is on its way, and is once it arrived', () => {
    const account = payingAccount();
    account.accrue('x', 50, '2026-01-15');
    expect(shown(account.pay({ month: '2026-02', terms }))).toBe('paid 50');
    account.takeBack('r', 'x', 50, '2026-02-15');
    expect(shown(account.pay({ month: '2026-03', terms }))).toBe('deferred -50 negative-balance');
    const [payout = ''] = account.state.payouts.keys();
    account.end('PayoutSettled', payout);
    expect(shown(account.pay({ month: '2026-04', terms }))).toBe('write-off 50, deferred 0 below-minimum');
  });

  it('is owed by hand too only beyond what is on its way', async () => {
    const { store, ledger } = await writingOff();
    await ok(ledger.issuePayouts(march));
    const [issued] = await eventsOf(store, 'PayoutIssued');
    const payout = issued?.data.payout ?? '';
    await ok(ledger.recordRefund(refunded('d1', 'p1', 'r1', '100.00', '2024-03-06T12:00:00Z')));
    const writeOff = { ...byTwo, writeOff: 'w1', amount: eur('10.00') };
    expect(await refused(ledger.writeOffReceivable(writeOff))).toMatchObject({
      _tag: 'MoreThanOwed',
      receivable: { minor: 0n },
    });
    await ok(ledger.failPayout({ ...of, payout, amount: eur('10.00'), reason: 'bounced' }));
    const { issued: again } = await ok(ledger.issuePayouts(april));
    expect(again).toEqual([]);
  });
});
