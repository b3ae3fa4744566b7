import type { LocalDate } from '@commission-ledger/calendar';
import { leadStream, partnerStream, payoutRunStream, planStream, type RecordedEvent } from '@commission-ledger/events';
import { eachDocument, payoutPostings, programs, readDocument, referenceTo } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply, Subject } from '../document/reply.ts';
import { programZoneOf } from '../reading/programZone.ts';
import type { Answer, ProgramZone } from '../reading/sources.ts';
import type { Said } from '../render/templates.ts';
import type { Asking } from './asking.ts';
import { approvalRows, overrideRows } from './changes/approvalRows.ts';
import { byHandSaid, handOf } from './changes/byHandSaid.ts';
import { changeRow, isChange } from './changes/changeRow.ts';
import { entryHistory } from './changes/entryHistory.ts';
import { composeReply, type Draft } from './composeReply.ts';
import { findSubject } from './findSubject.ts';
import { dealEvents } from './gates/dealScene.ts';
import { momentsOf } from './gates/moments.ts';
import { accountKeyOf, dayOfAnswer } from './standing/readAccount.ts';

/** What was changed: the id of a deal, a payment, a lead, an entry, a payout, a partner or a plan. */
export type WhoQuestion = Readonly<{
  subject: string;
  /** The day that the answer is for; without it, that of the newest record. */
  on?: LocalDate;
}>;

/** Who changed something, when, why, from what to what; and who approved it. */
export const who = async (asking: Asking, asked: WhoQuestion): Answer<Reply> => {
  const told = await historyOf(asking, asked.subject);
  if (E.isLeft(told)) return told;
  const history = told.right;
  const program = history && (await programOf(asking, history));
  if (history === undefined || program === undefined) return E.left({ _tag: 'UnknownSubject', subject: asked.subject });
  const zone = await programZoneOf(asking.sources, program);
  if (E.isLeft(zone)) return zone;
  const on = await dayOfAnswer(asking, zone.right, asked.on);
  if (E.isLeft(on)) return on;
  return E.right(composeReply(draftOf(asked, history, zone.right, on.right)));
};

/** Something with all that was recorded about it, in the order recorded. */
type History = Readonly<{
  subject: Subject;
  events: readonly RecordedEvent[];
  partner?: string;
  program?: string;
  /** Where it is money that is paid. */
  payout?: RecordedEvent<'PayoutIssued'>;
}>;

const historyOf = async (asking: Asking, id: string): Answer<History | undefined> => {
  const { sources, documents } = asking;
  const payout = await sources.index.lookUp('payout', id);
  if (payout !== undefined) return payoutHistory(asking, payout);
  const entry = await entryHistory(asking, id);
  if (E.isLeft(entry)) return entry;
  if (entry.right !== undefined) return E.right({ subject: { kind: 'entry', id }, ...entry.right });
  const found = await findSubject(asking, id);
  if (E.isLeft(found)) return found;
  if (found.right?.kind === 'lead') {
    const read = await sources.events.readRange(leadStream(found.right.id), 0);
    const lead = found.right.id;
    return E.map((events: readonly RecordedEvent[]): History => ({ subject: { kind: 'lead', id: lead }, events }))(
      read,
    );
  }
  if (found.right?.kind === 'deal' || found.right?.kind === 'payment') {
    const { kind, id: own } = found.right;
    const deal = found.right.kind === 'payment' ? found.right.deal : own;
    const read = await dealEvents(sources, deal);
    return E.map((events: readonly RecordedEvent[]): History => ({
      subject: { kind, id: own },
      events: kind === 'deal' ? events : events.filter((event) => isOfPayment(event, own)),
    }))(read);
  }
  const [plan = '', version] = id.split(/[@/]/);
  const versions = await planVersions(asking, plan, version);
  if (E.isLeft(versions)) return versions;
  if (versions.right.length > 0) return E.right({ subject: { kind: 'plan', id }, events: versions.right });
  if ((await referenceTo(documents, 'partner', id)) === undefined) return E.right(undefined);
  const read = await sources.events.readRange(partnerStream(id), 0);
  return E.map((events: readonly RecordedEvent[]): History => ({
    subject: { kind: 'partner', id },
    events,
    partner: id,
  }))(read);
};

const isOfPayment = ({ type, data }: RecordedEvent, payment: string): boolean => {
  if (type === 'CauseParked' || type === 'CauseResolved') return data.cause.id === payment;
  return 'payment' in data && data.payment === payment;
};

const planVersions = async (
  { sources, documents }: Asking,
  plan: string,
  version: string | undefined,
): Answer<readonly RecordedEvent[]> => {
  if ((await referenceTo(documents, 'plan', `${plan}/${version ?? '1'}`)) === undefined) return E.right([]);
  const read = await sources.events.readRange(planStream(plan), 0);
  return E.map((events: readonly RecordedEvent[]) =>
    events.filter(
      ({ type, data }) => type === 'PlanPublished' && (version === undefined || `${data.version}` === version),
    ),
  )(read);
};

/** The payout, and the run that prepared, approved and completed it. */
const payoutHistory = async (
  { sources, documents }: Asking,
  at: Readonly<{ stream: string; revision: number }>,
): Answer<History | undefined> => {
  const issued = await sources.events.read('PayoutIssued', at);
  if (E.isLeft(issued)) return issued;
  const { payout, run, program, partner } = issued.right.data;
  const read = await sources.events.readRange(payoutRunStream(run), 0);
  if (E.isLeft(read)) return read;
  const ended = await endOf({ sources, documents }, issued.right);
  if (E.isLeft(ended)) return ended;
  const events = [...read.right, issued.right, ...ended.right].toSorted((a, b) =>
    a.recordedAt < b.recordedAt ? -1 : 1,
  );
  return E.right({ subject: { kind: 'payout', id: payout }, events, partner, program, payout: issued.right });
};

const endOf = async (
  { sources, documents }: Pick<Asking, 'sources' | 'documents'>,
  { data }: RecordedEvent<'PayoutIssued'>,
): Answer<readonly RecordedEvent[]> => {
  const account = accountKeyOf({ program: data.program, partner: data.partner, currency: data.amount.currency });
  const postings = await readDocument(documents, payoutPostings, `${account}/${data.payout}`);
  if (postings?.ended == null) return E.right([]);
  return E.map((event: RecordedEvent) => [event])(await sources.events.readAny(postings.ended.event));
};

const programOf = async ({ documents }: Asking, { program, events }: History): Promise<string | undefined> => {
  if (program !== undefined) return program;
  for (const { data } of events) if ('program' in data && typeof data.program === 'string') return data.program;
  for await (const found of eachDocument(documents, programs)) return found.program;
  return undefined;
};

const draftOf = (asked: WhoQuestion, history: History, zone: ProgramZone, effective: string): Draft => {
  const { subject, partner, payout, events } = history;
  const changes = events.filter(isChange);
  const rows = changes.map((event, index) => changeRow(event, changes.slice(0, index), zone));
  const approvals = payout === undefined ? undefined : approvalRows(events, payout);
  const written = payout === undefined ? undefined : overrideRows(payout);
  const byHand = written === undefined ? changedByHand(history, zone) : [written.verdict];
  return {
    question: 'who',
    subject,
    asked: { subject: asked.subject, ...(asked.on === undefined ? {} : { on: asked.on }) },
    ...(partner === undefined ? {} : { partner }),
    program: zone.source,
    title: { key: 'whoTitle', holes: { subject: subject.id } },
    ...written?.whole,
    verdict: [...byHand, ...(approvals?.verdict ?? []), ...lastChange(changes, zone)],
    rows: [...(written?.rows ?? []), ...(approvals?.rows ?? []), ...rows],
    searched: [],
    plans: [],
    effective,
  };
};

/** What is recorded of leads, partners and plans is all told by people: none of it is a change of something calculated. */
const changedByHand = ({ subject: { kind }, events }: History, zone: ProgramZone): readonly Said[] =>
  kind === 'deal' || kind === 'payment' || kind === 'entry' ? [byHandSaid(events, zone)] : [];

/** Who recorded something last; a change by hand says so itself. */
const lastChange = (changes: readonly RecordedEvent[], { zone }: ProgramZone): readonly Said[] => {
  const last = changes.at(-1);
  if (last === undefined) return [{ key: 'whoNothing', holes: {} }];
  if (handOf(last) !== undefined) return [];
  const { on, recorded, isLate } = momentsOf(last, zone);
  const { actor } = last;
  return isLate
    ? [{ key: 'whoLast', holes: { actor, on, recorded } }]
    : [{ key: 'whoLastSameDay', holes: { actor, recorded } }];
};
