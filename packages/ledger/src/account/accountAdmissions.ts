import { accountStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { type Admissions, type Submit, decidedBy } from '../admission/admission.ts';
import type { Executor } from '../execution/executor.ts';
import type { KeyedCommand, Recorded } from '../execution/keyedCommand.ts';
import type { LedgerFailure } from '../failure.ts';
import { programOf } from '../program/programOf.ts';
import { type ResolvePayout, accountDecider } from './accountDecider.ts';
import { type ByHand, admitByHand, admitDated, admitDispute, admitWriteOff } from './admitByHand.ts';
import { admitVoid } from './admitVoid.ts';
import type { Dispute } from './dispute.ts';

/** The facts about an account that a host records. */
export type AccountFact =
  | 'AccrualHeld'
  | 'AccrualReleased'
  | 'AdjustmentProposed'
  | 'AdjustmentPosted'
  | 'AdjustmentDeclined'
  | 'ReceivableWrittenOff'
  | 'BalanceUnclaimed'
  | 'TaxRemitted'
  | 'PayoutSettled'
  | 'PayoutFailed'
  | 'PayoutVoided';

const ofAccrual: Submit<Dispute> = { submit: submitDispute };
const ofAccount: Submit<ByHand | ResolvePayout> = decidedBy(accountDecider, accountOf);

/**
 * The command keys: made of the ids that name the fact in the business, so the same fact always has the same key. What
 * can happen more than once to the same thing has its time in the key; sent again without a time, it says nothing new,
 * which the deciders see.
 */
export const accountAdmissions: Admissions<AccountFact> = {
  AccrualHeld: {
    ...ofAccrual,
    admit: admitDispute,
    key: ({ accrual, occurredAt }) => `accrual/${accrual}/held/${occurredAt}`,
  },
  AccrualReleased: {
    ...ofAccrual,
    admit: admitDispute,
    key: ({ accrual, occurredAt }) => `accrual/${accrual}/released/${occurredAt}`,
  },
  AdjustmentProposed: {
    ...ofAccount,
    admit: admitByHand,
    key: ({ adjustment }) => `adjustment/${adjustment}/proposed`,
  },
  AdjustmentPosted: { ...ofAccount, admit: admitByHand, key: ({ adjustment }) => `adjustment/${adjustment}` },
  AdjustmentDeclined: { ...ofAccount, key: ({ adjustment }) => `adjustment/${adjustment}/declined` },
  ReceivableWrittenOff: { ...ofAccount, admit: admitWriteOff, key: ({ writeOff }) => `write-off/${writeOff}` },
  BalanceUnclaimed: { ...ofAccount, admit: admitDated, key: ({ unclaimed }) => `unclaimed/${unclaimed}` },
  TaxRemitted: { ...ofAccount, admit: admitByHand, key: ({ remittance }) => `remittance/${remittance}` },
  PayoutSettled: { ...ofAccount, key: ({ payout }) => `payout/${payout}/settled` },
  PayoutFailed: { ...ofAccount, key: ({ payout }) => `payout/${payout}/failed` },
  PayoutVoided: {
    ...ofAccount,
    admit: admitVoid,
    afresh: true,
    key: ({ payout }) => `payout/${payout}/voided`,
  },
};

function accountOf({ data }: ByHand | ResolvePayout): string {
  const { program, partner, amount } = data;
  return accountStream({ program, partner, currency: amount.currency });
}

/** A dispute names the accrual alone: it is looked for in the partner's accounts in every currency of the program. */
async function submitDispute(
  executor: Executor,
  keyed: KeyedCommand<Dispute>,
): Promise<E.Either<LedgerFailure, Recorded>> {
  const { program: id, partner, accrual } = keyed.command.data;
  const program = await programOf(executor, id);
  if (E.isLeft(program)) return program;
  for (const currency of program.right.currencies) {
    const subject = { stream: accountStream({ program: id, partner, currency }), decider: accountDecider };
    const loaded = await executor.load(subject);
    if (E.isLeft(loaded)) return loaded;
    if (loaded.right.state.accruals.has(accrual)) return executor.execute(subject, keyed);
  }
  return E.left({ _tag: 'UnknownAccrual', accrual });
}
