import { RecordedInstantCodec, type RecordedInstant } from '@commission-ledger/calendar';
import type { AccountRef, LedgerEvent, RecordedEvent } from '@commission-ledger/events';
import type { LedgerFailure } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { firstDivergence, paired } from './compareEvents.ts';
import { comparePair, differenceOf } from './comparePair.ts';
import { asAllowed, deriveByHand, deriveClosing, derivePayout, deriveRerated } from './deriveInAccount.ts';
import { causePosition, deriveByPolicy, deriveNewlyRated, onDealOf, settled } from './deriveOnDeal.ts';
import { eventGroups, type EventGroup } from './eventGroups.ts';
import { triggerAt, type Expected } from './expectations.ts';
import { pastExecutor, type Decided, type Past } from './pastExecutor.ts';
import { recomputedAccount, type RecomputedAccount } from './recomputedAccount.ts';
import { becomesByReceipt } from './rerated.ts';
import type { RunTold } from './survey.ts';
import type { Tally } from './tally.ts';

/** One account to go through. */
export type AccountWork = Readonly<{
  stream: string;
  account: AccountRef;
  /** What may be missing, in the order of the history. */
  expected: readonly Expected[];
  /** The runs of its program that were completed. */
  runs: readonly RunTold[];
  /** Whether what should have been taken back is looked for at the end of the account only. */
  reversalsLate: boolean;
  /** What was recorded before it is taken as it is. */
  since: string | undefined;
}>;

/** What all accounts share. */
export type PassOver = Readonly<{
  past: Past;
  tally: Tally;
  done: (events: number) => void;
  signal: AbortSignal | undefined;
}>;

/** Something that was due at a place of the history, whether or not anything is recorded of it. */
type Due = Readonly<{ at: number; look: () => Promise<E.Either<LedgerFailure, undefined>> }>;

const NOTHING = E.right(undefined);

/**
 * Goes through one account. What should have been taken back and was not is put in where it was due; but a crash may have
 * had a later reversal take back what an earlier one would have: where that explains more, it is looked for at the end.
 */
export const passOver = async (
  shared: PassOver,
  work: Omit<AccountWork, 'reversalsLate'>,
): Promise<E.Either<LedgerFailure, undefined>> => {
  const { tally, past } = shared;
  const before = { found: tally.found(), forget: tally.mark(), corrected: new Map(past.corrected) };
  const first = await passOnce(shared, { ...work, reversalsLate: false });
  const differing = tally.found() - before.found;
  if (E.isLeft(first) || differing < 2 || work.expected.length === 0) return first;
  const quiet = { ...shared, done: () => undefined };
  const again = async (reversalsLate: boolean) => {
    before.forget();
    past.corrected.clear();
    for (const [key, events] of before.corrected) past.corrected.set(key, events);
    return passOnce(quiet, { ...work, reversalsLate });
  };
  const second = await again(true);
  return E.isLeft(second) || tally.found() - before.found < differing ? second : again(false);
};

/** Goes through one account from its first event: calculates each command again, compares, and looks for what is missing. */
const passOnce = async (shared: PassOver, work: AccountWork): Promise<E.Either<LedgerFailure, undefined>> => {
  const { past, done, signal } = shared;
  const own = recomputedAccount(past.ledger, work.stream, work.account);
  const judge = judging(shared, work, own);
  const due = dueIn(judge, work);
  let next = 0;
  const lookUntil = async (position: number): Promise<E.Either<LedgerFailure, undefined>> => {
    for (let item = due[next]; item !== undefined && item.at <= position; item = due[next]) {
      next += 1;
      const looked = await item.look();
      if (E.isLeft(looked)) return looked;
    }
    return NOTHING;
  };
  for await (const read of eventGroups(past.store, work.stream)) {
    if (E.isLeft(read)) return read;
    signal?.throwIfAborted();
    const group = read.right;
    // In a batch all facts come first: what follows from an earlier one was booked before what follows from a later one.
    const on = onDealOf(group.events[0]);
    const caused = on === undefined || next >= due.length ? undefined : await causePosition(past, on);
    const looked = await lookUntil(Math.min(Number(group.events[0].position), caused ?? Infinity));
    if (E.isLeft(looked)) return looked;
    const judged = await judge.group(group);
    if (E.isLeft(judged)) return judged;
    done(group.events.length);
  }
  return lookUntil(Infinity);
};

type Judge = ReturnType<typeof judging>;

const dueIn = (judge: Judge, { expected, runs, reversalsLate }: AccountWork): readonly Due[] =>
  [
    ...expected.map((each): Due => ({
      at: reversalsLate && each.isReversal ? Infinity : each.due,
      look: () => judge.expected(each),
    })),
    ...runs.flatMap((run): readonly Due[] => [
      { at: run.from, look: () => judge.runBegins(run) },
      { at: run.through, look: () => judge.runEnds(run) },
    ]),
  ].toSorted((a, b) => a.at - b.at);

const judging = ({ past, tally }: PassOver, { since }: AccountWork, own: RecomputedAccount) => {
  /** Dates of payout runs that the account has an outcome for. */
  const ran = new Set<string>();
  /** The place of the history up to which the account was gone through. */
  let reached = -1;

  const compareGroup = (
    posted: readonly RecordedEvent[],
    recomputed: readonly LedgerEvent[],
    key: string,
    detail: string,
  ): void => {
    const taken: RecordedEvent[] = [];
    let differs = false;
    for (const pair of paired(posted, recomputed)) {
      const isDifferent = comparePair(tally, own, pair, key, detail);
      differs ||= isDifferent;
      if (pair.recomputed === undefined) continue;
      if (!isDifferent && pair.posted !== undefined) {
        own.takePosted(pair.posted);
        taken.push(pair.posted);
      } else taken.push(own.take(pair.recomputed, { key, index: pair.index, like: pair.posted }));
    }
    if (differs) past.corrected.set(key, taken);
  };

  const takeAsPosted = (events: readonly RecordedEvent[]): void => events.forEach(own.takePosted);

  const byHand = async (event: RecordedEvent): Promise<void> => {
    tally.decided(event);
    const decided = await deriveByHand(own, event);
    const refused = decided !== undefined && E.isLeft(decided) ? decided.left._tag : undefined;
    if (refused === undefined) return own.takePosted(event);
    const allowed = await asAllowed(own, event);
    const pair = { posted: event, recomputed: allowed, index: 0 };
    const firstDivergent = allowed === undefined ? null : (firstDivergence(event, allowed) ?? null);
    tally.differs({ ...differenceOf(own, pair, event.commandKey), reason: 'refused', detail: refused, firstDivergent });
    if (allowed !== undefined) own.take(allowed, { key: event.commandKey, index: 0, like: event });
  };

  const derive = async (group: EventGroup): Promise<Decided | undefined> => {
    const [event] = group.events;
    switch (group.made) {
      case 'by-policy':
      case 'newly-rated': {
        const on = onDealOf(event);
        if (on === undefined || own.has(group.key)) return undefined;
        if (group.made === 'by-policy') return deriveByPolicy(past, own, on);
        const decisions = await deriveNewlyRated(past, own, on);
        return decisions.find((decided) => isAsPosted(group.events, decided)) ?? decisions[0];
      }
      case 'by-rerating': {
        if (event.type !== 'TrueUpPosted') return undefined;
        const becomes = await becomesByReceipt(past, event);
        return becomes === undefined ? undefined : deriveRerated(own, event, becomes);
      }
      case 'by-payout-run': {
        const told = group.events.find(({ type }) => type === 'PayoutIssued' || type === 'PayoutDeferred') ?? event;
        const { data } = told;
        if (!('date' in data)) return undefined;
        return derivePayout(past, own, {
          date: data.date,
          before: Number(event.position),
          recordedAt: instantOf(event),
          key: group.key,
        });
      }
      case 'by-closing':
        return event.type === 'PeriodClosed' ? deriveClosing(past, own, event) : undefined;
      case 'by-hand':
        return undefined;
    }
  };

  const group = async (asked: EventGroup): Promise<E.Either<LedgerFailure, undefined>> => {
    const { events, made, key } = asked;
    const [first] = events;
    reached = Number(first.position);
    if (made === 'by-payout-run') for (const { data } of events) if ('date' in data) ran.add(data.date);
    if (since !== undefined && first.recordedAt < since) takeAsPosted(events);
    else if (made === 'by-hand') for (const event of events) await byHand(event);
    else {
      const derived = await derive(asked);
      const detail = detailOf(derived, own.has(key));
      compareGroup(events, derived === undefined || E.isLeft(derived) ? [] : derived.right, key, detail);
    }
    return NOTHING;
  };

  /** What the account makes of something that nothing is recorded of; nothing, most often. */
  const expected = async (at: Expected): Promise<E.Either<LedgerFailure, undefined>> => {
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
        compareGroup([], decided.right, key, '');
      },
    });
    await settled(executor, trigger);
    return NOTHING;
  };

  const isLacking = (key: string): boolean =>
    (key.startsWith('accrue/') || key.startsWith('reverse/') || key.startsWith('cancel/')) &&
    !own.has(key) &&
    past.keys.placesOf(key).length === 0;

  /** What a run would have made of the account, if it has no outcome for it. */
  const lackingIn = async ({ date }: RunTold, before: number): Promise<readonly LedgerEvent[]> => {
    if (ran.has(date) || reached < 0 || since !== undefined) return [];
    const decided = await derivePayout(past, own, { date, before, recordedAt: undefined });
    return E.isLeft(decided) ? [] : decided.right;
  };

  /** Runs in which something was due from the beginning. */
  const dueFrom = new Set<RunTold>();

  const runBegins = async (run: RunTold): Promise<E.Either<LedgerFailure, undefined>> => {
    // What is approved may be known only right after this; whether anything is due is known before.
    if ((await lackingIn(run, run.from + 1)).length > 0) dueFrom.add(run);
    return NOTHING;
  };

  /** A run has an outcome for every account in which anything was due, from its beginning to its end. */
  const runEnds = async (run: RunTold): Promise<E.Either<LedgerFailure, undefined>> => {
    const lacking = dueFrom.has(run) ? await lackingIn(run, run.through) : [];
    const key = `payout/${own.stream}/${run.date}`;
    if (lacking.length > 0) compareGroup([], lacking, key, '');
    return NOTHING;
  };

  return { group, expected, runBegins, runEnds };
};

/** Whatever can be read was recorded at an instant in the recorded form. */
const instantOf = ({ recordedAt }: RecordedEvent): RecordedInstant | undefined =>
  RecordedInstantCodec.is(recordedAt) ? recordedAt : undefined;

const isAsPosted = (posted: readonly RecordedEvent[], decided: Decided): boolean =>
  E.isRight(decided) &&
  paired(posted, decided.right).every(
    (pair) =>
      pair.posted !== undefined &&
      pair.recomputed !== undefined &&
      firstDivergence(pair.posted, pair.recomputed) === undefined,
  );

const detailOf = (derived: Decided | undefined, isRepeated: boolean): string => {
  if (isRepeated) return 'recorded twice';
  return derived !== undefined && E.isLeft(derived) ? derived.left._tag : '';
};
