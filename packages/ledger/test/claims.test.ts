import { type EventStore, memoryEventStore } from '@commission-ledger/event-store';
import type { EventData } from '@commission-ledger/events';
import { faultyEventStore } from '@commission-ledger/testing';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../src/index.ts';
import { eventsOf, historyOf, ledgerOn, ok, settle, won } from './world.ts';

const partners = ['bob', 'cat', 'dan'];

const opened = async (program: object = { leadProtection: { days: 30 } }): Promise<EventStore> => {
  const store = memoryEventStore();
  await settle(ledgerOn(store), { partners, program });
  return store;
};

const brought = (lead: string, partner: string, day = '2024-03-01', customer: string | null = 'c1') => ({
  lead,
  program: 'acme',
  partner,
  prospect: { reference: `crm-${lead}` },
  attributes: {},
  occurredAt: `${day}T12:00:00Z`,
  ...(customer === null ? {} : { customer }),
});

const stagesIn = async (store: EventStore): Promise<Readonly<Record<string, string>>> => {
  const stages: Record<string, string> = {};
  for (const { stream, type } of await historyOf(store)) if (stream.startsWith('lead-')) stages[stream.slice(5)] = type;
  return stages;
};

const claimsIn = async (store: EventStore) =>
  (await eventsOf(store, 'LeadClaimed')).map(({ data: { lead, outcome, holder, until } }) => ({
    lead,
    outcome,
    holder: holder.lead,
    until,
  }));

describe('a customer', () => {
  it('is the first lead’s, until the last protected day and on it; other partners’ leads become duplicates', async () => {
    const store = await opened();
    const ledger = ledgerOn(store);
    await ok(ledger.submitLead(brought('l1', 'bob', '2024-03-01')));
    await ok(ledger.submitLead(brought('l2', 'cat', '2024-03-31')));
    await ok(ledger.submitLead(brought('l3', 'cat', '2024-04-01')));
    expect(await claimsIn(store)).toEqual([
      { lead: 'l1', outcome: 'granted', holder: 'l1', until: '2024-03-31' },
      { lead: 'l2', outcome: 'protected', holder: 'l1', until: '2024-03-31' },
      { lead: 'l3', outcome: 'granted', holder: 'l3', until: '2024-05-01' },
    ]);
    const [duplicate] = await eventsOf(store, 'LeadMarkedDuplicate');
    expect(duplicate?.data).toEqual({
      lead: 'l2',
      of: 'l1',
      reason: 'Another partner brought this customer first; the customer is protected until 2024-03-31.',
      occurredAt: '2024-03-31T12:00:00.000Z',
    });
    expect(await stagesIn(store)).toEqual({ l1: 'LeadSubmitted', l2: 'LeadMarkedDuplicate', l3: 'LeadSubmitted' });
  });

  it('counts the days in the zone of the program', async () => {
    const store = await opened({ leadProtection: { days: 0 } });
    const ledger = ledgerOn(store);
    // Berlin: 1 March 23:30, and 2 March 00:30.
    await ok(ledger.submitLead({ ...brought('l1', 'bob'), occurredAt: '2024-03-01T22:30:00Z' }));
    await ok(ledger.submitLead({ ...brought('l2', 'cat'), occurredAt: '2024-03-01T23:30:00Z' }));
    expect((await claimsIn(store)).map(({ outcome, until }) => [outcome, until])).toEqual([
      ['granted', '2024-03-01'],
      ['granted', '2024-03-02'],
    ]);
  });

  it('is protected for ever where the program sets no end', async () => {
    const store = await opened({});
    const ledger = ledgerOn(store);
    await ok(ledger.submitLead(brought('l1', 'bob', '2024-03-01')));
    await ok(ledger.submitLead(brought('l2', 'cat', '2025-05-01')));
    expect(await claimsIn(store)).toMatchObject([{ until: null }, { outcome: 'protected', until: null }]);
    const [duplicate] = await eventsOf(store, 'LeadMarkedDuplicate');
    expect(duplicate?.data.reason).toBe('Another partner brought this customer first and has it for good.');
  });

  it('brought again by the partner who has it is a duplicate too', async () => {
    const store = await opened();
    const ledger = ledgerOn(store);
    await ok(ledger.submitLead(brought('l1', 'bob', '2024-03-01')));
    await ok(ledger.submitLead(brought('l2', 'bob', '2024-03-02')));
    expect((await claimsIn(store))[1]).toEqual({ lead: 'l2', outcome: 'own', holder: 'l1', until: '2024-03-31' });
    const [duplicate] = await eventsOf(store, 'LeadMarkedDuplicate');
    expect(duplicate?.data).toMatchObject({ lead: 'l2', of: 'l1', reason: 'You brought this customer before.' });
  });

  type End = readonly [because: string, end: (ledger: Ledger) => ReturnType<Ledger['loseLead']>];
  const at = { lead: 'l1', occurredAt: '2024-03-05T12:00:00Z' };
  it.each<End>([
    ['rejected', (ledger) => ledger.rejectLead({ ...at, reason: 'no budget' })],
    ['duplicate', (ledger) => ledger.markLeadDuplicate({ ...at, of: 'other' })],
    ['lost', (ledger) => ledger.loseLead({ ...at, reason: 'price' })],
    ['expired', (ledger) => ledger.expireLead(at)],
  ])('is free again when the lead that has it is %s, and claimed anew when that is reopened', async (because, end) => {
    const store = await opened();
    const ledger = ledgerOn(store);
    await ok(ledger.submitLead(brought('other', 'dan', '2024-01-01', null)));
    await ok(ledger.submitLead(brought('l1', 'bob')));
    const ended = await ok(end(ledger));
    expect(ended.events.map(({ type }) => type)).toContain('ClaimReleased');
    const [released] = await eventsOf(store, 'ClaimReleased');
    expect(released?.data).toEqual({
      program: 'acme',
      customer: 'c1',
      lead: 'l1',
      because,
      occurredAt: '2024-03-05T12:00:00.000Z',
    });
    await ok(ledger.submitLead(brought('l2', 'cat', '2024-03-06')));
    await ok(ledger.reopenLead({ lead: 'l1', reason: 'a mistake', occurredAt: '2024-03-07T12:00:00Z' }));
    expect((await claimsIn(store)).map(({ lead, outcome }) => [lead, outcome])).toEqual([
      ['l1', 'granted'],
      ['l2', 'granted'],
      ['l1', 'protected'],
    ]);
    // Reopened, and a duplicate at once: the other has the customer now.
    expect((await stagesIn(store))['l1']).toBe('LeadMarkedDuplicate');
    await ok(ledger.loseLead({ lead: 'l2', reason: 'price', occurredAt: '2024-03-08T12:00:00Z' }));
    await ok(ledger.reopenLead({ lead: 'l1', reason: 'free now', occurredAt: '2024-03-09T12:00:00Z' }));
    expect((await claimsIn(store)).at(-1)).toEqual({
      lead: 'l1',
      outcome: 'granted',
      holder: 'l1',
      until: '2024-04-08',
    });
    expect((await stagesIn(store))['l1']).toBe('LeadReopened');
    const before = await historyOf(store);
    expect(await ok(ledgerOn(store).catchUpAccruals())).toMatchObject({ events: 0 });
    expect(await historyOf(store)).toEqual(before);
  });

  it('stays with the lead that was won', async () => {
    const store = await opened();
    const ledger = ledgerOn(store);
    await ok(ledger.submitLead(brought('l1', 'bob')));
    await ok(ledger.winDeal(won('d1', { lead: 'l1', occurredAt: '2024-03-03T12:00:00Z' })));
    await ok(ledger.submitLead(brought('l2', 'cat', '2024-03-04')));
    expect((await claimsIn(store))[1]).toMatchObject({ outcome: 'protected', holder: 'l1' });
  });

  type AfterWin = readonly [wanted: string, command: (ledger: Ledger) => ReturnType<Ledger['loseLead']>];
  it.each<AfterWin>([
    ['accepted', (ledger) => ledger.acceptLead({ ...at })],
    ['rejected', (ledger) => ledger.rejectLead({ ...at, reason: 'no budget' })],
    ['duplicate', (ledger) => ledger.markLeadDuplicate({ ...at, of: 'other' })],
    ['in-progress', (ledger) => ledger.advanceLead({ ...at, stage: 'offer' })],
    ['lost', (ledger) => ledger.loseLead({ ...at, reason: 'price' })],
    ['expired', (ledger) => ledger.expireLead(at)],
    ['accepted', (ledger) => ledger.reopenLead({ ...at, reason: 'a mistake' })],
  ])('stays with a lead that was won, which cannot become %s any more', async (wanted, command) => {
    const store = await opened();
    await ok(ledgerOn(store).submitLead(brought('other', 'dan', '2024-01-01', null)));
    await ok(ledgerOn(store).submitLead(brought('l1', 'bob')));
    await ok(ledgerOn(store).winDeal(won('d1', { lead: 'l1', occurredAt: '2024-03-03T12:00:00Z' })));
    await ok(ledgerOn(store).cancelDeal({ deal: 'd1', reason: 'the customer left' }));
    const before = await historyOf(store);
    const outcome = await command(ledgerOn(store));
    expect(outcome).toEqual(E.left({ _tag: 'LeadInState', lead: 'l1', state: 'won', wanted }));
    expect(await historyOf(store)).toEqual(before);
  });

  type Ended = readonly [stage: string, end: (ledger: Ledger) => Promise<unknown>];
  it.each<Ended>([
    ['submitted', async () => undefined],
    ['in progress', async (ledger) => ok(ledger.acceptLead(at))],
    ['rejected', (ledger) => ok(ledger.rejectLead({ ...at, reason: 'no budget' }))],
    ['a duplicate', (ledger) => ok(ledger.markLeadDuplicate({ ...at, of: 'other' }))],
    ['lost', (ledger) => ok(ledger.loseLead({ ...at, reason: 'price' }))],
    ['expired', (ledger) => ok(ledger.expireLead(at))],
  ])('may be won by a lead that is %s, once for all its deals, also after a crash', async (_, end) => {
    const store = await opened();
    const ledger = ledgerOn(store);
    await ok(ledger.submitLead(brought('other', 'dan', '2024-01-01', null)));
    await ok(ledger.submitLead(brought('l1', 'bob')));
    await end(ledger);
    const deferred = ledgerOn(store, { accruals: 'deferred' });
    const { events } = await ok(deferred.winDeal(won('d1', { lead: 'l1', occurredAt: '2024-03-06T12:00:00Z' })));
    expect(await eventsOf(store, 'LeadWon')).toEqual([]);
    await ok(ledgerOn(store).catchUpAccruals());
    await ok(ledgerOn(store).winDeal(won('d2', { lead: 'l1', occurredAt: '2024-03-07T12:00:00Z' })));
    await ok(ledgerOn(store).catchUpAccruals());
    expect(await eventsOf(store, 'LeadWon')).toMatchObject([
      {
        stream: 'lead-l1',
        data: { lead: 'l1', deal: 'd1', occurredAt: '2024-03-06T12:00:00.000Z' },
        actor: 'policy:lead',
        causation: events[0]?.id,
      },
    ]);
    expect((await eventsOf(store, 'DealWon')).map(({ data }) => data.deal)).toEqual(['d1', 'd2']);
  });

  it('that nobody asked for is no matter of a deal without a lead', async () => {
    const store = await opened();
    await ok(ledgerOn(store).winDeal(won('d1')));
    expect(await eventsOf(store, 'LeadWon')).toEqual([]);
  });

  it('of a lead that was looked for before it came is claimed as well', async () => {
    const store = await opened();
    const first = ledgerOn(store);
    await ok(first.submitLead(brought('l1', 'bob', '2024-03-01', null)));
    const early = await first.markLeadDuplicate({ ...at, of: 'l9' });
    expect(early).toEqual(E.left({ _tag: 'UnknownLead', lead: 'l9' }));
    await ok(ledgerOn(store, { accruals: 'deferred' }).submitLead(brought('l9', 'bob')));
    await ok(first.catchUpAccruals());
    expect(await claimsIn(store)).toMatchObject([{ lead: 'l9', outcome: 'granted' }]);
  });

  it('of another program, and another customer, is another matter', async () => {
    const store = await opened();
    const ledger = ledgerOn(store);
    await ok(ledger.submitLead(brought('l1', 'bob')));
    await ok(ledger.submitLead(brought('l2', 'cat', '2024-03-02', 'c2')));
    await ok(ledger.submitLead(brought('l3', 'cat', '2024-03-02', null)));
    expect((await claimsIn(store)).map(({ lead, outcome }) => [lead, outcome])).toEqual([
      ['l1', 'granted'],
      ['l2', 'granted'],
    ]);
    expect(Object.values(await stagesIn(store))).toEqual(['LeadSubmitted', 'LeadSubmitted', 'LeadSubmitted']);
  });

  it('of a lead that has gone on by the time it claims leaves the lead as it is', async () => {
    const store = await opened();
    const deferred = ledgerOn(store, { accruals: 'deferred' });
    await ok(deferred.submitLead(brought('l1', 'bob')));
    await ok(deferred.submitLead(brought('l2', 'cat')));
    await ok(deferred.acceptLead({ lead: 'l2', occurredAt: '2024-03-02T12:00:00Z' }));
    await ok(deferred.advanceLead({ lead: 'l2', stage: 'offer', occurredAt: '2024-03-03T12:00:00Z' }));
    expect(await claimsIn(store)).toEqual([]);
    await ok(ledgerOn(store).catchUpAccruals());
    expect((await claimsIn(store)).map(({ lead, outcome }) => [lead, outcome])).toEqual([
      ['l1', 'granted'],
      ['l2', 'protected'],
    ]);
    expect((await stagesIn(store))['l2']).toBe('LeadAdvanced');
  });

  it('of a lead that claims anew before it was told to be a duplicate goes by the new claim', async () => {
    const inner = await opened();
    const other = ledgerOn(inner);
    await ok(other.submitLead(brought('l1', 'bob')));
    const act = async () => {
      await ok(other.loseLead({ lead: 'l1', reason: 'price', occurredAt: '2024-03-02T12:00:00Z' }));
      await ok(other.loseLead({ lead: 'l2', reason: 'price', occurredAt: '2024-03-02T12:00:00Z' }));
      await ok(other.reopenLead({ lead: 'l2', reason: 'a mistake', occurredAt: '2024-03-03T12:00:00Z' }));
    };
    // The lead, its claim, and then that it is a duplicate: before that the other writes.
    const store = faultyEventStore(inner, [{ kind: 'meanwhile', onAppend: 3, act }]);
    await ok(ledgerOn(store).submitLead(brought('l2', 'cat')));
    expect((await claimsIn(inner)).map(({ lead, outcome }) => [lead, outcome])).toEqual([
      ['l1', 'granted'],
      ['l2', 'protected'],
      ['l2', 'granted'],
    ]);
    expect(await eventsOf(inner, 'LeadMarkedDuplicate')).toEqual([]);
    expect((await stagesIn(inner))['l2']).toBe('LeadReopened');
  });

  it('is claimed by nobody when the lead is not there', async () => {
    const store = await opened();
    const outcome = await ledgerOn(store).accrueFor([{ kind: 'lead', lead: 'l9' }]);
    expect(outcome).toEqual(E.left({ _tag: 'UnknownLead', lead: 'l9' }));
  });

  it('is claimed by the policy, because of the lead', async () => {
    const store = await opened();
    const { events } = await ok(ledgerOn(store).submitLead(brought('l1', 'bob'), { correlation: 'request-1' }));
    const [submitted, claimed] = events;
    expect(claimed).toMatchObject({
      stream: 'claim-acme.c1',
      type: 'LeadClaimed',
      actor: 'policy:claim',
      correlation: 'request-1',
      causation: submitted?.id,
      commandKey: 'claim/l1/0',
    });
    const claim: EventData<'LeadClaimed'> | undefined = (await eventsOf(store, 'LeadClaimed'))[0]?.data;
    expect(claim?.occurredAt).toBe('2024-03-01T12:00:00.000Z');
  });
});
