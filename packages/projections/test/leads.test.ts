import type { EventData } from '@commission-ledger/events';
import { describe, expect, it } from 'vitest';
import { leadOf, leads, leadsOf } from '../src/index.ts';
import { collected, documentsOf, stopOf } from './documentsOf.ts';
import { joined, told } from './facts.ts';
import { at, cents, type Fact } from './history.ts';

const noon = at('2026-01-10T12:00:00Z');

const submitted = (lead: string, data: Partial<EventData<'LeadSubmitted'>> = {}): Fact =>
  told(`lead-${lead}`, 'LeadSubmitted', {
    lead,
    program: 'north',
    partner: 'ada',
    prospect: { reference: `crm/${lead}` },
    attributes: { product: 'P1' },
    occurredAt: noon,
    ...data,
  });
const won = told('deal-d1', 'DealWon', {
  deal: 'd1',
  program: 'north',
  amount: cents(500),
  attribution: [],
  attributes: {},
  lead: 'l1',
  occurredAt: noon,
});
const onLead = { lead: 'l1', occurredAt: noon };
const accepted = told('lead-l1', 'LeadAccepted', onLead);

describe('leads', () => {
  it('tell their whole way, to the win of the deal', async () => {
    const offer = told('lead-l1', 'LeadAdvanced', { ...onLead, stage: 'offer' });
    const documents = await documentsOf([submitted('l1'), accepted, offer, won, joined('ada', 'Ada Byron')]);
    const lead = await leadOf(documents, 'l1');
    expect(lead).toMatchObject({
      lead: 'l1',
      partnerName: 'Ada Byron',
      prospect: { reference: 'crm/l1' },
      attributes: { product: 'P1' },
      state: 'won',
      stage: 'offer',
      deal: 'd1',
    });
    expect(lead?.timeline.map(({ state, stage, occurredAt }) => [state, stage, occurredAt])).toEqual([
      ['submitted', null, noon],
      ['accepted', null, noon],
      ['in-progress', 'offer', noon],
      ['won', null, noon],
    ]);
    expect(lead?.timeline[0]?.recordedAt).toBe('2026-06-01T00:00:00.000000Z');
  });

  it.each([
    ['LeadRejected', { reason: 'known' }, { state: 'rejected', reason: 'known' }],
    ['LeadMarkedDuplicate', { of: 'l0' }, { state: 'duplicate', duplicateOf: 'l0' }],
    ['LeadLost', { reason: 'price' }, { state: 'lost', reason: 'price' }],
    ['LeadExpired', {}, { state: 'expired', reason: null }],
  ] as const)('show what %s means, until they are reopened', async (type, data, expected) => {
    const ended = told('lead-l1', type, { ...onLead, ...data });
    expect(await leadOf(await documentsOf([submitted('l1'), ended]), 'l1')).toMatchObject(expected);
    const reopened = told('lead-l1', 'LeadReopened', { ...onLead, reason: 'a mistake' });
    const again = await leadOf(await documentsOf([submitted('l1'), ended, reopened]), 'l1');
    expect(again).toMatchObject({ state: 'accepted', reason: 'a mistake' });
  });

  it('stay won whatever is noted afterwards, also when the deal was recorded before the lead', async () => {
    const lost = told('lead-l1', 'LeadLost', { ...onLead, reason: 'silence' });
    for (const facts of [
      [submitted('l1'), won, lost],
      [won, submitted('l1'), lost],
    ]) {
      const lead = await leadOf(await documentsOf(facts), 'l1');
      expect(lead).toMatchObject({ state: 'won', reason: null, deal: 'd1' });
      expect(lead?.timeline).toHaveLength(3);
    }
    expect(await leadOf(await documentsOf([won]), 'l1')).toBeUndefined();
  });

  it('never show protected personal data', async () => {
    const encrypted = {
      subject: 's1',
      algorithm: 'A256GCM',
      nonce: 'A'.repeat(16),
      ciphertext: 'c2VjcmV0',
      tag: 'A'.repeat(22),
    } as const;
    const documents = await documentsOf([submitted('l1', { prospect: { encrypted } })]);
    expect(await documents.read('leads@2', 'l1')).not.toContain('c2VjcmV0');
    expect(await leadOf(documents, 'l1')).toMatchObject({ prospect: { protected: true } });
  });

  it('of a partner are listed without reading those of others', async () => {
    const documents = await documentsOf([
      submitted('l2'),
      submitted('l1'),
      submitted('b1', { partner: 'bob' }),
      accepted,
    ]);
    const read: string[] = [];
    const watched = {
      ...documents,
      readMany: (name: string, keys: readonly string[]) => (read.push(...keys), documents.readMany(name, keys)),
    };
    const idsOf = async (scope: Parameters<typeof leadsOf>[1]) =>
      (await collected(leadsOf(watched, scope))).map(({ lead }) => lead);
    expect(await idsOf({ program: 'north', partner: 'ada' })).toEqual(['l1', 'l2']);
    expect(read).not.toContain('b1');
    expect(await idsOf({ state: 'accepted' })).toEqual(['l1']);
    expect(await idsOf({ partner: 'bob' })).toEqual(['b1']);
    expect(await idsOf({})).toEqual(['l1', 'l2', 'b1']);
  });

  it('stop at a step of a lead that was never submitted, and at a second submission', async () => {
    expect(await stopOf(leads, [accepted])).toContain('Lead l1 was never submitted.');
    expect(await stopOf(leads, [won, accepted])).toContain('Lead l1 was never submitted.');
    expect(await stopOf(leads, [submitted('l1'), submitted('l1')])).toContain('Lead l1 was submitted before.');
  });
});
