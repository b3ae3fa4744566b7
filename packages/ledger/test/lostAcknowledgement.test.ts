import { type EventStore, StoreFailure, memoryEventStore } from '@commission-ledger/event-store';
import { verifyStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { type AppendFault, faultyEventStore } from '@commission-ledger/testing';
import { describeFailure } from '../src/index.ts';
import { framesOf, ledgerOn, newLedger, ok, paid, refused, settle, won } from './world.ts';

const unavailable = (): never => {
  throw new StoreFailure({ _tag: 'Unavailable', cause: 'a planned fault' }, 'The store cannot be reached.');
};

/** What the same commands write when nothing goes wrong. */
const untroubled = async (): Promise<readonly string[]> => {
  const { store, ledger } = newLedger();
  await settle(ledger);
  await ok(ledger.winDeal(won('d1')));
  await ok(ledger.recordPayment(paid('d1', 'p1', '15.00')));
  return framesOf(store);
};

const troubled = async (faults: readonly AppendFault[]) => {
  const inner = memoryEventStore();
  const store = faultyEventStore(inner, faults);
  const ledger = ledgerOn(store);
  await settle(ledger);
  await ok(ledger.winDeal(won('d1')));
  const payment = await ok(ledger.recordPayment(paid('d1', 'p1', '15.00')));
  return { store, payment };
};

describe('an answer that gets lost', () => {
  it('is found by reading back: success, once, whichever append it was', async () => {
    const expected = await untroubled();
    for (let onAppend = 1; onAppend <= expected.length; onAppend += 1) {
      const { store, payment } = await troubled([{ kind: 'acknowledgementLost', onAppend }]);
      expect(payment).toMatchObject({ repeated: false });
      expect(payment.events.map(({ type }) => type)).toEqual(['PaymentReceived', 'AccrualPosted']);
      expect(await framesOf(store)).toEqual(expected);
      expect(store.trips()).toEqual([{ kind: 'acknowledgementLost', onAppend }]);
    }
  });

  it('is no harm even if every answer gets lost', async () => {
    const { store } = await troubled([{ kind: 'acknowledgementLost', onAppend: 'every' }]);
    expect(await framesOf(store)).toEqual(await untroubled());
  });

  it('is found by sending the same bytes again when reading back fails as well', async () => {
    const inner = memoryEventStore();
    let down = 0;
    const store: EventStore = {
      ...inner,
      append: async (...append) => {
        await inner.append(...append);
        down = down === 0 ? 1 : 2;
        return down === 1 ? unavailable() : inner.append(...append);
      },
      readStream: (...read) => (down === 1 ? unavailable() : inner.readStream(...read)),
    };
    expect(await ok(ledgerOn(store).joinPartner({ partner: 'bob', name: 'Bob' }))).toMatchObject({ repeated: false });
    expect(await framesOf(inner)).toHaveLength(1);
  });

  it('of somebody else who wrote the same command is told as a repetition', async () => {
    const inner = memoryEventStore();
    const other = ledgerOn(inner, { clock: () => Date.UTC(2025, 0, 1) });
    const act = (): Promise<unknown> => ok(other.joinPartner({ partner: 'bob', name: 'Bob' }));
    const store = faultyEventStore(inner, [
      { kind: 'meanwhile', onAppend: 1, act },
      { kind: 'acknowledgementLost', onAppend: 1 },
    ]);
    expect(await ok(ledgerOn(store).joinPartner({ partner: 'bob', name: 'Bob' }))).toMatchObject({ repeated: true });
    expect(await framesOf(store)).toHaveLength(1);
  });

  it('of somebody else who wrote first does not lose either command', async () => {
    const inner = memoryEventStore();
    await settle(ledgerOn(inner));
    await ok(ledgerOn(inner).winDeal(won('d1')));
    const act = (): Promise<unknown> => ok(ledgerOn(inner).recordPayment(paid('d1', 'p2', '1.00')));
    const store = faultyEventStore(inner, [
      { kind: 'meanwhile', onAppend: 1, act },
      { kind: 'acknowledgementLost', onAppend: 1 },
    ]);
    expect(await ok(ledgerOn(store).recordPayment(paid('d1', 'p1', '2.00')))).toMatchObject({ repeated: false });
    const deal = [];
    for await (const event of inner.readStream('deal-d1')) deal.push(event);
    expect(deal).toHaveLength(3);
    expect(E.isRight(verifyStream(deal))).toBe(true);
  });
});

describe('a store that goes away', () => {
  it('for one append is asked again', async () => {
    const expected = await untroubled();
    for (let onAppend = 1; onAppend <= expected.length; onAppend += 1) {
      const { store } = await troubled([{ kind: 'failBefore', onAppend }]);
      expect(await framesOf(store)).toEqual(expected);
    }
  });

  it('for good is told, and nothing is half written', async () => {
    const inner = memoryEventStore();
    const store = faultyEventStore(inner, [{ kind: 'failBefore', onAppend: 'every' }]);
    const failure = await refused(ledgerOn(store).joinPartner({ partner: 'bob', name: 'Bob' }));
    expect(failure._tag).toBe('StoreUnavailable');
    expect(describeFailure(failure)).toMatch(
      /^A planned fault: .+\. Send the command again: it is recorded at most once\.$/,
    );
    expect(await framesOf(inner)).toEqual([]);
    expect(store.trips()).toHaveLength(3);
  });

  it('for reading is told by every command that reads', async () => {
    const inner = memoryEventStore();
    await settle(ledgerOn(inner));
    const unreadable: EventStore = { ...inner, readStream: unavailable, readAll: unavailable };
    const ledger = ledgerOn(unreadable);
    const before = await framesOf(inner);
    const failures = [
      ledger.joinPartner({ partner: 'eve', name: 'Eve' }),
      ledger.winDeal(won('d1')),
      ledger.catchUpAccruals(),
      ledger.accrueFor([{ kind: 'win', deal: 'd1' }]),
      ledger.previewPayouts({ program: 'acme', date: '2024-03-05' }),
    ];
    for (const failure of failures) expect(await refused(failure)).toMatchObject({ _tag: 'StoreUnavailable' });
    expect(await framesOf(inner)).toEqual(before);
  });

  it('while it looks for accounts is told by the payout run', async () => {
    const inner = memoryEventStore();
    await settle(ledgerOn(inner));
    const ledger = ledgerOn({ ...inner, readAll: unavailable });
    const failure = await refused(ledger.issuePayouts({ program: 'acme', date: '2024-03-05' }));
    expect(failure._tag).toBe('StoreUnavailable');
  });

  it('because another process holds it is told as such', async () => {
    const busy = (): never => {
      throw new StoreFailure({ _tag: 'Busy' }, 'Another process holds the store.');
    };
    const ledger = ledgerOn({ ...memoryEventStore(), append: busy });
    const failure = await refused(ledger.joinPartner({ partner: 'bob', name: 'Bob' }));
    expect(failure).toEqual({ _tag: 'StoreBusy' });
    expect(describeFailure(failure)).toBe(
      'Another process holds the store. Nothing was written; send the command again.',
    );
  });

  it('for a reason that sending again does not mend does not ask for it', async () => {
    const inner = memoryEventStore();
    await inner.close();
    const failure = await refused(ledgerOn(inner).joinPartner({ partner: 'bob', name: 'Bob' }));
    expect(describeFailure(failure)).toBe('The store is closed. Open it again first.');
  });
});

it('a defect of the store is no failure of the command and is thrown', async () => {
  const broken = (): never => {
    throw new TypeError('broken');
  };
  const ledger = ledgerOn({ ...memoryEventStore(), append: broken });
  await expect(ledger.joinPartner({ partner: 'bob', name: 'Bob' })).rejects.toThrow('broken');
});
