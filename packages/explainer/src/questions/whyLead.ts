import { addDays, startOfDay, type LocalDate } from '@commission-ledger/calendar';
import { claimStream, leadStream, type RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { clocksOfLead, leads, readDocument, type LeadClock, type LeadDocument } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply } from '../document/reply.ts';
import { programZoneOf } from '../reading/programZone.ts';
import type { Answer, ProgramZone } from '../reading/sources.ts';
import type { Said } from '../render/templates.ts';
import type { Asking } from './asking.ts';
import { whatSaid } from './changes/whatSaid.ts';
import { composeReply, type DraftRow } from './composeReply.ts';
import { dealSceneOf } from './gates/dealScene.ts';
import { localDayOf, momentsOf } from './gates/moments.ts';
import { dayOfAnswer } from './standing/readAccount.ts';
import { earnedDraft } from './whyDeal.ts';

/** A lead, and the day that the answer is for: promises that are still open are reckoned up to its end. */
export type LeadAsked = Readonly<{ id: string; on?: LocalDate }>;

/** What became of a lead: where it stands, what happened to it, which promises were kept, and what its deal earned. */
export const whyLead = async (asking: Asking, { id, on }: LeadAsked): Answer<Reply> => {
  const { sources, documents } = asking;
  const known = await readDocument(documents, leads, id);
  const submission = known?.submission;
  if (known === undefined || submission == null) return E.left({ _tag: 'UnknownSubject', subject: id });
  const program = await programZoneOf(sources, submission.program);
  if (E.isLeft(program)) return program;
  const { zone } = program.right;
  const day = await dayOfAnswer(asking, program.right, on);
  if (E.isLeft(day)) return day;
  const events = await sources.events.readRange(leadStream(id), 0);
  if (E.isLeft(events)) return events;
  const claims = await ownClaims(asking, known);
  if (E.isLeft(claims)) return claims;
  const clocks = (await clocksOfLead(documents, id, startOfDay(addDays(day.right, 1), zone))) ?? [];
  const earned = await earnedByDeal(asking, known.deal, submission.partner);
  if (E.isLeft(earned)) return earned;
  const { rows = [], plans = [], verdict = [], ...sums } = earned.right ?? {};
  const steps = [...events.right, ...claims.right].toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1));
  return E.right(
    composeReply({
      question: 'why',
      subject: { kind: 'lead', id },
      asked: on === undefined ? {} : { on },
      partner: submission.partner,
      program: program.right.source,
      title: { key: 'leadTitle', holes: { lead: id, partner: submission.partner } },
      ...sums,
      verdict: [stateSaid(known), ...verdict],
      rows: [
        ...steps.map((event) => stepRow(event, program.right, isStillTheirs(event, claims.right, day.right))),
        ...clocks.map((clock) => clockRow(clock, program.right)),
        ...rows,
      ],
      searched: [],
      plans,
      effective: day.right,
    }),
  );
};

type ClaimEvent = RecordedEvent<'LeadClaimed' | 'ClaimReleased'>;

/** What became of the lead's own claim to its customer; those of others are not looked at here. */
const ownClaims = async ({ sources }: Asking, { lead, submission }: LeadDocument): Answer<readonly ClaimEvent[]> => {
  if (submission?.customer == null) return E.right([]);
  const read = await sources.events.readRange(claimStream(submission.program, submission.customer), 0);
  return E.map((all: readonly RecordedEvent[]) =>
    all.filter(
      (event): event is ClaimEvent =>
        (event.type === 'LeadClaimed' || event.type === 'ClaimReleased') && event.data.lead === lead,
    ),
  )(read);
};

const earnedByDeal = async (asking: Asking, deal: string | null, partner: string) => {
  if (deal === null) return E.right(undefined);
  const scene = await dealSceneOf(asking.sources, deal);
  if (E.isLeft(scene)) return scene;
  return scene.right === undefined ? E.right(undefined) : earnedDraft(asking, scene.right, partner);
};

const stateSaid = ({ state, stage, reason, deal }: LeadDocument): Said => {
  switch (state) {
    case 'submitted':
      return { key: 'leadIsSubmitted', holes: {} };
    case 'accepted':
      return { key: 'leadIsAccepted', holes: {} };
    case 'in-progress':
      return { key: 'leadIsInStage', holes: { stage: stage ?? '' } };
    case 'won':
      return { key: 'leadIsWon', holes: { deal: deal ?? '' } };
    case 'rejected':
      return { key: 'leadIsRejected', holes: { reason: reason ?? '' } };
    case 'duplicate':
      return { key: 'leadIsDuplicate', holes: {} };
    case 'lost':
      return { key: 'leadIsLost', holes: { reason: reason ?? '' } };
    case 'expired':
      return { key: 'leadIsExpired', holes: {} };
  }
};

/** A step with its two clocks; who recorded it, and who else has the customer, is not told. */
const stepRow = (event: RecordedEvent, { zone }: ProgramZone, isTheirs: boolean): DraftRow => {
  const { on, recorded, isLate } = momentsOf(event, zone);
  const reason = 'reason' in event.data && typeof event.data.reason === 'string' ? event.data.reason : undefined;
  const when: Said = isLate
    ? { key: 'leadHappenedLate', holes: { on, recorded } }
    : { key: 'leadHappened', holes: { on } };
  return {
    said: stepSaid(event, isTheirs),
    from: [eventRef(event, '/occurredAt')],
    rows: [
      { said: when },
      ...(reason === undefined ? [] : [{ said: { key: 'whoReason', holes: { reason } } as const }]),
    ],
  };
};

/** A claim holds up to its last day, that included, unless it was given up before. */
const isStillTheirs = (event: RecordedEvent, claims: readonly ClaimEvent[], on: LocalDate): boolean => {
  if (event.type !== 'LeadClaimed') return false;
  const { until } = event.data;
  const isGivenUp = claims.some(({ type, revision }) => type === 'ClaimReleased' && revision > event.revision);
  return !isGivenUp && (until === null || until >= on);
};

const stepSaid = (event: RecordedEvent, isTheirs: boolean): Said => {
  if (event.type === 'ClaimReleased') return { key: 'leadClaimReleased', holes: {} };
  if (event.type === 'LeadMarkedDuplicate') return { key: 'leadIsDuplicate', holes: {} };
  if (event.type !== 'LeadClaimed') return whatSaid(event) ?? { key: 'whoNothing', holes: {} };
  const { outcome, until } = event.data;
  if (outcome === 'protected') return { key: 'leadClaimProtected', holes: {} };
  if (outcome === 'own') return { key: 'leadClaimOwn', holes: {} };
  if (until === null) return { key: isTheirs ? 'leadClaimGranted' : 'leadClaimWasGranted', holes: {} };
  return { key: isTheirs ? 'leadClaimGrantedUntil' : 'leadClaimWasUntil', holes: { until } };
};

/** A promise of the program about the lead, and whether it was kept. */
const clockRow = ({ what, stage, due, stopped, status }: LeadClock, { zone }: ProgramZone): DraftRow => {
  const by = localDayOf(due, zone);
  const on = stopped === null ? undefined : localDayOf(stopped, zone);
  const rows: readonly DraftRow[] = [
    what === 'acknowledge' || stage === null
      ? { said: { key: 'leadPromiseAnswer', holes: {} } }
      : { said: { key: 'leadPromiseStage', holes: { stage } } },
  ];
  const said = (inTime: Said, late: Said): Said => (status === 'breached' ? late : inTime);
  if (on === undefined)
    return {
      said: said({ key: 'leadPromiseRuns', holes: { by } }, { key: 'leadPromiseOverdue', holes: { by } }),
      rows,
      gate: status === 'breached' ? 'failed' : 'open',
    };
  const holes = { by, on };
  return {
    said: said({ key: 'leadPromiseKept', holes }, { key: 'leadPromiseLate', holes }),
    rows,
    gate: status === 'breached' ? 'failed' : 'passed',
  };
};
