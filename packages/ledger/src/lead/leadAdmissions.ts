import { dateOf } from '@commission-ledger/calendar';
import { type EventOf, leadStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { type Admissions, type Verdict, decidedBy } from '../admission/admission.ts';
import type { Executor } from '../execution/executor.ts';
import { partnerOf } from '../partner/partnerOf.ts';
import { programOf } from '../program/programOf.ts';
import { suspensionOn } from '../partner/suspension.ts';
import { type LeadFactOffered, leadDecider } from './leadDecider.ts';
import { leadSubject } from './leadSubject.ts';

/** The facts about a lead that a host records. */
export type LeadFact =
  | 'LeadSubmitted'
  | 'LeadAccepted'
  | 'LeadRejected'
  | 'LeadMarkedDuplicate'
  | 'LeadAdvanced'
  | 'LeadLost'
  | 'LeadExpired'
  | 'LeadReopened';

const ofLead = decidedBy(leadDecider, ({ data }: LeadFactOffered) => leadStream(data.lead));

/**
 * The command keys: made of the ids that name the fact in the business, so the same fact always has the same key. What
 * can happen more than once to the same thing has its time in the key; sent again without a time, it says nothing new,
 * which the deciders see.
 */
export const leadAdmissions: Admissions<LeadFact> = {
  LeadSubmitted: { ...ofLead, key: ({ lead }) => `lead/${lead}/submitted`, admit: admitLead, afresh: true },
  LeadAccepted: { ...ofLead, key: ({ lead }) => `lead/${lead}/accepted` },
  LeadRejected: { ...ofLead, key: ({ lead, occurredAt }) => `lead/${lead}/rejected/${occurredAt}` },
  LeadMarkedDuplicate: {
    ...ofLead,
    key: ({ lead, of, occurredAt }) => `lead/${lead}/duplicate/${of}/${occurredAt}`,
    admit: admitDuplicate,
  },
  LeadAdvanced: { ...ofLead, key: ({ lead, stage, occurredAt }) => `lead/${lead}/advanced/${stage}/${occurredAt}` },
  LeadLost: { ...ofLead, key: ({ lead, occurredAt }) => `lead/${lead}/lost/${occurredAt}` },
  LeadExpired: { ...ofLead, key: ({ lead, occurredAt }) => `lead/${lead}/expired/${occurredAt}` },
  LeadReopened: { ...ofLead, key: ({ lead, occurredAt }) => `lead/${lead}/reopened/${occurredAt}` },
};

async function admitLead(executor: Executor, fact: EventOf<'LeadSubmitted'>): Verdict<'LeadSubmitted'> {
  // The zone of a program never changes; whether the partner is suspended does.
  const known = await programOf({ ...executor, load: executor.known }, fact.data.program);
  const program = E.isRight(known) ? known : await programOf(executor, fact.data.program);
  if (E.isLeft(program)) return program;
  const partner = await partnerOf(executor, fact.data.partner);
  if (E.isLeft(partner)) return partner;
  const { partner: id, program: of, occurredAt } = fact.data;
  const on = dateOf(occurredAt, program.right.timeZone);
  return suspensionOn(partner.right, of, on) === undefined
    ? E.right(fact)
    : E.left({ _tag: 'PartnerIsSuspended', partner: id, program: of, on });
}

async function admitDuplicate(
  executor: Executor,
  fact: EventOf<'LeadMarkedDuplicate'>,
): Verdict<'LeadMarkedDuplicate'> {
  const original = await executor.load(leadSubject(fact.data.of));
  if (E.isLeft(original)) return original;
  return original.right.state === undefined ? E.left({ _tag: 'UnknownLead', lead: fact.data.of }) : E.right(fact);
}
