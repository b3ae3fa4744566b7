import type { AccountRef, RecordedEvent } from '@commission-ledger/events';
import { entryOf } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer } from '../../reading/sources.ts';
import { toldPayout, type Reading, type ToldPayout } from './toldPayout.ts';

/** Where the lines of a payout are now that did not arrive. */
export type PaidSince = Readonly<{
  /** The payouts that have some of them, in the order of the lines. */
  payouts: readonly ToldPayout[];
  /** Whether any of them waits for a payout. */
  isOpen: boolean;
}>;

/** Follows every line to the payout that has it now. */
export const paidSince = async (
  reading: Reading,
  account: AccountRef,
  { data }: RecordedEvent<'PayoutIssued'>,
): Answer<PaidSince> => {
  const ids = new Set<string>();
  let isOpen = false;
  for (const { kind, entry } of data.lines) {
    const row = await entryOf(reading.documents, kind, entry);
    if (row?.payout == null) isOpen = true;
    else ids.add(row.payout);
  }
  const payouts: ToldPayout[] = [];
  for (const id of ids) {
    const told = await toldPayout(reading, account, id);
    if (E.isLeft(told)) return told;
    payouts.push(told.right);
  }
  return E.right({ payouts, isOpen });
};
