import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { format } from '@commission-ledger/money';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/index.ts';
import { eventsOf, framesOf, ledgerOn, newLedger, ok, paid, refused, settle, won } from '../world.ts';

const march = { program: 'acme', date: '2024-03-05' };
const discarded = { ...march, reason: 'a deal is missing' };
const max = { actor: 'max' };

/** A run that was prepared for bob's 1.00; cat has nothing yet. */
const prepared = async (): Promise<{ store: EventStore; ledger: Ledger }> => {
  const { store, ledger } = newLedger();
  await settle(ledger, { partners: ['bob', 'cat'], program: { approval: 'two-person' } });
  for (const partner of ['bob', 'cat'])
    await ok(ledger.winDeal(won(`of-${partner}`, { attribution: [{ partner, share: '1' }] })));
  await ok(ledger.recordPayment(paid('of-bob', 'p1', '10.00')));
  await ok(ledger.preparePayouts(march));
  return { store, ledger };
};

describe('a run that was prepared', () => {
  it('can be discarded, and is prepared again with what is due by then', async () => {
    const { store, ledger } = await prepared();
    await ok(ledger.approvePayouts(march, max));
    await ok(ledger.recordPayment(paid('of-cat', 'p1', '20.00')));
    await ok(ledger.discardPayouts(discarded));
    expect(await refused(ledger.issuePayouts(march))).toEqual({ _tag: 'RunNotPrepared', run: '2024-03-05-acme' });
    await ok(ledger.preparePayouts(march));
    // What approved the first attempt does not approve the second.
    expect(await refused(ledger.issuePayouts(march))).toEqual({ _tag: 'RunNotApproved', run: '2024-03-05-acme' });
    await ok(ledger.approvePayouts(march, max));
    const { issued } = await ok(ledger.issuePayouts(march));
    expect(issued.map(({ data }) => `${data.partner} ${format(data.amount)}`)).toEqual(['bob 1.00', 'cat 3.00']);
    const drawnUp = await eventsOf(store, 'PayoutRunPrepared');
    expect(drawnUp.map(({ data }) => data.proposals.length)).toEqual([1, 2]);
    expect(drawnUp.map(({ data }) => data.run)).toEqual(['2024-03-05-acme', '2024-03-05-acme']);
    expect((await eventsOf(store, 'PayoutRunDiscarded')).map(({ data }) => [data.by, data.reason])).toEqual([
      ['ann', 'a deal is missing'],
    ]);
  });

  it('is discarded once, however often that is said', async () => {
    const { store, ledger } = await prepared();
    await ok(ledger.discardPayouts(discarded));
    const before = await framesOf(store);
    expect((await ok(ledger.discardPayouts(discarded))).repeated).toBe(true);
    expect((await refused(ledger.discardPayouts({ ...march, reason: 'another' })))._tag).toBe('KeyConflict');
    expect(await framesOf(store)).toEqual(before);
  });

  it('looks again at what an interrupted attempt had deferred', async () => {
    const { store, ledger } = await prepared();
    await ok(ledger.approvePayouts(march, max));
    // bob has more than was approved, so his payout is deferred; then the process dies before the run is complete.
    await ok(ledger.recordPayment(paid('of-bob', 'p2', '10.00')));
    let appends = 0;
    const dying: EventStore = {
      ...store,
      append: (...append) => {
        appends += 1;
        if (appends > 1) throw new Error('gone');
        return store.append(...append);
      },
    };
    await expect(ledgerOn(dying).issuePayouts(march)).rejects.toThrow('gone');
    expect((await eventsOf(store, 'PayoutDeferred')).map(({ data }) => data.reason)).toEqual([
      'changed-since-prepared',
    ]);
    const after = ledgerOn(store);
    await ok(after.discardPayouts(discarded));
    await ok(after.preparePayouts(march));
    await ok(after.approvePayouts(march, max));
    const { issued, deferred } = await ok(after.issuePayouts(march));
    expect([issued.map(({ data }) => format(data.amount)), deferred]).toEqual([['3.00'], []]);
  });
});

describe('discarding is refused, and nothing is written,', () => {
  it('before the run is prepared', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    const before = await framesOf(store);
    expect(await refused(ledger.discardPayouts(discarded))).toEqual({ _tag: 'RunNotPrepared', run: '2024-03-05-acme' });
    expect(await framesOf(store)).toEqual(before);
  });

  it('once it is complete', async () => {
    const { store, ledger } = await prepared();
    await ok(ledger.approvePayouts(march, max));
    await ok(ledger.issuePayouts(march));
    const before = await framesOf(store);
    expect(await refused(ledger.discardPayouts(discarded))).toEqual({ _tag: 'RunCompleted', run: '2024-03-05-acme' });
    expect(await framesOf(store)).toEqual(before);
  });

  it('once a payout of it is issued, also where that was called off since', async () => {
    const { store, ledger } = await prepared();
    await ok(ledger.approvePayouts(march, max));
    let appends = 0;
    const dying: EventStore = {
      ...store,
      append: (...append) => {
        appends += 1;
        if (appends > 1) throw new Error('gone');
        return store.append(...append);
      },
    };
    await expect(ledgerOn(dying).issuePayouts(march)).rejects.toThrow('gone');
    const [issued] = await eventsOf(store, 'PayoutIssued');
    const payout = issued?.data.payout ?? '';
    const before = await framesOf(store);
    const refusal = {
      _tag: 'RunIssued',
      run: '2024-03-05-acme',
      payout,
      account: 'account-acme.bob.EUR',
    };
    expect(await refused(ledgerOn(store).discardPayouts(discarded))).toEqual(refusal);
    expect(await framesOf(store)).toEqual(before);
    const amount = { amount: '1.00', currency: 'EUR' };
    await ok(ledgerOn(store).voidPayout({ program: 'acme', partner: 'bob', payout, amount, reason: 'by hand' }));
    expect(await refused(ledgerOn(store).discardPayouts(discarded))).toEqual(refusal);
  });

  it('without a reason that can be read, and for a program that there is not', async () => {
    const { store, ledger } = await prepared();
    const before = await framesOf(store);
    expect((await refused(ledger.discardPayouts({ ...march, reason: '' })))._tag).toBe('InvalidInput');
    expect((await refused(ledger.discardPayouts({ ...discarded, program: 'other' })))._tag).toBe('UnknownProgram');
    expect(await framesOf(store)).toEqual(before);
  });
});

describe('a run that is discarded while it issues', () => {
  it('stops at its next account; what it issued is taken over by the next attempt', async () => {
    const store = memoryEventStore();
    const ledger = ledgerOn(store);
    await settle(ledger, { partners: ['bob', 'cat'], program: { approval: 'two-person' } });
    for (const partner of ['bob', 'cat']) {
      await ok(ledger.winDeal(won(`of-${partner}`, { attribution: [{ partner, share: '1' }] })));
      await ok(ledger.recordPayment(paid(`of-${partner}`, 'p1', '10.00')));
    }
    await ok(ledger.preparePayouts(march));
    await ok(ledger.approvePayouts(march, max));
    // The discarding has looked at both accounts when bob's payout is appended: the narrowest race.
    const isAboutBob = (stream: string): boolean => stream === 'account-acme.bob.EUR';
    const racing: EventStore = {
      ...store,
      append: async (stream, events, expected) => {
        if (isAboutBob(stream)) await ok(ledgerOn(store).discardPayouts(discarded));
        return store.append(stream, events, expected);
      },
    };
    expect(await refused(ledgerOn(racing).issuePayouts(march))).toEqual({
      _tag: 'RunDiscarded',
      run: '2024-03-05-acme',
    });
    expect((await eventsOf(store, 'PayoutIssued')).map(({ data }) => data.partner)).toEqual(['bob']);
    await ok(ledger.preparePayouts(march));
    await ok(ledger.approvePayouts(march, max));
    const { issued } = await ok(ledger.issuePayouts(march));
    expect(issued.map(({ data }) => `${data.partner} ${format(data.amount)}`)).toEqual(['bob 1.00', 'cat 1.00']);
    const [completed] = await eventsOf(store, 'PayoutRunCompleted');
    expect(completed && [completed.data.issued, completed.data.totals.map(format)]).toEqual([2, ['2.00']]);
    expect(await eventsOf(store, 'PayoutIssued')).toHaveLength(2);
  });
});

describe('an attempt that overtakes the one discarded before it', () => {
  it('finds the payout that the other issued just now, and counts it', async () => {
    const { store, ledger } = await prepared();
    await ok(ledger.approvePayouts(march, max));
    const meanwhile: { act?: () => Promise<unknown> } = {};
    const racing = (): EventStore => ({
      ...store,
      append: async (stream, events, expected) => {
        const { act } = meanwhile;
        delete meanwhile.act;
        if (stream.startsWith('account-')) await act?.();
        return store.append(stream, events, expected);
      },
    });
    // The first attempt is about to append when it is discarded; the second has decided when the first appends.
    const first = ledgerOn(store);
    meanwhile.act = async () => {
      await store.append(...(await heldBack));
    };
    let release: (append: Parameters<EventStore['append']>) => void = () => undefined;
    const heldBack = new Promise<Parameters<EventStore['append']>>((resolve) => (release = resolve));
    const holding: EventStore = {
      ...store,
      append: (...append) => {
        release(append);
        throw new Error('gone');
      },
    };
    await expect(ledgerOn(holding).issuePayouts(march)).rejects.toThrow('gone');
    await ok(first.discardPayouts(discarded));
    await ok(first.recordPayment(paid('of-cat', 'p1', '20.00')));
    await ok(first.preparePayouts(march));
    await ok(first.approvePayouts(march, max));
    const { issued } = await ok(ledgerOn(racing()).issuePayouts(march));
    expect(issued.map(({ data }) => `${data.partner} ${format(data.amount)}`)).toEqual(['bob 1.00', 'cat 3.00']);
    expect((await eventsOf(store, 'PayoutIssued')).map(({ commandKey }) => commandKey)).toEqual([
      'payout/account-acme.bob.EUR/2024-03-05',
      'payout/account-acme.cat.EUR/2024-03-05/2',
    ]);
    expect((await eventsOf(store, 'PayoutRunCompleted')).map(({ data }) => data.issued)).toEqual([2]);
  });
});
