import type { Node } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import type { CauseEvents } from '@commission-ledger/ledger';
import type { Receipt } from '@commission-ledger/plans';
import type { CountersBefore } from './countersBefore.ts';
import type { AppliedPlan, ProgramZone } from '../reading/sources.ts';

type Posted = RecordedEvent<'TrueUpPosted'>;

/** A true-up with what it was computed by. */
export type AboutTrueUp = Readonly<{ event: Posted; applied: AppliedPlan; program: ProgramZone; receipt: Receipt }>;

/** A true-up computed again, with its cause and the counters it read. */
export type TruedUpAgain = Readonly<{ root: Node; cause: CauseEvents; counterBefore: CountersBefore }>;
