import { memoryEventStore } from '@commission-ledger/event-store';
import { faultyEventStore } from '@commission-ledger/testing';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../src/index.ts';
import { acme, eventsOf, framesOf, historyOf, ledgerOn, newLedger, NOON, ok, refused, settle, won } from './world.ts';

const brought = (lead: string, occurredAt: string, more: Partial<Parameters<Ledger['submitLead']>[0]> = {}) => ({
  lead,
  program: 'acme',
  partner: 'bob',
  prospect: { reference: `crm-${lead}` },
  attributes: {},
  occurredAt,
  ...more,
});

const expiring = { leadExpiry: { days: 10 } };

const expiredIn = async (store: Parameters<typeof eventsOf>[0]) =>
  (await eventsOf(store, 'LeadExpired')).map(({ data: { lead, occurredAt } }) => [lead, occurredAt]);

describe('silent leads', () => {
  it('expire on the day after the last of the silent days, in the zone of the program', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger, { program: expiring });
    // Berlin: 1 March 23:59, so the tenth silent day is 11 March.
    await ok(ledger.submitLead(brought('l1', '2024-03-01T22:59:00Z')));
    const early = await ok(ledger.expireLeads({ program: 'acme', now: '2024-03-11T22:59:59.999Z' }));
    expect(early).toEqual({ repeated: true, events: [] });
    const late = await ok(ledger.expireLeads({ program: 'acme', now: '2024-03-11T23:00:00Z' }));
    expect(late).toMatchObject({ repeated: false, events: [{ type: 'LeadExpired', actor: 'ann' }] });
    expect(await expiredIn(store)).toEqual([['l1', '2024-03-11T23:00:00.000Z']]);
  });

  it('are those about which nothing was said; what happened long ago but was told late counts from then', async () => {
    const { store, ledger } = newLedger();
    await settle(ledger, { program: expiring });
    for (const lead of ['old', 'heard', 'lost', 'won', 'again'])
      await ok(ledger.submitLead(brought(lead, '2024-03-01T12:00:00Z')));
    await ok(ledger.acceptLead({ lead: 'heard', occurredAt: '2024-03-02T12:00:00Z' }));
    await ok(ledger.advanceLead({ lead: 'heard', stage: 'offer', occurredAt: '2024-03-15T12:00:00Z' }));
    // Told after what came later: the lead was heard of on the 15th still.
    await ok(ledger.advanceLead({ lead: 'heard', stage: 'call', occurredAt: '2024-03-03T12:00:00Z' }));
    await ok(ledger.loseLead({ lead: 'lost', reason: 'price', occurredAt: '2024-03-02T12:00:00Z' }));
    await ok(ledger.winDeal(won('d1', { lead: 'won', occurredAt: '2024-03-02T12:00:00Z' })));
    await ok(ledger.loseLead({ lead: 'again', reason: 'price', occurredAt: '2024-03-02T12:00:00Z' }));
    await ok(ledger.reopenLead({ lead: 'again', reason: 'a mistake', occurredAt: '2024-03-03T12:00:00Z' }));
    await ok(ledger.expireLeads({ program: 'acme', now: '2024-03-20T12:00:00Z' }));
    expect((await expiredIn(store)).map(([lead]) => lead)).toEqual(['old', 'again']);
    expect(await ok(ledger.expireLeads({ program: 'acme', now: '2024-03-21T12:00:00Z' }))).toMatchObject({
      events: [],
    });
    await ok(ledger.expireLeads({ program: 'acme' }));
    expect((await expiredIn(store)).at(-1)).toEqual(['heard', new Date(NOON).toISOString()]);
  });

  it('give their customers back, also when that is made up for later', async () => {
    for (const accruals of ['inline', 'deferred'] as const) {
      const { store, ledger } = newLedger({ accruals });
      await settle(ledger, { program: expiring });
      await ok(ledger.submitLead(brought('l1', '2024-03-01T12:00:00Z', { customer: 'c1' })));
      const { events } = await ok(ledger.expireLeads({ program: 'acme' }));
      expect(events.map(({ type }) => type)).toEqual(
        accruals === 'inline' ? ['LeadExpired', 'ClaimReleased'] : ['LeadExpired'],
      );
      await ok(ledger.catchUpAccruals());
      expect((await historyOf(store)).slice(-1)).toMatchObject([{ type: 'ClaimReleased' }]);
    }
  });

  it('are found in the history, or by the directory that the host gives', async () => {
    const asked: string[] = [];
    const store = memoryEventStore();
    const ledger = ledgerOn(store, {
      openLeads: async function* (program) {
        asked.push(program);
        yield* ['l2', 'l3', 'unknown', 'elsewhere'];
      },
    });
    await settle(ledger, { program: expiring });
    await ok(ledger.openProgram({ ...acme, program: 'other', name: 'Other', leadExpiry: { days: 1 } }));
    await ok(ledger.submitLead(brought('l1', '2024-03-01T12:00:00Z')));
    await ok(ledger.submitLead(brought('l2', '2024-03-01T12:00:00Z')));
    await ok(ledger.submitLead(brought('l3', '2024-03-01T12:00:00Z')));
    await ok(ledger.rejectLead({ lead: 'l3', reason: 'known', occurredAt: '2024-03-01T12:00:00Z' }));
    await ok(ledger.submitLead(brought('elsewhere', '2024-03-01T12:00:00Z', { program: 'other' })));
    await ok(ledger.expireLeads({ program: 'acme' }));
    expect(asked).toEqual(['acme']);
    expect((await expiredIn(store)).map(([lead]) => lead)).toEqual(['l2']);
    await ok(ledgerOn(store).expireLeads({ program: 'acme' }));
    expect((await expiredIn(store)).map(([lead]) => lead)).toEqual(['l2', 'l1']);
  });

  it('do not expire when they are heard of at the last moment', async () => {
    const inner = memoryEventStore();
    const other = ledgerOn(inner);
    await settle(other, { program: expiring });
    await ok(other.submitLead(brought('l1', '2024-03-01T12:00:00Z')));
    const act = () => ok(other.acceptLead({ lead: 'l1', occurredAt: '2024-04-01T12:00:00Z' }));
    const store = faultyEventStore(inner, [{ kind: 'meanwhile', onAppend: 1, act }]);
    const outcome = await ok(ledgerOn(store).expireLeads({ program: 'acme' }));
    expect(outcome).toEqual({ repeated: true, events: [] });
    expect(await expiredIn(inner)).toEqual([]);
  });

  it('expire once, whoever lets them', async () => {
    const store = memoryEventStore();
    await settle(ledgerOn(store), { program: expiring });
    await ok(ledgerOn(store).submitLead(brought('l1', '2024-03-01T12:00:00Z', { customer: 'c1' })));
    await Promise.all([
      ok(ledgerOn(store).expireLeads({ program: 'acme', now: '2024-04-01T12:00:00Z' })),
      ok(ledgerOn(store).expireLeads({ program: 'acme', now: '2024-04-02T12:00:00Z' })),
    ]);
    expect(await eventsOf(store, 'LeadExpired')).toHaveLength(1);
    expect(await eventsOf(store, 'ClaimReleased')).toHaveLength(1);
  });

  it.each([
    [{ program: 'ghost' }, { _tag: 'UnknownProgram', program: 'ghost' }],
    [{ program: 'acme' }, { _tag: 'LeadsDoNotExpire', program: 'acme' }],
    [{ program: 'a.b' }, { _tag: 'InvalidInput', problems: [{ path: '/program' }] }],
    [
      { program: 'acme', now: 'tomorrow' },
      { _tag: 'InvalidInput', problems: [{ path: '/now' }] },
    ],
    [
      { program: 'acme', until: '' },
      { _tag: 'InvalidInput', problems: [{ path: '/until' }] },
    ],
    [{ program: 'acme', now: '2025-06-01T12:00:00.001Z' }, { _tag: 'InTheFuture' }],
  ])('are left alone when %j is asked for', async (input, expected) => {
    const { store, ledger } = newLedger();
    await settle(ledger);
    const before = await framesOf(store);
    expect(await refused(ledger.expireLeads(input))).toMatchObject(expected);
    expect(await framesOf(store)).toEqual(before);
  });
});
