import type { EventData, RecordedEvent } from '@commission-ledger/events';
import { toJson, zero, add, type MoneyRecord } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Asking } from '../questions/asking.ts';
import { prefetchLines } from '../reading/prefetchLines.ts';
import type { Answer, Sources } from '../reading/sources.ts';
import { createCounterTrail, type TrailMemory } from '../why/counterTrail.ts';
import { explainEntry } from '../why/explainEntry.ts';
import { firstDifference } from '../why/firstDifference.ts';
import { mismatch } from '../why/explainAccrual.ts';
import { issuedPayout } from './issuedPayout.ts';
import { rootOf, type PaidLine } from './lineTree.ts';

/** A payout whose every line, or every line of a part, was calculated again from its events, and gave what was paid. */
export type CheckedPayout = Readonly<{
  payout: string;
  /** How many were checked. */
  lines: number;
  /** The sum of the lines that were checked. */
  amount: MoneyRecord;
  /** The digest of all lines, as proofs of inclusion have it: parts with the same one are of the same payout. */
  digest: string;
  /** What the payout pays: how many lines, and their sum. */
  paid: Readonly<{ lines: number; amount: MoneyRecord }>;
}>;

/** Which payout, and who is told how far it is. */
export type CheckQuery = Readonly<{
  payout: string;
  /**
   * Only the lines from this one (0 is the first) to before that one, so that several processes share the work; see
   * `checkedTogether`.
   */
  part?: Readonly<{ from: number; to: number }>;
  onProgress?: (checked: number, lines: number) => void;
}>;

/** So many lines are checked from the same sources; then what they read is forgotten, but for plans and programs. */
const PORTION = 64;

/**
 * Calculates every line of a payout again, or of a part of it, portion by portion, so that memory grows only by what the
 * payout itself says of its lines. The first line that does not give what was paid ends it, named.
 */
export const checkPayout = async (asking: Asking, { payout, part, onProgress }: CheckQuery): Answer<CheckedPayout> => {
  const sourcesOfPortion = sourcesOfPortions(asking);
  const paid = await linesPaid(sourcesOfPortion(), payout);
  if (E.isLeft(paid)) return paid;
  const { lines: all, amount } = paid.right;
  const first = Math.max(0, part?.from ?? 0);
  const lines = all.slice(first, Math.max(0, part?.to ?? all.length));
  let sum = zero(amount.currency);
  for (let from = 0; from < lines.length; from += PORTION) {
    const portion = lines.slice(from, from + PORTION);
    const checked = await checkPortion(sourcesOfPortion(), payout, portion, first + from);
    if (E.isLeft(checked)) return checked;
    sum = portion.reduce((total, line) => add(total, line.amount), sum);
    onProgress?.(from + portion.length, lines.length);
  }
  const difference =
    part === undefined ? firstDifference({ amount: toJson(amount) }, { amount: toJson(sum) }) : undefined;
  if (difference !== undefined) return mismatch(payout, difference);
  return E.right({
    payout,
    lines: lines.length,
    amount: toJson(sum),
    digest: rootOf(all).hash,
    paid: { lines: all.length, amount: toJson(amount) },
  });
};

/** Without the event, whose text is long where there are many lines. */
const linesPaid = async (
  sources: Sources,
  payout: string,
): Answer<Pick<EventData<'PayoutIssued'>, 'lines' | 'amount'>> =>
  E.map(({ data: { lines, amount } }: RecordedEvent<'PayoutIssued'>) => ({ lines, amount }))(
    await issuedPayout(sources, payout),
  );

/** Sources of one portion after the other. Which counters were moved last is remembered: an account is gone through once. */
const sourcesOfPortions = ({ sources: { plans, programs }, newSources }: Asking): (() => Sources) => {
  const memory: TrailMemory = new Map();
  return () => {
    const sources = newSources();
    return { ...sources, plans, programs, trail: createCounterTrail(sources.events, memory) };
  };
};

const checkPortion = async (
  sources: Sources,
  payout: string,
  lines: readonly PaidLine[],
  from: number,
): Answer<undefined> => {
  await prefetchLines(sources, lines);
  for (const [index, { kind, entry, ...paid }] of lines.entries()) {
    const explained = await explainEntry(sources, kind, entry);
    if (E.isLeft(explained)) return explained;
    const { amount, maturesOn } = explained.right.line;
    const difference = firstDifference({ ...paid, amount: toJson(paid.amount) }, { amount, maturesOn });
    if (difference !== undefined)
      return mismatch(payout, { ...difference, path: `/lines/${from + index}${difference.path}` });
  }
  return E.right(undefined);
};
