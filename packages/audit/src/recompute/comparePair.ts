import { toJson } from '@commission-ledger/money';
import { dealOf, entryOf, firstDivergence, type Pair } from './compareEvents.ts';
import { frameDivergence, type Framing } from './framing.ts';
import type { RecomputedAccount } from './recomputedAccount.ts';
import { amountOf, type Tally } from './tally.ts';

/** A stream that is judged: an account, or a payout run. */
export type Judged = Pick<RecomputedAccount, 'stream' | 'idOf'>;

/** The command that a pair belongs to, what the frames of its events should say, and why nothing leads to it. */
export type Told = Readonly<{ key: string; framing: Framing; detail: string }>;

/** Counts a pair and, where the two differ, tells how. Returns whether they do. */
export const comparePair = (tally: Tally, own: Judged, pair: Pair, { key, framing, detail }: Told): boolean => {
  const { posted, recomputed, index } = pair;
  const divergence =
    posted &&
    recomputed &&
    (firstDivergence(posted, recomputed) ?? frameDivergence(posted, { id: own.idOf(key, index), ...framing }));
  const differs = posted === undefined || recomputed === undefined || divergence !== undefined;
  tally.count(posted, recomputed);
  if (!differs) return false;
  const about = differenceOf(own, pair, key);
  if (posted === undefined) tally.differs({ ...about, reason: 'missing' });
  else if (divergence === undefined)
    tally.differs({ ...about, reason: 'no-cause', detail: detail === '' ? null : detail });
  else
    tally.differs({
      ...about,
      reason: isOfPlan(divergence.path) ? 'other-plan' : 'differs',
      firstDivergent: divergence,
    });
  return true;
};

const isOfPlan = (path: string): boolean => /^\/(?:rule|plan|terms)\/(?:plan|version|hash)$/.test(path);

/** What a difference says of an event, before it is said what is wrong. */
export const differenceOf = (own: Judged, { posted, recomputed, index }: Pair, key: string) => {
  const [was, is] = [posted && amountOf(posted), recomputed && amountOf(recomputed)];
  const told = posted ?? recomputed;
  if (told === undefined) throw new TypeError('One of a pair is there.');
  return {
    event: posted?.id ?? own.idOf(key, index),
    type: told.type,
    entry: entryOf(told) ?? null,
    deal: dealOf(told) ?? null,
    occurredAt: told.data.occurredAt,
    stream: own.stream,
    revision: posted?.revision ?? null,
    position: posted === undefined ? null : `${posted.position}`,
    recordedAt: posted?.recordedAt ?? null,
    reason: 'differs' as const,
    detail: null,
    posted: was === undefined ? null : toJson(was),
    recomputed: is === undefined ? null : toJson(is),
    firstDivergent: null,
  };
};
