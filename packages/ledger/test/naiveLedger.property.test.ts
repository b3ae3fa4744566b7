import type { EventStore } from '@commission-ledger/event-store';
import type { RecordedEvent } from '@commission-ledger/events';
import { verifyStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Ledger, accrualIdOf, payoutIdOf } from '../src/index.ts';
import { type Command, command, dateOf, instantOf, payoutDays, sendFact } from './commands.ts';
import { type Naive, naiveLedger } from './naiveLedger.ts';
import { cents, historyOf, ledgerOn, newLedger, ok, planOf, settle } from './world.ts';

const partners = ['bob', 'cat', 'dan'];

const send = async (ledger: Ledger, each: Command, naive: Naive): Promise<string> => {
  const outcome = await sent(ledger, each, naive);
  if (E.isLeft(outcome)) return outcome.left._tag;
  return outcome.right.repeated ? 'repeated' : 'recorded';
};

const sent = async (ledger: Ledger, each: Command, naive: Naive) => {
  switch (each.kind) {
    case 'win':
    case 'pay':
    case 'refund':
    case 'cancel':
      return sendFact(ledger, each);
    case 'hold':
    case 'release': {
      const { partner, of: deal, payment, day } = each;
      const source = { cause: { kind: 'payment', id: payment }, deal, referrer: partner };
      const accrual = accrualIdOf({ program: 'acme', partner, currency: 'EUR' }, source, 'standard', 'own');
      const of = { program: 'acme', partner, accrual, occurredAt: instantOf(day) };
      return each.kind === 'hold'
        ? ledger.holdAccrual({ ...of, reason: 'disputed' })
        : ledger.releaseAccrual({ ...of, outcome: 'settled' });
    }
    case 'adjust': {
      const { partner, adjustment, minor, day } = each;
      const said = { reason: 'by hand', author: 'ann', approver: 'max' };
      const at = { maturesOn: dateOf(day), occurredAt: instantOf(day) };
      return ledger.postAdjustment({ program: 'acme', partner, adjustment, amount: cents(minor), ...said, ...at });
    }
    case 'issue':
      return ledger.issuePayouts({ program: 'acme', date: payoutDays[each.month] ?? '' });
    case 'end': {
      const { how, partner, month, minor } = each;
      const date = payoutDays[month] ?? '';
      const known = naive.payouts.find(({ id }) => id === `${partner} ${date}`);
      const payout = payoutIdOf({ program: 'acme', partner, currency: 'EUR' }, date);
      const of = { program: 'acme', partner, payout, amount: cents((known?.amount ?? 100n) + BigInt(minor)) };
      if (how === 'settle') return ledger.settlePayout({ ...of, reference: 'bank-1' });
      return how === 'fail' ? ledger.failPayout({ ...of, reason: 'no' }) : ledger.voidPayout({ ...of, reason: 'no' });
    }
  }
};

/** What the history says, put together without the ledger's own folds. */
const bookOf = (history: readonly RecordedEvent[]) => {
  const entries: Record<string, bigint[]> = { bob: [], cat: [], dan: [] };
  const counters: Record<string, bigint> = {};
  const payouts: { id: string; amount: bigint; lines: bigint[]; status: string }[] = [];
  const deferred: string[] = [];
  const ids = new Map<string, (typeof payouts)[number]>();
  for (const event of history) {
    if (event.type === 'AccrualPosted') entries[event.data.partner]?.push(event.data.amount.minor);
    if (event.type === 'AccrualReversed') entries[event.data.partner]?.push(-event.data.amount.minor);
    if (event.type === 'AdjustmentPosted') entries[event.data.partner]?.push(event.data.amount.minor);
    if (event.type === 'AccrualPosted' || event.type === 'AccrualReversed' || event.type === 'AccrualEvaluated')
      for (const { window, after } of event.data.counters)
        if ('minor' in after) counters[`${event.data.partner} ${window.slice(-1)}`] = after.minor;
    if (event.type === 'PayoutIssued') {
      const { partner, date, amount, lines, payout } = event.data;
      const issued = {
        id: `${partner} ${date}`,
        amount: amount.minor,
        lines: lines.map((line) => line.amount.minor),
        status: 'issued',
      };
      payouts.push(issued);
      ids.set(payout, issued);
    }
    if (event.type === 'PayoutDeferred') {
      const { partner, date, reason, amount } = event.data;
      deferred.push(`${partner} ${payoutDays.findIndex((day) => day === date)} ${reason} ${amount.minor}`);
    }
    if (event.type === 'PayoutSettled' || event.type === 'PayoutFailed' || event.type === 'PayoutVoided') {
      const payout = ids.get(event.data.payout);
      if (payout !== undefined)
        payout.status = { PayoutSettled: 'settle', PayoutFailed: 'fail', PayoutVoided: 'void' }[event.type];
    }
  }
  return { entries, counters, payouts, deferred };
};

const inOrder = (amounts: readonly bigint[]): readonly bigint[] => amounts.toSorted((a, b) => Number(a - b));

const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);

const opened = async (): Promise<Readonly<{ store: EventStore; ledger: Ledger }>> => {
  const { store, ledger } = newLedger();
  const cancellation = { takeBack: 'unserved', term: 3, by: 'months' } as const;
  const plans = [planOf({ refunds: { counters: 'lower', within: 60 }, cancellation })];
  await settle(ledger, { partners, plans });
  for (const partner of ['bob', 'cat'])
    await ok(
      ledger.assignUpline({ partner, program: 'acme', upline: 'dan', from: '2024-01-01', occurredAt: instantOf(0) }),
    );
  return { store, ledger };
};

it('comes to the same as a naive ledger, command by command and in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 30, size: 'max' }), async (commands) => {
      const { store, ledger } = await opened();
      const naive = naiveLedger();
      for (const each of commands) {
        const expected = naive.send(each);
        expect([each, await send(ledger, each, naive)]).toEqual([each, expected]);
      }
      const book = bookOf(await historyOf(store));
      for (const partner of partners)
        expect(inOrder(book.entries[partner] ?? [])).toEqual(inOrder(naive.entriesOf(partner)));
      expect(book.payouts).toEqual(
        naive.payouts.map(({ id, amount, lines, status }) => ({ id, amount, lines, status })),
      );
      expect(book.deferred).toEqual(naive.deferred);
      expect({ ...zeros(naive.counters), ...book.counters }).toEqual(naive.counters);

      // What is open is what a payout long after would pay; with the live payouts it is all that was ever posted.
      const rest = await ledgerOn(store).previewPayouts({ program: 'acme', date: '2024-12-05' });
      const open = E.isRight(rest)
        ? new Map(
            rest.right.flatMap(({ account, amount, deferral }) =>
              deferral === 'disputed' ? [] : [[account.partner, amount.minor] as const],
            ),
          )
        : new Map<string, bigint>();
      for (const partner of partners) {
        expect(open.get(partner) ?? 0n).toBe(naive.openOf(partner));
        const live = book.payouts.filter(
          ({ id, status }) => id.startsWith(partner) && ['issued', 'settle'].includes(status),
        );
        expect(sumOf(book.entries[partner] ?? [])).toBe(
          (open.get(partner) ?? 0n) + naive.heldOf(partner) + sumOf(live.map(({ amount }) => amount)),
        );
      }
      const streams = new Set((await historyOf(store)).map(({ stream }) => stream));
      for (const stream of streams) {
        const events = [];
        for await (const event of store.readStream(stream)) events.push(event);
        expect(E.isRight(verifyStream(events))).toBe(true);
      }
    }),
    { numRuns: 150 },
  );
}, 120_000);

it('takes back exactly what was earned when a payment is refunded in any parts', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom('bob' as const, 'thirds' as const, 'bob-60-cat-40' as const),
      async (parts, split) => {
        const { store, ledger } = await opened();
        const whole = parts.reduce((sum, part) => sum + part, 0);
        const of = { deal: 'd1', payment: 'p1', day: 5 };
        await ok(sendFact(ledger, { kind: 'win', deal: 'd1', split }));
        await ok(sendFact(ledger, { kind: 'pay', ...of, minor: whole }));
        const earned = bookOf(await historyOf(store)).entries;
        for (const [index, minor] of parts.entries())
          await ok(sendFact(ledger, { kind: 'refund', ...of, refund: `r${index}`, minor }));
        const { entries, counters } = bookOf(await historyOf(store));
        for (const partner of partners) {
          const taken = (entries[partner] ?? []).slice(earned[partner]?.length);
          expect(sumOf(taken)).toBe(-sumOf(earned[partner] ?? []));
          expect(taken.every((amount) => amount < 0n)).toBe(true);
        }
        expect(Object.values(counters).every((value) => value === 0n)).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

const zeros = (counters: Readonly<Record<string, bigint>>): Record<string, bigint> =>
  Object.fromEntries(Object.keys(counters).map((key) => [key, 0n]));
