import type { EventOf } from '@commission-ledger/events';
import { equals, isZero } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { isSamePerson } from '../isSamePerson.ts';
import type { Refusal } from '../refusal.ts';
import { type AccountState, type ProposalState, entryKey } from './accountState.ts';

/** A correction by hand: posted at once by two people, or proposed by one and then posted by another, or declined. */
export type Adjusting = EventOf<'AdjustmentProposed' | 'AdjustmentPosted' | 'AdjustmentDeclined'>;

type Decision = E.Either<Refusal, readonly Adjusting[]>;

/** What was proposed is posted exactly as proposed, or not at all, and only once. */
export const adjust = (fact: Adjusting, state: AccountState): Decision => {
  const { adjustment, amount } = fact.data;
  const proposal = state.proposals.get(adjustment);
  if (fact.type === 'AdjustmentDeclined')
    return proposal === undefined ? E.left({ _tag: 'UnknownProposal', adjustment }) : ended(fact, proposal);
  if (isZero(amount)) return E.left({ _tag: 'AmountIsZero' });
  if (fact.type === 'AdjustmentPosted') {
    const { author, approver } = fact.data;
    if (isSamePerson(author, approver))
      return E.left({ _tag: 'SamePerson', person: author, roles: 'author and approver of an adjustment' });
    if (proposal !== undefined) return ended(fact, proposal);
  }
  const isTaken = proposal !== undefined || state.entries.has(entryKey({ kind: 'adjustment', id: adjustment }));
  return isTaken ? E.left({ _tag: 'AdjustmentExists', adjustment }) : E.right([fact]);
};

const ended = (
  fact: EventOf<'AdjustmentPosted' | 'AdjustmentDeclined'>,
  { proposed, status }: ProposalState,
): Decision => {
  const { adjustment } = proposed;
  if (status !== 'open') return E.left({ _tag: 'ProposalAlready', adjustment, status });
  return isAsProposed(fact, proposed) ? E.right([fact]) : E.left({ _tag: 'NotAsProposed', adjustment });
};

const isAsProposed = (
  { type, data }: EventOf<'AdjustmentPosted' | 'AdjustmentDeclined'>,
  { amount, reason, author, maturesOn }: ProposalState['proposed'],
): boolean => {
  if (!equals(data.amount, amount)) return false;
  if (type === 'AdjustmentDeclined') return true;
  return data.reason === reason && data.author === author && data.maturesOn === maturesOn;
};
