import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { commandHashOf, frameEvents, readEvent } from '@commission-ledger/events';
import { memoryDocumentStore } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  describeFailure,
  format,
  type HostLedger,
  instantAt,
  money,
  openCommissionLedger,
  orThrow,
} from '../src/index.ts';
import { referralPlan as document } from './referralPlan.ts';

const clock = (): number => Date.parse('2026-09-07T10:00:00Z');
const amount = { amount: '948.50', currency: 'EUR' };
const run = { program: 'acme', date: '2026-09-07' };

const euros = (text: string) => {
  const sum = money(text, 'EUR');
  if (E.isLeft(sum)) throw new Error(text);
  return sum.right;
};

/** A won deal whose payment is recorded; the accruals are left for later when they are deferred. */
const paid = async (accruals: 'inline' | 'deferred', events: EventStore = memoryEventStore()) => {
  const stores = { events, documents: memoryDocumentStore() };
  const books = openCommissionLedger({ clock, stores, accruals });
  await orThrow(
    books.openProgram({
      program: 'acme',
      name: 'Acme',
      timeZone: 'UTC',
      currencies: ['EUR'],
      businessCalendar: { weekend: [6, 7], holidays: [] },
      approval: 'none',
      destinations: 'kept-by-host',
    }),
  );
  await orThrow(books.publishPlan({ document }));
  await orThrow(books.joinPartner({ partner: 'orion', name: 'Orion Consulting' }));
  await orThrow(books.enrolPartner({ partner: 'orion', program: 'acme', plan: 'referral', from: '2026-01-01' }));
  const occurredAt = '2026-07-09T08:00:00Z';
  const attribution = [{ partner: 'orion', share: '1' }];
  await orThrow(books.winDeal({ deal: 'd-1', program: 'acme', amount, attribution, attributes: {}, occurredAt }));
  await orThrow(books.recordPayment({ deal: 'd-1', payment: 'p-1', amount, occurredAt }));
  return { stores, books };
};

/** A payout that was never issued is settled: an event that reads well, and contradicts what came before it. */
const settleOutOfNothing = async (events: EventStore): Promise<void> => {
  const stream = 'account-acme.orion.EUR';
  let last: Readonly<{ revision: number; hash: string }> | undefined;
  for await (const stored of events.readStream(stream, { direction: 'backwards', limit: 1 })) {
    const read = readEvent(stored);
    if (E.isRight(read)) last = { revision: read.right.revision, hash: read.right.hash };
  }
  const [frame] = frameEvents(
    [
      {
        type: 'PayoutSettled',
        data: {
          program: 'acme',
          partner: 'orion',
          payout: 'PO-none',
          amount: euros('94.85'),
          reference: 'bank 77',
          occurredAt: instantAt(clock()),
        },
      },
    ],
    {
      ledger: 'default',
      actor: 'mallory',
      correlation: null,
      causation: null,
      commandKey: 'poison',
      commandHash: commandHashOf({}),
    },
    { stream, revision: last?.revision ?? 'no-stream', hash: last?.hash ?? null },
    () => '2026-09-07T10:00:01.000000Z',
  );
  if (frame === undefined) throw new Error('A fact gives a frame.');
  const { id, type, body } = frame;
  expect((await events.append(stream, [{ id, type, body }], last?.revision ?? 'no-stream'))._tag).toBe('appended');
};

/** An event that this release cannot read. */
const appendUnreadable = async (events: EventStore): Promise<void> => {
  const event = { id: '6f1c1a52-8d1b-5f7e-9a55-0f4b2b7a1c11', type: 'Mystery', body: '{}' };
  expect((await events.append('deal-mystery', [event], 'no-stream'))._tag).toBe('appended');
};

/** Everything that sets money aside, on the books of the host and of somebody in finance. */
const runsOf = (books: HostLedger): Readonly<Record<string, () => Promise<E.Either<unknown, unknown>>>> => {
  const finance = books.asFinance({ program: 'acme', actor: 'kim' });
  return {
    preview: () => books.previewPayouts(run),
    prepare: () => books.preparePayouts(run),
    issue: () => books.issuePayouts(run),
    close: () => books.closePeriod({ program: 'acme', period: '2026-08', closedBy: 'kim' }),
    expire: () => books.expireLeads({ program: 'acme' }),
    'finance prepares': () => finance.preparePayouts(run),
    'finance issues': () => finance.issuePayouts(run),
  };
};

describe('an event that stops a read model', () => {
  it.each([
    ['contradicts what came before it', settleOutOfNothing, 'Inapplicable'],
    ['cannot be read', appendUnreadable, 'NotAFrame'],
  ] as const)('blocks every payout when it %s, and nothing is written', async (_, poison, reason) => {
    for (const accruals of ['inline', 'deferred'] as const) {
      const { stores, books } = await paid(accruals);
      await poison(stores.events);
      const head = await stores.events.head();
      for (const [name, act] of Object.entries(runsOf(books))) {
        const outcome = await act();
        expect([name, outcome]).toMatchObject([
          name,
          { _tag: 'Left', left: { _tag: 'ProjectionHalted', position: head?.position, reason: { _tag: reason } } },
        ]);
        expect((await stores.events.head())?.position).toBe(head?.position);
      }
      const halted = (await orThrow(books.standings())).filter(({ stoppedBy }) => stoppedBy !== undefined);
      expect(halted.map(({ stoppedBy }) => stoppedBy?._tag)).toContain('ProjectionHalted');
      for (const { isCurrent, behind } of halted) expect([isCurrent, behind]).toEqual([false, 1n]);
      // A rebuild cannot get past it either, and leaves what there is.
      expect(await books.rebuildReadModels()).toMatchObject({ left: { _tag: 'ProjectionHalted' } });
      expect((await stores.events.head())?.position).toBe(head?.position);
    }
  });
});

describe('read models after a backup was restored', () => {
  it('refuse to answer and to pay until they are made anew, and then pay what the history says', async () => {
    const backup = memoryEventStore();
    const { stores, books } = await paid('inline');
    const { events: all } = await stores.events.readAll({ after: undefined, limit: 1000 });
    // The backup was taken before the payment was recorded; then the customer pays in another way.
    for (const { stream, revision, id, type, body } of all) {
      if (type === 'PaymentReceived' || type === 'AccrualPosted') break;
      await backup.append(stream, [{ id, type, body }], revision === 0 ? 'no-stream' : revision - 1);
    }
    expect(await orThrow(books.standings())).not.toEqual([]);
    await orThrow(books.catchUp());
    await orThrow(books.previewPayouts(run));
    await books.expireLeads({ program: 'acme' });
    const restored = openCommissionLedger({ clock, stores: { ...stores, events: backup }, accruals: 'deferred' });
    const later = { deal: 'd-1', amount: { amount: '100.00', currency: 'EUR' }, occurredAt: '2026-07-10T08:00:00Z' };
    for (const payment of ['q-1', 'q-2', 'q-3']) await orThrow(restored.recordPayment({ ...later, payment }));
    const refused = await restored.issuePayouts(run);
    expect(refused).toMatchObject({ left: { _tag: 'CheckpointNotInHistory' } });
    if (E.isRight(refused)) throw new Error('It paid.');
    expect(describeFailure(refused.left)).toContain('Rebuild the projection.');
    expect(await restored.rebuildReadModels()).toEqual(E.right(undefined));
    for (const standing of await orThrow(restored.standings())) expect(standing).toMatchObject({ isCurrent: true });
    // The note of how far accruals were made up spoke of the lost history: all three payments earn nevertheless.
    const { issued } = await orThrow(restored.issuePayouts(run));
    expect(issued.map(({ data }) => format(data.amount))).toEqual(['30.00']);
  });
});

describe('making the read models anew', () => {
  it('writes no event and gives the same documents to the byte', async () => {
    const { stores, books } = await paid('inline');
    await orThrow(books.issuePayouts(run));
    await orThrow(books.catchUp());
    const names = (await orThrow(books.standings())).map(({ projection }) => projection);
    const contents = () => Promise.all(names.map((name) => stores.documents.list(name, {})));
    const before = await contents();
    expect(before.flat().length).toBeGreaterThan(20);
    const head = await stores.events.head();
    await orThrow(books.rebuildReadModels());
    expect(await contents()).toEqual(before);
    expect(await stores.events.head()).toEqual(head);
  });
});

describe('the books of a role', () => {
  it('have nothing to do with the upkeep of read models', async () => {
    const { books } = await paid('inline');
    for (const role of [
      books.asFinance({ program: 'acme', actor: 'kim' }),
      books.asPartner({ program: 'acme', partner: 'orion' }),
      books.asManager({ program: 'acme', manager: 'kim' }),
    ])
      expect(Object.keys(role).filter((name) => name === 'standings' || name === 'rebuildReadModels')).toEqual([]);
  });
});
