import { type Instant, instant } from '@commission-ledger/calendar';
import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { type RecordedEvent, accountStream, commandHashOf } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { type AccountCommand, accountDecider } from '../src/account/accountDecider.ts';
import type { Holder } from '../src/account/policyHold.ts';
import { createExecutor } from '../src/execution/executor.ts';
import type { Ledger, Result } from '../src/index.ts';
import { starts } from './accountModel.ts';
import { NOON, cents, flatPlan, ledgerOn, ok, paid, refunded, settle, won } from './world.ts';

/** What may be done to the account of `bob`; few ids and tiny amounts, so that steps meet each other. */
export type Step =
  | Readonly<{ do: 'pay'; payment: string; minor: number; at: string }>
  | Readonly<{ do: 'refund'; payment: string; minor: number; at: string }>
  | Readonly<{ do: 'adjust' | 'propose'; id: string; minor: number; matures: string; at: string }>
  | Readonly<{ do: 'approve'; id: string; by: string; at: string }>
  | Readonly<{ do: 'decline'; id: string; by: string; at: string }>
  | Readonly<{ do: 'hold' | 'release'; payment: string; text: string; at: string }>
  | Readonly<{ do: 'policy-hold'; by: Holder; payments: readonly string[]; key: number }>
  | Readonly<{ do: 'policy-release'; by: Holder; key: number }>
  | Readonly<{ do: 'write-off' | 'set-apart'; id: string; minor: number; date: string; at: string; approver: string }>
  | Readonly<{ do: 'remit'; id: string; minor: number; at: string }>
  | Readonly<{ do: 'issue'; run: number }>
  | Readonly<{ do: 'settle' | 'fail' | 'void'; run: number; at: string }>
  | Readonly<{ do: 'close'; month: number }>;

export const runs = ['2024-02-05', '2024-03-05', '2024-04-05', '2024-05-06'] as const;

/** The first and the last millisecond of each month, and a moment in it. */
const momentsIn = (zone: string): fc.Arbitrary<string> =>
  fc
    .record({
      month: fc.integer({ min: 0, max: 3 }),
      ms: fc.oneof(fc.constantFrom(0, -1, 1), fc.integer({ min: 0, max: 27 * 86_400_000 })),
    })
    .map(({ month, ms }) => ({ month, ms: month === 0 ? Math.max(ms, 0) : ms }))
    .map(({ month, ms }) => new Date(Date.parse(starts[zone]?.[month] ?? '') + ms).toISOString());

const dates = ['2024-01-10', '2024-02-01', '2024-02-05', '2024-03-04', '2024-04-30'] as const;
const payments = ['p1', 'p2', 'p3'] as const;
const holders: readonly Holder[] = [
  { kind: 'inquiry', id: 'i1' },
  { kind: 'inquiry', id: 'i2' },
  { kind: 'chargeback', id: 'i1' },
];

/** Steps in a program in the zone. `closes` says how often months are closed among them. */
export const stepIn = (zone: string, closes = 3): fc.Arbitrary<Step> => {
  const at = momentsIn(zone);
  const minor = fc.constantFrom(-90, -50, -20, 0, 10, 30);
  const id = fc.constantFrom('x1', 'x2', 'x3');
  const matures = fc.constantFrom(...dates);
  const date = fc.constantFrom('2024-01-01', ...dates);
  const by = fc.constantFrom('max', 'max', 'eve', 'ann');
  const run = fc.nat({ max: runs.length - 1 });
  const key = fc.nat({ max: 3 });
  const text = fc.constantFrom('this', 'that');
  const payment = fc.constantFrom(...payments);
  const weighted = <T extends Step>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });
  return fc.oneof(
    weighted(4, fc.record({ do: fc.constant('pay' as const), payment, minor: fc.constantFrom(200, 500), at })),
    weighted(2, fc.record({ do: fc.constant('refund' as const), payment, minor: fc.constantFrom(100, 200), at })),
    weighted(4, fc.record({ do: fc.constantFrom('adjust', 'propose'), id, minor, matures, at })),
    weighted(2, fc.record({ do: fc.constantFrom('approve', 'decline'), id, by, at })),
    weighted(4, fc.record({ do: fc.constantFrom('hold', 'release'), payment, text, at })),
    weighted(
      3,
      fc.record({
        do: fc.constant('policy-hold' as const),
        by: fc.constantFrom(...holders),
        payments: fc.array(fc.constantFrom('p1', 'p2', 'p3', 'ghost'), { maxLength: 3 }),
        key,
      }),
    ),
    weighted(2, fc.record({ do: fc.constant('policy-release' as const), by: fc.constantFrom(...holders), key })),
    weighted(
      5,
      fc.record({
        do: fc.constantFrom('write-off', 'set-apart', 'set-apart'),
        id,
        minor: fc.constantFrom(-10, 0, 10, 20, 50),
        date,
        at,
        approver: by,
      }),
    ),
    weighted(1, fc.record({ do: fc.constant('remit' as const), id, minor: fc.constantFrom(-1, 0, 1, 2, 5), at })),
    weighted(3, fc.record({ do: fc.constant('issue' as const), run })),
    weighted(4, fc.record({ do: fc.constantFrom('settle', 'fail', 'void'), run, at })),
    weighted(closes, fc.record({ do: fc.constant('close' as const), month: fc.integer({ min: 0, max: 3 }) })),
  );
};

export const account = { program: 'acme', partner: 'bob', currency: 'EUR' } as const;

/** A tenth of each payment, held for five days; a tenth of each payout is tax; whatever is above nothing is paid. */
const plan = flatPlan('0.1', {
  hold: { days: 5 },
  payout: {
    day: 5,
    convention: 'following',
    cutOff: 'start-of-month',
    minimum: '0.00',
    withholding: [{ status: 'none', rate: '0.1', from: '2024-01-01' }],
  },
});

/** A program in the zone, with `bob` who won a deal. */
export const openedIn = async (zone: string): Promise<EventStore> => {
  const store = memoryEventStore();
  const ledger = ledgerOn(store);
  const program = { timeZone: zone, occurredAt: '2023-12-01T00:00:00Z' };
  await settle(ledger, { plans: [plan], partners: ['bob'], program });
  await ok(ledger.winDeal(won('d1', { occurredAt: '2024-01-01T12:00:00Z' })));
  return store;
};

/** Sends what only policies ask of an account, as they do: under a key of their own. */
export const byPolicy = (store: EventStore, command: AccountCommand, key: string): Result => {
  const executor = createExecutor({ store, ledger: 'ledger', clock: () => NOON, cachedStreams: 10 });
  const subject = { stream: accountStream(account), decider: accountDecider };
  const because = { actor: 'policy', correlation: null, causation: null };
  return executor.execute(subject, { command, key, hash: commandHashOf({ key }), content: { key }, ...because });
};

const POLICY_AT = '2024-01-20T00:00:00.000Z';

/** An instant as the ledger has it. */
export const at = (text: string): Instant => {
  const read = instant(text);
  if (E.isLeft(read)) throw new Error(text);
  return read.right;
};

/** What a step needs to know of what was recorded before. */
export type Known = Readonly<{
  accruals: ReadonlyMap<string, string>;
  payouts: ReadonlyMap<number, RecordedEvent<'PayoutIssued'>['data']>;
}>;

/** Sends the step; `undefined` when there is nothing yet that it could be about. */
export const send = (store: EventStore, ledger: Ledger, step: Step, known: Known): Result<unknown> | undefined => {
  const of = { program: account.program, partner: account.partner };
  switch (step.do) {
    case 'pay':
      return ledger.recordPayment(paid('d1', step.payment, cents(step.minor).amount, step.at));
    case 'refund':
      return ledger.recordRefund(refunded('d1', step.payment, `r-${step.payment}`, cents(step.minor).amount, step.at));
    case 'adjust':
    case 'propose': {
      const { id: adjustment, minor, matures: maturesOn, at: occurredAt } = step;
      const input = {
        ...of,
        adjustment,
        amount: cents(minor),
        reason: 'by hand',
        author: 'ann',
        maturesOn,
        occurredAt,
      };
      return step.do === 'propose'
        ? ledger.proposeAdjustment(input)
        : ledger.postAdjustment({ ...input, approver: 'max' });
    }
    case 'approve':
      return ledger.approveAdjustment({ ...of, adjustment: step.id, approver: step.by, occurredAt: step.at });
    case 'decline':
      return ledger.declineAdjustment({ ...of, adjustment: step.id, by: step.by, reason: 'no', occurredAt: step.at });
    case 'hold':
    case 'release': {
      const accrual = known.accruals.get(step.payment) ?? 'ghost';
      const about = { ...of, accrual, occurredAt: step.at };
      return step.do === 'hold'
        ? ledger.holdAccrual({ ...about, reason: step.text })
        : ledger.releaseAccrual({ ...about, outcome: step.text });
    }
    case 'policy-hold': {
      const accruals = step.payments.map((payment) => known.accruals.get(payment) ?? 'ghost');
      const about = { account, by: step.by, accruals, reason: 'disputed', occurredAt: at(POLICY_AT) };
      return byPolicy(store, { type: 'HoldByPolicy', ...about }, policyKey(step));
    }
    case 'policy-release': {
      const about = { account, by: step.by, outcome: 'done', occurredAt: at(POLICY_AT) };
      return byPolicy(store, { type: 'ReleaseByPolicy', ...about }, policyKey(step));
    }
    case 'write-off':
    case 'set-apart': {
      const { id, minor, date, approver, at: occurredAt } = step;
      const input = { ...of, amount: cents(minor), date, reason: 'old', author: 'ann', approver, occurredAt };
      return step.do === 'write-off'
        ? ledger.writeOffReceivable({ ...input, writeOff: id })
        : ledger.setApartUnclaimed({ ...input, unclaimed: id });
    }
    case 'remit': {
      const { id: remittance, minor, at: occurredAt } = step;
      return ledger.remitTax({ ...of, remittance, amount: cents(minor), reference: 'tax 1', occurredAt });
    }
    case 'issue':
      return ledger.issuePayouts({ program: 'acme', date: runs[step.run] ?? '' });
    case 'settle':
    case 'fail':
    case 'void': {
      const payout = known.payouts.get(step.run);
      if (payout === undefined) return undefined;
      const about = { ...of, payout: payout.payout, amount: cents(payout.amount.minor), occurredAt: step.at };
      if (step.do === 'settle') return ledger.settlePayout({ ...about, reference: 'bank 1' });
      return step.do === 'fail'
        ? ledger.failPayout({ ...about, reason: 'no' })
        : ledger.voidPayout({ ...about, reason: 'no' });
    }
    case 'close':
      return ledger.closePeriod({ program: 'acme', period: `2024-0${step.month + 1}`, closedBy: 'fin' });
  }
};

/** The command key of a policy's step. */
export const policyKey = (step: Extract<Step, { do: 'policy-hold' | 'policy-release' }>): string =>
  `${step.do}/${step.by.kind}/${step.by.id}/${step.key}`;
