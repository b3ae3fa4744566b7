import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import { verifyStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultyEventStore } from '@commission-ledger/testing';
import { describeFailure } from '../src/index.ts';
import { type Fact, sendFact } from './commands.ts';
import { framesOf, historyOf, ledgerOn, ok, refused, settle } from './world.ts';

/** A store whose answers come in whatever order the scheduler likes. */
const scheduledStore = (scheduler: fc.Scheduler, store: EventStore): EventStore => ({
  ...store,
  append: async (stream, events, expected) => {
    await scheduler.schedule(Promise.resolve(), `before appending to ${stream}`);
    const result = await store.append(stream, events, expected);
    await scheduler.schedule(Promise.resolve(), `after appending to ${stream}`);
    return result;
  },
  async *readStream(stream, options) {
    await scheduler.schedule(Promise.resolve(), `before reading ${stream}`);
    yield* store.readStream(stream, options);
  },
});

const payment = fc.record({
  kind: fc.constant('pay' as const),
  deal: fc.constantFrom('d1', 'd2'),
  payment: fc.constantFrom('p1', 'p2', 'p3'),
  minor: fc.constantFrom(1, 999),
  day: fc.constant(1),
});

describe('two ledgers on one store', () => {
  it('lose no command and record none twice, however they interleave', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(payment, { maxLength: 5 }),
        fc.array(payment, { maxLength: 5 }),
        fc.scheduler(),
        async (ours, theirs, scheduler) => {
          const inner = memoryEventStore();
          await settle(ledgerOn(inner), { partners: ['bob', 'cat'] });
          const wins: readonly Fact[] = [
            { kind: 'win', deal: 'd1', split: 'bob' },
            { kind: 'win', deal: 'd2', split: 'bob-60-cat-40' },
          ];
          for (const win of wins) await ok(sendFact(ledgerOn(inner), win));
          const store = scheduledStore(scheduler, inner);
          const [a, b] = [ledgerOn(store), ledgerOn(store, { clock: () => Date.UTC(2024, 5, 2) })];
          const sent = [...ours.map((fact) => sendFact(a, fact)), ...theirs.map((fact) => sendFact(b, fact))];
          await scheduler.waitFor(Promise.all(sent));
          const outcomes = await Promise.all(sent);
          const recorded = new Set<string>();
          for (const [index, outcome] of outcomes.entries()) {
            const { deal, payment: id } = [...ours, ...theirs][index] ?? { deal: '', payment: '' };
            if (E.isRight(outcome)) {
              if (!outcome.right.repeated) {
                expect(recorded.has(`${deal}/${id}`)).toBe(false);
                recorded.add(`${deal}/${id}`);
              }
            } else expect(outcome.left._tag).toBe('KeyConflict');
          }
          await expectIntact(inner, recorded);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it('give up when somebody else always writes first', async () => {
    const inner = memoryEventStore();
    const busy = ledgerOn(inner);
    let turn = 0;
    await ok(busy.joinPartner({ partner: 'bob', name: 'Bob' }));
    const act = (): Promise<unknown> =>
      ok(
        busy.changePayoutDestination({
          partner: 'bob',
          reference: `bank-${(turn += 1)}`,
          occurredAt: new Date(turn).toISOString(),
        }),
      );
    const store = faultyEventStore(inner, [{ kind: 'meanwhile', onAppend: 'every', act }]);
    const failure = await refused(ledgerOn(store).changePayoutDestination({ partner: 'bob', reference: 'mine' }));
    expect(failure).toEqual({ _tag: 'WrittenMeanwhile', stream: 'partner-bob' });
    expect(describeFailure(failure)).toBe(
      'Others keep writing to partner-bob. Nothing was written; send the command again.',
    );
    expect((await framesOf(inner)).join('')).not.toContain('mine');
  });
});

/** Every payment that was acknowledged is there once with its accruals, and every stream is one chain. */
const expectIntact = async (store: EventStore, recorded: ReadonlySet<string>): Promise<void> => {
  const history = await historyOf(store);
  const payments = history.flatMap((event) =>
    event.type === 'PaymentReceived' ? [`${event.data.deal}/${event.data.payment}`] : [],
  );
  expect(payments.toSorted()).toEqual([...recorded].toSorted());
  const accrued = history.flatMap((event) =>
    event.type === 'AccrualPosted' || event.type === 'AccrualEvaluated'
      ? [`${event.data.deal}/${event.data.cause.id}/${event.data.partner}`]
      : [],
  );
  const expected = payments.flatMap((each) =>
    each.startsWith('d1') ? [`${each}/bob`] : [`${each}/bob`, `${each}/cat`],
  );
  expect(accrued.toSorted()).toEqual(expected.toSorted());
  for (const stream of new Set(history.map((event) => event.stream))) {
    const events = [];
    for await (const event of store.readStream(stream)) events.push(event);
    expect(E.isRight(verifyStream(events, { stream }))).toBe(true);
  }
  expect(new Set(history.map(({ id }) => id)).size).toBe(history.length);
};
