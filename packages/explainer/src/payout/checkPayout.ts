import { toJson, zero, add, type MoneyRecord } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Asking } from '../questions/asking.ts';
import { prefetchLines } from '../reading/prefetchLines.ts';
import type { Answer, Sources } from '../reading/sources.ts';
import { explainEntry } from '../why/explainEntry.ts';
import { firstDifference } from '../why/firstDifference.ts';
import { mismatch } from '../why/explainAccrual.ts';
import { issuedPayout } from './issuedPayout.ts';
import { lineTree, type PaidLine } from './lineTree.ts';

/** A payout whose every line was calculated again from its events, and gave what was paid. */
export type CheckedPayout = Readonly<{
  payout: string;
  lines: number;
  /** The sum of the lines. */
  amount: MoneyRecord;
  /** The digest of the lines, as proofs of inclusion have it. */
  digest: string;
}>;

/** Which payout, and who is told how far it is. */
export type CheckQuery = Readonly<{ payout: string; onProgress?: (checked: number, lines: number) => void }>;

/** So many lines are checked from the same sources; then what they read is forgotten. */
const PORTION = 100;

/**
 * Calculates every line of a payout again, portion by portion, so that memory does not grow with their number. The first
 * line that does not give what was paid ends it, named.
 */
export const checkPayout = async (asking: Asking, { payout, onProgress }: CheckQuery): Answer<CheckedPayout> => {
  const found = await issuedPayout(asking.sources, payout);
  if (E.isLeft(found)) return found;
  const { lines, amount } = found.right.data;
  let sum = zero(amount.currency);
  for (let from = 0; from < lines.length; from += PORTION) {
    const portion = lines.slice(from, from + PORTION);
    const checked = await checkPortion(asking.newSources(), payout, portion, from);
    if (E.isLeft(checked)) return checked;
    sum = portion.reduce((total, line) => add(total, line.amount), sum);
    onProgress?.(from + portion.length, lines.length);
  }
  const difference = firstDifference({ amount: toJson(amount) }, { amount: toJson(sum) });
  if (difference !== undefined) return mismatch(payout, difference);
  const { root } = lineTree(lines);
  return E.right({ payout, lines: lines.length, amount: toJson(sum), digest: root.hash });
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
