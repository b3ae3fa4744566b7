import type { Money } from '@commission-ledger/money';
import type { PayoutRow } from '@commission-ledger/projections';
import type { PayeeDetails } from './payeeDetails.ts';

/** A line of a file: a payout, what arrives, and where it goes. */
export type FileLine = Readonly<{ payout: PayoutRow; amount: Money; details: PayeeDetails }>;
