import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../src/index.ts';
import { eventsOf, historyOf, ledgerOn, ok, settle } from './world.ts';

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

const opened = async (): Promise<EventStore> => {
  const store = memoryEventStore();
  await settle(ledgerOn(store), { partners: ['bob', 'cat', 'dan'], program: { leadProtection: { days: 30 } } });
  return store;
};

const partner = fc.constantFrom('bob', 'cat', 'dan');

const brought = (index: number, by: string, day: number) => ({
  lead: `l${index}`,
  program: 'acme',
  partner: by,
  prospect: { reference: `crm-${index}` },
  attributes: {},
  customer: 'c1',
  occurredAt: new Date(Date.UTC(2024, 2, 1 + day, 12)).toISOString(),
});

/** Where each lead ended up: the last fact of its stream. */
const ends = async (store: EventStore): Promise<ReadonlyMap<string, string>> => {
  const last = new Map<string, string>();
  for (const { stream, type } of await historyOf(store))
    if (stream.startsWith('lead-')) last.set(stream.slice('lead-'.length), type);
  return last;
};

const expectOneWinner = async (store: EventStore, partners: readonly string[]): Promise<void> => {
  const claims = (await eventsOf(store, 'LeadClaimed')).map(({ data }) => data);
  expect(claims.map(({ lead }) => lead).toSorted()).toEqual(partners.map((_, index) => `l${index}`).toSorted());
  const [first, ...others] = claims;
  expect(first?.outcome).toBe('granted');
  const reasons = new Map(
    (await eventsOf(store, 'LeadMarkedDuplicate')).map(({ data }) => [data.lead, [data.of, data.reason]]),
  );
  const last = await ends(store);
  expect(last.get(first?.lead ?? '')).toBe('LeadSubmitted');
  for (const { lead, partner: by, outcome, holder } of others) {
    expect(outcome).toBe(by === first?.partner ? 'own' : 'protected');
    expect(holder).toEqual(first?.holder);
    expect(last.get(lead)).toBe('LeadMarkedDuplicate');
    expect(reasons.get(lead)?.[0]).toBe(first?.lead);
    for (const other of ['bob', 'cat', 'dan']) expect(reasons.get(lead)?.[1]).not.toContain(other);
  }
  expect(reasons.size).toBe(others.length);
};

describe('leads that compete for a customer', () => {
  it('have one winner, however they interleave, and the others are told', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(partner, fc.nat(30), fc.boolean()), { minLength: 2, maxLength: 6 }),
        fc.scheduler(),
        async (leads, scheduler) => {
          const inner = await opened();
          const store = scheduledStore(scheduler, inner);
          const [a, b] = [ledgerOn(store), ledgerOn(store)];
          const sent = leads.map(([by, day, first], index) => (first ? a : b).submitLead(brought(index, by, day)));
          await scheduler.waitFor(Promise.all(sent));
          for (const outcome of await Promise.all(sent)) expect(E.isRight(outcome)).toBe(true);
          const partners = leads.map(([by]) => by);
          await expectOneWinner(inner, partners);
          expect(await ok(ledgerOn(inner).catchUpAccruals())).toMatchObject({ events: 0 });
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);

  it('have one winner when all that is made up for by two at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(partner, fc.nat(30)), { minLength: 2, maxLength: 6 }),
        fc.scheduler(),
        async (leads, scheduler) => {
          const inner = await opened();
          for (const [index, [by, day]] of leads.entries())
            await ok(ledgerOn(inner, { accruals: 'deferred' }).submitLead(brought(index, by, day)));
          expect(await eventsOf(inner, 'LeadClaimed')).toEqual([]);
          const store = scheduledStore(scheduler, inner);
          const both = Promise.all([ledgerOn(store).catchUpAccruals(), ledgerOn(store).catchUpAccruals()]);
          await scheduler.waitFor(both);
          for (const outcome of await both) expect(E.isRight(outcome)).toBe(true);
          // Made up for in the order of the history, so who came first has it.
          expect((await eventsOf(inner, 'LeadClaimed'))[0]?.data.lead).toBe('l0');
          await expectOneWinner(
            inner,
            leads.map(([by]) => by),
          );
        },
      ),
      { numRuns: 100 },
    );
  }, 60_000);

  it('never have two winners, while they end and begin anew at once', async () => {
    type Act = (ledger: Ledger, lead: string, at: string) => Promise<unknown>;
    const acts: readonly Act[] = [
      (ledger, lead, occurredAt) => ledger.loseLead({ lead, reason: 'price', occurredAt }),
      (ledger, lead, occurredAt) => ledger.reopenLead({ lead, reason: 'a mistake', occurredAt }),
      (ledger, lead, occurredAt) => ledger.acceptLead({ lead, occurredAt }),
      (ledger, lead, occurredAt) => ledger.advanceLead({ lead, stage: 'offer', occurredAt }),
    ];
    const act = fc.tuple(fc.constantFrom(...acts), fc.nat(2), fc.boolean());
    await fc.assert(
      fc.asyncProperty(
        fc.array(partner, { minLength: 3, maxLength: 3 }),
        fc.array(act, { maxLength: 8 }),
        fc.scheduler(),
        async (leads, does, scheduler) => {
          const inner = await opened();
          const store = scheduledStore(scheduler, inner);
          const [a, b] = [ledgerOn(store), ledgerOn(store)];
          const sent = Promise.all([
            ...leads.map((by, index) => a.submitLead(brought(index, by, 0))),
            ...does.map(([run, index, first], order) =>
              run(first ? a : b, `l${index}`, new Date(Date.UTC(2024, 2, 2, 12, order)).toISOString()),
            ),
          ]);
          await scheduler.waitFor(sent);
          await sent;
          await ok(ledgerOn(inner).catchUpAccruals());
          await expectOneHolderAtATime(inner);
          expect(await ok(ledgerOn(inner).catchUpAccruals())).toMatchObject({ events: 0 });
        },
      ),
      { numRuns: 200 },
    );
  }, 60_000);
});

/** Goes through the customer's stream: granted only when free; and a lead that is not yet taken up has the customer. */
const expectOneHolderAtATime = async (store: EventStore): Promise<void> => {
  let holder: string | undefined;
  for (const event of await historyOf(store)) {
    if (event.type === 'ClaimReleased') {
      expect(event.data.lead).toBe(holder);
      holder = undefined;
    }
    if (event.type !== 'LeadClaimed') continue;
    expect(event.data.outcome === 'granted').toBe(holder === undefined);
    holder ??= event.data.lead;
    expect(event.data.holder.lead).toBe(holder);
  }
  const last = await ends(store);
  for (const [lead, type] of last) {
    if (type === 'LeadSubmitted' || type === 'LeadAccepted' || type === 'LeadReopened') expect(holder).toBe(lead);
    if (type === 'LeadLost') expect(holder).not.toBe(lead);
  }
};
