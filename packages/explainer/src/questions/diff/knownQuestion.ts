import type { LocalDate } from '@commission-ledger/calendar';
import type { Subject } from '../../document/reply.ts';

/** The same thing as it was known at the end of one local day and of another. */
export type KnownQuestion = Readonly<{
  /** A month of an account, by what happened in it; a deal; or an account, for all that moved in it in between. */
  subject: Subject;
  earlier: LocalDate;
  later: LocalDate;
}>;
