import { RecordedInstantCodec, type RecordedInstant } from '@commission-ledger/calendar';
import type { LedgerEvent, RecordedEvent } from '@commission-ledger/events';
import type { LedgerFailure } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { isAsPosted, paired } from './compareEvents.ts';
import { comparePair, differenceOf, type Told } from './comparePair.ts';
import { deriveClosing } from './deriveInAccount.ts';
import { deriveByPolicy, deriveHold, deriveNewlyRated, onDealOf, settled, type Derived } from './deriveOnDeal.ts';
import { derivePayout, deriveProposal, payoutKey, runOfKey, type DerivedPayout } from './derivePayout.ts';
import type { EventGroup } from './eventGroups.ts';
import { triggerAt, type Expected } from './expectations.ts';
import { judgeByHand } from './judgeByHand.ts';
import { pastExecutor, type Past } from './pastExecutor.ts';
import type { RecomputedAccount } from './recomputedAccount.ts';
import type { Reratings } from './rerated.ts';
import { attemptKey, noteOutcome, type RunShare } from './runShare.ts';
import type { RunAttempt, RunPrepared, RunTold } from './survey.ts';
import type { Tally } from './tally.ts';

/** What every account is judged with, and where what is found goes. */
export type JudgedWith = Readonly<{ past: Past; reratings: Reratings; tally: Tally }>;

/** Judges what is recorded in an account, and what should be and is not. */
export type Judge = Readonly<{
  /** What one command recorded. */
  group: (group: EventGroup) => Judged;
  /** What the account makes of something that nothing is recorded of; nothing, most often. */
  expected: (at: Expected) => Judged;
  runPrepared: (run: RunPrepared) => Judged;
  runBegins: (run: RunTold) => Judged;
  /** A run has an outcome for every account in which anything was due, from its beginning to its end. */
  runEnds: (run: RunTold) => Judged;
}>;

type Judged = Promise<E.Either<LedgerFailure, undefined>>;

const NOTHING = E.right(undefined);

/** A command is recorded once. */
const REPEATED: DerivedPayout = { decided: E.left({ _tag: 'recorded twice' }), framing: {}, objection: undefined };

/** A judge of one account; what stands before the position `since` is taken as it is. What it has to do with payout runs goes into the share. */
export const judgeOf = (
  { past, tally, reratings }: JudgedWith,
  own: RecomputedAccount,
  share: RunShare,
  { isDraw, since }: Readonly<{ isDraw: boolean; since: number | undefined }>,
): Judge => {
  /** Dates of payout runs that the account has an outcome for. */
  const ran = new Set<string>();
  /** Whether a run may find anything due. */
  let hasBegun = isDraw;

  /** What the account goes on with. */
  const compareGroup = (
    posted: readonly RecordedEvent[],
    recomputed: readonly LedgerEvent[],
    told: Told,
  ): readonly RecordedEvent[] => {
    const { key, framing } = told;
    const taken: RecordedEvent[] = [];
    let differs = false;
    for (const pair of paired(posted, recomputed)) {
      const isDifferent = comparePair(tally, own, pair, told);
      differs ||= isDifferent;
      if (pair.recomputed === undefined) continue;
      if (!isDifferent && pair.posted !== undefined) {
        own.takePosted(pair.posted);
        taken.push(pair.posted);
      } else taken.push(own.take(pair.recomputed, { key, index: pair.index, like: pair.posted, framing }));
    }
    if (differs) past.corrected.set(key, taken);
    return taken;
  };

  /** Nobody may have paid this; a deferral moves no money. */
  const objectTo = (events: readonly RecordedEvent[], objection: string): void => {
    const posted = events.findLast(({ type }) => type !== 'PayoutDeferred');
    if (posted === undefined) return;
    const about = differenceOf(own, { posted, recomputed: undefined, index: 0 }, posted.commandKey);
    tally.differs({ ...about, reason: 'refused', detail: objection });
  };

  const payout = async ({ events, key }: EventGroup, run: RunAttempt): Judged => {
    const [event] = events;
    const at = { ...run, before: Number(event.position), recordedAt: instantOf(event.recordedAt) };
    const derived = own.has(key) ? REPEATED : await derivePayout(past, own, share, at);
    noteOutcome(share, run, compareGroup(events, eventsOf(derived), toldOf(key, derived)));
    if (derived.objection !== undefined) objectTo(events, derived.objection);
    return NOTHING;
  };

  const derive = async ({ events, made, key }: EventGroup): Promise<Derived | undefined> => {
    const [event] = events;
    if (own.has(key)) return REPEATED;
    if (event.type === 'PeriodClosed') return deriveClosing(past, own, event);
    if (event.type === 'AccrualHeld' || event.type === 'AccrualReleased') return deriveHold(past, own, event);
    if (made === 'by-rerating') return event.type === 'TrueUpPosted' ? reratings.derive(event, own) : undefined;
    const on = onDealOf(event);
    if (on === undefined) return undefined;
    if (made === 'by-policy') return deriveByPolicy(past, own, on);
    const derived = await deriveNewlyRated(past, own, on);
    return derived.find(({ decided }) => E.isRight(decided) && isAsPosted(events, decided.right)) ?? derived[0];
  };

  /** The outcomes of a run that are taken as they are count all the same. */
  const takeAsPosted = ({ events, key }: EventGroup): void => {
    for (const event of events) own.takePosted(event);
    const run = runOfKey(own.account, key);
    if (run !== undefined) noteOutcome(share, run, events);
  };

  const group = async (asked: EventGroup): Judged => {
    const { events, made, key } = asked;
    const last = events.at(-1) ?? events[0];
    hasBegun = true;
    const run = made === 'by-payout-run' ? runOfKey(own.account, key) : undefined;
    if (run !== undefined) ran.add(run.date);
    if (since !== undefined && Number(last.position) < since) takeAsPosted(asked);
    else if (run !== undefined) await payout(asked, run);
    else if (made === 'by-hand')
      for (const [index, event] of events.entries()) await judgeByHand(tally, own, event, index);
    else {
      const derived = await derive(asked);
      compareGroup(events, eventsOf(derived), toldOf(key, derived));
    }
    return NOTHING;
  };

  const expected = async (at: Expected): Judged => {
    const told = await past.streams.eventsOf(at.stream);
    if (E.isLeft(told)) return told;
    const trigger = triggerAt(told.right, at.revision);
    if (trigger === undefined) return NOTHING;
    const lacking = new Map<string, readonly LedgerEvent[]>();
    const executor = pastExecutor(past, {
      before: at.due,
      own,
      isWanted: (key) => isLacking(key) && !lacking.has(key),
      asked: ({ stream, key, decided }) => {
        if (stream !== own.stream || decided === undefined || E.isLeft(decided)) return;
        lacking.set(key, decided.right);
        compareGroup([], decided.right, toldOf(key, undefined));
      },
    });
    await settled(executor, trigger);
    return NOTHING;
  };

  const isLacking = (key: string): boolean =>
    (key.startsWith('accrue/') || key.startsWith('reverse/') || key.startsWith('cancel/')) &&
    !own.has(key) &&
    past.keys.placesOf(key).length === 0;

  const runPrepared = async (run: RunPrepared): Judged => {
    const at = { ...run, before: run.position, recordedAt: instantOf(run.recordedAt) };
    const proposed = await deriveProposal(past, own, at);
    if (E.isRight(proposed) && proposed.right !== undefined) share.proposals.set(attemptKey(run), proposed.right);
    return NOTHING;
  };

  /** What a run would have made of the account, if it has no outcome for it. */
  const lackingIn = async (run: RunTold, before: number): Promise<readonly LedgerEvent[]> => {
    if (ran.has(run.date) || !hasBegun || since !== undefined) return [];
    const derived = await derivePayout(past, own, share, { ...run, before, recordedAt: undefined });
    return derived.objection === undefined ? eventsOf(derived) : [];
  };

  /** Runs in which something was due from the beginning. */
  const dueFrom = new Set<RunTold>();

  const runBegins = async (run: RunTold): Judged => {
    // What is approved may be known only right after this; whether anything is due is known before.
    if ((await lackingIn(run, run.from + 1)).length > 0) dueFrom.add(run);
    return NOTHING;
  };

  const runEnds = async (run: RunTold): Judged => {
    const lacking = dueFrom.has(run) ? await lackingIn(run, run.through) : [];
    if (lacking.length > 0)
      noteOutcome(share, run, compareGroup([], lacking, toldOf(payoutKey(own.stream, run), undefined)));
    return NOTHING;
  };

  return { group, expected, runPrepared, runBegins, runEnds };
};

/** Whatever can be read was recorded at an instant in the recorded form. */
const instantOf = (recordedAt: string): RecordedInstant | undefined =>
  RecordedInstantCodec.is(recordedAt) ? recordedAt : undefined;

const eventsOf = (derived: Derived | undefined): readonly LedgerEvent[] =>
  derived === undefined || E.isLeft(derived.decided) ? [] : derived.decided.right;

/** Why nothing leads to what is there, where that is known. */
const toldOf = (key: string, derived: Derived | undefined): Told => ({
  key,
  framing: derived?.framing ?? {},
  detail: derived !== undefined && E.isLeft(derived.decided) ? derived.decided.left._tag : '',
});
