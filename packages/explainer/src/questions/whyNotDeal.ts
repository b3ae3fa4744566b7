import type { RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Reply, Subject } from '../document/reply.ts';
import type { Answer } from '../reading/sources.ts';
import type { Said } from '../render/templates.ts';
import type { Asking } from './asking.ts';
import { composeReply, type DraftRow } from './composeReply.ts';
import { bookedOnDeal } from './gates/bookedOnDeal.ts';
import { causeGates, type GatesOfCause } from './gates/causeGates.ts';
import { dealSceneOf, partnerEvents, type DealScene, type SceneCause } from './gates/dealScene.ts';
import { standingsOf, type CauseStanding } from './gates/focusOf.ts';
import { failedIn, rowOf, verdictBy, type LookedAt } from './gates/gate.ts';
import type { EarnedEvent } from './gates/paidGates.ts';
import { smallestChanges, type SmallestChanges } from './gates/smallestChange.ts';
import { dayOfAnswer } from './standing/readAccount.ts';
import { aboutSaid, countedOf } from './whyNotCounted.ts';
import { foundThere, nearestTo, placeMissed, thereRows, type PlaceMissed } from './whyNotPlace.ts';
import { whyNotRecorded } from './whyNotRecorded.ts';
import { RECORDS_LOOKED_AT, askedOf, type WhyNotQuestion } from './whyNotQuestion.ts';

/** What of a deal is missed: all of it, one payment, or one entry. */
export type OfDeal = Readonly<{ deal: string; payment?: string; entry?: EarnedEvent; lead?: string }>;

/** Why a deal, or a payment on it, earned nothing or is not paid: every condition in its order, the first that is not met. */
export const whyNotDeal = async (asking: Asking, asked: WhyNotQuestion, of: OfDeal): Answer<Reply> => {
  const { sources } = asking;
  const read = await dealSceneOf(sources, of.deal);
  if (E.isLeft(read)) return read;
  const scene = read.right;
  // A payment that came before the win of its deal waits for it: the win is what is not recorded.
  if (scene === undefined) return whyNotRecorded(asking, asked, of.deal);
  const partner = asked.partner ?? of.entry?.data.partner ?? scene.amended.terms.attribution[0]?.partner ?? '';
  const events = await partnerEvents(sources, partner);
  if (E.isLeft(events)) return events;
  const joined = events.right.find((event): event is RecordedEvent<'PartnerJoined'> => event.type === 'PartnerJoined');
  const booked = await bookedOnDeal(asking, of.deal, partner);
  if (E.isLeft(booked)) return booked;
  const standings = await standingsOf(asking, scene, booked.right);
  if (E.isLeft(standings)) return standings;
  const on = await dayOfAnswer(asking, scene.program, asked.on);
  if (E.isLeft(on)) return on;
  const place = await placeMissed(asking, asked.in);
  if (E.isLeft(place)) return place;
  const meant = meantIn(standings.right, of);
  const there = place.right === undefined ? E.right([]) : await foundThere(asking, place.right, scene.program, meant);
  if (E.isLeft(there)) return there;
  const focus = there.right[0] ?? (place.right === undefined ? meant[0] : nearestTo(place.right, meant));
  if (focus === undefined) return E.left({ _tag: 'UnknownSubject', subject: asked.subject });
  const looked = await causeGates(asking, {
    scene,
    cause: focus.cause,
    asker: { partner, joined, ...(of.lead === undefined ? {} : { lead: of.lead }) },
    events: events.right,
    booked: booked.right,
    earned: focus.earned,
    on: on.right,
    ...place.right,
  });
  if (E.isLeft(looked)) return looked;
  const { gates, others, plans } = looked.right;
  const changed = await changesFor(asking, asked, { scene, partner, cause: focus.cause }, gates);
  if (E.isLeft(changed)) return changed;
  const isWhole = of.payment === undefined && of.entry === undefined;
  const found = place.right === undefined ? [] : thereRows(place.right, there.right);
  const counted = countedOf(isWhole && place.right === undefined ? meant : []);
  const about = isWhole && standings.right.length > 1 ? [aboutSaid(focus)] : [];
  const isPaid = failedIn(gates).length === 0 && looked.right.paid !== undefined && !gates.some(isOpen);
  const isKept = found.length > 0 || (isWhole ? isPaid && counted.isAllPaid : isPaid);
  const rest = isWhole ? standings.right.filter(({ cause }) => cause !== focus.cause) : [];
  return E.right(
    composeReply({
      question: 'why-not',
      subject: subjectOf(of),
      asked: askedOf(asked),
      partner,
      program: scene.program.source,
      title: titleOf(subjectOf(of), partner, isKept),
      verdict:
        found.length > 0
          ? thereVerdict(found, gates, place.right)
          : counted.isAllPaid && isPaid && counted.said.length > 0
            ? counted.said
            : [...counted.said, ...about, ...verdictOf(gates, looked.right)],
      rows: [
        ...found,
        ...gates.map(rowOf),
        ...others,
        ...restRows(rest),
        ...counted.rows,
        ...changeRows(asked.subject, changed.right),
      ],
      searched: gates.flatMap(({ searched = [] }) => searched),
      plans: uniquePlans([...plans, ...gates.flatMap((gate) => gate.plans ?? []), ...changed.right.plans]),
      effective: on.right,
    }),
  );
};

const subjectOf = ({ deal, payment, entry }: OfDeal): Subject => {
  if (entry !== undefined)
    return { kind: 'entry', id: entry.type === 'AccrualPosted' ? entry.data.accrual : entry.data.trueUp };
  return payment === undefined ? { kind: 'deal', id: deal } : { kind: 'payment', id: payment };
};

/** What is asked about: of a whole deal every cause, that which has come least far first. */
const meantIn = (standings: readonly CauseStanding[], { payment, entry }: OfDeal): readonly CauseStanding[] => {
  const wanted = payment ?? entry?.data.cause.id;
  if (wanted === undefined) return standings;
  const kind = entry?.data.cause.kind ?? 'payment';
  const own = standings.find(({ cause }) => cause.kind === kind && cause.id === wanted) ?? standings[0];
  if (own === undefined) return [];
  if (entry === undefined) return [own];
  return [{ ...own, earned: [entry], parts: own.parts.filter(({ event }) => event.id === entry.id) }];
};

const titleOf = ({ kind, id }: Subject, partner: string, isKept: boolean): Said => {
  const holes = { subject: id, partner };
  if (!isKept) return { key: 'whyNotTitle', holes };
  return kind === 'deal' ? { key: 'whyNotTitleKept', holes } : { key: 'whyNotTitleKeptOne', holes };
};

/** It is in the place; and what keeps a payout from paying it, or that it was taken back. */
const thereVerdict = (
  found: readonly DraftRow[],
  gates: readonly LookedAt[],
  place: PlaceMissed | undefined,
): readonly Said[] => {
  const isOfPayout = place !== undefined && 'payout' in place;
  const failed = failedIn(gates).find(({ said }) => isOfPayout || said.key === 'whyNotTakenBack');
  const first = failed ?? (isOfPayout ? gates.find(isOpen) : undefined);
  const instead = isOfPayout ? gates.find((gate) => gate.paid !== undefined)?.paid : undefined;
  const then = first === undefined ? instead : verdictBy(first);
  return [...found.map(({ said }) => said), ...(then === undefined ? [] : [then])];
};

const isOpen = ({ state }: LookedAt): boolean => state === 'open';

type About = Readonly<{ scene: DealScene; partner: string; cause: SceneCause }>;

const changesFor = async (
  asking: Asking,
  { changes }: WhyNotQuestion,
  { scene, partner, cause }: About,
  gates: readonly LookedAt[],
): Answer<SmallestChanges> => {
  const failed = failedIn(gates);
  const isPossible = failed.some(({ flips = [] }) => flips.length > 0);
  if (changes === 'left-out' || !isPossible) return E.right({ rows: [], plans: [] });
  const isUnpaid = gates.some(({ said }) => said.key === 'whyNotNoPayment');
  const sought = { program: scene.won.data.program, partner, deal: scene.deal };
  const of = isUnpaid ? undefined : { kind: cause.kind, id: cause.id };
  const atMost = changes === 'sought' ? Number.POSITIVE_INFINITY : RECORDS_LOOKED_AT;
  return smallestChanges(asking, { ...sought, cause: of }, failed, atMost);
};

/** The smallest changes; or that they were left out, and how they are asked for. */
const changeRows = (subject: string, { rows, leftOut }: SmallestChanges): readonly DraftRow[] => {
  if (leftOut !== undefined)
    return [{ said: { key: 'whyNotChangesLeftOut', holes: { limit: leftOut.atMost, subject } } }];
  return rows.length === 0 ? [] : [{ said: { key: 'whyNotSmallestChange', holes: {} }, rows }];
};

/** What stands in the way first, and whether anything else does; or that nothing does. */
const verdictOf = (gates: readonly LookedAt[], { paid }: GatesOfCause): readonly Said[] => {
  const failed = failedIn(gates);
  const first = failed[0] ?? gates.find(isOpen);
  if (first === undefined) return [paid ?? { key: 'whyNotNothingInTheWay', holes: {} }];
  const more: Said = failed.length > 1 ? { key: 'whyNotMore', holes: {} } : { key: 'whyNotOnlyThis', holes: {} };
  return first.state === 'open' ? [verdictBy(first)] : [verdictBy(first), more];
};

const restRows = (rest: readonly CauseStanding[]): readonly DraftRow[] =>
  rest.map(({ cause, standing }): DraftRow => {
    const holes = { payment: cause.id, on: cause.date };
    switch (standing) {
      case 'nothing':
        return { said: { key: 'whyNotOtherNothing', holes } };
      case 'taken-back':
        return { said: { key: 'whyNotOtherTakenBack', holes } };
      case 'open':
        return { said: { key: 'whyNotOtherOpen', holes } };
      case 'on-its-way':
        return { said: { key: 'whyNotOtherOnItsWay', holes } };
      case 'paid':
        return { said: { key: 'whyNotOtherPaid', holes } };
    }
  });

/** Each plan version once. */
export const uniquePlans = (plans: Reply['plans']): Reply['plans'] => [
  ...new Map(plans.map((plan) => [`${plan.plan}@${plan.version}`, plan])).values(),
];
