import { dayAt, noonOf } from './days.ts';
import type { LeadCommand } from './leadCommands.ts';

/*
 * Leads, claims to customers and inquiries once more, as naively as possible: what each command comes to, and where
 * everything stands then.
 */

type Told<K extends LeadCommand['kind']> = LeadCommand & Readonly<{ kind: K }>;
type Stage = 'submitted' | 'accepted' | 'in-progress' | 'won' | 'rejected' | 'duplicate' | 'lost' | 'expired';
type Lead = {
  partner: string;
  customer: string | null;
  stage: Stage;
  word: string;
  heard: number;
  steps: Stage[];
  won: boolean;
};
type Holder = Readonly<{ lead: string; partner: string; until: number }>;
type Inquiry = { status: 'open' | 'answered' | 'resolved'; latest: string; messages: number };
type Move = Readonly<{ to: Stage; from: readonly Stage[] }>;

export const PROTECTION = 20;
export const EXPIRY = 25;

const OPEN: readonly Stage[] = ['submitted', 'accepted', 'in-progress'];
const MOVES = {
  accept: { to: 'accepted', from: ['submitted'] },
  advance: { to: 'in-progress', from: ['accepted', 'in-progress'] },
  reject: { to: 'rejected', from: ['submitted', 'accepted'] },
  duplicate: { to: 'duplicate', from: ['submitted', 'accepted'] },
  lose: { to: 'lost', from: OPEN },
  expire: { to: 'expired', from: OPEN },
  reopen: { to: 'accepted', from: ['rejected', 'duplicate', 'lost', 'expired'] },
} as const satisfies Record<string, Move>;

export type NaiveLeads = ReturnType<typeof naiveLeads>;

export const naiveLeads = () => {
  const said = new Map<string, string>();
  const leads = new Map<string, Lead>();
  const holders = new Map<string, Holder>();
  const inquiries = new Map<string, Inquiry>();
  const suspensions: Record<string, { from: number; begins: boolean }[]> = { bob: [], cat: [], dan: [] };

  const isSuspended = (partner: string, day: number): boolean =>
    suspensions[partner]?.findLast(({ from }) => from <= day)?.begins ?? false;
  const keyed = (key: string, content: unknown, work: () => string): string => {
    const before = said.get(key);
    const now = JSON.stringify(content);
    if (before !== undefined) return before === now ? 'repeated' : 'KeyConflict';
    const verdict = work();
    if (verdict === 'recorded') said.set(key, now);
    return verdict;
  };

  const come = (lead: Lead, to: Stage, word: string, day: number): void => {
    lead.stage = to;
    lead.word = word;
    lead.heard = Math.max(lead.heard, day);
    lead.steps.push(to);
  };
  /** Whoever has the customer keeps it until the protection is over; another lead is a duplicate of that one. */
  const claim = (id: string, lead: Lead, day: number): void => {
    if (lead.customer === null) return;
    const holder = holders.get(lead.customer);
    if (holder === undefined || holder.until < day)
      holders.set(lead.customer, { lead: id, partner: lead.partner, until: day + PROTECTION });
    else if (holder.lead !== id) come(lead, 'duplicate', `of ${holder.lead}`, day);
  };
  const release = (id: string, { customer }: Lead): void => {
    if (customer !== null && holders.get(customer)?.lead === id) holders.delete(customer);
  };

  const submit = (told: Told<'submit'>): string => {
    const { lead: id, partner, customer, day } = told;
    return keyed(`${id} submit`, told, () => {
      if (isSuspended(partner, day)) return 'PartnerIsSuspended';
      const lead: Lead = {
        partner,
        customer,
        stage: 'submitted',
        word: '',
        heard: day,
        steps: ['submitted'],
        won: false,
      };
      leads.set(id, lead);
      claim(id, lead, day);
      return 'recorded';
    });
  };
  const move = (told: Told<keyof typeof MOVES>): string => {
    const { kind, lead: id, day } = told;
    if (told.kind === 'duplicate' && !leads.has(told.of)) return 'UnknownLead';
    const word = told.kind === 'duplicate' ? `of ${told.of} by hand` : 'word' in told ? told.word : '';
    // A lead is accepted once; everything else can happen again on another day.
    const key = kind === 'accept' ? `${id} accept` : `${id} ${kind} ${kind === 'advance' ? word : ''} ${day}`;
    return keyed(told.kind === 'duplicate' ? `${key} ${told.of}` : key, told, () => {
      const lead = leads.get(id);
      if (lead === undefined) return 'UnknownLead';
      if (told.kind === 'duplicate' && told.of === id) return 'LeadIsDuplicateOfItself';
      const { to, from }: Move = MOVES[kind];
      if (lead.stage === to && lead.word === word) return 'repeated';
      if (!from.includes(lead.stage)) return 'LeadInState';
      come(lead, to, word, day);
      if (kind === 'reopen') claim(id, lead, day);
      else if (!OPEN.includes(to)) release(id, lead);
      return 'recorded';
    });
  };
  const win = (told: Told<'win'>): string => {
    const lead = leads.get(told.lead);
    if (lead === undefined) return 'UnknownLead';
    return keyed(`${told.lead} win`, told, () => {
      lead.won = true;
      lead.stage = 'won';
      return 'recorded';
    });
  };
  const sweep = (today: number): string => {
    const silent = [...leads].filter(
      ([, { stage, heard, won }]) => !won && OPEN.includes(stage) && heard + EXPIRY < today,
    );
    for (const [id, lead] of silent) {
      come(lead, 'expired', '', today);
      release(id, lead);
    }
    return silent.length > 0 ? 'recorded' : 'repeated';
  };

  const suspend = (told: Told<'suspend' | 'reinstate'>): string => {
    const { kind, partner, day } = told;
    return keyed(`${kind} ${partner} ${day}`, told, () => {
      const known = suspensions[partner] ?? [];
      if (known.some(({ from }) => from > day)) return 'AssignmentOutOfOrder';
      if (kind === 'reinstate' && !isSuspended(partner, day)) return 'PartnerNotSuspended';
      known.push({ from: day, begins: kind === 'suspend' });
      return 'recorded';
    });
  };

  const ask = (told: Told<'ask'>): string => {
    return keyed(`${told.inquiry} ask`, told, () => {
      if (leads.get(told.lead)?.partner !== told.partner) return 'UnknownInquirySubject';
      inquiries.set(told.inquiry, { status: 'open', latest: 'ask', messages: 1 });
      return 'recorded';
    });
  };
  const goOn = (told: Told<'answer' | 'escalate' | 'come-back' | 'resolve'>): string => {
    const { kind, inquiry, day } = told;
    return keyed(`${inquiry} ${kind} ${day}`, told, () => {
      const known = inquiries.get(inquiry);
      if (known === undefined) return 'UnknownInquiry';
      const latest = `${kind} ${told.kind === 'resolve' ? told.outcome : ''}`;
      if (known.latest === latest) return 'repeated';
      if (kind === 'come-back' ? known.status === 'open' : known.status === 'resolved') return 'InquiryInState';
      known.latest = latest;
      known.messages += 1;
      if (kind !== 'escalate')
        known.status = kind === 'answer' ? 'answered' : kind === 'come-back' ? 'open' : 'resolved';
      return 'recorded';
    });
  };

  const send = (command: LeadCommand, now: number): string => {
    if ('day' in command && noonOf(command.day) > now + 24 * 3_600_000) return 'InTheFuture';
    switch (command.kind) {
      case 'submit':
        return submit(command);
      case 'accept':
      case 'expire':
      case 'advance':
      case 'reject':
      case 'lose':
      case 'reopen':
      case 'duplicate':
        return move(command);
      case 'win':
        return win(command);
      case 'sweep':
        return sweep(dayAt(now));
      case 'suspend':
      case 'reinstate':
        return suspend(command);
      case 'ask':
        return ask(command);
      case 'answer':
      case 'escalate':
      case 'come-back':
      case 'resolve':
        return goOn(command);
    }
  };

  return { leads, holders, inquiries, isSuspended, send };
};
