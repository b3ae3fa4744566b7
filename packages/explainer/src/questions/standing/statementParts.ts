import type { Instant, Period } from '@commission-ledger/calendar';
import type { Node } from '@commission-ledger/calculation';
import type { RecordedEvent, StatementMovement } from '@commission-ledger/events';
import type { Money } from '@commission-ledger/money';
import type { AccountMove } from './accountMove.ts';
import type { BookedPayout } from './accountBook.ts';

/** A movement in a statement that is not that of its time, with the closing that it came too late for. */
export type LateMove = Readonly<{ move: AccountMove; closing: RecordedEvent<'PeriodClosed'>; period: string }>;

/** What a statement is made of. */
export type StatementParts = Readonly<{
  period: Period;
  from: Instant;
  to: Instant;
  opening: Readonly<{ amount: Money; node: Node | undefined }>;
  /** Its movements in their order; absent where they are too many to read for one answer. */
  moves: readonly AccountMove[] | undefined;
  /** By kind, where they are not read. */
  sums: readonly Readonly<{ kind: StatementMovement['kind']; amount: Money; lines: number }>[];
  closing: Money;
  /** The closing after which nothing can come into it any more. */
  closed: RecordedEvent<'PeriodClosed'> | undefined;
  /** Of its movements, those that happened before, and were too late for their own statement. */
  brought: readonly LateMove[];
  /** What happened in its time and reached us after it was closed. */
  late: readonly LateMove[];
  payouts: ReadonlyMap<string, BookedPayout>;
}>;
