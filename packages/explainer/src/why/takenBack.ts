import type { Node } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import type { ExplainedAccrual } from '../reading/sources.ts';

/** A reversal with the accrual it takes back, and what had been taken back of it before. */
export type TakenBack = Readonly<{
  reversed: RecordedEvent<'AccrualReversed'>;
  original: ExplainedAccrual;
  before: Node;
}>;

/** A calculation done again, and what the ledger books with it, as JSON. */
export type ReversedAgain = Readonly<{ root: Node; booked: Readonly<Record<string, unknown>> }>;

/** The later of two local dates. */
export const laterOf = (a: string, b: string): string => (a > b ? a : b);
