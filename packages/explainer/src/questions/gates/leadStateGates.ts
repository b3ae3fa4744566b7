import { fact, text } from '@commission-ledger/calculation';
import { leadStream, type RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, ProgramZone } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import type { DraftRow } from '../composeReply.ts';
import { claimRows, claimsBeside } from './claimRows.ts';
import type { LookedAt } from './gate.ts';
import { momentsOf, timeOfDay } from './moments.ts';

type Submitted = RecordedEvent<'LeadSubmitted'>;

/** A lead with everything that was recorded of it. */
export type LeadRead = Readonly<{ lead: string; events: readonly RecordedEvent[]; submitted: Submitted }>;

/** Where the lead stands, by the last thing that was recorded of it, and whether it was accepted before. */
export const leadStateGates = async (
  asking: Asking,
  read: LeadRead,
  program: ProgramZone,
): Answer<readonly LookedAt[]> => {
  const { zone } = program;
  const accepted = read.events.find(({ type }) => type === 'LeadAccepted');
  const taken: readonly LookedAt[] = accepted === undefined ? [] : [acceptedGate(accepted, program)];
  const last = read.events.at(-1) ?? read.submitted;
  const { on } = momentsOf(last, zone);
  const ended = (said: Said, path: string): E.Either<never, readonly LookedAt[]> =>
    E.right([...taken, { state: 'failed', said, from: [eventRef(last, path)] }]);
  if (last.type === 'LeadRejected') {
    const { reason } = last.data;
    return ended({ key: 'whyNotLeadRejected', holes: { on, reason, actor: last.actor } }, '/reason');
  }
  if (last.type === 'LeadMarkedDuplicate') {
    const gate = await duplicateGate(asking, read, last, program);
    return E.map((each: LookedAt) => [...taken, each])(gate);
  }
  if (last.type === 'LeadLost')
    return ended({ key: 'whyNotLeadLost', holes: { on, reason: last.data.reason } }, '/reason');
  if (last.type === 'LeadExpired') return ended({ key: 'whyNotLeadExpired', holes: { on } }, '/occurredAt');
  const stage = read.events.findLast((event): event is RecordedEvent<'LeadAdvanced'> => event.type === 'LeadAdvanced');
  const said: Said =
    stage === undefined
      ? { key: 'whyNotLeadWaiting', holes: { on } }
      : { key: 'whyNotLeadInStage', holes: { stage: stage.data.stage, on: momentsOf(stage, zone).on } };
  return E.right([...taken, { state: 'open', said, from: [eventRef(stage ?? last, '/occurredAt')] }]);
};

const acceptedGate = (accepted: RecordedEvent, { zone }: ProgramZone): LookedAt => ({
  state: 'passed',
  said: { key: 'whyNotLeadAccepted', holes: { on: momentsOf(accepted, zone).on } },
  from: [eventRef(accepted, '/occurredAt')],
});

/** The first lead, the second, and by which key they are one customer. */
const duplicateGate = async (
  { sources }: Asking,
  { submitted, lead }: LeadRead,
  marked: RecordedEvent<'LeadMarkedDuplicate'>,
  program: ProgramZone,
): Answer<LookedAt> => {
  const { of, reason } = marked.data;
  const read = await sources.events.readRange(leadStream(of), 0);
  if (E.isLeft(read)) return read;
  const claims = await claimsBeside(sources, lead);
  if (E.isLeft(claims)) return claims;
  const first = read.right.find((event): event is Submitted => event.type === 'LeadSubmitted');
  const rows: DraftRow[] = [];
  if (first !== undefined)
    rows.push({ said: { key: 'whyNotFirstLead', holes: came(first, program) }, from: [whenOf(first)] });
  rows.push({ said: { key: 'whyNotSecondLead', holes: came(submitted, program) }, from: [whenOf(submitted)] });
  const { customer } = submitted.data;
  if (customer !== undefined) {
    const alike = first?.data.customer === customer ? [eventRef(first, '/customer')] : [];
    const node = fact(text(customer), [eventRef(submitted, '/customer'), ...alike]);
    rows.push({ said: { key: 'whyNotSameCustomer', holes: { customer } }, node });
  }
  if (reason !== undefined)
    rows.push({ said: { key: 'whyNotReasonTold', holes: { reason } }, from: [eventRef(marked, '/reason')] });
  return E.right({
    state: 'failed',
    said: { key: 'whyNotLeadDuplicate', holes: { of, on: momentsOf(marked, program.zone).on } },
    from: [eventRef(marked, '/of')],
    rows: [...rows, ...claimRows(claims.right, program)],
  });
};

const came = (event: Submitted, { zone }: ProgramZone) => ({
  lead: event.data.lead,
  on: momentsOf(event, zone).on,
  time: timeOfDay(event.data.occurredAt, zone),
});

const whenOf = (event: Submitted) => eventRef(event, '/occurredAt');
