import {
  type AccountRef,
  type RecordedEvent,
  accountStream,
  commandHashOf,
  dealStream,
} from '@commission-ledger/events';
import type { RatingRefusal } from '@commission-ledger/plans';
import { type AccountCommand, accountDecider } from '../account/accountDecider.ts';
import type { AccountState } from '../account/accountState.ts';
import { type DealCommand, dealDecider } from '../deal/dealDecider.ts';
import type { DealState } from '../deal/dealState.ts';
import type { KeyedCommand, Subject } from '../execution/keyedCommand.ts';
import type { Refusal } from '../refusal.ts';

/** Who sends the commands that the policy derives. */
const POLICY_ACTOR = 'policy:accrual';

/** What the policy derives is named by its key alone: the cause, whom it is rated for, and in which role. */
export const policyCommand = <Command>(
  key: string,
  command: Command,
  because: RecordedEvent,
): KeyedCommand<Command> => ({
  command,
  key,
  hash: commandHashOf({ key }),
  content: { key },
  actor: POLICY_ACTOR,
  correlation: because.correlation,
  causation: because.id,
});

/** An account as the subject of commands. */
export const accountSubject = (
  account: AccountRef,
): Subject<AccountCommand, AccountState, Refusal | RatingRefusal> => ({
  stream: accountStream(account),
  decider: accountDecider,
});

/** A deal as the subject of commands. */
export const dealSubject = (deal: string): Subject<DealCommand, DealState, Refusal> => ({
  stream: dealStream(deal),
  decider: dealDecider,
});
