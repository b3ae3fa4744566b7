import { addDays, startOfDay, type LocalDate } from '@commission-ledger/calendar';
import type { RecordedEvent } from '@commission-ledger/events';
import { leadStream } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { clocksOfLead, leads, readDocument } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply } from '../document/reply.ts';
import { programZoneOf } from '../reading/programZone.ts';
import type { Answer, ProgramZone } from '../reading/sources.ts';
import type { Asking } from './asking.ts';
import { composeReply } from './composeReply.ts';
import { failedIn, rowOf, verdictBy, type LookedAt } from './gates/gate.ts';
import { leadStateGates } from './gates/leadStateGates.ts';
import { localDayOf, momentsOf } from './gates/moments.ts';
import { dayOfAnswer } from './standing/readAccount.ts';
import { askedOf, type WhyNotQuestion } from './whyNotQuestion.ts';
import { whyNotDeal } from './whyNotDeal.ts';

type Submitted = RecordedEvent<'LeadSubmitted'>;

/** Why nothing came of a lead: it was declined, known before, lost, or is not won yet. One that was won is its deal. */
export const whyNotLead = async (asking: Asking, asked: WhyNotQuestion, lead: string): Answer<Reply> => {
  const { sources, documents } = asking;
  const read = await sources.events.readRange(leadStream(lead), 0);
  if (E.isLeft(read)) return read;
  const submitted = read.right.find((event): event is Submitted => event.type === 'LeadSubmitted');
  if (submitted === undefined) return E.left({ _tag: 'UnknownSubject', subject: asked.subject });
  const known = await readDocument(documents, leads, lead);
  const partner = asked.partner ?? submitted.data.partner;
  if (known?.deal != null) return whyNotDeal(asking, { ...asked, partner }, { deal: known.deal, lead });
  const program = await programZoneOf(sources, submitted.data.program);
  if (E.isLeft(program)) return program;
  const on = await dayOfAnswer(asking, program.right, asked.on);
  if (E.isLeft(on)) return on;
  const state = await leadStateGates(asking, { lead, events: read.right, submitted }, program.right);
  if (E.isLeft(state)) return state;
  const owed = await answerOwed(asking, submitted, program.right, on.right);
  const gates: readonly LookedAt[] = [
    cameGate(submitted, program.right),
    ...state.right,
    ...owed,
    { state: 'not-reached', said: { key: 'whyNotNoDealYet', holes: {} } },
  ];
  const first = failedIn(state.right)[0] ?? state.right.find((gate) => gate.state === 'open');
  return E.right(
    composeReply({
      question: 'why-not',
      subject: { kind: 'lead', id: lead },
      asked: askedOf(asked),
      partner,
      program: program.right.source,
      title: { key: 'whyNotTitleLead', holes: { lead, partner } },
      verdict: [...(first === undefined ? [] : [first]), ...owed].map(verdictBy),
      rows: gates.map(rowOf),
      searched: [],
      plans: [],
      effective: on.right,
    }),
  );
};

/** The first answer was promised by a day that has passed, and has not been given. */
const answerOwed = async (
  { documents }: Asking,
  submitted: Submitted,
  { zone }: ProgramZone,
  on: LocalDate,
): Promise<readonly LookedAt[]> => {
  const clocks = await clocksOfLead(documents, submitted.data.lead, startOfDay(addDays(on, 1), zone));
  const owed = clocks?.find(
    ({ what, stopped, status }) => what === 'acknowledge' && stopped === null && status === 'breached',
  );
  if (owed === undefined) return [];
  const said = { key: 'whyNotAnswerOverdue', holes: { by: localDayOf(owed.due, zone) } } as const;
  return [{ state: 'failed', said, from: [eventRef(submitted, '/occurredAt')] }];
};

const cameGate = (submitted: Submitted, { zone }: ProgramZone): LookedAt => {
  const { on, recorded, isLate } = momentsOf(submitted, zone);
  const from = [eventRef(submitted, '/occurredAt')];
  return isLate
    ? { state: 'passed', said: { key: 'whyNotLeadCameLate', holes: { on, recorded } }, from }
    : { state: 'passed', said: { key: 'whyNotLeadCame', holes: { on } }, from };
};
