import { type MoneyRecord, toJson } from '@commission-ledger/money';
import type { Projection } from '../projection.ts';
import { type AccountEvent, accountKey, accountOf, isAccountEvent } from './accountEvent.ts';

/** A correction by hand that waits for another person's approval. It counts in no balance. */
export type ProposedAdjustmentDocument = Readonly<{
  adjustment: string;
  program: string;
  partner: string;
  currency: string;
  /** Signed. */
  amount: MoneyRecord;
  reason: string;
  author: string;
  maturesOn: string;
  proposedAt: string;
}>;

/** One document for each correction that is proposed now: one that is posted or declined has none. */
export const proposedAdjustments: Projection<ProposedAdjustmentDocument> = {
  name: 'proposed-adjustments',
  version: 1,
  keysOf: (event) =>
    isAccountEvent(event) && isOfAdjustment(event) ? [`${accountKey(accountOf(event))}/${event.data.adjustment}`] : [],
  evolve: (document, event) => {
    if (!isAccountEvent(event) || !isOfAdjustment(event)) return document;
    if (event.type !== 'AdjustmentProposed') return undefined;
    const { adjustment, amount, reason, author, maturesOn, occurredAt } = event.data;
    return {
      adjustment,
      ...accountOf(event),
      amount: toJson(amount),
      reason,
      author,
      maturesOn,
      proposedAt: occurredAt,
    };
  },
};

type OfAdjustment = Extract<AccountEvent, { data: { adjustment: string } }>;

const isOfAdjustment = (event: AccountEvent): event is OfAdjustment => 'adjustment' in event.data;
