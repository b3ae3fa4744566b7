import { dateOf } from '@commission-ledger/calendar';
import { type EventOf, isId, inquiryStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { type Admissions, type Verdict, decidedBy } from '../admission/admission.ts';
import type { Executor } from '../execution/executor.ts';
import { inForce } from '../partner/partnerDecider.ts';
import { partnerOf } from '../partner/partnerOf.ts';
import { programOf } from '../program/programOf.ts';
import { inquiryDecider } from './inquiryDecider.ts';
import { isKnownSubject } from './inquirySubject.ts';

/** The facts about an inquiry that a host records. */
export type InquiryFact =
  | 'InquiryOpened'
  | 'InquiryAnswered'
  | 'InquiryEscalated'
  | 'InquiryResolved'
  | 'InquiryReopened';

const ofInquiry = decidedBy(inquiryDecider, ({ data }) => inquiryStream(data.inquiry));

/**
 * The command keys: made of the ids that name the fact in the business, so the same fact always has the same key. What
 * can happen more than once to the same thing has its time in the key; sent again without a time, it says nothing new,
 * which the decider sees.
 */
export const inquiryAdmissions: Admissions<InquiryFact> = {
  InquiryOpened: { ...ofInquiry, key: ({ inquiry }) => `inquiry/${inquiry}/opened`, admit: admitOpening, afresh: true },
  InquiryAnswered: { ...ofInquiry, key: ({ inquiry, occurredAt }) => `inquiry/${inquiry}/answered/${occurredAt}` },
  InquiryEscalated: { ...ofInquiry, key: ({ inquiry, occurredAt }) => `inquiry/${inquiry}/escalated/${occurredAt}` },
  InquiryResolved: { ...ofInquiry, key: ({ inquiry, occurredAt }) => `inquiry/${inquiry}/resolved/${occurredAt}` },
  InquiryReopened: { ...ofInquiry, key: ({ inquiry, occurredAt }) => `inquiry/${inquiry}/reopened/${occurredAt}` },
};

/** It is about something of the partner, and goes to the manager the partner has that day. */
async function admitOpening(executor: Executor, fact: EventOf<'InquiryOpened'>): Verdict<'InquiryOpened'> {
  const { program: id, partner: who, about, occurredAt } = fact.data;
  const program = await programOf(executor, id);
  if (E.isLeft(program)) return program;
  const partner = await partnerOf(executor, who);
  if (E.isLeft(partner)) return partner;
  const known = isId(about.id) || about.kind === 'program' ? await isKnownSubject(executor, fact.data) : E.right(false);
  if (E.isLeft(known)) return known;
  if (!known.right) return E.left({ _tag: 'UnknownInquirySubject', kind: about.kind, id: about.id });
  const manager = inForce(partner.right.managers, id, dateOf(occurredAt, program.right.timeZone));
  return E.right({ ...fact, data: { ...fact.data, assignee: manager ?? null } });
}
