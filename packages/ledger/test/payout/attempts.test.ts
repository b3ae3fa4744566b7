import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import type { EventType } from '@commission-ledger/events';
import { format } from '@commission-ledger/money';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/index.ts';
import { eventsOf, framesOf, ledgerOn, ok, paid, refused, settle, won } from '../world.ts';

const march = { program: 'acme', date: '2024-03-05' };
const discarded = { ...march, reason: 'a deal is missing' };
const max = { actor: 'max' };

/** A store in which something happens just before the first event of a type is appended. */
const meanwhile = (store: EventStore, type: EventType, act: () => Promise<unknown>): EventStore => {
  let isDone = false;
  return {
    ...store,
    append: async (stream, events, expected) => {
      if (!isDone && events.some((event) => event.type === type)) {
        isDone = true;
        await act();
      }
      return store.append(stream, events, expected);
    },
  };
};

/** A run prepared for bob's 0.10 of one payment. */
const prepared = async (amount: string): Promise<{ store: EventStore; ledger: Ledger }> => {
  const store = memoryEventStore();
  const ledger = ledgerOn(store);
  await settle(ledger, { program: { approval: 'two-person' } });
  await ok(ledger.winDeal(won('d1')));
  await ok(ledger.recordPayment(paid('d1', 'p1', amount)));
  await ok(ledger.preparePayouts(march));
  return { store, ledger };
};

const preparedAgain = (ledger: Ledger) => async (): Promise<void> => {
  await ok(ledger.recordPayment(paid('d1', 'p2', '90.00')));
  await ok(ledger.discardPayouts(discarded));
  await ok(ledger.preparePayouts(march));
};

describe('an approval', () => {
  it('is for what was seen: prepared again meanwhile, it is refused', async () => {
    const { store, ledger } = await prepared('10.00');
    const racing = ledgerOn(meanwhile(store, 'PayoutRunApproved', preparedAgain(ledger)));
    const failure = await refused(racing.approvePayouts(march, max));
    const [first, second] = await eventsOf(store, 'PayoutRunPrepared');
    expect(failure).toEqual({
      _tag: 'ProposalsChanged',
      run: '2024-03-05-acme',
      given: first?.data.proposalsHash,
      standing: second?.data.proposalsHash,
    });
    expect(await refused(ledger.issuePayouts(march))).toMatchObject({ _tag: 'RunNotApproved' });
  });

  it('is refused where the same proposals were prepared again meanwhile: the attempt is another', async () => {
    const { store, ledger } = await prepared('10.00');
    const racing = meanwhile(store, 'PayoutRunApproved', async () => {
      await ok(ledger.discardPayouts(discarded));
      await ok(ledger.preparePayouts(march));
    });
    expect(await refused(ledgerOn(racing).approvePayouts(march, max))).toMatchObject({ _tag: 'ProposalsChanged' });
  });

  it('goes by the hash that the approver saw, where it is given', async () => {
    const { store, ledger } = await prepared('10.00');
    const [first] = await eventsOf(store, 'PayoutRunPrepared');
    const proposalsHash = first?.data.proposalsHash ?? '';
    await preparedAgain(ledger)();
    const before = await framesOf(store);
    expect(await refused(ledger.approvePayouts({ ...march, proposalsHash }, max))).toMatchObject({
      _tag: 'ProposalsChanged',
      given: proposalsHash,
    });
    expect(await refused(ledger.approvePayouts({ ...march, proposalsHash: 'none' }, max))).toMatchObject({
      _tag: 'InvalidInput',
      problems: [{ path: '/proposalsHash' }],
    });
    expect(await framesOf(store)).toEqual(before);
    const [, second] = await eventsOf(store, 'PayoutRunPrepared');
    await ok(ledger.approvePayouts({ ...march, proposalsHash: second?.data.proposalsHash ?? '' }, max));
  });
});

describe('an attempt that is overtaken', () => {
  it('does not complete the one that was prepared since', async () => {
    // Below the minimum: the first attempt issues nothing and can be discarded up to its end.
    const { store, ledger } = await prepared('1.00');
    await ok(ledger.approvePayouts(march, max));
    const racing = ledgerOn(meanwhile(store, 'PayoutRunCompleted', preparedAgain(ledger)));
    expect(await refused(racing.issuePayouts(march))).toEqual({ _tag: 'RunDiscarded', run: '2024-03-05-acme' });
    expect(await eventsOf(store, 'PayoutRunCompleted')).toEqual([]);
    await ok(ledger.approvePayouts(march, max));
    const { issued, repeated } = await ok(ledger.issuePayouts(march));
    expect([repeated, issued.map(({ data }) => format(data.amount))]).toEqual([false, ['17.20']]);
  });
});
