import type { RecordedEvent } from '@commission-ledger/events';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountDecider } from '../src/account/accountDecider.ts';
import { dealDecider } from '../src/deal/dealDecider.ts';
import type { Decider } from '../src/decider.ts';
import { leadDecider } from '../src/lead/leadDecider.ts';
import { partnerDecider } from '../src/partner/partnerDecider.ts';
import { payoutRunDecider } from '../src/payoutRun/payoutRunDecider.ts';
import { planDecider } from '../src/plan/planDecider.ts';
import { programDecider } from '../src/program/programDecider.ts';
import { fact, payoutDays, sendFact } from './commands.ts';
import { historyOf, newLedger, ok, settle } from './world.ts';

const frozen = <Value>(value: Value): Value => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
};

const history = fc.array(fact, { maxLength: 14 }).map((facts) => async () => {
  const { store, ledger } = newLedger();
  await settle(ledger, { partners: ['bob', 'cat', 'dan'] });
  for (const each of facts) await sendFact(ledger, each);
  for (const date of payoutDays) await ledger.issuePayouts({ program: 'acme', date });
  return historyOf(store);
});

const byStream = (events: readonly RecordedEvent[]): ReadonlyMap<string, readonly RecordedEvent[]> => {
  const streams = new Map<string, RecordedEvent[]>();
  for (const event of events) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  return streams;
};

const stateOf = <Asked, State, Refused>(
  { initial, evolve }: Decider<Asked, State, Refused>,
  events: readonly RecordedEvent[],
): unknown => {
  let state = initial();
  for (const event of events) state = evolve(state, event);
  return state;
};

/** What a version computes with is made of its document. */
const published = (events: readonly RecordedEvent[]): unknown => {
  const versions = events.reduce(planDecider.evolve, planDecider.initial());
  return versions.map(({ document, hash }) => ({ document, hash }));
};

const foldAll = (events: readonly RecordedEvent[]): readonly unknown[] => [
  stateOf(programDecider, events),
  stateOf(partnerDecider, events),
  published(events),
  stateOf(leadDecider, events),
  stateOf(payoutRunDecider, events),
  ...(events.some(({ type }) => type === 'DealWon') ? [stateOf(dealDecider, events)] : []),
  ...(events[0]?.stream.startsWith('account-') === true ? [stateOf(accountDecider, events)] : []),
];

describe('a fold', () => {
  it('never changes an event, and gives the same from the same', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (record) => {
        for (const events of byStream(await record()).values()) {
          const before = foldAll(events);
          expect(foldAll(frozen(events))).toEqual(before);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('ignores what belongs to other streams', async () => {
    const [events] = fc.sample(history, { numRuns: 1, seed: 7 });
    const all = (await events?.()) ?? [];
    const program = all.filter(({ stream }) => stream.startsWith('program-'));
    expect(stateOf(programDecider, all)).toEqual(stateOf(programDecider, program));
    const run = all.filter(({ stream }) => stream.startsWith('payoutrun-'));
    expect(stateOf(payoutRunDecider, all)).toEqual(stateOf(payoutRunDecider, run));
  });

  it('stops at what cannot be, rather than skip it', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    await ok(sendFact(ledger, { kind: 'win', deal: 'd1', split: 'bob' }));
    await ok(sendFact(ledger, { kind: 'pay', deal: 'd1', payment: 'p1', minor: 1000, day: 1 }));
    await ok(sendFact(ledger, { kind: 'refund', deal: 'd1', payment: 'p1', refund: 'r1', minor: 500, day: 2 }));
    await ok(
      ledger.postAdjustment({
        program: 'acme',
        partner: 'bob',
        adjustment: 'a1',
        amount: { amount: '1.00', currency: 'EUR' },
        reason: 'by hand',
        author: 'ann',
        approver: 'max',
        maturesOn: '2024-01-02',
      }),
    );
    await ok(ledger.issuePayouts({ program: 'acme', date: '2024-02-05' }));
    const account = (await historyOf(store)).filter(({ stream }) => stream.startsWith('account-'));
    const [accrual, reversal, , payout] = account;
    if (accrual === undefined || reversal === undefined || payout === undefined)
      throw new Error('Something is missing.');
    expect(() => stateOf(accountDecider, [accrual, accrual])).toThrow('posted twice');
    expect(() => stateOf(accountDecider, [reversal])).toThrow('not in the account');
    expect(() => stateOf(accountDecider, [payout])).toThrow('not open');
    expect(() => stateOf(accountDecider, [...account, payout])).toThrow('not open');
  });
});
