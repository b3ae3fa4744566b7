import type { EventData } from '@commission-ledger/events';
import { told } from './facts.ts';
import { at, cents, type Fact, utc } from './history.ts';

/** The program `north`, opened on 1 January 2026; weekends are free. */
export const opened = (settings: Partial<EventData<'ProgramOpened'>> = {}): Fact =>
  told('program-north', 'ProgramOpened', {
    program: 'north',
    name: 'North',
    timeZone: utc,
    currencies: [cents(0).currency],
    businessCalendar: { weekend: [6, 7], holidays: [] },
    approval: 'none',
    destinations: 'kept-by-host',
    occurredAt: at('2026-01-01T00:00:00Z'),
    ...settings,
  });

/** A lead of `ada` in `north`. */
export const submitted = (lead: string, when: string, data: Partial<EventData<'LeadSubmitted'>> = {}): Fact =>
  told(`lead-${lead}`, 'LeadSubmitted', {
    lead,
    program: 'north',
    partner: 'ada',
    prospect: { reference: `crm/${lead}` },
    attributes: {},
    occurredAt: at(when),
    ...data,
  });

/** What can happen to a lead afterwards. */
export type LeadTurn =
  | 'LeadAccepted'
  | 'LeadRejected'
  | 'LeadMarkedDuplicate'
  | 'LeadAdvanced'
  | 'LeadLost'
  | 'LeadExpired'
  | 'LeadReopened'
  | 'DealWon';

/** A turn of a lead; `word` is the reason, the stage, or the lead that was there first. */
export const turned = (lead: string, type: LeadTurn, when: string, word = 'said'): Fact => {
  const on = { lead, occurredAt: at(when) };
  const stream = `lead-${lead}`;
  switch (type) {
    case 'LeadAccepted':
    case 'LeadExpired':
      return told(stream, type, on);
    case 'LeadRejected':
    case 'LeadLost':
    case 'LeadReopened':
      return told(stream, type, { ...on, reason: word });
    case 'LeadMarkedDuplicate':
      return told(stream, type, { ...on, of: word, reason: 'known' });
    case 'LeadAdvanced':
      return told(stream, type, { ...on, stage: word });
    case 'DealWon':
      return told(`deal-d-${lead}`, type, {
        ...on,
        deal: `d-${lead}`,
        program: 'north',
        amount: cents(500),
        attribution: [],
        attributes: {},
      });
  }
};

/** From a local date on, who looks after the partner. */
export const managed = (partner: string, manager: string, from: EventData<'ManagerAssigned'>['from']): Fact =>
  told(`partner-${partner}`, 'ManagerAssigned', {
    partner,
    program: 'north',
    manager,
    from,
    occurredAt: at('2026-01-01T00:00:00Z'),
  });

/** A lead claims a customer; by default it is granted. */
export const claimed = (
  lead: string,
  when: string,
  data: Partial<EventData<'LeadClaimed'>> = {},
  customer = 'c1',
): Fact =>
  told(`claim-north.${customer}`, 'LeadClaimed', {
    program: 'north',
    customer,
    lead,
    partner: 'ada',
    outcome: 'granted',
    holder: { lead, partner: data.partner ?? 'ada' },
    until: null,
    occurredAt: at(when),
    ...data,
  });
