import type { Instant } from '@commission-ledger/calendar';
import {
  type AttributionAnswer,
  type AttributionQuestion,
  type LeadClock,
  type LeadRow,
  type LeadScope,
  type OverdueLead,
  type OverdueScope,
  type TimelineEntry,
  attributionFor,
  clocksOfLead,
  leadOf,
  leadTimeline,
  leadsOf,
  overdueLeads,
} from '@commission-ledger/projections';
import type { Answer, Asking } from './ask.ts';

/** A lead with everything that happened to it, and the promises about it. */
export type LeadInFull = LeadRow & Readonly<{ steps: readonly TimelineEntry[]; clocks: readonly LeadClock[] }>;

/** Questions about leads. */
export type LeadQuestions = Readonly<{
  /** The leads and where they stand. */
  leads: (scope?: LeadScope) => Answer<readonly LeadRow[]>;
  /** One lead with its timeline and its clocks as of now, or of a moment; `undefined` when it was never submitted. */
  lead: (lead: string, now?: Instant) => Answer<LeadInFull | undefined>;
  /** The leads with which the program is late, the longest first. */
  overdueLeads: (scope: Omit<OverdueScope, 'now'> & Readonly<{ now?: Instant }>) => Answer<readonly OverdueLead[]>;
  /** Who would be credited with a deal of a customer, and why each other who claims it would not. */
  attribution: (question: AttributionQuestion) => Answer<AttributionAnswer>;
}>;

/** Makes these questions. */
export const leadQuestions = ({ documents, now, ask }: Asking): LeadQuestions => ({
  leads: ask(async (scope) => {
    const rows: LeadRow[] = [];
    for await (const row of leadsOf(documents, scope)) rows.push(row);
    return rows;
  }),
  lead: ask(async (id, at = now()) => {
    const row = await leadOf(documents, id);
    if (row === undefined) return undefined;
    const [steps = [], clocks = []] = [await leadTimeline(documents, id), await clocksOfLead(documents, id, at)];
    return { ...row, steps, clocks };
  }),
  overdueLeads: ask((scope) => overdueLeads(documents, { now: now(), ...scope })),
  attribution: ask((question) => attributionFor(documents, question)),
});
