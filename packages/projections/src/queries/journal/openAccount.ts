import { ofMinor } from '@commission-ledger/money';
import { currencyIn } from '../documentValues.ts';
import { ledgerAccounts as accounts } from './ledgerAccounts.ts';
import type { Posting } from './transaction.ts';

/** What is open in a partner's account, signed, in minor units: not matured or disputed, and payable. */
export type OpenState = Readonly<{ onHold: bigint; payable: bigint }>;

/** An account in which nothing is open. */
export const nothingOpen: OpenState = { onHold: 0n, payable: 0n };

/** The state after a change. */
export const changed = (state: OpenState, change: OpenState): OpenState => ({
  onHold: state.onHold + change.onHold,
  payable: state.payable + change.payable,
});

/**
 * What a change of the open money posts. Neither liability goes below zero: what would is owed by the partner, and is a
 * receivable instead.
 */
export const openPostings = (
  before: OpenState,
  after: OpenState,
  { partner, currency }: Readonly<{ partner: string; currency: string }>,
): readonly Posting[] => {
  const posting = (account: string, minor: bigint): Posting => ({
    account,
    amount: ofMinor(minor, currencyIn(currency)),
  });
  return [
    posting(accounts.onHold(partner), owed(before.onHold) - owed(after.onHold)),
    posting(accounts.payable(partner), owed(before.payable) - owed(after.payable)),
    posting(accounts.receivable(partner), receivable(after) - receivable(before)),
  ];
};

const owed = (minor: bigint): bigint => (minor > 0n ? minor : 0n);

const receivable = ({ onHold, payable }: OpenState): bigint => owed(-onHold) + owed(-payable);
