import type { EventData } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import type { LedgerFailure } from '../failure.ts';
import { partnerOf } from './partnerOf.ts';

/** Local dates from `from` up to, not including, `until`; for ever without it. */
type Time = Readonly<{ from: string; until: string | undefined }>;

/**
 * The circle that a new upline would close on some day: from the partner up and back to the partner. A new assignment
 * is a partner's last, so it is in force for ever; those above may begin and end while it is.
 */
export const circleOf = async (
  executor: Executor,
  { partner, program, upline, from }: EventData<'UplineAssigned'>,
): Promise<E.Either<LedgerFailure, readonly string[] | undefined>> => {
  const climb = async (
    chain: readonly string[],
    next: string,
    time: Time,
  ): Promise<E.Either<LedgerFailure, readonly string[] | undefined>> => {
    const climbed = [...chain, next];
    if (chain.includes(next)) return E.right(climbed);
    const known = await partnerOf(executor, next);
    if (E.isLeft(known)) return known;
    const assigned = known.right.uplines.filter((assignment) => assignment.program === program);
    for (const [index, { from: starts, value }] of assigned.entries()) {
      const both = overlap(time, { from: starts, until: assigned[index + 1]?.from });
      const circle = both === undefined ? E.right(undefined) : await climb(climbed, value, both);
      if (E.isLeft(circle) || circle.right !== undefined) return circle;
    }
    return E.right(undefined);
  };
  return climb([partner], upline, { from, until: undefined });
};

const overlap = (a: Time, b: Time): Time | undefined => {
  const from = a.from > b.from ? a.from : b.from;
  const until = earlier(a.until, b.until);
  return until === undefined || from < until ? { from, until } : undefined;
};

const earlier = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;
