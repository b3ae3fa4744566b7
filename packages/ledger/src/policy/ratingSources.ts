import type { TimeZone } from '@commission-ledger/calendar';
import type { Beneficiary, RecordedEvent } from '@commission-ledger/events';
import type { Recorded } from '../execution/keyedCommand.ts';
import type { PublishedPlan } from '../plan/planDecider.ts';
import type { CauseEvents } from './causeEvents.ts';

/** For whom a cause is rated: the credited partner whose deal it is, and the role that earns on it. */
export type Rated = Readonly<{ referrer: string; beneficiary: Beneficiary }>;

/** What stands in the history about a cause, for one account. */
export type RatingSources = Readonly<{
  cause: CauseEvents;
  rated: Rated;
  /** Whose account it is. */
  partner: string;
  zone: TimeZone;
  plan: PublishedPlan;
  /** The enrolment of this partner in this plan on the day of the cause: the numbers it sets are theirs. */
  enrolment?: RecordedEvent<'PartnerEnrolled'> | undefined;
  /** The suspension on the day of the cause that lets this partner earn nothing. */
  suspended?: RecordedEvent<'PartnerSuspended'> | undefined;
  /** The rate of the day of the cause, where it is in another currency that the plan converts. */
  fx?: RecordedEvent<'FxRateRecorded'> | undefined;
  /** What rules gave the partner one level below for the same cause. */
  below?: readonly RecordedEvent<'AccrualPosted'>[];
  /** What is recorded of it already, in an account that stood in this role before. */
  before?: Recorded | undefined;
}>;
