import { describe, expect, it } from 'vitest';
import { clocksOfLead, leadTimeline, openLeadsOf, overdueLeads } from '../src/index.ts';
import { collected, documentsOf } from './documentsOf.ts';
import { joined, told } from './facts.ts';
import { at, cents, date, type Fact } from './history.ts';
import { claimed, opened, submitted, turned } from './leadFacts.ts';

const noon = '2026-03-02T12:00:00Z';
const later = '2026-03-03T12:00:00Z';

/** `ada` brings a customer whom `bob-the-rival` has. */
const rivalry: readonly Fact[] = [
  joined('ada', 'Ada'),
  joined('bob-the-rival', 'Bob Rival'),
  submitted('lead-of-bob', noon, { partner: 'bob-the-rival', customer: 'c1' }),
  claimed('lead-of-bob', noon, { partner: 'bob-the-rival', until: date('2026-04-01') }),
  submitted('l1', noon, { customer: 'c1' }),
  claimed('l1', noon, {
    outcome: 'protected',
    holder: { lead: 'lead-of-bob', partner: 'bob-the-rival' },
    until: date('2026-04-01'),
  }),
  turned('l1', 'LeadMarkedDuplicate', noon, 'lead-of-bob'),
];

describe('the timeline of a lead', () => {
  it('tells what happened to the lead, its claim and its deal, in the order recorded, with both times', async () => {
    const documents = await documentsOf([
      joined('ada', 'Ada'),
      submitted('l1', noon, { customer: 'c1' }),
      claimed('l1', noon, { until: date('2026-04-01') }),
      turned('l1', 'LeadLost', later, 'price'),
      told('claim-north.c1', 'ClaimReleased', {
        program: 'north',
        customer: 'c1',
        lead: 'l1',
        because: 'lost',
        occurredAt: at(later),
      }),
      turned('l1', 'LeadReopened', later, 'a mistake'),
      turned('l1', 'LeadAdvanced', later, 'offer'),
      turned('l1', 'DealWon', later),
      told('deal-d-l1', 'DealAmended', {
        deal: 'd-l1',
        amendment: 'a1',
        reason: 'Bob Rival joins',
        author: 'kim',
        amount: cents(700),
        attribution: [],
        occurredAt: at(later),
      }),
      told('deal-d-l1', 'DealCancelled', { deal: 'd-l1', reason: 'called off', occurredAt: at(noon) }),
    ]);
    const timeline = (await leadTimeline(documents, 'l1')) ?? [];
    expect(timeline.map(({ event: _event, recordedAt: _recordedAt, ...entry }) => entry)).toEqual([
      lead({ fact: 'LeadSubmitted', state: 'submitted', occurredAt: at(noon) }),
      { kind: 'claim', outcome: 'granted', until: '2026-04-01', occurredAt: at(noon) },
      lead({ fact: 'LeadLost', state: 'lost', reason: 'price' }),
      { kind: 'claim', outcome: 'released', until: null, occurredAt: at(later) },
      lead({ fact: 'LeadReopened', state: 'accepted', reason: 'a mistake' }),
      lead({ fact: 'LeadAdvanced', state: 'in-progress', stage: 'offer' }),
      lead({ fact: 'DealWon', state: 'won', deal: 'd-l1' }),
      { kind: 'deal', deal: 'd-l1', what: 'amended', changed: ['amount', 'attribution'], occurredAt: at(later) },
      { kind: 'deal', deal: 'd-l1', what: 'cancelled', reason: 'called off', occurredAt: at(noon) },
    ]);
    const recorded = timeline.map(({ recordedAt }) => recordedAt);
    expect(recorded).toEqual(recorded.toSorted());
    expect(new Set(timeline.map(({ event }) => event)).size).toBe(timeline.length);
  });

  it('names no other partner and no lead of one, but the own lead that was there first', async () => {
    const documents = await documentsOf([
      ...rivalry,
      turned('l1', 'LeadReopened', later, 'asked again'),
      submitted('l2', noon),
      turned('l1', 'LeadMarkedDuplicate', later, 'l2'),
    ]);
    const timeline = (await leadTimeline(documents, 'l1')) ?? [];
    expect(JSON.stringify(timeline)).not.toMatch(/bob/i);
    expect(timeline).toContainEqual(expect.objectContaining({ outcome: 'protected', until: '2026-04-01' }));
    const duplicates = timeline.flatMap((entry) =>
      entry.kind === 'lead' && entry.state === 'duplicate' ? [entry] : [],
    );
    expect(duplicates.map(({ duplicateOf }) => duplicateOf)).toEqual([null, 'l2']);
  });

  it('is none of a lead that was never submitted', async () => {
    const documents = await documentsOf([turned('l1', 'DealWon', noon), claimed('l2', noon)]);
    expect(await leadTimeline(documents, 'l1')).toBeUndefined();
    expect(await leadTimeline(documents, 'l2')).toBeUndefined();
    expect(await leadTimeline(documents, 'l3')).toBeUndefined();
    for (const id of ['l1', 'l2', 'l3']) expect(await clocksOfLead(documents, id, at(noon))).toBeUndefined();
  });
});

const lead = (entry: object) => ({
  kind: 'lead',
  stage: null,
  reason: null,
  deal: null,
  duplicateOf: null,
  occurredAt: at(later),
  ...entry,
});

describe('the open leads of a program', () => {
  it('are those that have neither ended nor been won, also where the deal was recorded first', async () => {
    const documents = await documentsOf([
      ...rivalry,
      submitted('open', noon),
      submitted('elsewhere', noon, { program: 'south' }),
      submitted('taken', noon),
      turned('taken', 'LeadAccepted', noon),
      turned('early', 'DealWon', noon),
      submitted('early', noon),
    ]);
    expect(await collected(openLeadsOf(documents, 'north'))).toEqual(['open', 'taken', 'lead-of-bob']);
  });

  it('are never overdue in a program that promises nothing, or is not there', async () => {
    const documents = await documentsOf([opened(), joined('ada', 'Ada'), submitted('l1', noon)]);
    const now = at('2026-12-01T00:00:00Z');
    expect(await overdueLeads(documents, { program: 'north', now })).toEqual([]);
    expect(await overdueLeads(documents, { program: 'south', now })).toEqual([]);
    expect(await clocksOfLead(documents, 'l1', now)).toEqual([]);
  });
});
