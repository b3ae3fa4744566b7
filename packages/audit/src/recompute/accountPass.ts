import type { AccountRef } from '@commission-ledger/events';
import type { LedgerFailure } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { causePosition, onDealOf } from './deriveOnDeal.ts';
import { eventGroups } from './eventGroups.ts';
import type { Expected } from './expectations.ts';
import { judgeOf, type Judge, type JudgedWith } from './judgeAccount.ts';
import { recomputedAccount } from './recomputedAccount.ts';
import { emptyShare, type RunShare } from './runShare.ts';
import type { RunPrepared, RunTold } from './survey.ts';

/** One account to go through. */
export type AccountWork = Readonly<{
  stream: string;
  account: AccountRef;
  /** What may be missing, in the order of the history. */
  expected: readonly Expected[];
  /** The runs of its program that were completed, and all that were drawn up. */
  runs: readonly RunTold[];
  prepared: readonly RunPrepared[];
  /** Whether what should have been taken back is looked for at the end of the account only. */
  reversalsLate: boolean;
  /** Whether a run may pay it before anything happened in it. */
  isDraw: boolean;
  /** What stands before this position is taken as it is. */
  since: number | undefined;
}>;

/** What all accounts share. */
export type PassOver = JudgedWith & Readonly<{ done: (events: number) => void; signal: AbortSignal | undefined }>;

/** Something that was due at a place of the history, whether or not anything is recorded of it. */
type Due = Readonly<{ at: number; isOfRun: boolean; look: () => Promise<E.Either<LedgerFailure, undefined>> }>;

const NOTHING = E.right(undefined);

/** What the account has to do with payout runs. */
type Passed = Promise<E.Either<LedgerFailure, RunShare>>;

/**
 * Goes through one account. What should have been taken back and was not is put in where it was due; but a crash may have
 * had a later reversal take back what an earlier one would have: where that explains more, it is looked for at the end.
 */
export const passOver = async (shared: PassOver, work: Omit<AccountWork, 'reversalsLate'>): Passed => {
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
const passOnce = async (shared: PassOver, work: AccountWork): Passed => {
  const { past, done, signal } = shared;
  const own = recomputedAccount(past.ledger, work.stream, work.account);
  const share = emptyShare();
  const judge = judgeOf(shared, own, share, work);
  const due = dueIn(judge, work);
  let lacking = work.expected.length;
  /** In a batch all facts come first: what follows from an earlier one was booked before what follows from a later one. */
  const lookUntil = async (position: number, caused: number): Promise<E.Either<LedgerFailure, undefined>> => {
    for (let next = 0; next < due.length;) {
      const item = due[next];
      if (item === undefined || item.at > position) break;
      if (!item.isOfRun && item.at > caused) {
        next += 1;
        continue;
      }
      due.splice(next, 1);
      if (!item.isOfRun) lacking -= 1;
      const looked = await item.look();
      if (E.isLeft(looked)) return looked;
    }
    return NOTHING;
  };
  for await (const read of eventGroups(past.store, work.stream)) {
    if (E.isLeft(read)) return read;
    signal?.throwIfAborted();
    const group = read.right;
    const on = lacking === 0 ? undefined : onDealOf(group.events[0]);
    const caused = on && (await causePosition(past, on));
    const looked = await lookUntil(Number(group.events[0].position), caused ?? Infinity);
    if (E.isLeft(looked)) return looked;
    const judged = await judge.group(group);
    if (E.isLeft(judged)) return judged;
    done(group.events.length);
  }
  const looked = await lookUntil(Infinity, Infinity);
  return E.isLeft(looked) ? looked : E.right(share);
};

/** What is due when: what a run asks for, at its place; what may be missing, when what it follows from had its turn. */
const dueIn = (judge: Judge, { expected, runs, prepared, reversalsLate }: AccountWork): Due[] =>
  [
    ...expected.map((each): Due => ({
      at: reversalsLate && each.isReversal ? Infinity : each.due,
      isOfRun: false,
      look: () => judge.expected(each),
    })),
    ...prepared.map((run): Due => ({ at: run.position, isOfRun: true, look: () => judge.runPrepared(run) })),
    ...runs.flatMap((run): readonly Due[] => [
      { at: run.from, isOfRun: true, look: () => judge.runBegins(run) },
      { at: run.through, isOfRun: true, look: () => judge.runEnds(run) },
    ]),
  ].toSorted((a, b) => a.at - b.at);
